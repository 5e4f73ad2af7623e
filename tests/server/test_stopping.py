from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from serving import Running


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_is_not_ready_first_then_stops_accepting_then_ends_well(folder: Path, workers: str) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 5\n", "--workers", workers)
    running.process.send_signal(signal.SIGTERM)
    codes = {"ready"}
    while codes != {"stopping"}:
        answers = [httpx.get(f"{running.url}/readyz") for _ in range(6)]
        codes = {answer.json().get("code", "ready") for answer in answers}
    assert {answer.status_code for answer in answers} == {503}
    assert httpx.get(f"{running.url}/v1/text?latex=x").status_code == 200
    assert httpx.get(f"{running.url}/healthz").status_code == 200
    assert running.process.wait(20) == 0
    assert not is_listening(running.port)


def test_a_request_that_runs_is_finished(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\ngrace_seconds = 10\n")
    body = b'{"latex": "x^2"}'
    head = "POST /v1/text HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        connection.sendall(head.format(len(body)).encode() + body[:5])
        time.sleep(0.3)
        running.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + 5
        while is_listening(running.port):
            assert time.monotonic() < end
            time.sleep(0.05)
        assert running.process.poll() is None
        connection.sendall(body[5:])
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 200 ") and b'"x squared"' in answer
    assert running.process.wait(10) == 0


def test_who_does_not_finish_in_time_is_left(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\ngrace_seconds = 1\nbody_seconds = 60\n")
    with socket.create_connection(("127.0.0.1", running.port)) as slow:
        slow.sendall(
            b"POST /v1/text HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"
        )
        time.sleep(0.3)
        started = time.monotonic()
        assert running.stop(20) == 0
        assert time.monotonic() - started < 10


def test_idle_connections_hold_nothing_up(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\n")
    idle = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(20)]
    with httpx.Client(base_url=running.url) as client:
        client.get("/healthz")
        assert running.stop(5) == 0
    for connection in idle:
        connection.close()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_ends_well_as_soon_as_it_has_said_where_it_listens(folder: Path, workers: str) -> None:
    command = [sys.executable, "-m", "mathspeak", "serve", "--port", "0", "--workers", workers]
    environ = {**os.environ, "MS_CACHE_DIR": str(folder)}
    with subprocess.Popen(
        command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        try:
            assert b"listening on" in process.stderr.readline()
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
            assert b"Traceback" not in process.stderr.read()
        finally:
            process.kill()


def test_an_interrupt_ends_it_too(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\n")
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(10) == 130
    assert "Traceback" not in running.said() + running.log_file.read_text()


def test_a_worker_that_dies_is_replaced(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\n", "--workers", "2")
    try:
        pid = next(
            int(line["event"].split("[")[1].rstrip("]"))
            for line in running.log()
            if line["event"].startswith("Started server process")
        )
        os.kill(pid, signal.SIGKILL)
        end = time.monotonic() + 20
        while sum(line["event"].startswith("Started server process") for line in running.log()) < 3:
            assert time.monotonic() < end
            time.sleep(0.1)
        assert httpx.get(f"{running.url}/v1/text?latex=x").status_code == 200
    finally:
        assert running.stop() == 0


def test_a_port_that_is_taken_is_said(folder: Path, server: Running) -> None:
    with pytest.raises(AssertionError, match=f"port {server.port} cannot be listened on"):
        Running(folder, "", "--port", str(server.port))
