"""Two thousand clients at once, and the server as the first process of a system."""

from __future__ import annotations

import asyncio
import json
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from serving import Running

CLIENTS = 2_000
NEW_SYSTEM = ("--user", "--map-root-user", "--pid", "--fork", "--kill-child")


@pytest.fixture
def room() -> None:
    """Room for as many files as there are connections, on both sides."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert hard >= 2 * CLIENTS + 200, "the limit on open files is too low: ulimit -Hn 8192"
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * CLIENTS + 200), hard))


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("room")
def test_two_thousand_connections_are_held_and_answered_and_leave_nothing(tmp_path: Path) -> None:
    running = Running(tmp_path, "[server]\ndrain_seconds = 0\nmax_connections = 3000\nheader_seconds = 60\n")
    try:
        before = running.memory()

        most = 0

        async def crowd() -> list[bytes]:
            nonlocal most
            pairs = [await asyncio.open_connection("127.0.0.1", running.port) for _ in range(CLIENTS)]
            assert "mathspeak_connections 2001.0" in httpx.get(f"{running.url}/metrics", timeout=30).text
            answers = []
            for _, writer in pairs:
                writer.write(b"GET /v1/text?latex=x HTTP/1.1\r\nhost: x\r\n\r\n")
            for reader, _ in pairs:
                answers.append(await reader.readuntil(b"}"))
            most = running.memory()
            for _, writer in pairs:
                writer.close()
            return answers

        answers = asyncio.run(crowd())
        assert len(answers) == CLIENTS
        assert all(answer.startswith(b"HTTP/1.1 200") and b'"speech": "x"' in answer for answer in answers)
        end = time.monotonic() + 30
        # Some of it stays, and serves the next crowd.
        while running.memory() > most - (most - before) // 10:
            assert time.monotonic() < end, f"{before} before, {most} meanwhile, {running.memory()} after"
            time.sleep(0.2)
        assert "mathspeak_connections 1.0" in httpx.get(f"{running.url}/metrics").text
        assert running.memory() - before < 60e6
    finally:
        assert running.stop() == 0


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("room")
def test_a_crowd_that_only_waits_is_sent_away(tmp_path: Path) -> None:
    running = Running(tmp_path, "[server]\ndrain_seconds = 0\nmax_connections = 500\nheader_seconds = 2\n")
    try:

        async def crowd() -> int:
            pairs = [await asyncio.open_connection("127.0.0.1", running.port) for _ in range(CLIENTS)]
            for _, writer in pairs[:300]:
                writer.write(b"GET / HTTP/1.1\r\nx: ")
            received = await asyncio.gather(*(reader.read() for reader, _ in pairs), return_exceptions=True)
            for _, writer in pairs:
                writer.close()
            return sum(isinstance(one, bytes) and one.startswith(b"HTTP/1.1 503") for one in received)

        assert asyncio.run(crowd()) >= 1_000
        assert httpx.get(f"{running.url}/v1/text?latex=x", timeout=20).status_code == 200
    finally:
        assert running.stop() == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_ends_well_as_the_first_process(tmp_path: Path, workers: str) -> None:
    """Signals that nobody handles do not reach the first process, and nobody else collects its children."""
    unshare = shutil.which("unshare")
    assert unshare, "unshare is missing: apt-get install util-linux"
    config = tmp_path / "config.toml"
    config.write_text("[server]\ndrain_seconds = 0\n")
    log = tmp_path / "log"
    with open(log, "wb") as out:
        outer = subprocess.Popen(
            [unshare, *NEW_SYSTEM, sys.executable, "-c", AS_FIRST, "--port", "0", "--workers", workers],
            env={"MS_CONFIG": str(config), "MS_ENGINE": "espeak", "PATH": "/usr/bin:/bin", "PYTHONPATH": _path()},
            stdout=out,
        )
    end = time.monotonic() + 30
    while b'"ready"' not in log.read_bytes():
        assert outer.poll() is None and time.monotonic() < end, log.read_text()
        time.sleep(0.05)
    first = json.loads(log.read_text().splitlines()[0])
    assert first["pid"] == 1
    port = next(json.loads(line)["port"] for line in log.read_text().splitlines() if '"listening"' in line)
    assert httpx.get(f"http://127.0.0.1:{port}/v1/text?latex=x").json()["speech"] == "x"
    inside = Path(f"/proc/{outer.pid}/task/{outer.pid}/children").read_text().split()[0]
    subprocess.run(["kill", "-TERM", inside], check=True)
    try:
        assert outer.wait(20) == 0
    finally:
        outer.send_signal(signal.SIGKILL)


AS_FIRST = """
import json, os, sys
print(json.dumps({"pid": os.getpid()}), flush=True)
from mathspeak.cli.main import main
if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])
"""


def _path() -> str:
    import mathspeak

    return str(Path(mathspeak.__file__).parent.parent)
