"""Locks between the processes of one machine that the system gives back when their holder dies, however it dies.

Lock files of the usual packages fall back to marker files where the system has no locks, and a marker outlives its
maker. Here such a place simply has no lock. The files are empty, few, shared by keys and never removed, because a lock
on a file that somebody else removes and makes anew keeps nobody out.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from mathspeak.cache.store import FreeLock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.cache.store import Lock

_STRIPES = 1024
_held: set[int] = set()


class FileLock:
    """A lock on an open file."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        _held.add(descriptor)

    def release(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor in _held:
            _held.discard(descriptor)
            # Closing alone would leave it to a child that was forked meanwhile and has not closed it yet.
            with suppress(OSError):
                _unlock(descriptor)
            os.close(descriptor)


def stripe(key: str) -> str:
    """The name of the lock file that a key shares with some others.

    >>> stripe("0000ffff" + 56 * "0")
    '3ff'
    """
    return f"{int(key[:8], 16) % _STRIPES:03x}"


def try_lock(folder: str, name: str) -> Lock | None:
    """The lock of that name, None while somebody else has it, and a free one where there can be none."""
    try:
        descriptor = os.open(os.path.join(folder, name), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return FreeLock()
    try:
        if not _locked(descriptor):
            os.close(descriptor)
            return None
    except OSError:
        os.close(descriptor)
        return FreeLock()
    return FileLock(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _let_go() -> None:
    """A fork shares the locks of its parent and would keep them as long as it lives."""
    for descriptor in _held:
        with suppress(OSError):
            os.close(descriptor)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
