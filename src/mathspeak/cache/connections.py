"""diskcache with connections that are closed when their threads end, or when nobody has the cache any more.

diskcache leaves them to whoever collects the garbage, of which Python complains, and closes in a fork what belongs to
the parent. The connection of a thread that still runs is nobody else's to close: Python's module does not survive that.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from contextlib import suppress

import diskcache


class Connections(diskcache.Cache):  # type: ignore[misc]
    """A diskcache whose connection of a thread is ours to make."""

    @property
    def _con(self) -> sqlite3.Connection:
        if getattr(self._local, "pid", None) != os.getpid():
            self._local.pid = os.getpid()
            self._local.con = None
        found: sqlite3.Connection | None = getattr(self._local, "con", None)
        return found if found is not None else self._connected()

    def close(self) -> None:
        """Close the connection of this thread."""
        for closer in getattr(self._local, "closers", ()):
            closer()
        self._local.con = None

    def _connected(self) -> sqlite3.Connection:
        path = os.path.join(self.directory, diskcache.core.DBNAME)
        made = sqlite3.connect(path, timeout=self.timeout, isolation_level=None, check_same_thread=False)
        thread = threading.current_thread()
        # A thread that is not the main one may still run when the process ends.
        self._local.closers = [_closed_with(owner, made, owner is threading.main_thread()) for owner in (thread, self)]
        # Before the settings are read, because reading them asks for the connection.
        self._local.con = made
        with suppress(sqlite3.OperationalError):
            for name, value in made.execute("SELECT key, value FROM Settings").fetchall():
                if str(name).startswith("sqlite_"):
                    self.reset(name, value, update=False)
        return made


def _closed_with(owner: object, connection: sqlite3.Connection, at_exit: bool) -> weakref.finalize[..., object]:
    closer = weakref.finalize(owner, _close, connection, os.getpid())
    closer.atexit = at_exit
    return closer


def _close(connection: sqlite3.Connection, owner: int) -> None:
    if owner == os.getpid():
        with suppress(sqlite3.Error):
            connection.close()
