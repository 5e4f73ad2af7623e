from __future__ import annotations

import re
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from serving import Running

LISTED = """
mathspeak_request_seconds mathspeak_requests mathspeak_requests_in_progress mathspeak_connections mathspeak_sockets
mathspeak_queue_length mathspeak_refused mathspeak_text_memo mathspeak_formula_memo mathspeak_speech_seconds
mathspeak_audio_bytes
mathspeak_engine_failures mathspeak_breaker_open mathspeak_cache_requests mathspeak_cache_bytes
mathspeak_process_cpu_seconds mathspeak_process_resident_memory_bytes mathspeak_process_open_fds
""".split()


def counted(server: Running) -> dict[str, float]:
    """Every sample by its name and labels."""
    text = httpx.get(f"{server.url}/metrics").text
    return {
        sample.name + "".join(f" {name}={value}" for name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def difference(before: dict[str, float], after: dict[str, float], name: str) -> float:
    return after.get(name, 0.0) - before.get(name, 0.0)


def test_every_metric_is_ours_and_described(server: Running, client: httpx.Client) -> None:
    client.post("/v1/speak", json={"latex": "x"})
    text = client.get("/metrics").text
    families = list(text_string_to_metric_families(text))
    assert {family.name for family in families} == set(LISTED)
    assert all(family.documentation for family in families)


def test_requests_are_counted_by_route_and_status(server: Running, client: httpx.Client) -> None:
    before = counted(server)
    for formula in ("x", "x", r"\input{x}"):
        client.post("/v1/text", json={"latex": formula})
    client.get("/v1/text?latex=x")
    client.head("/v1/text?latex=x")
    client.get("/v1/a-path-of-a-client")
    client.request("BREW", "/v1/text")
    after = counted(server)
    of_text = "mathspeak_requests_total method={} route=/v1/text status={}"
    assert difference(before, after, of_text.format("POST", 200)) == 2
    assert difference(before, after, of_text.format("POST", 422)) == 1
    assert difference(before, after, of_text.format("GET", 200)) == 1
    assert difference(before, after, of_text.format("HEAD", 200)) == 1
    assert difference(before, after, "mathspeak_requests_total method=GET route=unmatched status=404") == 1
    assert not [name for name in after if "a-path-of" in name or "BREW" in name]
    assert difference(before, after, "mathspeak_request_seconds_count route=/v1/text") >= 5
    assert after["mathspeak_requests_in_progress"] == 1


def test_the_memo_is_counted(server: Running, client: httpx.Client) -> None:
    formula = "x_{20261}"
    before = counted(server)
    for _ in range(3):
        client.post("/v1/text", json={"latex": formula})
    client.get("/v1/text", params={"latex": formula})
    after = counted(server)
    assert difference(before, after, "mathspeak_text_memo_total result=miss") >= 1
    assert difference(before, after, "mathspeak_text_memo_total result=hit") >= 2


def test_formulas_that_come_again_are_counted(server: Running, client: httpx.Client) -> None:
    before = counted(server)
    for text in ("$x_{20262}$", "so $x_{20262}$", "$x_{20262}=x_{20262}$ or $x_{20262}$"):
        client.post("/v1/text", json={"latex": text})
    after = counted(server)
    assert difference(before, after, "mathspeak_formula_memo_total result=miss") == 2
    assert difference(before, after, "mathspeak_formula_memo_total result=hit") == 2


def test_speech_is_counted_by_engine_and_format(server: Running, client: httpx.Client) -> None:
    before = counted(server)
    audio = client.post("/v1/speak", json={"latex": "x", "format": "wav"}).content
    after = counted(server)
    assert difference(before, after, "mathspeak_audio_bytes_total format=wav") == len(audio)
    assert difference(before, after, "mathspeak_speech_seconds_count engine=espeak") == 1
    assert difference(before, after, "mathspeak_speech_seconds_sum engine=espeak") > 0


def test_the_memo_can_be_switched_off(folder: Path) -> None:
    running = Running(folder, "[server]\nmemo = 0\ndrain_seconds = 0\n")
    try:
        for _ in range(3):
            assert httpx.get(f"{running.url}/v1/text?latex=x").json()["speech"] == "x"
        assert not [name for name in counted(running) if name.startswith("mathspeak_text_memo_total")]
    finally:
        running.stop()


def test_workers_count_together_and_the_dead_no_more(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\n", "--workers", "2")
    try:
        for _ in range(20):
            assert httpx.get(f"{running.url}/v1/text?latex=x").status_code == 200
        counts = [counted(running) for _ in range(4)]
        name = "mathspeak_requests_total method=GET route=/v1/text status=200"
        assert {count[name] for count in counts} == {20.0}
        assert all(count["mathspeak_requests_in_progress"] == 1 for count in counts)
        assert counts[-1]["mathspeak_process_resident_memory_bytes"] > 60e6
        pids = {int(pid) for pid in re.findall(r"server process \[(\d+)\]", running.log_file.read_text())}
        assert len(pids) == 2 and running.process.pid not in pids
    finally:
        assert running.stop() == 0
