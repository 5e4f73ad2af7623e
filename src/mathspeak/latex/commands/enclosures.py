"""Boxes and strokes (amsmath, cancel, mathtools)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Enclosure, Node

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

KINDS = {
    "\\boxed": "box",
    "\\fbox": "box",
    "\\framebox": "box",
    "\\Aboxed": "box",
    "\\bbox": "box",
    "\\colorbox": "box",
    "\\fcolorbox": "box",
    "\\circled": "circle",
    "\\cancel": "cancel",
    "\\bcancel": "bcancel",
    "\\xcancel": "xcancel",
    "\\sout": "cancel",
    "\\xout": "xcancel",
    "\\enclose": "box",
}
COLOURS = {"\\colorbox": 1, "\\fcolorbox": 2}


def _enclosure(parser: Parser, token: str, start: int) -> Node:
    while parser.raw_option() is not None:
        pass
    for _ in range(COLOURS.get(token, 0)):
        parser.raw_argument()
    kind = KINDS[token]
    if token == "\\enclose":
        kind = "".join(parser.raw_argument())
        parser.raw_option()
    body = parser.argument()
    return Enclosure(kind, body, None, start, parser.end())


def _cancelto(parser: Parser, token: str, start: int) -> Node:
    other = parser.argument()
    body = parser.argument()
    return Enclosure("cancel", body, other, start, parser.end())


COMMANDS = {**dict.fromkeys(KINDS, _enclosure), "\\cancelto": _cancelto}
