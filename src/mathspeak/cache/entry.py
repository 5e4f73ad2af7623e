"""What a store holds of a recording: its bytes behind a header that tells whether they are the ones that were put in.

The checksum covers the key as well, so that bytes that got under another name are not taken for that recording.
"""

from __future__ import annotations

import hashlib

MAGIC = b"MSC"
# To be raised when entries are written in another way; it is part of every key.
VERSION = 1
LARGEST = 256 << 20
_HEADER = len(MAGIC) + 1 + 32


def encode(key: str, payload: bytes) -> bytes:
    """The payload with its header."""
    return MAGIC + bytes((VERSION,)) + _checksum(key, payload) + payload


def decode(key: str, raw: bytes) -> bytes | None:
    """The payload, or None if it is not whole, not of this version, or not of this key.

    >>> decode("k", encode("k", b"sound")), decode("k", encode("k", b"sound")[:-1]), decode("j", encode("k", b"sound"))
    (b'sound', None, None)
    """
    return None if fault(key, raw) else raw[_HEADER:]


def fault(key: str, raw: bytes) -> str:
    """What is wrong with an entry, in words; empty if nothing is.

    >>> fault("k", b"RIFF")
    'it is not an entry of this cache'
    """
    if raw[: len(MAGIC)] != MAGIC:
        return "it is not an entry of this cache"
    if raw[len(MAGIC) : len(MAGIC) + 1] != bytes((VERSION,)):
        return "it is of another version"
    if len(raw) <= _HEADER:
        return "it is cut short"
    if raw[len(MAGIC) + 1 : _HEADER] != _checksum(key, memoryview(raw)[_HEADER:]):
        return "its content is damaged"
    return ""


def _checksum(key: str, payload: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(key.encode())
    digest.update(payload)
    return digest.digest()
