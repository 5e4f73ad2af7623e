"""Tokens that are in no table: digits, definitions, unknown commands, characters of other scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mathspeak.latex.macros import DEFINITIONS
from mathspeak.latex.nodes import Accent, Node, Number, Unknown
from mathspeak.latex.vocabulary import COMBINING, foreign

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*")


def read_unlisted(parser: Parser, token: str, items: list[Node]) -> None:
    """A token that is in no table: digits, space, a definition, an unknown command or a foreign character."""
    first = token[0]
    start, end = parser.start(), parser.end()
    if first in "0123456789.":
        _number(parser, token, items, start, end)
    elif first.isspace():
        return
    elif first == "\\":
        define = DEFINITIONS.get(token)
        if define is not None:
            define(parser, parser.macros, token)
        elif token == "\\":
            parser.warn("lone-backslash", "a backslash with nothing after it", start, end)
        else:
            items.append(_unknown(parser, token, start, end))
    elif first == "#":
        parser.warn("unmatched", f"“{token}” outside a definition", start, end)
    elif first in COMBINING and items:
        base = items.pop()
        items.append(Accent(COMBINING[first], base, False, base.start, end))
    else:
        node = foreign(token, parser.font, start, end)
        if node.__class__ is Unknown:
            parser.warn("unknown-character", f"no words for the character U+{ord(first):04X}", start, end)
        items.append(node)


def _number(parser: Parser, token: str, items: list[Node], start: int, end: int) -> None:
    # A thin space between groups of three digits is a thousands separator.
    if items and len(token) == 3 and items[-1].__class__ is Number and parser.i > 1:
        number = items[-1]
        assert isinstance(number, Number)
        if parser.texts[parser.i - 2] in ("\\,", "\\thinspace") and THOUSANDS.fullmatch(number.text):
            items[-1] = Number(f"{number.text},{token}", number.font, number.start, end)
            return
    items.append(Number(token, parser.font, start, end))


def join_separator(parser: Parser, items: list[Node]) -> bool:
    """Join ``1{,}000`` into one number, as the braces ask."""
    i, texts = parser.i, parser.texts
    if texts[i] != "," or texts[i + 1] != "}" or not items or items[-1].__class__ is not Number:
        return False
    if not texts[i + 2][:1].isdigit():
        return False
    number = items[-1]
    assert isinstance(number, Number)
    parser.i += 3
    items[-1] = Number(f"{number.text},{texts[i + 2]}", number.font, number.start, parser.end())
    return True


def _unknown(parser: Parser, token: str, start: int, end: int) -> Unknown:
    """A command nobody knows: its name is said, the groups after it are read."""
    parser.warn("unknown-command", f"unknown command {token}", start, end)
    arguments: list[Node] = []
    while parser.texts[parser.i] == "{":
        arguments.append(parser.argument())
    return Unknown(token[1:], arguments, start, parser.end())
