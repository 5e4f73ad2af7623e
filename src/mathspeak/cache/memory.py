"""Entries in the memory of one process, for programs that want nothing on disk."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from mathspeak.cache.store import FreeLock, Stats
from mathspeak.config import CACHE_BYTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterator

    from mathspeak.cache.store import Item, Lock


class MemoryStore:
    """Entries in a dictionary, the least recently used first."""

    name = "memory"
    place = "memory"

    def __init__(self, max_bytes: int = CACHE_BYTES) -> None:
        self.max_bytes = max_bytes
        self._entries: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._stats = Stats()
        self._in_order = True
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries[key] = (time.time(), found[1])
            self._entries.move_to_end(key)
            self._stats.hits += 1
            return found[1]

    def peek(self, key: str) -> bytes | None:
        found = self._entries.get(key)
        return found[1] if found else None

    def put(self, key: str, raw: bytes, used: float | None = None) -> None:
        if len(raw) > self.max_bytes:
            return
        with self._lock:
            self._remove(key)
            self._entries[key] = (time.time() if used is None else used, raw)
            self._in_order = self._in_order and used is None
            self._stats.bytes += len(raw)
            self._prune(self.max_bytes)

    def delete(self, key: str) -> None:
        with self._lock:
            self._remove(key)

    def keys(self) -> Iterator[str]:
        with self._lock:
            return iter([key for key, _ in self._ordered()])

    def items(self) -> Iterator[Item]:
        with self._lock:
            return iter([(key, used, raw) for key, (used, raw) in self._ordered()])

    def lock(self, key: str) -> Lock | None:
        # Threads of one process are kept apart before they ask a store.
        return FreeLock()

    def count(self, *, hits: int = 0, misses: int = 0) -> None:
        with self._lock:
            self._stats.hits += hits
            self._stats.misses += misses

    def stats(self) -> Stats:
        with self._lock:
            now = self._stats
            return Stats(len(self._entries), now.bytes, now.hits, now.misses)

    def prune(self, to_bytes: int) -> int:
        with self._lock:
            return self._prune(to_bytes)

    def clear(self) -> int:
        with self._lock:
            removed = len(self._entries)
            self._entries.clear()
            self._stats = Stats()
            return removed

    def check(self, *, repair: bool) -> list[str]:
        return []

    def close(self) -> None:
        pass

    def _prune(self, to_bytes: int) -> int:
        removed = 0
        while self._stats.bytes > to_bytes:
            self._remove(next(iter(self._ordered()))[0])
            removed += 1
        return removed

    def _ordered(self) -> ItemsView[str, tuple[float, bytes]]:
        if not self._in_order:
            self._entries = OrderedDict(sorted(self._entries.items(), key=lambda entry: entry[1][0]))
            self._in_order = True
        return self._entries.items()

    def _remove(self, key: str) -> None:
        found = self._entries.pop(key, None)
        if found:
            self._stats.bytes -= len(found[1])
