"""Roots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Node, Root

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser


def _sqrt(parser: Parser, token: str, start: int) -> Node:
    index = parser.option()
    return Root(parser.argument(), index, start, parser.end())


def _root_of(parser: Parser, token: str, start: int) -> Node:
    r"""Plain TeX's ``\root n \of x``."""
    index = parser.row(parser.items(OF))
    return Root(parser.argument(), index, start, parser.end())


OF = frozenset(["\\of"])
COMMANDS = {"\\sqrt": _sqrt, "\\squareroot": _sqrt, "\\root": _root_of}
