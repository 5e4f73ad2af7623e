"""What goes wrong with a database, in our words: what its surroundings do to it, and when it is damaged itself."""

from __future__ import annotations

import errno
import sqlite3

import diskcache

from mathspeak.cache.store import StoreRefuses, StoreUnavailable

# How long the lock of another process is waited for.
BUSY_SECONDS = 5.0
FAULTS = (sqlite3.Error, diskcache.Timeout, OSError)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
# What the surroundings of a sound database can do to it.
_PASSING = {
    sqlite3.SQLITE_FULL: "there is no room left",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_BUSY: "another process does not let go of it",
    sqlite3.SQLITE_LOCKED: "another process does not let go of it",
    sqlite3.SQLITE_IOERR: "the disk gave an error",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
}
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
HINT = "look at the folder, or set MS_CACHE_DIR to another one"


def first_fault(error: BaseException) -> BaseException:
    """The fault of SQLite behind what diskcache made of it while it was cleaning up."""
    while isinstance(error.__context__, sqlite3.Error):
        error = error.__context__
    return error


def is_damage(error: BaseException) -> bool:
    return _code(error) in _DAMAGED


def is_passing(error: BaseException) -> bool:
    return isinstance(error, OSError) or _code(error) in _PASSING


def is_busy(error: BaseException) -> bool:
    """Whether another process or thread is writing."""
    return _code(error) in _BUSY


def is_unknown_table(error: BaseException) -> bool:
    """Whether the database is one and has not what we made in it."""
    return _code(error) == sqlite3.SQLITE_ERROR


def is_unwritable(error: BaseException) -> bool:
    """Whether the log of the database could not be written, which a reader needs not have."""
    return _code(error) in _UNWRITABLE


def in_words(error: BaseException, folder: str, *, readable: bool) -> StoreUnavailable:
    """The error for the users of a store in ``folder``, of which what is there can be read or not."""
    if isinstance(error, OSError):
        reason = "there is no room left" if error.errno in _NO_ROOM else error.strerror or str(error)
    else:
        reason = _PASSING.get(_code(error), str(error) or type(error).__name__)
    if readable:
        return StoreRefuses(f"the cache in {folder} cannot be written: {reason}", hint=HINT)
    return StoreUnavailable(f"the cache in {folder} cannot be used: {reason}", hint=HINT)


def _code(error: BaseException) -> int:
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else -1
