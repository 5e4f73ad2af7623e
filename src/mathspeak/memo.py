"""Values kept for keys that come again, as most formulas of a document do, up to a bound in bytes."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any

# The largest part of all the room that one value may have: a few large ones do not drive out the many small ones.
_PART = 8


class MemoStats:
    """How often a value was there and was not, how many are kept, and the bytes that they take."""

    __slots__ = ("bytes", "entries", "hits", "misses")

    def __init__(self, hits: int = 0, misses: int = 0, entries: int = 0, bytes: int = 0) -> None:
        self.hits = hits
        self.misses = misses
        self.entries = entries
        self.bytes = bytes

    def __repr__(self) -> str:
        return f"MemoStats(hits={self.hits}, misses={self.misses}, entries={self.entries}, bytes={self.bytes})"


class Memo:
    """Keeps values, and lets go of those that were not asked for the longest where there is no more room.

    ``max_bytes`` bounds what all of them take, by the sizes that are told when they come. They are handed out as they
    came: only what nobody changes may be kept. Many threads may share one memo.

    >>> memo = Memo(100)
    >>> memo.keep("a", "value", size=10)
    >>> memo.get("a"), memo.get("b"), memo.stats()
    ('value', None, MemoStats(hits=1, misses=1, entries=1, bytes=10))
    """

    __slots__ = ("_bytes", "_hits", "_kept", "_lock", "_misses", "max_bytes")

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        # In the order in which they were last asked for.
        self._kept: dict[Hashable, tuple[Any, int]] = {}
        self._lock = Lock()
        self._bytes = 0
        self._hits = 0
        self._misses = 0

    def get(self, key: Hashable) -> Any:
        """What is kept under a key, or none."""
        # To make a value again is cheaper than to wait, and a lock that was held while a process was forked is never
        # released in its child.
        if not self._lock.acquire(blocking=False):
            return None
        try:
            found = self._kept.pop(key, None)
            if found is None:
                self._misses += 1
                return None
            self._kept[key] = found
            self._hits += 1
            return found[0]
        finally:
            self._lock.release()

    def keep(self, key: Hashable, value: object, size: int) -> None:
        """Keep a value that takes ``size`` bytes, unless that is too large a part of all the room."""
        if size > self.max_bytes // _PART or not self._lock.acquire(blocking=False):
            return
        try:
            before = self._kept.pop(key, None)
            self._kept[key] = value, size
            self._bytes += size - (before[1] if before else 0)
            while self._bytes > self.max_bytes:
                self._bytes -= self._kept.pop(next(iter(self._kept)))[1]
        finally:
            self._lock.release()

    def stats(self) -> MemoStats:
        """What the memo holds at this moment."""
        return MemoStats(self._hits, self._misses, len(self._kept), self._bytes)

    def __str__(self) -> str:
        if not self.max_bytes:
            return "none are kept"
        kilobytes = f"{self._bytes / 1000:.0f} kB"
        return f"{self._misses} read, {self._hits} known already; {len(self._kept)} kept in {kilobytes}"


@lru_cache(maxsize=8)
def shared(max_bytes: int) -> Memo:
    """The memo of that bound which all of this process share.

    >>> shared(1 << 20) is shared(1 << 20)
    True
    """
    return Memo(max_bytes)
