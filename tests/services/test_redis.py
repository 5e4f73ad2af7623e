"""The cache on a Redis server: a real one, which is killed, filled, stopped and lied about."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import trustme

from cache import contract
from cache.samples import (
    Warnings,
    ask_at_once,
    counts,
    failing,
    fill,
    held,
    kill_while_making,
    name,
    raw,
    sound,
    threads,
)
from mathspeak.cache import keeping
from mathspeak.cache.cache import Cache, open_cache
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.key import key
from mathspeak.cache.redis import PREFIX, RedisStore
from mathspeak.cache.store import StoreRefuses, StoreUnavailable
from mathspeak.config import CACHE_BYTES
from mathspeak.errors import ConfigError
from services.servers import Server, free_port

Start = Callable[..., Server]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Server] = []

    def start(**options: object) -> Server:
        folder = tmp_path / f"redis{len(started)}"
        folder.mkdir()
        started.append(Server(folder, **options))
        return started[-1]

    yield start
    for server in started:
        server.go_on()
        server.kill()


@pytest.fixture
def server(start: Start) -> Server:
    return start()


@pytest.fixture
def open_(server: Server) -> Iterator[Callable[[int], RedisStore]]:
    opened: list[RedisStore] = []

    def open_(max_bytes: int = CACHE_BYTES) -> RedisStore:
        opened.append(RedisStore(server.url, max_bytes))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


def never() -> bytes:
    raise AssertionError("this must not be made")


def speak(cache: Cache, numbers: range) -> None:
    for number in numbers:
        assert cache.get_or_make(name(number), lambda number=number: sound(number)) == sound(number)  # type: ignore[misc]


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


def test_a_lock_keeps_others_out(open_: contract.Open) -> None:
    contract.gives_a_lock_to_one(open_(CACHE_BYTES))


def test_clearing_leaves_what_others_keep_there(server: Server, open_: contract.Open) -> None:
    store = open_(CACHE_BYTES)
    fill(store, range(3))
    with server.client as client:
        client.set("theirs", "x")
        store.clear()
        assert client.keys("*") == [b"theirs"]


def test_many_threads_leave_counts_that_are_right(open_: contract.Open) -> None:
    store = open_(30 * contract.SIZE)
    numbers = iter(range(200))

    def work() -> None:
        for number in numbers:
            store.put(name(number), raw(number))
            store.get(name(number // 2))

    # More threads than connections.
    assert threads(24, work) == [None] * 24
    assert counts(store.stats()) == (30, 30 * contract.SIZE)
    assert store.check(repair=False) == []


def test_threads_that_ask_at_once_share_one_making(server: Server) -> None:
    cache = open_cache(server.url)
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        time.sleep(0.2)
        return sound(1)

    assert threads(32, lambda: cache.get_or_make(name(1), make)) == [sound(1)] * 32
    assert made == [1]
    assert (cache.counters.made, cache.counters.hits) == (1, 31)
    contents = cache.store.stats()
    assert (contents.hits, contents.misses) == (31, 1)
    cache.close()


def test_processes_that_ask_at_once_share_one_making(server: Server, tmp_path: Path) -> None:
    made, counters = ask_at_once(server.url, tmp_path, processes=2, threads=16)
    assert made == 1
    assert [sum(column) for column in zip(*counters, strict=True)] == [31, 1, 1]


def test_a_making_that_takes_longer_than_a_lease_is_still_one(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("redis", "redis_connection"):
        monkeypatch.setattr(f"mathspeak.cache.{module}.LEASE_SECONDS", 0.5)
    caches = [open_cache(server.url) for _ in range(2)]
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        time.sleep(2)
        return sound(1)

    asking = iter(caches)
    assert threads(2, lambda: next(asking).get_or_make(name(1), make)) == [sound(1)] * 2
    assert made == [1]
    for cache in caches:
        cache.close()


def test_a_process_that_died_while_it_made_something_is_not_waited_for(server: Server) -> None:
    kill_while_making(server.url)
    cache = open_cache(server.url)
    begun = time.monotonic()
    assert cache.get_or_make(key(text="a over b"), lambda: b"sound") == b"sound"
    # Well before its patience ends.
    assert time.monotonic() - begun < 30
    cache.close()


def test_where_one_fails_the_next_one_tries(server: Server) -> None:
    caches = [open_cache(server.url) for _ in range(3)]
    make = failing(2, sound(1))
    asking = iter(caches)
    results = threads(3, lambda: next(asking).get_or_make(name(1), make))
    assert [type(result) for result in results if result != sound(1)] == [OSError] * 2
    assert results.count(sound(1)) == 1
    for cache in caches:
        cache.close()


def test_a_lock_is_not_given_back_by_who_has_lost_it(
    server: Server, open_: contract.Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_(CACHE_BYTES)
    lost = store.lock(name(1))
    assert lost is not None
    with server.client as client:
        client.delete(f"{PREFIX}lock:{name(1)}")
    mine = store.lock(name(1))
    assert mine is not None
    lost.release()
    assert store.lock(name(1)) is None
    mine.release()


def test_a_server_that_is_killed_and_comes_back(server: Server) -> None:
    warnings = Warnings()
    cache = Cache(RedisStore(server.url), warnings, rest=0.3)
    speak(cache, range(5))
    server.kill()
    speak(cache, range(20))
    assert len(warnings) == 1
    assert warnings[0].startswith(f"the cache at redis://127.0.0.1:{server.port}/0 does not answer: ")
    assert "speech goes on without it" in warnings[0]
    server.start()
    time.sleep(0.35)
    speak(cache, range(20))
    made = cache.counters.made
    speak(cache, range(20))
    assert cache.counters.made == made
    assert len(warnings) == 1
    server.kill()
    speak(cache, range(20))
    assert len(warnings) == 2
    cache.close()


def test_a_server_that_is_killed_while_many_use_it(server: Server) -> None:
    warnings = Warnings()
    cache = Cache(RedisStore(server.url), warnings, rest=0.2)
    numbers = itertools.count()
    stopped = threading.Event()

    def use() -> int:
        wrong = 0
        while not stopped.is_set():
            number = next(numbers) % 100
            wrong += cache.get_or_make(name(number), partial(sound, number)) != sound(number)
        return wrong

    def disturb() -> None:
        for _ in range(3):
            time.sleep(0.3)
            server.kill()
            time.sleep(0.3)
            server.start()
        stopped.set()

    disturbing = threading.Thread(target=disturb)
    disturbing.start()
    assert threads(8, use) == [0] * 8
    disturbing.join()
    assert 1 <= len(warnings) <= 3
    time.sleep(0.25)
    speak(cache, range(100))
    assert keeping.verify(cache.store).faults == []
    cache.close()


def test_a_server_that_does_not_answer_is_not_waited_for_twice(server: Server) -> None:
    warnings = Warnings()
    cache = Cache(RedisStore(server.url), warnings)
    speak(cache, range(5))
    server.stop()
    begun = time.monotonic()
    speak(cache, range(50))
    assert time.monotonic() - begun < 15
    assert len(warnings) == 1
    server.go_on()
    cache.close()


def test_nobody_at_the_address() -> None:
    warnings = Warnings()
    cache = Cache(RedisStore(f"redis://127.0.0.1:{free_port()}/0"), warnings)
    speak(cache, range(5))
    assert len(warnings) == 1
    cache.close()


def test_a_password_is_needed_and_never_shown(start: Start) -> None:
    server = start(requirepass="hush hush")
    right = RedisStore(f"redis://:hush%20hush@127.0.0.1:{server.port}/0")
    fill(right, range(2))
    assert held(right) == [0, 1]
    assert "hush" not in right.place
    warnings = Warnings()
    for password in ("", ":wrong@"):
        cache = Cache(RedisStore(f"redis://{password}127.0.0.1:{server.port}/0"), warnings)
        speak(cache, range(3))
        cache.close()
    assert len(warnings) == 2
    assert not any("wrong" in warning.partition("does not answer")[0] for warning in warnings)
    right.close()


def test_a_socket_of_the_system(server: Server) -> None:
    store = RedisStore(f"unix://{server.socket}?db=3")
    fill(store, range(2))
    assert held(store) == [0, 1]
    assert store.place == f"unix://{server.socket}"
    other = RedisStore(server.url)
    assert held(other) == []
    store.close()
    other.close()


def test_an_encrypted_connection(start: Start, tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1", "localhost")
    certificate.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "server.pem"))
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    port = free_port()
    start(
        tls_port=port,
        tls_cert_file=tmp_path / "server.pem",
        tls_key_file=tmp_path / "server.pem",
        tls_ca_cert_file=tmp_path / "ca.pem",
        tls_auth_clients="no",
    )
    store = RedisStore(f"rediss://localhost:{port}/0?ssl_ca_certs={tmp_path / 'ca.pem'}")
    fill(store, range(2))
    assert held(store) == [0, 1]
    store.close()
    # Whoever cannot be checked is not spoken to.
    unchecked = RedisStore(f"rediss://localhost:{port}/0")
    with pytest.raises(StoreUnavailable, match="certificate"):
        unchecked.get(name(0))
    unchecked.close()


@pytest.mark.parametrize(
    "url",
    [
        "redis://127.0.0.1:port/0",
        "redis://127.0.0.1/0?socket_timeout=soon",
        "redis://127.0.0.1/0?colour=red",
        "redis://[::1",
    ],
)
def test_an_address_that_makes_no_sense_is_an_error_of_the_settings(url: str) -> None:
    with pytest.raises(ConfigError, match="makes no sense"):
        RedisStore(url)


def test_an_address_cannot_ask_for_text(server: Server) -> None:
    store = RedisStore(f"{server.url}?decode_responses=True")
    fill(store, range(2))
    assert store.get(name(1)) == raw(1)
    store.close()


@pytest.mark.parametrize("policy", ["allkeys-lru", "allkeys-random", "volatile-lru", "noeviction"])
def test_a_server_with_little_memory(start: Start, policy: str) -> None:
    server = start(maxmemory="6mb", maxmemory_policy=policy)
    warnings = Warnings()
    cache = Cache(RedisStore(server.url), warnings, rest=0.01)
    for number in range(150):
        payload = random.Random(number).randbytes(60_000)
        assert cache.get_or_make(name(number), lambda payload=payload: payload) == payload  # type: ignore[misc]
        assert cache.get(name(number)) in (payload, None)
    if policy.startswith("allkeys"):
        assert warnings == []
    else:
        assert len(set(warnings)) == 1
        assert "refuses: " in warnings[0]
        # What was kept before the memory was full is still given.
        assert cache.get(name(3)) == random.Random(3).randbytes(60_000)
    with server.client as client:
        # Otherwise it may remove something more at any time.
        client.config_set("maxmemory", 0)
        contents = cache.store.stats()
        there = list(client.scan_iter(f"{PREFIX}entry:*", count=1000))
        assert contents.entries == len(there) > 10
        assert contents.bytes == sum(client.strlen(entry) for entry in there)
    assert len(held(cache.store)) == contents.entries
    assert keeping.verify(cache.store).faults == []
    cache.close()


@pytest.mark.parametrize("lost", ["used", "sizes", "counts"])
def test_books_that_are_lost_are_written_anew(server: Server, open_: contract.Open, lost: str) -> None:
    store = open_(20 * contract.SIZE)
    fill(store, range(20))
    with server.client as client:
        client.delete(PREFIX + lost)
    fill(store, range(20, 25))
    keeping.verify(store)
    fill(store, range(25, 30))
    assert counts(store.stats()) == (20, 20 * contract.SIZE)
    assert set(range(20, 30)) <= set(held(store))
    assert keeping.verify(store).entries == 20


def test_a_server_that_may_only_be_read(start: Start) -> None:
    first = start()
    fill(store := RedisStore(first.url), range(3))
    second = start(replicaof=f"127.0.0.1 {first.port}")
    warnings = Warnings()
    cache = Cache(RedisStore(second.url), warnings)
    while cache.get(name(2)) is None:
        time.sleep(0.05)
    for number in range(3):
        assert cache.get_or_make(name(number), never) == sound(number)
    speak(cache, range(3, 6))
    assert len(warnings) == 1
    assert "refuses" in warnings[0]
    with pytest.raises(StoreRefuses):
        cache.store.clear()
    cache.close()
    store.close()


def test_what_is_there_under_our_names_and_not_ours_is_a_miss(server: Server) -> None:
    warnings = Warnings()
    cache = open_cache(server.url, notify=warnings)
    with server.client as client:
        client.set(f"{PREFIX}entry:{name(0)}", b"cos\nsystem\n(S'touch /tmp/x'\ntR.")
        client.lpush(f"{PREFIX}entry:{name(1)}", "x")
        client.zadd(f"{PREFIX}used", {b"\xff": 1, "x": 2})
    speak(cache, range(3))
    speak(cache, range(3))
    assert cache.get(name(0)) == sound(0)
    assert sorted(held(cache.store)) == [0, 1, 2]
    cache.close()


def test_from_disk_to_redis_and_back(tmp_path: Path, open_: contract.Open) -> None:
    disk, far, back = DiskStore(tmp_path / "one"), open_(CACHE_BYTES), DiskStore(tmp_path / "two")
    fill(disk, range(50))
    fill(disk, range(50, 60), 100_000)
    disk.get(name(7))
    before = [(key, entry) for key, _, entry in disk.items()]
    keeping.backup(disk, tmp_path / "disk.tar")
    keeping.restore(far, tmp_path / "disk.tar")
    assert [(key, entry) for key, _, entry in far.items()] == before
    keeping.backup(far, tmp_path / "far.tar")
    far.clear()
    assert held(far) == []
    keeping.restore(far, tmp_path / "far.tar")
    assert [(key, entry) for key, _, entry in far.items()] == before
    keeping.restore(back, tmp_path / "far.tar")
    assert [(key, entry) for key, _, entry in back.items()] == before
    small = open_(5 * contract.SIZE)
    keeping.restore(small, tmp_path / "disk.tar", replace=True)
    assert held(small) == [46, 47, 48, 49, 7]
    disk.close()
    back.close()


def test_a_backup_while_others_write(server: Server, open_: contract.Open, tmp_path: Path) -> None:
    store = open_(CACHE_BYTES)
    fill(store, range(300))
    end = threading.Event()
    numbers = iter(range(1000, 10**9))

    def write() -> None:
        other = RedisStore(server.url)
        while not end.is_set():
            number = next(numbers)
            other.put(name(number), raw(number, number % 5000))
            other.get(name(number % 300))
        other.close()

    writing = [threading.Thread(target=write) for _ in range(8)]
    for thread in writing:
        thread.start()
    outcome = keeping.backup(store, tmp_path / "x.tar")
    end.set()
    for thread in writing:
        thread.join()
    assert outcome.faults == []
    store.clear()
    keeping.restore(store, tmp_path / "x.tar")
    assert all(store.peek(name(number)) == raw(number) for number in range(300))


def test_the_programs_of_operators_use_it(server: Server, open_: contract.Open, tmp_path: Path) -> None:
    store = open_(CACHE_BYTES)
    fill(store, range(5))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
    environment = {**kept, "MS_CACHE_URL": server.url, "XDG_CACHE_HOME": str(tmp_path)}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    path = run("mathspeak.utils.backup_cache").strip()
    assert path.startswith(str(tmp_path / "mathspeak" / "backups"))
    assert f"place\tredis://127.0.0.1:{server.port}/0\nentries\t5\n" in run("mathspeak", "cache", "stats")
    run("mathspeak", "cache", "clear", "--yes")
    assert held(store) == []
    run("mathspeak", "cache", "restore", path)
    run("mathspeak", "cache", "verify")
    assert held(store) == [0, 1, 2, 3, 4]
