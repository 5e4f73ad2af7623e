"""Servers behind nginx that come and go: replaced one at a time under load, added without a word, and without Redis."""

from __future__ import annotations

import itertools
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from listening import heard
from services.gate import Gate, Names, free_port, wait_until
from services.servers import Server
from serving import Running

SETTINGS = "[server]\nproxy_headers = true\n"
ASKERS = 4


@pytest.fixture
def names() -> Iterator[Names]:
    names = Names()
    yield names
    names.close()


class Servers:
    """Servers that have one port, each at an address of its own of this machine."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self._folder = folder
        self._environ = environ
        self._number = itertools.count()
        self.port = free_port()
        self.running: dict[str, Running] = {}

    def start(self, address: str) -> None:
        place = self._folder / f"server{next(self._number)}"
        where = ("--host", address, "--port", str(self.port))
        self.running[address] = Running(place, SETTINGS, *where, **self._environ)

    def replace(self, address: str) -> None:
        assert self.running.pop(address).stop() == 0
        self.start(address)

    def stop(self) -> None:
        for running in self.running.values():
            running.stop()


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    servers = Servers(tmp_path)
    yield servers
    servers.stop()


@pytest.fixture
def gate(tmp_path: Path, names: Names, servers: Servers) -> Iterator[Gate]:
    gate = Gate(tmp_path / "gate", names, servers.port, GATE_RATE="10000r/s", GATE_BURST="10000")
    yield gate
    gate.stop()


class Load:
    """Threads that ask without a pause, one after another thing, and keep what was not as it should be."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._over = threading.Event()
        self._count = itertools.count()
        self.asked = 0
        self.wrong: list[str] = []
        self._threads = [threading.Thread(target=self._ask) for _ in range(ASKERS)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        with self._gate.client() as client:
            while not self._over.is_set():
                number = next(self._count)
                try:
                    self._one(client, number)
                except Exception as error:
                    self.wrong.append(f"{number}: {error!r}")
                self.asked += 1

    def _one(self, client: httpx.Client, number: int) -> None:
        if number % 3 == 0:
            answer = client.post("/v1/text", json={"latex": f"x_{{{number}}}"})
            assert answer.json()["speech"].startswith("x sub"), answer.text
        elif number % 3 == 1:
            answer = client.get("/v1/text", params={"latex": f"y^{{{number}}}"})
            assert answer.json()["speech"].startswith("y to the"), answer.text
        else:
            answer = client.post("/v1/speak", json={"latex": f"z+{number % 7}", "format": "wav"})
            assert heard(answer.content)[0] > 0.5
        assert answer.status_code == 200


@pytest.mark.timeout(120)
def test_servers_are_replaced_one_at_a_time_and_no_request_is_lost(gate: Gate, servers: Servers, names: Names) -> None:
    names.addresses = ["127.0.0.2", "127.0.0.3"]
    for address in names.addresses:
        servers.start(address)
    with Load(gate) as load:
        for address in list(names.addresses):
            before = load.asked
            wait_until(lambda before=before: load.asked > before + 50, "nothing is asked")
            # The name server goes on telling of it: nginx finds out by itself.
            servers.replace(address)
        before = load.asked
        wait_until(lambda: load.asked > before + 50, "nothing is asked")
    assert load.wrong == []
    assert load.asked > 200
    tried = {part.strip() for line in gate.log() for part in line["server"].split(",")}
    assert tried == {f"{address}:{servers.port}" for address in names.addresses}


@pytest.mark.timeout(120)
def test_a_server_that_is_killed_costs_only_what_it_was_answering(gate: Gate, servers: Servers, names: Names) -> None:
    names.addresses = ["127.0.0.2", "127.0.0.3"]
    for address in names.addresses:
        servers.start(address)
    with Load(gate) as load:
        wait_until(lambda: load.asked > 50, "nothing is asked")
        killed = servers.running.pop("127.0.0.2")
        killed.process.kill()
        killed.process.wait()
        before = load.asked
        wait_until(lambda: load.asked > before + 100, "nothing is asked")
    assert len(load.wrong) <= ASKERS, load.wrong


def test_a_server_that_is_added_is_used_without_a_reload(gate: Gate, servers: Servers, names: Names) -> None:
    names.addresses = ["127.0.0.2"]
    servers.start("127.0.0.2")
    with gate.client() as client:
        assert client.get("/healthz").status_code == 200
        servers.start("127.0.0.3")
        names.addresses.append("127.0.0.3")

        def both_answer() -> bool:
            client.get("/healthz")
            return len({line["server"] for line in gate.log()}) == 2

        wait_until(both_answer, "only one of them is asked")


@pytest.mark.timeout(120)
def test_without_redis_it_goes_on_and_with_it_the_cache_is_of_use_again(tmp_path: Path, names: Names) -> None:
    (tmp_path / "redis").mkdir()
    redis = Server(tmp_path / "redis", requirepass="secret")
    servers = Servers(tmp_path, MS_CACHE_URL=redis.url)
    names.addresses = ["127.0.0.2"]
    servers.start("127.0.0.2")
    gate = Gate(tmp_path / "gate", names, servers.port, GATE_RATE="10000r/s", GATE_BURST="10000")
    counted = f"http://127.0.0.2:{servers.port}/metrics"

    def hits() -> float:
        found = re.search(r'cache_requests_total\{result="hit"\} (\S+)', httpx.get(counted, timeout=20).text)
        return float(found[1]) if found else 0.0

    try:
        with gate.client() as client:

            def speak() -> float:
                """How much more of what is asked for the cache had."""
                before = hits()
                for number in range(8):
                    answer = client.post("/v1/speak", json={"latex": f"a_{{{number}}}", "format": "wav"})
                    assert answer.status_code == 200 and heard(answer.content)[0] > 0.3
                return hits() - before

            speak()
            assert speak() >= 8
            redis.kill()
            assert speak() == 0
            redis.start()
            end = time.monotonic() + 60
            while speak() < 8:
                assert time.monotonic() < end, "the cache is not used again"
                time.sleep(1)
            assert "secret" not in servers.running["127.0.0.2"].log_file.read_text()
    finally:
        gate.stop()
        servers.stop()
        redis.kill()
