"""Rates that hold over all workers, because a real Redis counts them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mathspeak.server.keys import new
from serving import Running

SETTINGS = "[server]\ndrain_seconds = 0\nproxy_headers = true\nrate = '1/m burst 6'\nkey_rate = '1/m burst 4'\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Redis:
    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        assert program, "redis-server is missing: apt-get install redis-server"
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._command = [program, "--port", str(self.port), "--save", "", "--dir", str(folder), "--bind", "127.0.0.1"]
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert time.monotonic() < end, "redis-server did not start"
            time.sleep(0.05)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    redis = Redis(tmp_path)
    yield redis
    redis.stop()


def asked(server: Running, times: int, **headers: str) -> list[int]:
    """Each on a connection of its own, so that every worker gets some."""
    return [httpx.get(f"{server.url}/v1/text?latex=x", headers=headers, timeout=20).status_code for _ in range(times)]


def test_workers_share_one_count(redis: Redis, tmp_path: Path) -> None:
    running = Running(tmp_path / "server", SETTINGS, "--workers", "2", MS_CACHE_URL=redis.url)
    try:
        for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1"):
            statuses = asked(running, 15, **{"x-forwarded-for": address})
            assert statuses.count(200) == 6, statuses
        assert asked(running, 1, **{"x-forwarded-for": "2001:db8::2"}) == [429]
        assert not [line for line in running.log() if line["level"] == "WARNING"]
    finally:
        assert running.stop() == 0


def test_keys_are_counted_over_all_workers(redis: Redis, tmp_path: Path) -> None:
    key = new("reader", str(tmp_path / "keys"))
    environ = {"MS_CACHE_URL": redis.url, "MS_API_KEYS_FILE": str(tmp_path / "keys")}
    running = Running(tmp_path / "server", SETTINGS, "--workers", "2", **environ)
    try:
        assert asked(running, 12, **{"x-api-key": key}).count(200) == 4
        assert asked(running, 40, **{"x-api-key": "msk_guess"}).count(429) >= 15
    finally:
        assert running.stop() == 0


def test_without_redis_each_worker_counts_by_itself_and_says_so(redis: Redis, tmp_path: Path) -> None:
    running = Running(tmp_path / "server", SETTINGS, MS_CACHE_URL=redis.url)
    try:
        assert asked(running, 2, **{"x-forwarded-for": "192.0.2.1"}) == [200, 200]
        redis.stop()
        assert asked(running, 10, **{"x-forwarded-for": "192.0.2.9"}).count(200) == 6
        complaints = [line for line in running.log() if line["level"] == "WARNING"]
        assert len(complaints) == 1 and "counted in each worker" in complaints[0]["event"]
        assert str(redis.port) not in running.log_file.read_text().partition("listening")[2].partition("\n")[2]
    finally:
        redis.start()
        assert running.stop() == 0
