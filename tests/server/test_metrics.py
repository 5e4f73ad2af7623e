from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from mathspeak import __version__
from serving import Running
from wobbly import Wobbly

LISTED = """
mathspeak_request_seconds mathspeak_first_byte_seconds mathspeak_requests mathspeak_requests_in_progress
mathspeak_connections mathspeak_sockets mathspeak_queue_length mathspeak_refused mathspeak_text_memo
mathspeak_formula_memo mathspeak_speech_seconds mathspeak_synthesis_seconds mathspeak_audio_bytes
mathspeak_engine_failures
mathspeak_breaker_open mathspeak_cache_requests mathspeak_cache_bytes mathspeak_store_up mathspeak_batch_jobs
mathspeak_process_cpu_seconds mathspeak_process_resident_memory_bytes mathspeak_process_open_fds mathspeak_processes
mathspeak_process_start_time_seconds mathspeak_workers_ended mathspeak_memory_bytes mathspeak_memory_limit_bytes
mathspeak_build_info
""".split()
QUICK = "[server]\ndrain_seconds = 0\n"


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


def wait_for(condition: Callable[[], object]) -> None:
    while not condition():
        time.sleep(0.05)


def speak(server: Running, latex: str, **more: object) -> int:
    return httpx.post(f"{server.url}/v1/speak", json={"latex": latex, **more}, timeout=30).status_code


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
    taken = "mathspeak_request_seconds_count audio=none route=/v1/text status={}"
    assert difference(before, after, taken.format("2xx")) == 4
    assert difference(before, after, taken.format("4xx")) == 2
    assert difference(before, after, "mathspeak_first_byte_seconds_count audio=none route=/v1/text") == 4
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
        assert counts[-1]["mathspeak_processes"] >= 3
        os.kill(min(pids), signal.SIGKILL)
        wait_for(lambda: counted(running)["mathspeak_workers_ended_total"] == 1)
        wait_for(lambda: len(re.findall(r"server process \[(\d+)\]", running.log_file.read_text())) == 3)
        later = counted(running)
        assert later[name] == 20.0
        assert later["mathspeak_process_cpu_seconds_total"] >= counts[-1]["mathspeak_process_cpu_seconds_total"]
        assert later["mathspeak_process_start_time_seconds"] == counts[0]["mathspeak_process_start_time_seconds"]
    finally:
        assert running.stop() == 0


@pytest.fixture
def wobbly(tmp_path: Path) -> Wobbly:
    return Wobbly(tmp_path / "wobbly")


@pytest.fixture
def wobbling(wobbly: Wobbly, folder: Path) -> Iterator[Running]:
    running = Running(folder, QUICK, **wobbly.environment)
    yield running
    assert running.stop() == 0


def test_audio_that_was_there_is_told_from_audio_that_is_made(wobbly: Wobbly, wobbling: Running) -> None:
    wobbly.be("slow")
    before = counted(wobbling)
    threads = [threading.Thread(target=speak, args=(wobbling, "x_1")) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = counted(wobbling)
    for name in ("first_byte_seconds", "request_seconds"):
        status = " status=2xx" if name == "request_seconds" else ""
        new, cached = (f"mathspeak_{name}_{{}} audio={audio} route=/v1/speak{status}" for audio in ("new", "cached"))
        # One of them made it, and the other waited for that.
        assert difference(before, after, new.format("count")) == 2
        assert difference(before, after, new.format("sum")) >= 0.6
        assert difference(before, after, cached.format("count")) == 0
    for ask in ("/v1/speak?latex=x_1", "/v1/speak?latex=x_1&format=wav"):
        assert httpx.get(wobbling.url + ask).status_code == 200
    fields = {"model": "tts-1", "voice": "alloy", "input": "x_1"}
    for more in ({}, {"stream_format": "sse"}):
        assert httpx.post(f"{wobbling.url}/v1/audio/speech", json={**fields, **more}).status_code == 200
    for name in ("/v1/speak", "/v1/audio/speech"):
        cached = f"mathspeak_first_byte_seconds_count audio=cached route={name}"
        # A client has its answer before it is counted.
        wait_for(lambda cached=cached: difference(after, counted(wobbling), cached) == 2)
    later = counted(wobbling)
    assert difference(after, later, "mathspeak_cache_requests_total result=hit") >= 4
    assert difference(after, later, "mathspeak_cache_requests_total result=miss") == 0
    assert difference(before, after, "mathspeak_cache_requests_total result=miss") >= 1


def test_engines_are_counted_by_what_they_did(wobbly: Wobbly, wobbling: Running) -> None:
    start = counted(wobbling)
    failures = "mathspeak_engine_failures_total code=engine-failed engine=wobbly"
    # From the start, so that the first one is seen to be one more.
    assert start[failures] == 0 == start["mathspeak_requests_total method=POST route=/v1/speak status=502"]
    assert speak(wobbling, "y_1") == 200
    wobbly.be("fails")
    assert [speak(wobbling, f"z_{number}") for number in range(2)] == [502, 502]
    after = counted(wobbling)
    tried = "mathspeak_synthesis_seconds_count engine=wobbly result={}"
    assert after[tried.format("made")] >= 1
    # The first one is enough to let it rest, and it is not asked for the second.
    assert after[tried.format("failed")] == 1
    assert after[failures] == 2
    assert after["mathspeak_breaker_open engine=wobbly"] == 1
    assert start["mathspeak_breaker_open engine=wobbly"] == 0


def test_faults_of_ours_are_no_failures_of_an_engine(wobbly: Wobbly, wobbling: Running) -> None:
    wobbly.be("is broken")
    assert speak(wobbling, "x") == 500
    after = counted(wobbling)
    assert after["mathspeak_requests_total method=POST route=/v1/speak status=500"] == 1
    assert after["mathspeak_engine_failures_total code=engine-failed engine=wobbly"] == 0


def test_each_worker_takes_down_what_it_sees_whoever_is_asked(wobbly: Wobbly, folder: Path) -> None:
    running = Running(folder, QUICK, "--workers", "2", **wobbly.environment)
    try:
        # As Prometheus asks: on one connection, and so always the same worker.
        with httpx.Client(base_url=running.url, timeout=20) as client:
            client.get("/metrics")
            wobbly.be("fails")
            for number in range(12):
                speak(running, f"x_{number}")
            assert 'mathspeak_breaker_open{engine="wobbly"} 0.0' not in client.get("/metrics").text
            wobbly.be("well")
        names = [name for name in counted(running) if name.startswith("mathspeak_engine_failures_total")]
        assert sum(counted(running)[name] for name in names) == 12
    finally:
        assert running.stop() == 0


def test_without_a_cache_nothing_is_asked_of_it(wobbly: Wobbly, folder: Path) -> None:
    running = Running(folder, QUICK, **wobbly.environment, MS_CACHE_ENABLED="false")
    try:
        assert [speak(running, "x") for _ in range(2)] == [200, 200]
        after = counted(running)
        assert after["mathspeak_first_byte_seconds_count audio=new route=/v1/speak"] == 2
        assert not [name for name in after if "_cache_requests" in name or "_store_up" in name]
    finally:
        assert running.stop() == 0


def test_a_cache_that_cannot_be_used_is_seen(wobbly: Wobbly, folder: Path) -> None:
    running = Running(folder, QUICK, **wobbly.environment)
    try:
        assert counted(running)["mathspeak_store_up store=cache"] == 1
    finally:
        assert running.stop() == 0
    # Neither of them is where an address says.
    addresses = {"MS_CACHE_URL": "redis://127.0.0.1:1/0", "MS_QUEUE_URL": "redis://127.0.0.1:1/0"}
    running = Running(folder, QUICK, **wobbly.environment, **addresses)
    try:
        assert speak(running, "x") == 200
        found = counted(running)
        assert found["mathspeak_store_up store=cache"] == 0 == found["mathspeak_store_up store=queue"]
        # A number that nobody knows is none.
        assert found["mathspeak_batch_jobs state=waiting"] != found["mathspeak_batch_jobs state=waiting"]
    finally:
        assert running.stop() == 0


def test_the_server_tells_what_it_is_and_how_much_it_may_have(server: Running) -> None:
    found = counted(server)
    assert found[f"mathspeak_build_info version={__version__}"] == 1
    assert abs(time.time() - found["mathspeak_process_start_time_seconds"]) < 3600
    assert found["mathspeak_workers_ended_total"] == 0
    assert 60e6 < found["mathspeak_memory_bytes"] < found["mathspeak_memory_limit_bytes"]
    # The engine speaks in a process of its own.
    assert speak(server, "x_{11}") == 200
    assert counted(server)["mathspeak_processes"] >= 2


def test_connections_beyond_the_limit_are_counted(folder: Path) -> None:
    running = Running(folder, QUICK + "max_connections = 1\n")
    try:
        with httpx.Client(base_url=running.url) as first:
            assert first.get("/healthz").status_code == 200
            assert httpx.get(f"{running.url}/healthz").status_code == 503
            assert 'mathspeak_refused_total{reason="connections"} 1.0' in first.get("/metrics").text
    finally:
        assert running.stop() == 0
