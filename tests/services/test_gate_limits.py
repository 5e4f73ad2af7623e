"""nginx before the real server: how often one address may ask, counted from outside, and who that address is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from services.gate import Gate, Names, wait_until
from serving import Running

SETTINGS = "[server]\ndrain_seconds = 0\nproxy_headers = true\n"
ASKED = "/v1/text?latex=x_{271828}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("server"), SETTINGS)
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="module")
def names() -> Iterator[Names]:
    names = Names("127.0.0.1")
    yield names
    names.close()


@pytest.fixture
def gate(tmp_path: Path, server: Running, names: Names) -> Iterator[Gate]:
    gate = Gate(tmp_path / "gate", names, server.port)
    yield gate
    gate.stop()


def client(gate: Gate, address: str) -> httpx.Client:
    """Somebody at another address of this machine."""
    transport = httpx.HTTPTransport(verify=gate.tls, local_address=address)
    return httpx.Client(base_url=gate.url, transport=transport, timeout=30)


def statuses(client: httpx.Client, times: int, **headers: str) -> list[int]:
    return [client.get(ASKED, headers=headers).status_code for _ in range(times)]


def test_a_burst_of_twenty_and_one_pass_and_then_there_is_a_time_to_wait(gate: Gate) -> None:
    with gate.client() as somebody:
        begun = time.monotonic()
        answers = [somebody.get(ASKED) for _ in range(60)]
        regained = 10 * (time.monotonic() - begun)
        found = [answer.status_code for answer in answers]
        assert found[:21] == [200] * 21
        assert set(found) == {200, 429} and found.count(200) <= 22 + regained
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["code"] == "too-many-requests" and refused.json()["status"] == 429
        assert refused.json()["request_id"] == refused.headers["x-request-id"]
        wait = int(refused.headers["retry-after"])
        time.sleep(wait)
        assert somebody.get(ASKED).status_code == 200


def test_eight_a_second_all_pass(gate: Gate) -> None:
    with gate.client() as somebody:
        begun = time.monotonic()
        for number in range(64):
            time.sleep(max(0.0, begun + number / 8 - time.monotonic()))
            assert somebody.get(ASKED).status_code == 200


def test_each_address_has_its_own_count(gate: Gate) -> None:
    with client(gate, "127.0.0.7") as one, client(gate, "127.0.0.8") as other:
        assert 429 in statuses(one, 30)
        assert statuses(other, 20) == [200] * 20


def test_nobody_is_somebody_else_by_saying_so(gate: Gate, server: Running) -> None:
    with client(gate, "127.0.0.9") as liar:
        answers = [
            liar.get(
                ASKED,
                headers={
                    "x-forwarded-for": f"192.0.2.{number}",
                    "x-real-ip": f"192.0.2.{number}",
                    "forwarded": f"for=192.0.2.{number}",
                    "x-request-id": f"liar-{number}",
                },
            ).status_code
            for number in range(30)
        ]
    assert answers.count(429) >= 5
    assert server.logged(id="liar-0")["client"] == "127.0.0.9"
    assert {line["client"] for line in gate.log()} == {"127.0.0.9"}


def test_a_proxy_that_is_trusted_says_who_asks_and_a_network_is_one(
    tmp_path: Path, server: Running, names: Names
) -> None:
    gate = Gate(tmp_path / "gate", names, server.port, GATE_TRUSTED_PROXY="127.0.0.0/8")
    try:
        with gate.client() as proxy:
            same = [proxy.get(ASKED, headers={"x-forwarded-for": f"2001:db8::{n:x}"}).status_code for n in range(1, 31)]
            assert same.count(429) >= 5
            forged = "203.0.113.1, 2001:db8:0:1::1"
            assert statuses(proxy, 20, **{"x-forwarded-for": forged, "x-request-id": "other"}) == [200] * 20
        assert server.logged(id="other")["client"] == "2001:db8:0:1::1"
    finally:
        gate.stop()


def test_a_class_behind_one_address_can_open_the_page(gate: Gate) -> None:
    """Thirty people at a time: what a page is made of does not count as asking."""
    with gate.client() as school:
        for _ in range(30):
            for path in ("/", "/page/app.js", "/page/sound.js", "/page/style.css"):
                assert school.get(path).status_code == 200


def test_one_address_opens_only_so_many_requests(tmp_path: Path, server: Running, names: Names) -> None:
    """Requests whose bodies do not come hold places, but not all of them."""
    gate = Gate(tmp_path / "gate", names, server.port, GATE_CONNECTIONS="3", GATE_BURST="1000", GATE_RATE="1000r/s")
    head = b"POST /v1/text HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"
    try:
        held = [gate.open() for _ in range(3)]
        for connection in held:
            connection.sendall(head)
        time.sleep(0.5)
        with gate.client() as somebody, client(gate, "127.0.0.9") as other:
            assert somebody.get(ASKED).status_code == 429
            assert other.get(ASKED).status_code == 200
            for connection in held:
                connection.close()
            time.sleep(0.5)
            assert somebody.get(ASKED).status_code == 200
    finally:
        gate.stop()


def test_no_formula_is_in_its_logs(tmp_path: Path, server: Running, names: Names) -> None:
    gate = Gate(tmp_path / "gate", names, server.port)
    with gate.client() as somebody:
        assert 429 in statuses(somebody, 30)
        somebody.get("/v1/text", params={"latex": 'x_{271828}\r\n{"forged": 1}'})
        names.addresses = ["127.0.0.250"]
        wait_until(lambda: somebody.get(ASKED).status_code == 502, "an address that is gone is not noticed")
        names.addresses = ["127.0.0.1"]
    seen = {"200", "429", "502"}
    wait_until(lambda: seen <= {line["status"] for line in gate.log()}, "requests are missing in the log")
    assert {line["path"] for line in gate.log()} == {"/v1/text"}
    assert "271828" not in gate.log_file.read_text() + gate.stop()
