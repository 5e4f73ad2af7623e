"""Arrows that grow with what is written on them (amsmath, mathtools, extpfeil)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Node, Row, Stack, Symbol

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

# Command -> key of the arrow in the symbol table.
ARROWS = {
    "\\xrightarrow": "to",
    "\\xleftarrow": "leftarrow",
    "\\xleftrightarrow": "leftrightarrow",
    "\\xRightarrow": "Rightarrow",
    "\\xLeftarrow": "Leftarrow",
    "\\xLeftrightarrow": "Leftrightarrow",
    "\\xmapsto": "mapsto",
    "\\xlongequal": "eq",
    "\\xhookrightarrow": "hookrightarrow",
    "\\xhookleftarrow": "hookleftarrow",
    "\\xrightharpoonup": "rightharpoonup",
    "\\xrightharpoondown": "rightharpoondown",
    "\\xleftharpoonup": "leftharpoonup",
    "\\xleftharpoondown": "leftharpoondown",
    "\\xrightleftharpoons": "rightleftharpoons",
    "\\xleftrightharpoons": "leftrightharpoons",
    "\\xtwoheadrightarrow": "twoheadrightarrow",
    "\\xtwoheadleftarrow": "twoheadleftarrow",
    "\\xrightleftarrows": "rightleftarrows",
}


def _arrow(parser: Parser, token: str, start: int) -> Node:
    arrow = Symbol(ARROWS[token], "rel" if token == "\\xlongequal" else "arrow", start, parser.end())
    under = parser.option()
    over: Node | None = parser.argument()
    if isinstance(over, Row) and not over.items:
        over = None
    if over is None and under is None:
        return arrow
    return Stack(arrow, over, under, start, parser.end())


COMMANDS = dict.fromkeys(ARROWS, _arrow)
