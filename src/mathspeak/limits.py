"""What the core allows a formula to cost."""

from __future__ import annotations

# After so many formulas of one document that are beyond the limits, less is spent on those that follow.
MOST_BEYOND = 20
# What the readings may take, in bytes, that are kept for formulas that come again.
MEMO_BYTES = 16 << 20


class Limits:
    """The bounds on one reading. Treat as immutable: readings are remembered under the limits they were made with.

    ``max_bytes`` counts the UTF-8 bytes of a formula with its macros, ``max_depth`` levels of nesting,
    ``max_expansions`` macro expansions, ``max_words`` words that come out, ``max_seconds`` seconds of wall time.
    ``security`` refuses commands that reach for files, the shell or TeX's own rules.

    >>> Limits(max_depth=20)
    Limits(max_bytes=65536, max_depth=20, max_expansions=10000, max_words=20000, max_seconds=5.0, security=True)
    """

    __slots__ = ("max_bytes", "max_depth", "max_expansions", "max_seconds", "max_words", "security")

    def __init__(
        self,
        max_bytes: int = 65_536,
        max_depth: int = 100,
        max_expansions: int = 10_000,
        max_words: int = 20_000,
        max_seconds: float = 5.0,
        security: bool = True,
    ) -> None:
        self.max_bytes = max_bytes
        self.max_depth = max_depth
        self.max_expansions = max_expansions
        self.max_words = max_words
        self.max_seconds = max_seconds
        self.security = security

    def key(self) -> tuple[int, int, int, int, float, bool]:
        """The limits as a value that can be part of a cache key."""
        return (
            self.max_bytes,
            self.max_depth,
            self.max_expansions,
            self.max_words,
            self.max_seconds,
            self.security,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Limits) and self.key() == other.key()

    def __hash__(self) -> int:
        return hash(self.key())

    def __repr__(self) -> str:
        return (
            f"Limits(max_bytes={self.max_bytes}, max_depth={self.max_depth}, max_expansions={self.max_expansions}, "
            f"max_words={self.max_words}, max_seconds={self.max_seconds}, security={self.security})"
        )
