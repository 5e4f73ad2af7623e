"""The table of a cache on disk: opened when needed, begun anew when damaged, read where it may not be written."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import closing, suppress
from urllib.parse import quote

import diskcache

from mathspeak.cache import faults
from mathspeak.cache.connections import Connections
from mathspeak.cache.locks import try_lock
from mathspeak.cache.store import StoreRefuses, StoreUnavailable
from mathspeak.cache.values import Values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    from mathspeak.cache.store import Lock

    T = TypeVar("T")

_NAME = diskcache.core.DBNAME
_LOGS = ("-wal", "-shm")
_ASIDE = ".damaged"
_REFUSED_SECONDS = 15.0
_IN_FILES_FROM = 32 << 10


class Database:
    """A diskcache over one folder, with a connection for each thread."""

    def __init__(self, folder: str, notify: Callable[[str], None] | None) -> None:
        self.folder = folder
        self.entries = os.path.join(folder, "entries")
        self.locks = os.path.join(folder, "locks")
        self.path = os.path.join(self.entries, _NAME)
        self._notify = notify
        self._cache: Any = None
        self._file: tuple[int, int] | None = None
        self._refusal: tuple[float, BaseException, bool] | None = None
        self._opening = threading.RLock()

    def run(self, work: Callable[[Any], T], *, changes: bool = False) -> T:
        """What ``work`` makes of the open cache; once more if the database had to be opened or begun anew."""
        cache = self.opened()
        try:
            return work(cache)
        except faults.FAULTS as caught:
            error = faults.first_fault(caught)
        if faults.is_damage(error):
            self.begin_anew()
        elif isinstance(error, sqlite3.Error) and (faults.is_unknown_table(error) or self.is_gone()):
            # Emptied or replaced by somebody: what is there now is opened as if it were new.
            self.close()
        elif not isinstance(error, sqlite3.Error) or cache is self._cache:
            raise self._in_words(error, changes) from error
        try:
            return work(self.opened())
        except faults.FAULTS as caught:
            raise self._in_words(faults.first_fault(caught), changes) from caught

    def rows(self, sql: str, *values: object) -> list[Any]:
        """The rows of a question, also where nothing may be changed."""
        try:
            return self.run(lambda cache: cache._sql(sql, values).fetchall())
        except StoreRefuses:
            return list(self.snapshot(sql, *values))

    def snapshot(self, sql: str, *values: object) -> Iterator[Any]:
        """The rows of a question one by one, as they were at the first of them, whatever is written meanwhile."""
        with suppress(StoreRefuses):
            self.opened()
        try:
            with closing(self._reader()) as reader:
                yield from reader.execute(sql, values)
        except sqlite3.Error as error:
            raise self._in_words(error, False) from error

    def opened(self) -> Any:
        """The diskcache of the folder. What refused to open is not asked again for a while."""
        cache = self._cache
        if cache is not None:
            return cache
        with self._opening:
            if self._cache is None:
                if self._refusal and time.monotonic() < self._refusal[0]:
                    raise self._in_words(*self._refusal[1:])
                try:
                    self._cache = self._open()
                except faults.FAULTS as caught:
                    error, readable = faults.first_fault(caught), self._is_readable()
                    self._refusal = (time.monotonic() + _REFUSED_SECONDS, error, readable)
                    raise self._in_words(error, readable) from caught
                self._refusal = None
                self._file = _identity(self.path)
            return self._cache

    def close(self) -> None:
        """Let go of the database; the connections of other threads go when those end. A later use opens it again."""
        with self._opening:
            cache, self._cache = self._cache, None
            self._refusal = None
            if cache is not None:
                with suppress(sqlite3.Error):
                    cache.close()

    def begin_anew(self, *, though_sound: bool = False) -> None:
        """Put a damaged database aside, unless it is sound or another process has already done so."""
        with self._opening:
            failed = self._file
            self.close()
            lock = self._mending()
            try:
                if _identity(self.path) != failed or (self._is_sound() and not though_sound):
                    return
                # The log first: one that stayed behind would be played into the new database.
                for suffix in (*_LOGS, ""):
                    with suppress(FileNotFoundError):
                        os.replace(self.path + suffix, self.path + suffix + _ASIDE)
            except OSError as error:
                raise self._in_words(error, False) from error
            finally:
                lock.release()
        if self._notify is not None:
            self._notify(
                f"the cache in {self.folder} was damaged and begins anew; the old index is {self.path}{_ASIDE}"
            )

    def remove_aside(self) -> None:
        """Remove what was put aside."""
        for suffix in (*_LOGS, ""):
            with suppress(OSError):
                os.remove(self.path + suffix + _ASIDE)

    def is_gone(self) -> bool:
        """Whether somebody removed or replaced the file that is open."""
        return self._cache is not None and _identity(self.path) != self._file

    def _open(self) -> Any:
        for folder in (self.folder, self.entries, self.locks):
            os.makedirs(folder, mode=0o700, exist_ok=True)
        self._file = _identity(self.path)
        try:
            return self._diskcache()
        except faults.FAULTS as caught:
            if faults.is_passing(faults.first_fault(caught)):
                raise
            self.begin_anew()
        except Exception:
            # Settings that diskcache keeps in the database and stumbles over: nothing that was written by us.
            self.begin_anew(though_sound=True)
        return self._diskcache()

    def _diskcache(self) -> Any:
        self._wait_until_free()
        cache = Connections(
            self.entries,
            timeout=faults.BUSY_SECONDS,
            disk=Values,
            disk_min_file_size=_IN_FILES_FROM,
            eviction_policy="least-recently-used",
            statistics=0,
            cull_limit=0,
            # A file that is cut while it is mapped would end the process.
            sqlite_mmap_size=0,
        )
        # Its own way of marking a use makes every reader wait for the writers; the index of its policy is what we need.
        cache.reset("eviction_policy", "none", update=False)
        return cache

    def _wait_until_free(self) -> None:
        """diskcache would try for a minute to open a database that another process does not let go of."""
        if os.path.exists(self.path):
            with closing(sqlite3.connect(self.path, timeout=faults.BUSY_SECONDS, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")

    def _reader(self, mode: str = "mode=ro") -> sqlite3.Connection:
        """A connection that changes nothing; where even a log may not be written, one that needs none."""
        address = f"file:{quote(self.path)}?{mode}"
        connection = sqlite3.connect(address, uri=True, timeout=faults.BUSY_SECONDS, check_same_thread=False)
        try:
            connection.execute("SELECT 1 FROM Cache LIMIT 1")
        except BaseException as error:
            connection.close()
            if mode == "mode=ro" and faults.is_unwritable(error):
                return self._reader("immutable=1")
            raise
        return connection

    def _is_readable(self) -> bool:
        try:
            self._reader().close()
        except sqlite3.Error:
            return False
        return True

    def _is_sound(self) -> bool:
        try:
            with closing(self._reader()) as connection:
                connection.execute("SELECT key, value FROM Settings").fetchall()
                connection.execute("SELECT raw, key, access_time, size, mode, filename, value FROM Cache LIMIT 1")
                return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.Error as error:
            return faults.is_passing(error)

    def _mending(self) -> Lock:
        end = time.monotonic() + faults.BUSY_SECONDS
        while (lock := try_lock(self.locks, "mending")) is None:
            if time.monotonic() > end:
                raise StoreUnavailable(
                    f"the cache in {self.folder} is being mended by another process", hint=faults.HINT
                )
            time.sleep(0.02)
        return lock

    def _in_words(self, error: BaseException, readable: bool) -> StoreUnavailable:
        return error if isinstance(error, StoreUnavailable) else faults.in_words(error, self.folder, readable=readable)


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
