r"""Bras, kets and sets: the ``braket`` package, and the same names in ``physics``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.commands.delimiters import enclose, sized
from mathspeak.latex.nodes import Fence, Node, Row, Symbol

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

PART_ENDS = frozenset(["|", "\\vert", "\\mid", "\\middle", "}"])
BARS = frozenset(["|", "\\vert", "\\mid"])
KETS = ("\\ket", "\\Ket", "\\kket")
BRAS = ("\\bra", "\\Bra")
BRAKETS = ("\\braket", "\\Braket")
INNER = ("\\ip", "\\innerproduct")
OUTER = ("\\ketbra", "\\Ketbra", "\\dyad", "\\op", "\\outerproduct")
EXPECTED = ("\\ev", "\\expval", "\\expectationvalue")
ELEMENTS = ("\\mel", "\\matrixel", "\\matrixelement")
SETS = ("\\set", "\\Set")


def _bracketed(parts: list[Node], start: int, end: int) -> Fence:
    """Angle brackets around parts with bars between them."""
    items: list[Node] = []
    for part in parts:
        if items:
            items.append(Symbol("vert", "fence", part.start, part.start))
        items.extend(part.items if isinstance(part, Row) else [part])
    return Fence("langle", "rangle", Row(items, parts[0].start, parts[-1].end), start, end)


def _parted(parser: Parser) -> list[Node]:
    """The parts of a group between its bars."""
    if parser.peek() != "{":
        return [parser.argument()]
    parser.next()
    start = parser.end()
    parts: list[Node] = []
    while True:
        items = parser.items(PART_ENDS)
        parts.append(parser.row(items, parser.start()))
        if parser.stopped == "\\middle":
            parser.solid()
        elif parser.stopped not in BARS:
            break
    parser.close("}", start)
    return parts


def _ket(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    return enclose("vert", "rangle", parser.argument(), start, parser.end())


def _bra(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    left = parser.argument()
    following = parser.peek()
    if following in KETS and following not in parser.macros and following not in parser.spoken:
        parser.next()
        sized(parser)
        right = parser.argument()
        return _bracketed([left, right], start, parser.end())
    return enclose("langle", "vert", left, start, parser.end())


def _braket(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    parts = _parted(parser)
    if len(parts) == 1 and parser.peek() == "{":
        parts.append(parser.argument())
    return _bracketed(parts, start, parser.end())


def _inner(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    left = parser.argument()
    right = parser.argument() if parser.peek() == "{" else left
    return _bracketed([left, right], start, parser.end())


def _outer(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    left = parser.argument()
    middle = parser.end()
    right = parser.argument() if parser.peek() == "{" else left
    end = parser.end()
    ket = enclose("vert", "rangle", left, start, middle)
    return Row([ket, enclose("langle", "vert", right, middle, end)], start, end)


def _expected(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    parser.star()
    operator = parser.argument()
    if parser.peek() != "{":
        return _bracketed([operator], start, parser.end())
    state = parser.argument()
    return _bracketed([state, operator, state], start, parser.end())


def _element(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    parser.star()
    parts = [parser.argument() for _ in range(3)]
    return _bracketed(parts, start, parser.end())


def _set(parser: Parser, token: str, start: int) -> Node:
    """One bar parts the set; where there are more, as with absolute values, it is the one with space around it."""
    sized(parser)
    if parser.peek() == "{":
        texts, i, depth, bars = parser.texts, parser.i + 1, 0, []
        while texts[i] and (texts[i] != "}" or depth):
            depth += (texts[i] == "{") - (texts[i] == "}")
            if texts[i] == "|" and not depth and texts[i - 1] not in ("\\left", "\\right", "\\middle"):
                bars.append(i)
            i += 1
        if len(bars) % 2:
            spaced = [i for i in bars if texts[i - 1].isspace() and texts[i + 1].isspace()]
            texts[(spaced or bars)[0]] = "\\mid"
    return enclose("lbrace", "rbrace", parser.argument(), start, parser.end())


COMMANDS = {
    **dict.fromkeys(KETS, _ket),
    **dict.fromkeys(BRAS, _bra),
    **dict.fromkeys(BRAKETS, _braket),
    **dict.fromkeys(INNER, _inner),
    **dict.fromkeys(OUTER, _outer),
    **dict.fromkeys(EXPECTED, _expected),
    **dict.fromkeys(ELEMENTS, _element),
    **dict.fromkeys(SETS, _set),
}
