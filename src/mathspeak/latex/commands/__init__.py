"""What each command of LaTeX and its packages writes: one module a family, each with a table of its commands.

A reader takes the parser, the token and where it stands, reads what belongs to it, and gives a node or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mathspeak.latex.commands import (
    accents,
    arrows,
    brakets,
    chemistry,
    delimiters,
    derivatives,
    enclosures,
    fonts,
    fractions,
    layout,
    operators,
    physics,
    quick_matrices,
    roots,
    scripts,
    tables,
    text,
    units,
)

if TYPE_CHECKING:
    from mathspeak.latex.nodes import Node
    from mathspeak.latex.parser import Parser

    Read = Callable[[Parser, str, int], Node | None]
    ReadInfix = Callable[[Parser, str, Node, frozenset[str]], Node]

FAMILIES = (
    accents,
    arrows,
    brakets,
    chemistry,
    delimiters,
    derivatives,
    enclosures,
    fonts,
    fractions,
    layout,
    operators,
    physics,
    quick_matrices,
    roots,
    scripts,
    tables,
    text,
    units,
)


def _joined() -> dict[str, Read]:
    joined: dict[str, Read] = {}
    for family in FAMILIES:
        if not joined.keys().isdisjoint(family.COMMANDS):
            twice = sorted(joined.keys() & family.COMMANDS.keys())
            raise ValueError(f"{family.__name__} defines commands a second time: {', '.join(twice)}")
        joined.update(family.COMMANDS)
    return joined


COMMANDS: dict[str, Read] = _joined()
INFIXES: Mapping[str, ReadInfix] = fractions.INFIXES
