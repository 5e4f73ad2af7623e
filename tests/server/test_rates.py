from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mathspeak.server.keys import new
from mathspeak.server.problems import Problem
from mathspeak.server.rates import Rate, address_key
from serving import Running


async def passes(rate: Rate, caller: str, times: int, cost: int = 1) -> int:
    """How many of so many requests in a row pass."""
    passed = 0
    for _ in range(times):
        try:
            await rate.take(caller, cost)
        except Problem as problem:
            assert problem.status == 429 and int(problem.headers["retry-after"]) >= 1
        else:
            passed += 1
    return passed


def test_a_burst_passes_and_then_one_at_a_time() -> None:
    async def tried() -> None:
        rate = Rate("20/s burst 5")
        assert await passes(rate, "a", 20) == 5
        assert await passes(rate, "b", 3) == 3
        await asyncio.sleep(0.12)
        assert 1 <= await passes(rate, "a", 20) <= 4

    asyncio.run(tried())


def test_a_slow_rate_fills_by_fractions() -> None:
    async def tried() -> None:
        rate = Rate("60/m burst 2")
        assert await passes(rate, "a", 2) == 2
        await asyncio.sleep(0.6)
        assert await passes(rate, "a", 1) == 0
        await asyncio.sleep(0.5)
        assert await passes(rate, "a", 2) == 1

    asyncio.run(tried())


def test_what_costs_more_than_the_bucket_holds_passes_when_it_is_full() -> None:
    async def tried() -> None:
        rate = Rate("1/s burst 5")
        assert await passes(rate, "a", 1, cost=100) == 1
        assert await passes(rate, "a", 1) == 0

    asyncio.run(tried())


def test_no_quota_bounds_nothing() -> None:
    assert asyncio.run(passes(Rate(""), "a", 1000)) == 1000


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("x" * 100, "x" * 64),
    ],
)
def test_addresses_that_are_one_caller(host: str, key: str) -> None:
    assert address_key(host) == key


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    settings = "[server]\nrate = '1/m burst 5'\nproxy_headers = true\ndrain_seconds = 0\n"
    running = Running(tmp_path_factory.mktemp("slow"), settings)
    yield running
    assert running.stop() == 0


def asked_by(server: Running, address: str, times: int, path: str = "/v1/text?latex=x") -> list[int]:
    with httpx.Client(base_url=server.url, headers={"x-forwarded-for": address}) as client:
        return [client.get(path).status_code for _ in range(times)]


def test_each_address_has_its_own_bucket(slow: Running) -> None:
    assert asked_by(slow, "192.0.2.1", 7) == [200] * 5 + [429] * 2
    assert asked_by(slow, "192.0.2.2", 2) == [200] * 2
    with httpx.Client(base_url=slow.url, headers={"x-forwarded-for": "192.0.2.1"}) as client:
        answer = client.get("/v1/text?latex=x")
        assert answer.json()["code"] == "too-many-requests"
        assert 1 <= int(answer.headers["retry-after"]) <= 61


def test_who_watches_is_not_counted(slow: Running) -> None:
    assert asked_by(slow, "192.0.2.3", 10, "/healthz") == [200] * 10


def test_a_batch_counts_each_of_its_formulas(slow: Running) -> None:
    with httpx.Client(base_url=slow.url, headers={"x-forwarded-for": "192.0.2.4"}) as client:
        items = [{"latex": "x"}] * 5
        assert client.post("/v1/text/batch", json=items).status_code == 200
        assert client.post("/v1/text/batch", json=items).status_code == 429


def test_a_header_about_the_address_is_believed_of_a_proxy_only(folder: Path) -> None:
    running = Running(folder, "[server]\nrate = '1/m burst 3'\ndrain_seconds = 0\n")
    try:
        assert [asked_by(running, f"192.0.2.{n}", 1)[0] for n in range(5)] == [200] * 3 + [429] * 2
        assert {line["client"] for line in running.log() if line["event"] == "request"} == {"127.0.0.1"}
    finally:
        running.stop()


def test_who_has_a_key_is_counted_by_it_and_not_by_the_address(folder: Path, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    first, second = new("first", str(keys)), new("second", str(keys))
    settings = "[server]\nrate = '1/m burst 1'\nkey_rate = '1/m burst 3'\ndrain_seconds = 0\n"
    running = Running(folder, settings, MS_API_KEYS_FILE=str(keys))
    try:
        for key in (first, second):
            with httpx.Client(base_url=running.url, headers={"x-api-key": key}) as client:
                assert [client.get("/v1/text?latex=x").status_code for _ in range(5)] == [200] * 3 + [429] * 2
    finally:
        running.stop()
