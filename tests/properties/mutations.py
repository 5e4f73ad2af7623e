"""Structural mutations by name: each makes two formulas that differ in one structure, set in the same surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import twins_brackets, twins_calls, twins_letters, twins_limits, twins_scripts, twins_stacks, twins_tables
from .draws import Drawer
from .formulas import Letter, Node, Num, Row, Scripts, Sym
from .glyphs import DIFFERENTIAL
from .growth import comma, sym
from .slides import slide
from .structures import Accent, Brace, Fence, Frac, Root, Table

if TYPE_CHECKING:
    from collections.abc import Callable

Twins = tuple[Node, Node]

KINDS: dict[str, Callable[[Drawer], Twins]] = {}
FAMILIES = (twins_stacks, twins_scripts, twins_brackets, twins_tables, twins_calls, twins_letters, twins_limits)
for family in FAMILIES:
    for name, make in family.KINDS.items():
        if name in KINDS:
            raise ValueError(f"two mutations are called {name}")
        KINDS[name] = make
SLIDE = "a part of any construct moved in or out"
KINDS[SLIDE] = slide

SURROUNDINGS: tuple[Callable[..., Node], ...] = (
    lambda x, t: Row(x, sym("+"), t),
    Row,
    lambda x, t: Row(x, sym("="), t),
    lambda x, t: Row(t, sym("+"), x),
    lambda x, t: Row(t, sym("="), x),
    lambda x, t: Row(t, x),
    lambda x, t: Row(Letter("y"), sym("-"), x, sym("="), t),
    lambda x, t: Fence("(", x, ")"),
    lambda x, t: Row(Fence("(", x, ")"), t),
    lambda x, t: Fence("(", Row(x, comma(), t), ")"),
    lambda x, t: Row(Letter("f"), Fence("(", x, ")"), t),
    Frac,
    lambda x, t: Frac(t, x),
    lambda x, t: Row(Frac(Num(1), x), t),
    lambda x, t: Row(Root(x), t),
    lambda x, t: Root(x),
    lambda x, t: Row(Scripts(Letter("y"), sup=x), t),
    lambda x, t: Row(Scripts(Letter("y"), sub=x), sym("+"), t),
    lambda x, t: Row(Scripts(Letter("e"), sup=Row(sym("-"), x)), t),
    lambda x, t: Row(Scripts(Sym(r"\sum", "prefix"), sub=Row(Letter("k"), sym("="), Num(1)), sup=t), x),
    lambda x, t: Row(Sym(r"\int", "prefix"), x, Letter(DIFFERENTIAL), Letter("x"), sym("+"), t),
    lambda x, t: Row(Fence("|", x, "|"), t),
    lambda x, t: Accent("bar", x),
    lambda x, t: Table("pmatrix", [[x, t], [Num(0), Num(1)]]),
    lambda x, t: Table("cases", [[x, t], [t, Letter("y")]]),
    lambda x, t: Brace("underbrace", x, t),
)


def twins(kind: str, grower: Drawer) -> Twins:
    """Two formulas that differ by this mutation alone; draws again until what they print differs."""
    make = KINDS[kind]
    while True:
        # Half of the twins are short, as the fewest words leave the least room to tell them apart.
        grower.leafiness = grower.rng.choice((0.35, 0.9))
        left, right = make(grower)
        if grower.rng.random() < 0.6:
            around = grower.rng.choice(SURROUNDINGS)
            company = grower.leaf() if grower.rng.random() < 0.7 else grower.term(1)
            left, right = around(left, company), around(right, company)
        if left.key() != right.key():
            return left, right
