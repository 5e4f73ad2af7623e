"""What the mutations draw: short parts, tails and heads, so that short spoken forms meet often."""

from __future__ import annotations

from .formulas import Letter, Node, Num, Row, Scripts
from .glyphs import ACCENTS, CAPITAL, PRODUCTS, RELATIONS, SUMS
from .growth import Grower, sym
from .structures import Accent, Fence, Frac, Root


class Drawer(Grower):
    """Grows formulas and the pieces that twins are made of."""

    def part(self) -> Node:
        """Mostly one leaf, so that short forms meet; now and then a term or an expression."""
        r = self.rng.random()
        if r < max(0.62, self.leafiness):
            return self.leaf()
        return self.term(1) if r < 0.85 else self.expression(1)

    def base(self) -> Node:
        r = self.rng.random()
        if r < 0.75:
            return self.letter()
        if r < 0.85:
            return self.number()
        if r < 0.93:
            return Accent(self.rng.choice(ACCENTS), self.letter())
        return Fence("(", self.expression(0), ")")

    def as_base(self, node: Node) -> Node:
        """A base that takes a script as one thing on paper."""
        return Fence("(", node, ")") if isinstance(node, (Row, Scripts)) or node.role != "term" else node

    def capital(self) -> Letter:
        return Letter(self.rng.choice(CAPITAL))

    def index(self) -> Node:
        return self.pick(Num(3), Num(4), Letter("n"), Letter("k"), self.leaf())

    def start(self) -> Row:
        index = self.letter()
        return self.pick(Row(index, sym("="), self.leaf()), Row(index), Row(index, sym(r"\in"), self.capital()))

    def operator(self) -> list[Node]:
        """A sign between two terms, or none."""
        r = self.rng.random()
        if r < 0.4:
            return []
        return [sym("+" if r < 0.6 else self.rng.choice(SUMS + PRODUCTS + RELATIONS[:6]))]

    def tail(self) -> list[Node]:
        return [*self.operator(), self.leaf() if self.rng.random() < 0.75 else self.term(1)]

    def head(self) -> list[Node]:
        first = self.leaf() if self.rng.random() < 0.75 else self.term(1)
        return [first, *self.operator()] if self.rng.random() < 0.85 else [sym("-")]

    def set_in(self, one: Node, other: Node) -> tuple[Node, Node]:
        """The same surroundings for two letters or numbers."""
        x, t = self.letter(), self.leaf()
        return self.pick(
            (one, other),
            (Row(one, sym("+"), t), Row(other, sym("+"), t)),
            (Row(one, x), Row(other, x)),
            (Row(x, one), Row(x, other)),
            (Scripts(x, sub=one), Scripts(x, sub=other)),
            (Scripts(x, sup=one), Scripts(x, sup=other)),
            (Scripts(one, sub=t), Scripts(other, sub=t)),
            (Frac(one, t), Frac(other, t)),
            (Frac(t, one), Frac(t, other)),
            (Root(one), Root(other)),
            (Row(Letter("f"), Fence("(", one, ")")), Row(Letter("f"), Fence("(", other, ")"))),
        )
