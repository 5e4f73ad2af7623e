"""What is known about a formula from outside it."""

from __future__ import annotations


class Context:
    """What a document knows of its formulas; treat as immutable, it is part of every key that remembers a reading.

    ``functions`` are letters that the document uses as functions, by name (``y``, ``psi``).

    >>> Context(functions=["y"]).functions
    frozenset({'y'})
    """

    __slots__ = ("functions",)

    def __init__(self, functions: object = ()) -> None:
        self.functions: frozenset[str] = frozenset(functions)  # type: ignore[call-overload]

    def with_functions(self, functions: frozenset[str]) -> Context:
        """This context with more letters known as functions."""
        return self if functions <= self.functions else Context(self.functions | functions)

    def key(self) -> tuple[str, ...]:
        return tuple(sorted(self.functions))


NOTHING_KNOWN = Context()
