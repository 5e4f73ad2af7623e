"""What every store has to do, whatever it keeps its entries in."""

from __future__ import annotations

import time
from collections.abc import Callable

from cache.samples import counts, fill, held, name, raw
from mathspeak.cache.store import Store

Open = Callable[[int], Store]
SIZE = len(raw(0))


def keeps_what_is_put(store: Store) -> None:
    fill(store, range(3))
    store.put(name(3), raw(3, 100_000))
    assert store.get(name(1)) == raw(1)
    assert store.get(name(3)) == raw(3, 100_000)
    assert store.peek(name(9)) is None
    assert store.get(name(9)) is None
    store.put(name(1), raw(1, 2000))
    assert store.get(name(1)) == raw(1, 2000)
    assert counts(store.stats()) == (4, 2 * SIZE + len(raw(1, 2000)) + len(raw(3, 100_000)))
    store.delete(name(1))
    store.delete(name(1))
    assert store.get(name(1)) is None
    assert counts(store.stats()) == (3, 2 * SIZE + len(raw(3, 100_000)))


def keeps_the_order_of_use(store: Store) -> None:
    fill(store, range(4))
    assert held(store) == [0, 1, 2, 3]
    store.get(name(1))
    store.peek(name(0))
    store.put(name(2), raw(2))
    assert held(store) == [0, 3, 1, 2]
    assert [item[2] for item in store.items()] == [raw(number) for number in (0, 3, 1, 2)]
    assert [key for key, *_ in store.items()] == list(store.keys())
    assert all(abs(used - time.time()) < 60 for _, used, _ in store.items())


def takes_the_time_of_use_it_is_told(store: Store) -> None:
    store.put(name(0), raw(0))
    store.put(name(1), raw(1), used=2000.0)
    store.put(name(2), raw(2), used=1000.0)
    assert held(store) == [2, 1, 0]
    assert [used for _, used, _ in store.items()][:2] == [1000.0, 2000.0]


def prunes_the_least_recently_used(open_: Open) -> None:
    store = open_(4 * SIZE)
    fill(store, range(4))
    store.get(name(0))
    store.put(name(4), raw(4))
    assert held(store) == [2, 3, 0, 4]
    store.put(name(5), raw(5, 2500))
    assert held(store) == [4, 5]
    store.put(name(6), raw(6, 5000))
    assert held(store) == [4, 5]
    store.put(name(7), raw(7), used=1.0)
    assert held(store) == [4, 5]
    assert counts(store.stats()) == (2, SIZE + len(raw(5, 2500)))
    assert store.prune(SIZE) == 2
    assert counts(store.stats()) == (0, 0)


def prunes_many_at_once(open_: Open) -> None:
    store = open_(10**9)
    fill(store, range(700), 10)
    assert store.prune(5 * len(raw(0, 10))) == 695
    assert held(store) == [695, 696, 697, 698, 699]


def counts_and_clears(store: Store) -> None:
    fill(store, range(3))
    store.get(name(0))
    store.get(name(9))
    store.count(hits=2)
    store.count(misses=5)
    contents = store.stats()
    assert (contents.hits, contents.misses) == (3, 5)
    assert store.clear() == 3
    contents = store.stats()
    assert (contents.entries, contents.bytes, contents.hits, contents.misses) == (0, 0, 0, 0)
    assert list(store.items()) == []
    assert store.check(repair=False) == []


def gives_a_lock_to_one(store: Store) -> None:
    lock = store.lock(name(0))
    assert lock is not None
    assert store.lock(name(0)) is None
    other = store.lock(name(1))
    assert other is not None
    lock.release()
    lock.release()
    again = store.lock(name(0))
    assert again is not None
    again.release()
    other.release()
