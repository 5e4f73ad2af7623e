"""Entries on disk as diskcache keeps them, small ones in its table and large ones in files, but bytes and nothing else.

diskcache unpickles whatever a row says is a pickle, opens and removes whatever file a row names, and counts a value in
its table as no bytes. A row can be written by everybody who can write the folder, so here a row that is not one of ours
is as good as none.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import threading
from contextlib import suppress

import diskcache
from diskcache.core import MODE_BINARY, MODE_RAW, UNKNOWN

from mathspeak.cache.entry import LARGEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILE_NAME = re.compile(r"[0-9a-f]{32}\.val")
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NoValue(OSError):
    """A row without a value that can be given; diskcache takes an OSError for a row that has just been removed."""


class Values(diskcache.Disk):  # type: ignore[misc]
    """What diskcache asks for keys and values."""

    def __init__(self, directory: str, min_file_size: int = 0, **_others: object) -> None:
        super().__init__(directory, min_file_size)
        self._local = threading.local()

    def put(self, key: object) -> tuple[str, bool]:
        if type(key) is not str:
            raise TypeError(f"a key is {type(key).__name__}, not a text")
        return key, True

    def get(self, key: object, raw: object) -> str:
        return key if raw == 1 and type(key) is str else ""

    def store(self, value: object, read: bool, key: object = UNKNOWN) -> tuple[int, int, str | None, bytes | None]:
        if type(value) is not bytes:
            raise TypeError(f"a value is {type(value).__name__}, not bytes")
        self._local.written = None
        if len(value) < self.min_file_size:
            return len(value), MODE_RAW, None, value
        name, path = self.filename()
        try:
            with open(path, "xb") as file:
                file.write(value)
        except BaseException:
            self.remove(name)
            raise
        self._local.written = name
        return len(value), MODE_BINARY, name, None

    def fetch(self, mode: object, filename: object, value: object, read: bool = False) -> bytes:
        if mode == MODE_RAW and type(value) is bytes:
            return value
        if mode == MODE_BINARY and is_file_name(filename):
            return _content(os.path.join(self._directory, str(filename)))
        raise NoValue("the row is not one of this cache")

    def filename(self, key: object = UNKNOWN, value: object = UNKNOWN) -> tuple[str, str]:
        name = secrets.token_hex(16) + ".val"
        return name, os.path.join(self._directory, name)

    def remove(self, file_path: object) -> None:
        if is_file_name(file_path):
            with suppress(OSError):
                os.remove(os.path.join(self._directory, str(file_path)))

    def forget_written(self) -> None:
        """Remove the file that this thread wrote last, whose row did not come to be."""
        self.remove(getattr(self._local, "written", None))


def is_file_name(name: Any) -> bool:
    """Whether a file may have been named by this cache: nothing of another folder ever is.

    >>> is_file_name("0123456789abcdef0123456789abcdef.val"), is_file_name("../x.val"), is_file_name(None)
    (True, False, False)
    """
    return isinstance(name, str) and FILE_NAME.fullmatch(name) is not None


def _content(path: str) -> bytes:
    # Neither follows a link nor waits for the other end of a pipe.
    if not hasattr(os, "O_NOFOLLOW") and os.path.islink(path):
        raise NoValue(f"{path} is a link")
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            raise NoValue(f"{path} is no file of this cache")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)
