"""The stores of one machine, each held to what all stores have to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cache import contract
from cache.samples import counts, fill, held, name, raw, threads
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.memory import MemoryStore
from mathspeak.cache.store import Store
from mathspeak.config import CACHE_BYTES


@pytest.fixture(params=["memory", "disk"])
def open_(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[int], Store]]:
    opened: list[Store] = []

    def open_(max_bytes: int = CACHE_BYTES) -> Store:
        opened.append(MemoryStore(max_bytes) if request.param == "memory" else DiskStore(tmp_path / "cache", max_bytes))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


def test_what_is_put_is_kept(open_: contract.Open) -> None:
    contract.keeps_what_is_put(open_(CACHE_BYTES))


def test_the_order_of_use_is_kept(open_: contract.Open) -> None:
    contract.keeps_the_order_of_use(open_(CACHE_BYTES))


def test_a_time_of_use_may_be_told(open_: contract.Open) -> None:
    contract.takes_the_time_of_use_it_is_told(open_(CACHE_BYTES))


def test_the_least_recently_used_are_pruned(open_: contract.Open) -> None:
    contract.prunes_the_least_recently_used(open_)


def test_many_are_pruned_at_once(open_: contract.Open) -> None:
    contract.prunes_many_at_once(open_)


def test_counts_are_kept_and_cleared(open_: contract.Open) -> None:
    contract.counts_and_clears(open_(CACHE_BYTES))


def test_a_lock_keeps_others_out(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    fill(store, range(1))
    contract.gives_a_lock_to_one(store)
    store.close()


def test_many_threads_leave_counts_that_are_right(open_: contract.Open) -> None:
    store = open_(30 * contract.SIZE)
    numbers = iter(range(80))

    def work() -> None:
        for number in numbers:
            store.put(name(number), raw(number))
            store.get(name(number // 2))

    # One thread after another takes the next number from the same iterator, which is an atomic step.
    assert threads(8, work) == [None] * 8
    assert counts(store.stats()) == (30, 30 * contract.SIZE)
    assert store.check(repair=False) == []
    assert len(held(store)) == 30


def test_two_openings_of_a_folder_are_one_store(tmp_path: Path) -> None:
    one, other = DiskStore(tmp_path, 3 * contract.SIZE), DiskStore(tmp_path, 3 * contract.SIZE)
    fill(one, range(3))
    assert other.get(name(0)) == raw(0)
    one.put(name(3), raw(3))
    assert held(other) == [2, 0, 3]
    assert counts(one.stats()) == counts(other.stats())
    one.close()
    other.close()


def test_a_smaller_limit_holds_from_the_next_entry_on(tmp_path: Path) -> None:
    one = DiskStore(tmp_path)
    fill(one, range(250))
    one.close()
    other = DiskStore(tmp_path, 2 * contract.SIZE)
    other.put(name(250), raw(250))
    assert held(other) == [249, 250]
    other.close()


def test_the_folder_is_its_owners(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "new" / "cache")
    assert not (tmp_path / "new").exists()
    fill(store, range(1))
    assert (tmp_path / "new" / "cache").stat().st_mode & 0o077 == 0
    store.close()


def test_a_folder_with_a_strange_name_is_used_as_it_is_called(tmp_path: Path) -> None:
    strange = tmp_path / "a b%20c?d#é"
    store = DiskStore(strange)
    fill(store, range(2))
    assert [item[2] for item in store.items()] == [raw(0), raw(1)]
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == [strange.name]
