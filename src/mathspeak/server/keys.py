"""API keys: made here, kept as hashes, and found without telling anybody how near a guess was."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import time
from pathlib import Path

from mathspeak.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_MARK = "msk_"
_KEY_BYTES = 32
_LINE = re.compile(r"([A-Za-z0-9._-]{1,64}):sha256:([0-9a-f]{64})")
_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,200}")
_CHECK_SECONDS = 1.0


def new(name: str, file: str) -> str:
    """Make a key, add its hash to the file under that name, and return the key: it is kept nowhere.

    SHA-256 by itself is enough for 256 random bits. A slow hash protects what people choose; here there is nothing to
    guess, and each request would pay for it.
    """
    line = f"{name}:sha256:"
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", name):
        raise ConfigError(f"{name!r} cannot name a key", hint="a name has letters, digits, dots and dashes, at most 64")
    path = Path(file)
    if path.exists() and any(found.startswith(line) for found in _lines(path)):
        raise ConfigError(
            f"{file} has a key named {name} already", hint="remove its line first, or choose another name"
        )
    key = _MARK + secrets.token_urlsafe(_KEY_BYTES)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="ascii") as target:
            target.write(f"{line}{_hash(key).hex()}\n")
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}") from None
    return key


class Keys:
    """The keys of a file. A line that is added or removed counts within a second, without a restart."""

    def __init__(self, file: str, complain: Callable[[str], None]) -> None:
        self._path = Path(file)
        self._complain = complain
        self._known = self._read()
        self._seen = self._state()
        self._looked = time.monotonic()

    def name(self, key: str) -> str | None:
        """The name of a key; None where nobody has it. All hashes are compared, each in constant time."""
        self._look()
        given = _hash(key if _SHAPE.fullmatch(key) else "")
        found = None
        for name, known in self._known:
            if hmac.compare_digest(given, known):
                found = name
        return found

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked < _CHECK_SECONDS:
            return
        self._looked = now
        state = self._state()
        if state != self._seen:
            self._seen = state
            try:
                self._known = self._read()
            except ConfigError as error:
                # A file that is gone or broken lets nobody new in, and locks nobody out.
                self._complain(error.message)

    def _state(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino)

    def _read(self) -> list[tuple[str, bytes]]:
        known = []
        for number, line in enumerate(_lines(self._path), start=1):
            found = _LINE.fullmatch(line)
            if found is None:
                raise ConfigError(f"{self._path} has no key in line {number}", hint="a line is NAME:sha256:HASH")
            known.append((found[1], bytes.fromhex(found[2])))
        return known


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not ASCII"
        raise ConfigError(
            f"the keys in {path} cannot be read: {reason}", hint="ms serve --new-key NAME makes one"
        ) from None
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
