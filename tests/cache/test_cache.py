from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cache.samples import Warnings, ask_at_once, failing, fill, kill_while_making, name, python, raw, sound, threads
from mathspeak.cache import entry
from mathspeak.cache import key as keys
from mathspeak.cache.cache import Cache, open_cache
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.memory import MemoryStore
from mathspeak.cache.store import StoreRefuses, StoreUnavailable
from mathspeak.errors import CacheError


@pytest.fixture(params=["memory", "disk"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cache]:
    cache = Cache(MemoryStore() if request.param == "memory" else DiskStore(tmp_path / "cache"))
    yield cache
    cache.close()


FORK = """
import os, sys
from mathspeak.cache.cache import open_cache
from mathspeak.cache.key import key
def make():
    if not os.fork():
        print("forked", flush=True)
        sys.stdin.read()
        os._exit(0)
    sys.stdin.read()
open_cache(folder=sys.argv[1]).get_or_make(key(text="a over b"), make)
"""


def never() -> bytes:
    raise AssertionError("this must not be made")


def test_what_was_made_is_given_again(cache: Cache) -> None:
    assert cache.get(name(1)) is None
    assert cache.get_or_make(name(1), lambda: sound(1)) == sound(1)
    assert cache.get_or_make(name(1), never) == sound(1)
    assert cache.get(name(1)) == sound(1)
    done = cache.counters.as_dict()
    assert done == {"bytes_in": 1000, "bytes_out": 2000, "hits": 2, "made": 1, "misses": 2}
    contents = cache.store.stats()
    assert (contents.entries, contents.hits, contents.misses) == (1, 2, 2)


def test_threads_that_ask_at_once_share_one_making(cache: Cache) -> None:
    made = itertools.count()

    def make() -> bytes:
        next(made)
        time.sleep(0.2)
        return sound(1)

    def ask() -> bytes:
        return cache.get_or_make(name(1), make)

    assert threads(32, ask) == [sound(1)] * 32
    assert next(made) == 1
    assert (cache.counters.made, cache.counters.misses, cache.counters.hits) == (1, 1, 31)
    contents = cache.store.stats()
    assert (contents.misses, contents.hits) == (1, 31)


def test_who_waited_for_another_is_told_so(cache: Cache) -> None:
    waited = itertools.count()

    def make() -> bytes:
        time.sleep(0.2)
        return sound(1)

    for expected in (7, 7):
        threads(8, lambda: cache.get_or_make(name(1), make, lambda: next(waited)))
        # The second time it is there before anybody asks.
        assert repr(waited) == f"count({expected})"


def test_a_store_that_failed_rests(tmp_path: Path) -> None:
    cache = open_cache(folder=tmp_path / "file")
    assert not cache.rests
    (tmp_path / "file").write_text("no folder")
    assert cache.get_or_make(name(1), lambda: sound(1)) == sound(1)
    assert cache.rests


def test_different_keys_are_made_at_the_same_time(cache: Cache) -> None:
    # Neither can end before both have begun.
    meeting = threading.Barrier(8)
    numbers = itertools.count()

    def ask() -> bytes:
        number = next(numbers)
        return cache.get_or_make(name(number), lambda: sound(number) if meeting.wait() >= 0 else b"")

    assert sorted(threads(8, ask)) == sorted(sound(number) for number in range(8))


def test_processes_that_ask_at_once_share_one_making(tmp_path: Path) -> None:
    made, counters = ask_at_once(tmp_path / "cache", tmp_path, processes=4, threads=8)
    assert made == 1
    assert [sum(column) for column in zip(*counters, strict=True)] == [31, 1, 1]


def test_a_process_that_died_while_it_made_something_keeps_nobody_waiting(tmp_path: Path) -> None:
    kill_while_making(tmp_path)
    cache = open_cache(folder=tmp_path)
    assert cache.get_or_make(keys.key(text="a over b"), lambda: b"sound") == b"sound"
    cache.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_fork_does_not_keep_what_its_parent_held_when_it_died(tmp_path: Path) -> None:
    parent = python(FORK, tmp_path)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "forked\n"
    parent.kill()
    # The child still runs, and has the other ends of these pipes.
    cache = open_cache(folder=tmp_path)
    assert cache.get_or_make(keys.key(text="a over b"), lambda: b"sound") == b"sound"
    cache.close()
    parent.communicate("end\n")


def test_a_wait_has_an_end(tmp_path: Path) -> None:
    one, other = Cache(DiskStore(tmp_path)), Cache(DiskStore(tmp_path), patience=0.2)
    fill(one.store, range(1))
    lock = one.store.lock(name(1))
    assert lock is not None
    assert other.get_or_make(name(1), lambda: sound(1)) == sound(1)
    lock.release()
    one.close()
    other.close()


def test_a_wait_within_a_process_has_an_end_too() -> None:
    cache = Cache(MemoryStore(), patience=0.2)
    begun, end = threading.Event(), threading.Event()

    def slow() -> bytes:
        begun.set()
        end.wait()
        return sound(1)

    thread = threading.Thread(target=cache.get_or_make, args=(name(1), slow))
    thread.start()
    begun.wait()
    assert cache.get_or_make(name(1), lambda: b"of one's own") == b"of one's own"
    end.set()
    thread.join()


def test_an_error_goes_to_the_one_who_made_it_and_the_next_one_tries(cache: Cache) -> None:
    busy = threading.Lock()
    fails = failing(3, sound(1))

    def make() -> bytes:
        # One at a time.
        assert busy.acquire(blocking=False)
        try:
            time.sleep(0.02)
            return fails()
        finally:
            busy.release()

    def ask() -> bytes:
        return cache.get_or_make(name(1), make)

    results = threads(12, ask)
    assert [type(result) for result in results if result != sound(1)] == [OSError] * 3
    assert results.count(sound(1)) == 9
    assert (cache.counters.made, cache.counters.misses, cache.counters.hits) == (1, 4, 8)


def test_nothing_is_never_kept(cache: Cache) -> None:
    with pytest.raises(CacheError, match="nothing was made"):
        cache.get_or_make(name(1), bytes)
    with pytest.raises(CacheError, match="nothing was made"):
        cache.put(name(1), b"")
    assert cache.store.stats().entries == 0
    assert cache.get_or_make(name(1), lambda: sound(1)) == sound(1)


def test_an_interrupt_lets_go_of_the_key(cache: Cache) -> None:
    def interrupted() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.get_or_make(name(1), interrupted)
    assert cache.get_or_make(name(1), lambda: sound(1)) == sound(1)


@pytest.mark.parametrize("broken", [raw(1)[:-1], raw(2), b"", b"RIFF....WAVE", raw(1).replace(sound(1)[:4], b"0000")])
def test_a_damaged_entry_is_made_again(cache: Cache, broken: bytes) -> None:
    cache.store.put(name(1), broken)
    assert cache.get(name(1)) is None
    assert cache.store.peek(name(1)) is None
    assert cache.get_or_make(name(1), lambda: sound(1)) == sound(1)
    assert cache.get(name(1)) == sound(1)


def test_two_versions_share_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = open_cache(folder=tmp_path), open_cache(folder=tmp_path)
    old_name = keys.key(text="a")
    old.put(old_name, b"old sound")
    monkeypatch.setattr(keys, "VERSION", 2)
    monkeypatch.setattr(entry, "VERSION", 2)
    new_name = keys.key(text="a")
    assert new.get(new_name) is None
    new.put(new_name, b"new sound")
    # An entry of the new version that got under an old name is none.
    new.put(keys.key(text="b"), b"new sound")
    assert new.get(new_name) == b"new sound"
    monkeypatch.undo()
    assert old.get(old_name) == b"old sound"
    old.store.put(keys.key(text="b"), new.store.peek(new_name) or b"")
    assert old.get(keys.key(text="b")) is None
    assert old.store.peek(keys.key(text="b")) is None
    assert old.store.stats().entries == 3
    old.close()
    new.close()


class Unreliable(MemoryStore):
    """A store that fails in a way of its own as long as it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.error: StoreUnavailable | None = None
        self.asked = 0

    def get(self, key: str) -> bytes | None:
        self.asked += 1
        if self.error and not isinstance(self.error, StoreRefuses):
            raise self.error
        return super().get(key)

    def put(self, key: str, raw: bytes, used: float | None = None) -> None:
        if self.error:
            raise self.error
        super().put(key, raw, used)


def test_a_store_that_fails_is_complained_of_once_and_left_alone_for_a_while() -> None:
    store, warnings = Unreliable(), Warnings()
    cache = Cache(store, warnings, rest=0.3)
    store.error = StoreUnavailable("the store is gone", hint="bring it back")
    for number in range(20):
        assert cache.get_or_make(name(number), lambda: sound(1)) == sound(1)
    assert warnings == ["the store is gone; speech goes on without it (bring it back)"]
    assert store.asked == 1
    time.sleep(0.35)
    assert cache.get(name(1)) is None
    assert cache.get(name(1)) is None
    assert store.asked == 2
    store.error = None
    time.sleep(0.35)
    assert cache.get_or_make(name(1), lambda: sound(1)) == sound(1)
    assert cache.get_or_make(name(1), never) == sound(1)
    assert len(warnings) == 1
    store.error = StoreUnavailable("it is gone again", hint="bring it back")
    assert cache.get(name(1)) is None
    assert len(warnings) == 2


def test_a_store_that_refuses_is_still_read() -> None:
    store, warnings = Unreliable(), Warnings()
    cache = Cache(store, warnings, rest=60)
    cache.put(name(1), sound(1))
    store.error = StoreRefuses("the store is full", hint="make room")
    for number in range(2, 10):
        assert cache.get_or_make(name(number), lambda: sound(2)) == sound(2)
    assert cache.get_or_make(name(1), never) == sound(1)
    assert warnings == ["the store is full; speech goes on without it (make room)"]


def test_threads_share_one_making_without_a_store_too() -> None:
    store = Unreliable()
    store.error = StoreUnavailable("the store is gone", hint="bring it back")
    cache = Cache(store)
    made = itertools.count()

    def make() -> bytes:
        next(made)
        time.sleep(0.1)
        return sound(1)

    assert threads(16, lambda: cache.get_or_make(name(1), make)) == [sound(1)] * 16
    assert next(made) == 1


def test_opening_touches_nothing(tmp_path: Path) -> None:
    open_cache(folder=tmp_path / "cache")
    open_cache("redis://127.0.0.1:1/0")
    assert list(tmp_path.iterdir()) == []
