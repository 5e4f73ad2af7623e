r"""Delimiters whose size is given: ``\left … \middle … \right``, ``\bigl(``, ``\Big|``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.brackets import BARS
from mathspeak.latex.nodes import Fence, Node, Row, Symbol
from mathspeak.latex.symbols import SYMBOLS

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

RIGHT = frozenset(["\\right", "\\mright"])
SIZES = ("big", "Big", "bigg", "Bigg")
# How far a closing delimiter is looked for: a bound, so that a line of openers stays linear.
REACH = 1000
SIZE_COMMANDS = frozenset(f"\\{size}" for size in SIZES)
ANGLES = {"<": "langle", ">": "rangle"}


def delimiter_key(parser: Parser) -> str:
    """The key of the delimiter that comes next; empty for the invisible one."""
    token = parser.solid()
    while (macro := parser.macros.get(token)) is not None:
        if isinstance(macro, str):
            token = macro
            break
        parser.push(macro.body, parser.start(), parser.end())
        token = parser.solid()
    if token[:1] == ".":
        if len(token) > 1:
            parser.split_digit(token)
        return ""
    if token in ANGLES:
        return ANGLES[token]
    if token == "{":  # a group around a delimiter
        key = delimiter_key(parser)
        if parser.peek() == "}":
            parser.next()
        return key
    entry = SYMBOLS.get(token)
    if entry is None:
        start, end = parser.start(), parser.end()
        if token:
            parser.back()
        parser.warn("missing-delimiter", "a delimiter is missing here", start, end)
        return ""
    return BARS.get(entry[0], entry[0])


def enclose(opening: str, closing: str, body: Node, start: int, end: int) -> Fence:
    """A fence around one node, whose items it holds directly where that is a row."""
    row = body if isinstance(body, Row) else Row([body], body.start, body.end)
    return Fence(opening, closing, row, start, end)


def as_group(parser: Parser, closer: str) -> bool:
    """Put braces in place of the delimiter that comes next and its ``closer``; false if that is missing here.

    Commands that take ``(…)`` for ``{…}`` are read by the rules of braces then, and every token keeps its place.
    """
    opener, texts, i = parser.peek(), parser.texts, parser.i + 1
    braces = depth = 0
    last = i + REACH
    while i < last and (text := texts[i]):
        if text == "{":
            braces += 1
        elif text == "}":
            braces -= 1
            if braces < 0:
                return False
        elif braces == 0:
            if text == closer:
                if depth == 0:
                    texts[parser.i], texts[i] = "{", "}"
                    return True
                depth -= 1
            elif text == opener:
                depth += 1
        i += 1
    return False


def sized(parser: Parser) -> None:
    r"""Pass over what only says how large a pair is: a star, ``\Big``, ``[\big]``."""
    parser.star()
    if parser.peek() == "[" and parser.texts[parser.i + 1] in SIZE_COMMANDS:
        parser.raw_option()
    elif parser.peek() in SIZE_COMMANDS:
        parser.next()


def _left(parser: Parser, token: str, start: int) -> Node:
    opening = delimiter_key(parser)
    items = parser.items(RIGHT)
    body = parser.row(items, parser.start())
    closing = ""
    if parser.stopped:
        closing = delimiter_key(parser)
    else:
        parser.warn("unclosed", "\\left without its \\right", start, parser.end())
    return enclose(opening, closing, body, start, parser.end())


def _right(parser: Parser, token: str, start: int) -> Node | None:
    if any(token in stop for stop in parser.stops):
        # A group inside \left … \right was not closed: what waits for \right takes it.
        parser.warn("unclosed", "a group is not closed before \\right", start, parser.end())
        parser.push(["}", token], start, parser.end())
        return None
    key = delimiter_key(parser)
    parser.warn("unmatched", "\\right without its \\left", start, parser.end())
    return Symbol(key, "close", start, parser.end()) if key else None


def _middle(parser: Parser, token: str, start: int) -> Node | None:
    key = delimiter_key(parser)
    if key in ("vert", "Vert"):
        return Symbol("mid" if key == "vert" else "parallel", "rel", start, parser.end())
    return Symbol(key, "rel", start, parser.end()) if key else None


def _sized(parser: Parser, token: str, start: int) -> Node | None:
    key = delimiter_key(parser)
    if not key:
        return None
    side = token[-1]
    if side == "m":
        return Symbol({"vert": "mid", "Vert": "parallel"}.get(key, key), "rel", start, parser.end())
    if side == "l":
        cls = "open"
    elif side == "r":
        cls = "close"
    elif key in ("vert", "Vert"):
        cls = "fence"
    else:
        cls = _class_of(key)
    if key in ("vert", "Vert") and cls != "fence":
        key = ("l" if cls == "open" else "r") + key
    return Symbol(key, cls, start, parser.end())


def _class_of(key: str) -> str:
    for found, cls in SYMBOLS.values():
        if found == key:
            return cls
    return "ord"


COMMANDS = {
    "\\left": _left,
    "\\mleft": _left,
    "\\right": _right,
    "\\mright": _right,
    "\\middle": _middle,
    **{f"\\{size}{side}": _sized for size in SIZES for side in ("", "l", "r", "m")},
}
