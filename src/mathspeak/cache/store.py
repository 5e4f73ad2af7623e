"""What a store is: entries under keys, with a limit to their bytes, of which the least recently used go first."""

from __future__ import annotations

from typing import Protocol

from mathspeak.errors import CacheError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# A key, the time of its last use in seconds since 1970, and its entry.
Item = tuple[str, float, bytes | None]


class Lock(Protocol):
    """The right to make what belongs to one key."""

    def release(self) -> None: ...


class Store(Protocol):
    """Bytes under keys. For many threads and, except in memory, for many processes at once.

    Every method but ``close`` may raise StoreUnavailable. One that changes something raises StoreRefuses where
    what is there can still be read.
    """

    name: str
    place: str
    max_bytes: int

    def get(self, key: str) -> bytes | None:
        """The entry of the key, which has been used now."""

    def peek(self, key: str) -> bytes | None:
        """The entry of the key, without a mark of its use."""

    def put(self, key: str, raw: bytes, used: float | None = None) -> None:
        """Keep the entry, last used at ``used`` (seconds since 1970) or now, and prune to the limit."""

    def delete(self, key: str) -> None: ...

    def keys(self) -> Iterator[str]:
        """All keys that are there now, the least recently used first."""

    def items(self) -> Iterator[Item]:
        """Key, time of last use and entry of all that is there now, the least recently used first.

        The entry is None if it cannot be read or was pruned since.
        """

    def lock(self, key: str) -> Lock | None:
        """The right to make what belongs to the key, or None while somebody else has it."""

    def count(self, *, hits: int = 0, misses: int = 0) -> None:
        """Add to the hits and misses that are kept with the entries; ``get`` counts its own hits."""

    def stats(self) -> Stats: ...

    def prune(self, to_bytes: int) -> int:
        """Remove the least recently used until the rest has so many bytes; how many were removed."""

    def clear(self) -> int:
        """Remove all entries; how many there were."""

    def check(self, *, repair: bool) -> list[str]:
        """What is wrong with the store itself, in words; entries are looked at by others."""

    def close(self) -> None:
        """Let go of what is open, once nobody uses it any more; a later use opens it again."""


class Stats:
    """What a store holds, over all processes that use it: exact but for hits and misses, which a crash may lose."""

    __slots__ = ("bytes", "entries", "hits", "misses")

    def __init__(self, entries: int = 0, bytes: int = 0, hits: int = 0, misses: int = 0) -> None:
        self.entries = entries
        self.bytes = bytes
        self.hits = hits
        self.misses = misses


class StoreUnavailable(CacheError):
    """The store cannot be used now: it is gone, locked or may not be opened."""


class StoreRefuses(StoreUnavailable):
    """The store cannot be changed now, because it is full or may not be written; what is there can be read."""


class FreeLock:
    """A lock that keeps nobody out, for where there is nobody, or nothing to lock with."""

    def release(self) -> None:
        pass
