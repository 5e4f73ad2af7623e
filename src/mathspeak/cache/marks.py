"""When entries on disk were used: written down at once if nobody else writes, and otherwise by whoever comes next.

A hit must not wait for the writers of the table, nor fail because nothing can be written.
"""

from __future__ import annotations

import threading
import time

import diskcache

from mathspeak.cache import faults
from mathspeak.cache.store import StoreUnavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.cache.database import Database

_REST_SECONDS = 15.0
# Whoever writes for others does not do so for ever.
_ROUNDS = 2


class Marks:
    """Uses that are to be written down, over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._used: dict[str, float] = {}
        self._hits = 0
        self._adding = threading.Lock()
        self._writing = threading.Lock()
        self._rest_until = 0.0

    def add(self, key: str) -> None:
        """Mark the key as used now, and count a hit."""
        if time.monotonic() < self._rest_until:
            return
        with self._adding:
            self._used[key] = time.time()
            self._hits += 1
        for _ in range(_ROUNDS):
            if not self._hits or not self._writing.acquire(blocking=False):
                return
            try:
                self._write(0)
            finally:
                self._writing.release()

    def settle(self) -> None:
        """Write down what is still to be, and wait for others with it."""
        if self._hits:
            with self._writing:
                self._write(faults.BUSY_SECONDS)

    def _write(self, wait: float) -> None:
        with self._adding:
            used, hits = self._used, self._hits
            self._used, self._hits = {}, 0
        try:
            written = self._database.run(lambda cache: _written(cache, used, hits, wait), changes=True)
        except StoreUnavailable:
            self._rest_until = time.monotonic() + _REST_SECONDS
            return
        if not written:
            with self._adding:
                self._used = used | self._used
                self._hits += hits


def _written(cache: Any, used: dict[str, float], hits: int, wait: float) -> bool:
    """Whether it could be written without waiting longer."""
    cache._sql(f"PRAGMA busy_timeout = {wait * 1000:.0f}")
    try:
        with cache.transact():
            for key, when in used.items():
                cache._sql("UPDATE Cache SET access_time = ? WHERE key = ? AND raw = 1", (when, key))
            cache._sql("UPDATE Settings SET value = value + ? WHERE key = 'hits'", (hits,))
    except diskcache.Timeout as error:
        if not faults.is_busy(faults.first_fault(error)):
            raise
        return False
    finally:
        cache._sql(f"PRAGMA busy_timeout = {faults.BUSY_SECONDS * 1000:.0f}")
    return True
