"""The keeping of a cache: backup to an archive, restoring from one, and looking at every entry."""

from __future__ import annotations

import os
import time

from mathspeak.cache import archive, entry
from mathspeak.errors import CacheError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from mathspeak.cache.store import Store

    Progress = Callable[[int, int], None]


class Outcome:
    """What was done: ``entries`` and ``bytes`` of them, and of others their key and what is wrong with them."""

    __slots__ = ("bytes", "entries", "faults")

    def __init__(self) -> None:
        self.entries = self.bytes = 0
        self.faults: list[tuple[str, str]] = []


def backup(store: Store, path: str | os.PathLike[str], progress: Progress | None = None) -> Outcome:
    """Write all entries that are there now into an archive at ``path``; others may go on reading and writing.

    The archive is whole or not there. An entry that is damaged, or that was pruned before its turn came, is in the
    ``faults`` of the outcome. ``progress`` is told how many entries are done and how many there are. Raises CacheError
    if the store cannot be read or the file not be written.
    """
    outcome = Outcome()
    total = store.stats().entries
    try:
        with archive.write(path) as writer:
            for done, (key, used, raw) in enumerate(store.items(), 1):
                wrong = "it is not there any more" if raw is None else entry.fault(key, raw)
                if raw is None or wrong:
                    outcome.faults.append((key, wrong))
                else:
                    writer.add(key, used, raw)
                if progress:
                    progress(done, max(done, total))
    except OSError as error:
        raise CacheError(
            f"{os.fspath(path)} cannot be written: {error.strerror or error}", hint="choose another place"
        ) from error
    outcome.entries, outcome.bytes = writer.entries, writer.bytes
    return outcome


def restore(
    store: Store, path: str | os.PathLike[str], *, replace: bool = False, progress: Progress | None = None
) -> Outcome:
    """Put all entries of an archive into the store, beside those that are there or, with ``replace``, instead of them.

    The whole file is looked through first, and nothing is changed unless all of it is right. Where the store is
    smaller, the most recently used stay. ``progress`` is told how many bytes of twice the file are done. Raises
    CacheError if the file is damaged or something else, or if the store cannot be written.
    """
    with _opened(path) as file:
        total = 2 * os.fstat(file.fileno()).st_size
        name = os.fspath(path)
        for _ in archive.read(file, name):
            _tell(progress, file.tell(), total)
        if replace:
            store.clear()
        outcome = Outcome()
        for key, used, raw in _in_order(archive.read(file, name)):
            present = None if replace else store.peek(key)
            if present is None or entry.fault(key, present):
                store.put(key, raw, used)
                outcome.entries += 1
                outcome.bytes += len(raw)
            _tell(progress, total // 2 + file.tell(), total)
    return outcome


def verify(store: Store, *, repair: bool = False, progress: Progress | None = None) -> Outcome:
    """Look at every entry of the store and at the store itself; with ``repair``, remove what is damaged.

    The outcome has the sound entries and the faults, those of the store itself under an empty key. ``progress`` is told
    how many entries are done and how many there are. Raises CacheError if the store cannot be read, or not be repaired.
    """
    outcome = Outcome()
    outcome.faults += [("", wrong) for wrong in store.check(repair=repair)]
    total = store.stats().entries
    for done, (key, _, raw) in enumerate(store.items(), 1):
        wrong = "it cannot be read" if raw is None else entry.fault(key, raw)
        if raw is None or wrong:
            outcome.faults.append((key, wrong))
            if repair:
                store.delete(key)
        else:
            outcome.entries += 1
            outcome.bytes += len(raw)
        _tell(progress, done, max(done, total))
    return outcome


def _in_order(entries: Iterator[tuple[str, float, bytes]]) -> Iterator[tuple[str, float, bytes]]:
    """An archive knows whole seconds: within one, its order is that of the uses."""
    last, now = 0.0, time.time()
    for key, used, raw in entries:
        last = max(min(used, now), last + 1e-5)
        yield key, last, raw


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress(done, total)


def _opened(path: str | os.PathLike[str]) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise CacheError(f"{os.fspath(path)} cannot be read: {error.strerror or error}") from error
