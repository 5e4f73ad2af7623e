"""Marks above and below: hats, bars, arrows, braces, lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Accent, Letter, Node, Symbol

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

# Command -> the mark's key and whether it spans its base.
MARKS: dict[str, tuple[str, bool]] = {
    "\\hat": ("hat", False),
    "\\widehat": ("hat", True),
    "\\bar": ("bar", False),
    "\\overline": ("bar", True),
    "\\widebar": ("bar", True),
    "\\closure": ("bar", True),
    "\\tilde": ("tilde", False),
    "\\widetilde": ("tilde", True),
    "\\vec": ("vec", False),
    "\\vv": ("vec", True),
    "\\dot": ("dot", False),
    "\\ddot": ("ddot", False),
    "\\dddot": ("dddot", False),
    "\\ddddot": ("ddddot", False),
    "\\acute": ("acute", False),
    "\\grave": ("grave", False),
    "\\breve": ("breve", False),
    "\\check": ("check", False),
    "\\widecheck": ("check", True),
    "\\mathring": ("ring", False),
    "\\underline": ("underline", True),
    "\\underbar": ("underline", True),
    "\\uline": ("underline", True),
    "\\overrightarrow": ("overrightarrow", True),
    "\\overleftarrow": ("overleftarrow", True),
    "\\overleftrightarrow": ("overleftrightarrow", True),
    "\\underrightarrow": ("underrightarrow", True),
    "\\underleftarrow": ("underleftarrow", True),
    "\\underleftrightarrow": ("underleftrightarrow", True),
    "\\Overrightarrow": ("overdoublearrow", True),
    "\\overrightharpoon": ("overrightharpoon", True),
    "\\overleftharpoon": ("overleftharpoon", True),
    "\\overbrace": ("overbrace", True),
    "\\underbrace": ("underbrace", True),
    "\\overbracket": ("overbracket", True),
    "\\underbracket": ("underbracket", True),
    "\\overparen": ("overparen", True),
    "\\wideparen": ("overparen", True),
    "\\overarc": ("overparen", True),
    "\\underparen": ("underparen", True),
    "\\overgroup": ("overgroup", True),
    "\\undergroup": ("undergroup", True),
    "\\utilde": ("undertilde", True),
}


# Letters that have lost their dot to a mark.
DOTLESS = {"imath": "i", "jmath": "j"}


def _accent(parser: Parser, token: str, start: int) -> Node:
    mark, wide = MARKS[token]
    if token in ("\\overbracket", "\\underbracket"):
        parser.raw_option()
    body = parser.argument()
    if body.__class__ is Symbol and body.key in DOTLESS:
        body = Letter(DOTLESS[body.key], False, body.font, body.start, body.end)
    # Lines, arrows and braces are drawn; the rest are characters of the alphabet at hand.
    font = "" if wide and not token.startswith("\\wide") else parser.font
    return Accent(mark, body, wide, start, parser.end(), font)


COMMANDS = dict.fromkeys(MARKS, _accent)
