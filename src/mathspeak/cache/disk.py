"""Entries in a folder, for all processes of one machine.

``entries`` holds the table of diskcache and the files of large entries, ``locks`` the lock files, ``backups`` archives,
which are nobody's business here.
"""

from __future__ import annotations

from mathspeak.cache import upkeep
from mathspeak.cache.database import Database
from mathspeak.cache.folders import expanded
from mathspeak.cache.key import is_key
from mathspeak.cache.locks import stripe, try_lock
from mathspeak.cache.marks import Marks
from mathspeak.cache.store import Stats, StoreRefuses
from mathspeak.cache.values import Values
from mathspeak.config import CACHE_BYTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike
    from typing import Any

    from mathspeak.cache.store import Item, Lock

_LISTED = "SELECT {} FROM Cache WHERE raw = 1 ORDER BY access_time"
_COLUMNS = "key, CAST(access_time AS REAL), mode, filename, value"
_COUNTED = (
    "SELECT key, CAST(IFNULL(value, 0) AS INTEGER) FROM Settings WHERE key IN ('count', 'size', 'hits', 'misses')"
)


class DiskStore:
    """Entries in a folder; it is made when the first entry comes."""

    name = "disk"

    def __init__(
        self,
        folder: str | PathLike[str],
        max_bytes: int = CACHE_BYTES,
        notify: Callable[[str], None] | None = None,
    ) -> None:
        self.place = expanded(folder)
        self.max_bytes = max_bytes
        self._database = Database(self.place, notify)
        self._marks = Marks(self._database)

    def get(self, key: str) -> bytes | None:
        raw = self.peek(key)
        if raw is not None:
            self._marks.add(key)
        return raw

    def peek(self, key: str) -> bytes | None:
        try:
            return self._database.run(lambda cache: cache.get(key))  # type: ignore[no-any-return]
        except StoreRefuses:
            rows = self._database.rows("SELECT mode, filename, value FROM Cache WHERE key = ? AND raw = 1", key)
            return self._value(*rows[0]) if rows else None

    def put(self, key: str, raw: bytes, used: float | None = None) -> None:
        if len(raw) > self.max_bytes:
            return
        if self._database.is_gone():
            self._database.close()
        self._marks.settle()
        self._database.run(lambda cache: self._put(cache, key, raw, used), changes=True)

    def delete(self, key: str) -> None:
        self._database.run(lambda cache: cache.delete(key), changes=True)

    def keys(self) -> Iterator[str]:
        self._marks.settle()
        return (key for (key,) in self._database.rows(_LISTED.format("key")) if is_key(key))

    def items(self) -> Iterator[Item]:
        self._marks.settle()
        for key, used, *value in self._database.snapshot(_LISTED.format(_COLUMNS)):
            if is_key(key):
                found = self._value(*value)
                yield key, used or 0.0, self.peek(key) if found is None else found

    def lock(self, key: str) -> Lock | None:
        return try_lock(self._database.locks, stripe(key))

    def count(self, *, hits: int = 0, misses: int = 0) -> None:
        def count(cache: Any) -> None:
            for name, more in (("hits", hits), ("misses", misses)):
                if more:
                    cache._sql("UPDATE Settings SET value = value + ? WHERE key = ?", (more, name))

        self._database.run(count, changes=True)

    def stats(self) -> Stats:
        self._marks.settle()
        found = dict(self._database.rows(_COUNTED))
        return Stats(*(found.get(name, 0) for name in ("count", "size", "hits", "misses")))

    def prune(self, to_bytes: int) -> int:
        self._marks.settle()
        removed = self._database.run(lambda cache: upkeep.prune(cache, to_bytes), changes=True)
        upkeep.remove_unclaimed(self._database)
        return removed

    def clear(self) -> int:
        self._marks.settle()

        def clear(cache: Any) -> int:
            removed = int(cache.clear())
            cache._sql("UPDATE Settings SET value = 0 WHERE key IN ('hits', 'misses')")
            return removed

        removed = self._database.run(clear, changes=True)
        upkeep.remove_unclaimed(self._database)
        self._database.remove_aside()
        return removed

    def close(self) -> None:
        self._marks.settle()
        self._database.close()

    def check(self, *, repair: bool) -> list[str]:
        return upkeep.check(self._database, repair=repair)

    def _put(self, cache: Any, key: str, raw: bytes, used: float | None) -> None:
        try:
            cache.set(key, raw)
        except BaseException:
            cache.disk.forget_written()
            raise
        if used is not None:
            cache._sql("UPDATE Cache SET access_time = ? WHERE key = ? AND raw = 1", (used, key))
        upkeep.prune(cache, self.max_bytes)

    def _value(self, mode: object, filename: object, value: object) -> bytes | None:
        try:
            return Values(self._database.entries).fetch(mode, filename, value)
        except OSError:
            return None
