"""Random formula trees: the constructs of real formulas, at random and out of their usual company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .formulas import Letter, Node, Num, Row, Scripts, Sym, Text
from .glyphs import (
    ACCENTS,
    BARS,
    BRA_AND_KET,
    BRACKETS,
    DIFFERENTIAL,
    FUNCTIONS,
    INTEGRALS,
    LARGE,
    LIMITS,
    LOGIC,
    PRODUCTS,
    RELATIONS,
    SUMS,
    WORDS,
)  # fmt: skip
from .leaves import Leaves
from .structures import Accent, Arrow, Binom, Brace, Enclosed, Fence, Frac, Overset, Root, Table

if TYPE_CHECKING:
    from collections.abc import Callable

NO_NODE = Row()


def sym(name: str) -> Sym:
    return Sym(name, "rel" if name in RELATIONS else "op")


def comma() -> Sym:
    return Sym(",", "punct")


class Grower(Leaves):
    """Grows formulas; `depth` bounds how far constructs nest."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.leafiness = 0.35
        self.terms: list[tuple[Callable[[int], Node], int]] = [
            (self.scripted, 8), (self.fraction, 5), (self.root, 3), (self.accented, 3), (self.fenced, 4),
            (self.call, 5), (self.applied, 3), (self.large, 3), (self.integral, 2), (self.limit, 1),
            (self.derivative, 2), (self.marked, 3), (self.binomial, 1), (self.matrix, 1), (self.cases, 1),
            (self.set_builder, 1), (self.probability, 1), (self.listing, 2), (self.evaluated, 1), (self.noted, 1),
            (self.differential, 1), (self.slashed, 1), (self.ordinal_fraction, 1),
        ]  # fmt: skip
        self.choices = [grow for grow, _ in self.terms]
        self.weights = [weight for _, weight in self.terms]

    # Several things on the line

    def term(self, depth: int = 1) -> Node:
        if depth <= 0 or self.rng.random() < self.leafiness:
            return self.leaf()
        return self.rng.choices(self.choices, self.weights)[0](depth - 1)

    def product(self, depth: int = 1) -> Row:
        r = self.rng.random()
        if r < 0.5:
            return Row(self.term(depth))
        if r < 0.85:
            return self.beside(self.term(depth), self.term(depth))
        return Row(self.term(depth), sym(self.rng.choice(PRODUCTS)), self.term(depth))

    def beside(self, left: Node, right: Node) -> Row:
        """An implied product; two numbers side by side would print as one."""
        if isinstance(right, Num) and isinstance(left, Num):
            right = self.letter()
        return Row(left, right)

    def expression(self, depth: int = 1) -> Row:
        r = self.rng.random()
        if r < 0.45:
            return self.product(depth)
        if r < 0.6:
            return Row(sym("-"), self.product(depth))
        if r < 0.65:
            return Row(self.term(depth), sym(self.rng.choice(SUMS)), Sym(r"\cdots", "term"), sym("+"), self.term(depth))
        return Row(self.product(depth), sym(self.rng.choice(SUMS)), self.product(depth))

    def statement(self, depth: int = 2) -> Row:
        r = self.rng.random()
        if r < 0.4:
            return self.expression(depth)
        left, right = self.expression(depth), self.expression(depth)
        row = Row(left, sym(self.rng.choice(RELATIONS)), right)
        if r > 0.93:
            return Row(row, Text(self.rng.choice(WORDS)), self.product(depth - 1))
        if r > 0.9:
            quantifier = Sym(self.rng.choice((r"\forall", r"\exists", r"\neg")), "prefix")
            return Row(quantifier, row)
        if r > 0.87:
            return Row(row, sym(self.rng.choice(LOGIC)), self.product(depth - 1), sym("="), self.product(depth - 1))
        return row

    def small_part(self, depth: int) -> Row:
        """What fills an argument: mostly a leaf, now and then a whole expression."""
        return Row(self.leaf()) if self.rng.random() < max(0.55, self.leafiness) else self.expression(depth)

    # Constructs

    def scripted(self, depth: int) -> Node:
        base = self.letter() if self.rng.random() < 0.75 else self.term(depth)
        if isinstance(base, Scripts) or base.role != "term":
            base = self.letter()
        r = self.rng.random()
        sub = self.small_part(depth) if r < 0.55 else None
        sup = self.small_part(depth) if r > 0.4 else None
        primes = self.rng.choice((0, 0, 0, 0, 1, 1, 2))
        return Scripts(base, sub, sup, primes)

    def fraction(self, depth: int) -> Node:
        return Frac(self.small_part(depth), self.small_part(depth))

    def ordinal_fraction(self, depth: int) -> Node:
        return Frac(Num(self.rng.randint(1, 3)), Num(self.rng.randint(2, 9)))

    def slashed(self, depth: int) -> Node:
        return Row(self.leaf(), sym("/"), self.leaf())

    def binomial(self, depth: int) -> Node:
        return Binom(self.small_part(depth), self.small_part(depth))

    def root(self, depth: int) -> Node:
        index = None
        if self.rng.random() < 0.3:
            index = Row(self.rng.choice((Num(3), Num(4), Letter("n"), self.leaf())))
        return Root(self.small_part(depth), index)

    def accented(self, depth: int) -> Node:
        body: Node = Row(self.letter()) if self.rng.random() < 0.7 else self.product(depth)
        return Accent(self.rng.choice(ACCENTS), body)

    def fenced(self, depth: int) -> Node:
        left, right = self.rng.choice(BRACKETS + BRACKETS[:2] + BARS * 2 + BRA_AND_KET)
        return Fence(left, self.expression(depth), right)

    def call(self, depth: int) -> Node:
        name: Node = Letter(self.rng.choice(("f", "g", "h", "f", "g", "F", r"\Gamma", "P", "u", "x", "T")))
        r = self.rng.random()
        if r < 0.12:
            name = Scripts(name, sup=Row(sym("-"), Num(1)))
        elif r < 0.3:
            name = Scripts(name, primes=self.rng.choice((0, 1, 2)), sub=self.leaf())
        elif r < 0.36:
            name = Scripts(name, sup=Fence("(", self.leaf(), ")"))
        body = self.small_part(depth)
        if self.rng.random() < 0.2:
            body = Row(body, comma(), self.small_part(depth))
        return Row(name, Fence("(", body, ")"))

    def applied(self, depth: int) -> Node:
        name: Node = Sym(self.rng.choice(FUNCTIONS), "prefix")
        r = self.rng.random()
        if r < 0.2:
            name = Scripts(name, sup=self.rng.choice((Num(2), Num(3), Letter("n"), Row(sym("-"), Num(1)))))
        elif r < 0.3:
            name = Scripts(Sym(r"\log", "prefix"), sub=self.leaf())
        body = self.product(depth) if self.rng.random() < 0.6 else Fence("(", self.expression(depth), ")")
        return Row(name, body)

    def bounds(self, depth: int) -> tuple[Node | None, Node | None]:
        r = self.rng.random()
        if r < 0.2:
            return None, None
        index = self.letter()
        if r < 0.45:
            return Row(index, sym(self.rng.choice((r"\in", "<", r"\le"))), self.leaf()), None
        if r < 0.6:
            return Row(index), None
        return Row(index, sym("="), self.leaf()), self.small_part(depth)

    def large(self, depth: int) -> Node:
        lower, upper = self.bounds(depth)
        name: Node = Sym(self.rng.choice(LARGE[:2] + LARGE), "prefix")
        if lower is not None:
            name = Scripts(name, lower, upper)
        return Row(name, self.product(depth))

    def integral(self, depth: int) -> Node:
        name: Node = Sym(self.rng.choice(INTEGRALS[:1] * 3 + INTEGRALS), "prefix")
        if self.rng.random() < 0.7:
            name = Scripts(name, self.small_part(depth), self.small_part(depth) if self.rng.random() < 0.7 else None)
        return Row(name, self.product(depth), self.differential(depth))

    def differential(self, depth: int) -> Node:
        return Row(Letter(DIFFERENTIAL), self.letter())

    def limit(self, depth: int) -> Node:
        goal: Node = self.leaf()
        if self.rng.random() < 0.3:
            goal = Scripts(goal, sup=sym(self.rng.choice("+-")))
        name = Scripts(Sym(self.rng.choice(LIMITS), "prefix"), Row(self.letter(), sym(r"\to"), goal))
        return Row(name, self.product(depth))

    def derivative(self, depth: int) -> Node:
        d = self.rng.choice((DIFFERENTIAL, DIFFERENTIAL, r"\partial"))
        by: Node = self.letter()
        above: Node = Letter(d)
        if self.rng.random() < 0.35:
            order = self.rng.choice((Num(2), Num(3), Letter("n")))
            above = Scripts(above, sup=order)
            by = Scripts(by, sup=order)
        elif d == r"\partial" and self.rng.random() < 0.4:
            above = Scripts(above, sup=Num(2))
            by = Row(by, Letter(d), self.letter())
        what = self.rng.choice((NO_NODE, self.letter(), self.letter(), self.term(depth)))
        after = self.term(depth) if what is NO_NODE else NO_NODE
        return Row(Frac(Row(above, what), Row(Letter(d), by)), after)

    def marked(self, depth: int) -> Node:
        r = self.rng.random()
        base = self.letter() if r < 0.7 else Fence("(", self.expression(depth), ")")
        if r < 0.25 or r > 0.9:
            return Row(base, Sym("!", "post"))
        mark = self.rng.choice((Sym("T", "term"), Sym("*", "term"), Sym(r"\dagger", "term"), Row(sym("-"), Num(1)),
                                Sym(r"\circ", "term"), Sym("+", "term"), Sym(r"\perp", "term")))  # fmt: skip
        return Scripts(base, sup=mark)

    def matrix(self, depth: int) -> Node:
        rows, columns = self.rng.choice(((2, 2), (2, 2), (1, 2), (2, 1), (3, 1), (2, 3)))
        kind = self.rng.choice(("pmatrix", "bmatrix", "vmatrix"))
        return Table(kind, [[self.small_part(depth - 1) for _ in range(columns)] for _ in range(rows)])

    def cases(self, depth: int) -> Node:
        return Table("cases", [[self.small_part(depth - 1), self.relation(0)] for _ in range(2)])

    def aligned(self, depth: int) -> Node:
        lines = [[self.product(depth), Row(sym("="), self.product(depth))] for _ in range(self.rng.choice((2, 2, 3)))]
        return Table("aligned", lines)

    def relation(self, depth: int) -> Row:
        return Row(self.product(depth), sym(self.rng.choice(RELATIONS[:8])), self.leaf())

    def set_builder(self, depth: int) -> Node:
        bar = sym(self.rng.choice(("|", ":")))
        return Fence("{", Row(self.letter(), sym(r"\in"), self.letter(), bar, self.relation(depth)), "}")

    def probability(self, depth: int) -> Node:
        name = Letter("P", self.rng.choice(("", r"\mathbb")))
        return Row(name, Fence("(", Row(self.product(0), sym("|"), self.product(0)), ")"))

    def listing(self, depth: int) -> Node:
        left = self.rng.choice("([")
        shape = (left, self.rng.choice(")]")) if self.rng.random() < 0.6 else ("{", "}")
        parts = [self.small_part(depth), comma(), self.small_part(depth)]
        if self.rng.random() < 0.3:
            parts[2:2] = [Sym(r"\ldots", "term"), comma()]
        return Fence(shape[0], Row(*parts), shape[1])

    def evaluated(self, depth: int) -> Node:
        at = Row(self.letter(), sym("="), self.leaf())
        what, end = self.letter(), self.leaf() if self.rng.random() < 0.2 else None
        if self.rng.random() < 0.5:
            return Scripts(Fence(".", self.expression(depth), "|"), at, end)
        return Row(what, Scripts(Sym("evaluated |", "post"), at, end))

    def noted(self, depth: int) -> Node:
        r = self.rng.random()
        if r < 0.3:
            return Row(self.letter(), Overset(self.leaf(), sym("="), "rel"), self.letter())
        if r < 0.45:
            return Row(self.letter(), Arrow(r"\xrightarrow", self.leaf()), self.letter())
        if r < 0.6:
            return Enclosed(self.rng.choice(("boxed", "cancel")), self.expression(depth))
        return Brace(self.rng.choice(("underbrace", "overbrace")), self.expression(depth), self.leaf())
