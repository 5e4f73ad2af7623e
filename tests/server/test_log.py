from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from serving import Running

QUICK = "[server]\ndrain_seconds = 0\n"
SECRET = r"\alpha+7654321"


def test_each_request_has_a_line_with_its_id(server: Running, client: httpx.Client) -> None:
    answer = client.post("/v1/text", json={"latex": "x"}, headers={"x-request-id": "my-id.1"})
    assert answer.headers["x-request-id"] == "my-id.1"
    line = server.logged(id="my-id.1")
    assert {name: line[name] for name in ("id", "method", "route", "status", "client", "level")} == {
        "id": "my-id.1",
        "method": "POST",
        "route": "/v1/text",
        "status": 200,
        "client": "127.0.0.1",
        "level": "INFO",
    }
    assert line["bytes"] == len(answer.content)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", str(line["time"]))


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "<script>", "a\tb", "ä", "a,b", '{"a": 1}'])
def test_an_id_that_is_none_is_replaced(client: httpx.Client, given: str) -> None:
    answer = client.get("/healthz", headers={"x-request-id": given.encode("latin-1")})
    assert answer.headers["x-request-id"] != given
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])


def test_no_formula_is_in_the_log_unless_the_settings_ask_for_it(folder: Path) -> None:
    for asked in (False, True):
        settings = f"{QUICK}[log]\nformulas = {str(asked).lower()}\n"
        running = Running(folder / str(asked), settings, MS_LOG_LEVEL="DEBUG")
        with connect(running.url.replace("http", "ws") + "/v1/live?latex=7654321") as socket:
            socket.send(json.dumps({"id": 1, "latex": SECRET}))
            socket.recv(timeout=10)
        with httpx.Client(base_url=running.url) as client:
            client.post("/v1/text", json={"latex": SECRET})
            client.get("/v1/text", params={"latex": SECRET})
            client.post("/v1/speak", json={"latex": SECRET, "format": "wav"})
            client.post("/v1/text", json={"latex": SECRET + r"\input{x}"})
            client.post("/v1/text", json={"latex": SECRET, "colour": "7654321"})
            client.post("/v1/audio/speech", json={"input": SECRET})
        running.stop()
        written = running.log_file.read_text()
        assert ("7654321" in written) is asked
        if asked:
            assert {line["formula"] for line in running.log() if "formula" in line} >= {SECRET}


def test_nothing_that_a_client_sends_ends_a_line_or_steers_a_terminal(server: Running, client: httpx.Client) -> None:
    before = len(server.log())
    client.get("/nowhere%0A%7B%22level%22%3A%22ERROR%22%7D%0D%1B%5B31m%E2%80%A8%00")
    client.get("/v1/text?latex=x", headers={"user-agent": "x\x1b[31m", "x-forwarded-for": '"}\\n{"'})
    server.raw(b"GET /\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n")
    server.raw(b"GARBAGE \x1b[31m\r\n\r\n")
    client.get("/healthz", headers={"x-request-id": "the-last"})
    server.logged(id="the-last")
    lines = server.log()
    assert len(lines) >= before + 3
    assert all(line["level"] in ("INFO", "WARNING") for line in lines[before:])
    assert server.log_file.read_text().isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", server.log_file.read_text())


def test_a_path_that_nobody_knows_is_cut(server: Running, client: httpx.Client) -> None:
    client.get("/" + "x" * 5000, headers={"x-request-id": "long-path"})
    assert len(str(server.logged(id="long-path")["path"])) == 100


def test_logs_go_to_a_folder_of_their_own(folder: Path, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    running = Running(folder, QUICK, MS_LOG_DIR=str(logs))
    httpx.get(f"{running.url}/v1/text?latex=x")
    assert running.stop() == 0
    lines = [json.loads(line) for line in (logs / "server-1.log").read_text().splitlines()]
    assert any(line.get("route") == "/v1/text" for line in lines)
    assert running.log_file.read_text() == ""


def test_workers_have_a_file_each(folder: Path, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    running = Running(folder, QUICK, "--workers", "2", MS_LOG_DIR=str(logs))
    for _ in range(40):
        httpx.get(f"{running.url}/v1/text?latex=x")
    assert running.stop() == 0
    files = sorted(logs.glob("server-*.log"))
    assert [file.name for file in files] == ["server-1.log", "server-2.log", "server-3.log"]
    requests = [sum(json.loads(line)["event"] == "request" for line in file.read_text().splitlines()) for file in files]
    assert sum(requests) >= 40


def test_a_folder_that_cannot_be_written_stops_the_start(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AssertionError, match="no log can be written"):
        Running(folder, QUICK, MS_LOG_DIR=str(tmp_path / "file"))


def test_a_level_leaves_out_what_is_below_it(folder: Path) -> None:
    running = Running(folder, QUICK, MS_LOG_LEVEL="ERROR")
    httpx.get(f"{running.url}/v1/text?latex=x")
    running.stop()
    assert running.log() == []
