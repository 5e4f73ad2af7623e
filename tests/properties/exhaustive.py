"""Every small formula over a few letters: all ways to nest and place the constructs, counted by their leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .formulas import Node, Row, Scripts, Sym
from .structures import Accent, Binom, Fence, Frac, Root

Wrap = Callable[[Node], Node]


class Alphabet:
    """What formulas are made of; `rows(n)` are those of size n: each leaf counts one, and each construct round one."""

    def __init__(
        self,
        leaves: Sequence[Node],
        signs: Sequence[str] = ("", "+"),
        brackets: Sequence[tuple[str, str]] = (("(", ")"), ("|", "|")),
        accents: Sequence[str] = ("bar",),
        functions: Sequence[str] = (),
        large: Sequence[str] = (),
        marks: Sequence[Node] = (),
        stacks: bool = True,
    ) -> None:
        self.leaves = leaves
        self.signs = signs
        self.functions = functions
        self.large = large
        self.marks = marks
        self.stacks = stacks
        self.wraps: list[Wrap] = [Root] if stacks else []
        self.wraps += [lambda x, kind=kind: Accent(kind, x) for kind in accents]
        self.wraps += [lambda x, pair=pair: Fence(pair[0], x, pair[1]) for pair in brackets]
        self.known_things: dict[int, list[Node]] = {}
        self.known_rows: dict[int, list[Row]] = {}

    def things(self, size: int) -> list[Node]:
        """What stands on the line as one thing."""
        if size not in self.known_things:
            found = list(self.leaves) if size == 1 else []
            found += [wrap(row) for row in self.rows(size - 1) for wrap in self.wraps]
            for base in self.bases(size - 1):
                found += [Scripts(base, primes=1), *(Scripts(base, sup=mark) for mark in self.marks)]
            for left in range(1, size):
                found += self.pairs(left, size - left)
            self.known_things[size] = found
        return self.known_things[size]

    def bases(self, size: int) -> list[Node]:
        return [thing for thing in self.things(size) if not isinstance(thing, Scripts)] if size else []

    def pairs(self, left: int, right: int) -> list[Node]:
        found: list[Node] = []
        for other in self.rows(right):
            if self.stacks:
                for row in self.rows(left):
                    found += [Frac(row, other), Binom(row, other)]
                found += [Root(other, row) for row in self.rows(left) if left == 1]
            for base in self.bases(left):
                found += [Scripts(base, sub=other), Scripts(base, sup=other)]
            for middle in range(1, left):
                for base in self.bases(left - middle):
                    found += [Scripts(base, row, other) for row in self.rows(middle)]
        return found

    def prefixes(self, size: int) -> list[Node]:
        """Functions and large operators, bare or with a script."""
        names = [Sym(name, "prefix") for name in self.functions]
        operators = [Sym(name, "prefix") for name in self.large]
        if size == 1:
            return [*names, *operators]
        found: list[Node] = [Scripts(name, sup=thing) for name in names for thing in self.things(size - 1)]
        found += [Scripts(operator, row) for operator in operators for row in self.rows(size - 1)]
        for lower in range(1, size - 1):
            for row in self.rows(lower):
                found += [Scripts(operator, row, up) for operator in operators for up in self.rows(size - 1 - lower)]
        return found

    def rows(self, size: int) -> list[Row]:
        if size < 1:
            return []
        if size not in self.known_rows:
            found = [Row(thing) for thing in self.things(size)]
            for left in range(1, size):
                for rest in self.rows(size - left):
                    found += [Row(prefix, rest) for prefix in self.prefixes(left)]
                    if rest.items[0].role == "op":
                        continue
                    for sign in self.signs:
                        signs = [Sym(sign)] if sign else []
                        found += [Row(thing, *signs, rest) for thing in self.things(left)]
            found += [Row(Sym("-"), rest) for rest in self.rows(size - 1) if rest.items[0].role != "op"]
            found += [Row(thing, Sym("!", "post")) for thing in self.things(size - 1)] if size > 1 else []
            self.known_rows[size] = found
        return self.known_rows[size]
