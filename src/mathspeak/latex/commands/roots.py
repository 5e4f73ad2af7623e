"""Roots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.commands.delimiters import as_group, enclose
from mathspeak.latex.nodes import Node, Number, Root, Symbol

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser


def _sqrt(parser: Parser, token: str, start: int) -> Node:
    index = parser.option()
    return Root(parser.argument(), index, start, parser.end())


def _root_of(parser: Parser, token: str, start: int) -> Node:
    r"""Plain TeX's ``\root n \of x``."""
    index = parser.row(parser.items(OF))
    return Root(parser.argument(), index, start, parser.end())


def _sign(parser: Parser, token: str, start: int) -> Node:
    """A root sign typed as a character: its body is a number, a bracketed sum or one thing, since no line ends it."""
    index = INDICES[token]
    after = parser.end()
    following = parser.peek()
    if following == "(" and as_group(parser, ")"):
        body = parser.argument()
        body = enclose("lparen", "rparen", body, after, parser.end())
    elif following[:1].isdigit():
        parser.next()
        body = Number(following, parser.font, parser.start(), parser.end())
    elif following in ("", "}", "&", "\\\\") or following in parser.stops[-1]:
        return Symbol("surd", "ord", start, after)
    else:
        body = parser.argument()
    return Root(body, Number(index, "", start, after) if index else None, start, parser.end())


INDICES = {"√": "", "∛": "3", "∜": "4"}
OF = frozenset(["\\of"])
COMMANDS = {"\\sqrt": _sqrt, "\\squareroot": _sqrt, "\\root": _root_of, **dict.fromkeys(INDICES, _sign)}
