"""The file of a backup: a plain tar of entries whose last member tells whether every byte before it is right.

``mathspeak-cache.json`` says what the file is, ``entries/KEY`` are entries as stores hold them, each with the time of
its last use, the least recent first, and ``end.json`` has their number, their bytes and the SHA-256 of all before it.
Nothing is compressed, nothing is ever unpacked to a path, and a file that differs in one byte from what would be
written for its entries is refused.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import tarfile
import time
from contextlib import contextmanager, suppress

from mathspeak import __version__
from mathspeak.cache import entry
from mathspeak.cache.key import is_key
from mathspeak.errors import CacheError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

FORMAT = 1
_ABOUT, _ENTRIES, _END = "mathspeak-cache.json", "entries/", "end.json"
_BLOCK, _RECORD = tarfile.BLOCKSIZE, tarfile.RECORDSIZE
_LONGEST_ABOUT = 1 << 16
_LATEST = 8**11 - 1


class Writer:
    """Adds entries to an archive that is being written."""

    def __init__(self, file: BinaryIO) -> None:
        self.entries = self.bytes = 0
        self._file = file
        self._digest = hashlib.sha256()
        made = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        about = {"entry_version": entry.VERSION, "format": FORMAT, "made": made, "tool": f"mathspeak {__version__}"}
        self._write(_member(_ABOUT, _json(about), time.time()))

    def add(self, key: str, used: float, raw: bytes) -> None:
        """Write one entry, which must be a sound one of that key, last used at ``used``, seconds since 1970."""
        self._write(_member(_ENTRIES + key, raw, used))
        self.entries += 1
        self.bytes += len(raw)

    def end(self) -> None:
        self._file.write(_end(self.entries, self.bytes, self._digest.hexdigest(), self._file.tell()))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._file.write(data)


@contextmanager
def write(path: str | os.PathLike[str]) -> Iterator[Writer]:
    """An archive that comes to be at ``path`` when all is written; until then, and if it fails, what was there stays.

    Raises OSError where the file cannot be written.
    """
    if os.path.exists(path) and not os.path.isfile(path):
        raise OSError(errno.EEXIST, "it is there and not a file", os.fspath(path))
    # A link is followed, so that it goes on pointing to the file that is written.
    folder, name = os.path.split(os.path.realpath(path))
    partial = os.path.join(folder, f".{name}.{secrets.token_hex(8)}.part")
    try:
        with open(partial, "xb") as file:
            writer = Writer(file)
            yield writer
            writer.end()
        os.replace(partial, os.path.join(folder, name))
        _sync_folder(folder)
    finally:
        with suppress(OSError):
            os.remove(partial)


def read(file: BinaryIO, name: str) -> Iterator[tuple[str, float, bytes]]:
    """Key, time of last use and entry of all that is in an archive, each of them sound.

    Raises CacheError at the first thing that is wrong: only when the last entry has been followed by the end of the
    iteration is all of the file known to be right. ``name`` is what errors call it.
    """
    file.seek(0)
    reader = _Reader(file, name)
    reader.about()
    yield from reader.entries()


class _Reader:
    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        # Of all that was read, and of what was before the last member.
        self._digest = self._before = hashlib.sha256()
        self._at = 0

    def about(self) -> None:
        try:
            about = json.loads(self._member(_ABOUT, _LONGEST_ABOUT)[2])
            found = (about["format"], about["entry_version"])
        except (_Wrong, ValueError, KeyError, TypeError):
            raise CacheError(f"{self._name} is no backup of a cache", hint="ms cache backup makes them") from None
        if found != (FORMAT, entry.VERSION):
            made = str(about.get("tool", "another version"))[:40]
            raise CacheError(f"{self._name} was made by {made}, whose entries have no use here")

    def entries(self) -> Iterator[tuple[str, float, bytes]]:
        count = size = 0
        while True:
            start = self._at
            try:
                name, used, raw = self._member("", entry.LARGEST)
                if name == _END:
                    self._require_end(count, size, start)
                    return
            except _Wrong as error:
                raise self._damaged(start, str(error)) from None
            key = name.removeprefix(_ENTRIES)
            if name != _ENTRIES + key or not is_key(key):
                raise self._damaged(start, f"it has {name[:80]!r}, which is no entry")
            if wrong := entry.fault(key, raw):
                raise self._damaged(start, f"of the entry {key} it must be said that {wrong}")
            count += 1
            size += len(raw)
            yield key, used, raw

    def _require_end(self, count: int, size: int, start: int) -> None:
        """The end has to be just as it would be written, and nothing may come after it."""
        expected = _end(count, size, self._before.hexdigest(), start)
        self._file.seek(start)
        if self._file.read(len(expected) + 1) != expected:
            raise _Wrong("its checksum does not fit, or it is cut short")

    def _member(self, wanted: str, most: int) -> tuple[str, float, bytes]:
        """Name, time and content of the next member."""
        block = self._file.read(_BLOCK)
        try:
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
            canonical = _header(info.name, info.size, info.mtime)
        except (tarfile.HeaderError, ValueError):
            raise _Wrong("it is cut short" if len(block) < _BLOCK else "a header is damaged") from None
        if block != canonical or (wanted and info.name != wanted):
            raise _Wrong("a header is damaged")
        if not 0 < info.size <= most:
            raise _Wrong(f"{info.name[:80]!r} cannot be {info.size} bytes long")
        padded = self._file.read(info.size + -info.size % _BLOCK)
        if len(padded) < info.size + -info.size % _BLOCK:
            raise _Wrong("it is cut short")
        self._before = self._digest.copy()
        self._digest.update(block)
        self._digest.update(padded)
        self._at += len(block) + len(padded)
        return info.name, float(info.mtime), padded[: info.size]

    def _damaged(self, start: int, what: str) -> CacheError:
        where = f"from byte {start} on"
        return CacheError(f"{self._name} is damaged {where}: {what}", hint="use another backup; nothing was changed")


class _Wrong(Exception):
    pass


def _header(name: str, size: int, used: float) -> bytes:
    info = tarfile.TarInfo(name)
    info.size = size
    info.mtime = int(min(max(used, 0), _LATEST))
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def _member(name: str, content: bytes, used: float) -> bytes:
    return _header(name, len(content), used) + content + bytes(-len(content) % _BLOCK)


def _end(entries: int, size: int, digest: str, at: int) -> bytes:
    member = _member(_END, _json({"bytes": size, "entries": entries, "sha256": digest}), 0)
    # Two empty blocks end a tar, and its size is one of whole records.
    return member + bytes(2 * _BLOCK + -(at + len(member) + 2 * _BLOCK) % _RECORD)


def _json(content: dict[str, object]) -> bytes:
    return json.dumps(content, indent=1, sort_keys=True).encode() + b"\n"


def _sync_folder(folder: str) -> None:
    """So that the new name is on the disk as well; some systems have no way to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
