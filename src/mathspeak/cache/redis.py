"""Entries on a Redis server, for processes of many machines."""

from __future__ import annotations

from contextlib import contextmanager, suppress

from mathspeak.cache import redis_scripts as scripts
from mathspeak.cache.key import SCHEME, is_key
from mathspeak.cache.redis_connection import LEASE_SECONDS, Lease, connect, without_password
from mathspeak.cache.store import Stats, StoreRefuses, StoreUnavailable
from mathspeak.config import CACHE_BYTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mathspeak.cache.store import Item, Lock

PREFIX = f"mathspeak:{SCHEME}:"
_AT_A_TIME = 500
_ENTRIES_AT_A_TIME = 8
_HINT = "look at the server and at MS_CACHE_URL"


class RedisStore:
    """Entries under ``mathspeak:…`` with their own limit and order, beside whatever limit the server has.

    ``url`` begins with redis://, rediss:// or unix://. Raises ConfigError if it makes no sense, or if there is no
    package to speak to the server with; the server is not asked for anything before the first entry is.
    """

    name = "redis"

    def __init__(self, url: str, max_bytes: int = CACHE_BYTES, *, connections: int = 10) -> None:
        self.place = without_password(url)
        self.max_bytes = max_bytes
        self._client = connect(url, connections)
        self._entry = PREFIX + "entry:"
        self._books = [PREFIX + name for name in ("used", "sizes", "counts")]
        self._scripts: dict[str, Any] = {}

    def get(self, key: str) -> bytes | None:
        try:
            return _bytes(self._call(scripts.GET, key))
        except StoreRefuses:
            # A replica, or a server without memory, can still be read.
            return self.peek(key)

    def peek(self, key: str) -> bytes | None:
        with self._in_words():
            # Of several, because one that is of another kind is then as good as none.
            return _bytes(self._client.mget([self._entry + key])[0])

    def put(self, key: str, raw: bytes, used: float | None = None) -> None:
        if len(raw) > self.max_bytes:
            return
        when = "" if used is None else int(used * 1_000_000)
        pruned = self._call(scripts.PUT, key, self._entry, self.max_bytes, _AT_A_TIME, raw, when)
        if pruned in (-1, _AT_A_TIME):
            self.prune(self.max_bytes)

    def delete(self, key: str) -> None:
        self._call(scripts.DELETE, key)

    def keys(self) -> Iterator[str]:
        return (key for key, _ in self._listed())

    def items(self) -> Iterator[Item]:
        listed = self._listed()
        for at in range(0, len(listed), _ENTRIES_AT_A_TIME):
            some = listed[at : at + _ENTRIES_AT_A_TIME]
            with self._in_words():
                found = self._client.mget([self._entry + key for key, _ in some])
            for (key, used), raw in zip(some, found, strict=True):
                yield key, used, _bytes(raw)

    def lock(self, key: str) -> Lock | None:
        lock = self._client.lock(f"{PREFIX}lock:{key}", timeout=LEASE_SECONDS, thread_local=False)
        with self._in_words():
            return Lease(lock) if lock.acquire(blocking=False) else None

    def count(self, *, hits: int = 0, misses: int = 0) -> None:
        with self._in_words():
            for name, more in (("hits", hits), ("misses", misses)):
                if more:
                    self._client.hincrby(self._books[2], name, more)

    def stats(self) -> Stats:
        self._settle()
        with self._in_words():
            entries = self._client.zcard(self._books[0])
            counts = self._client.hgetall(self._books[2])
        return Stats(entries, *(int(counts.get(name, 0)) for name in (b"bytes", b"hits", b"misses")))

    def prune(self, to_bytes: int) -> int:
        removed = 0
        for _ in range(2):
            while (some := self._call(scripts.PRUNE, "", self._entry, to_bytes, _AT_A_TIME)) > 0:
                removed += some
            if some == 0:
                break
            self._reckon()
        return removed

    def clear(self) -> int:
        removed = 0
        for some in self._scanned():
            with self._in_words():
                removed += self._client.unlink(*(self._entry + key for key in some))
        with self._in_words():
            self._client.delete(*self._books)
        return removed

    def check(self, *, repair: bool) -> list[str]:
        before = self._books_in_words()
        self._reckon()
        after = self._books_in_words()
        return [] if before == after else [f"the books said {before}; put right, they say {after}"]

    def close(self) -> None:
        self._client.connection_pool.disconnect()

    def _call(self, script: str, key: str, *arguments: object) -> Any:
        if script not in self._scripts:
            self._scripts[script] = self._client.register_script(script)
        with self._in_words():
            return self._scripts[script](keys=[self._entry + key, *self._books], args=[key, *arguments])

    def _listed(self) -> list[tuple[str, float]]:
        self._settle()
        with self._in_words():
            rows = self._client.zrange(self._books[0], 0, -1, withscores=True)
        return [(key, used / 1_000_000) for raw, used in rows if is_key(key := raw.decode("latin-1"))]

    def _settle(self) -> None:
        """Put the books right if the server has removed anything by itself since that was done last."""
        with suppress(StoreRefuses), self._in_words():
            evicted = self._client.info("stats").get("evicted_keys", 0)
            if evicted != int(self._client.hget(self._books[2], "evicted") or 0):
                self._reckon()
                self._client.hset(self._books[2], "evicted", evicted)

    def _reckon(self) -> None:
        """Put the books right. Every step is one of the server's, so that others may go on meanwhile."""
        for script, found in ((scripts.ADOPT, self._scanned()), (scripts.FORGET, self._booked())):
            for some in found:
                with self._in_words(), self._client.pipeline(transaction=False) as pipeline:
                    call = self._client.register_script(script)
                    for key in some:
                        call(keys=[self._entry + key, *self._books], args=[key], client=pipeline)
                    pipeline.execute()
        self._call(scripts.SUM, "")

    def _scanned(self) -> Iterator[list[str]]:
        """The keys of all entries, some at a time; those that are there all the while are among them."""
        with self._in_words():
            names = self._client.scan_iter(match=self._entry + "*", count=_AT_A_TIME)
            yield from _some(name.decode("latin-1").removeprefix(self._entry) for name in names)

    def _booked(self) -> Iterator[list[str]]:
        with self._in_words():
            yield from _some(name.decode("latin-1") for name, _ in self._client.zscan_iter(self._books[0]))
            yield from _some(name.decode("latin-1") for name, _ in self._client.hscan_iter(self._books[1]))

    def _books_in_words(self) -> str:
        with self._in_words():
            entries, counted = self._client.zcard(self._books[0]), self._client.hget(self._books[2], "bytes")
        return f"{entries} entries of {int(counted or 0)} bytes"

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        from redis.exceptions import RedisError, ResponseError

        try:
            yield
        except ResponseError as error:
            raise StoreRefuses(f"the cache at {self.place} refuses: {error}", hint=_HINT) from error
        except (RedisError, OSError, ValueError) as error:
            raise StoreUnavailable(f"the cache at {self.place} does not answer: {error}", hint=_HINT) from error


def _bytes(value: object) -> bytes | None:
    return value if isinstance(value, bytes) else None


def _some(names: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for name in names:
        batch.append(name)
        if len(batch) == _AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch
