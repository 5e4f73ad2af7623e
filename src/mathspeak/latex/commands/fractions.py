r"""Fractions and binomials, with braces (``\frac``) and between their parts (``\over``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.commands.layout import dimension
from mathspeak.latex.nodes import Binomial, Fence, Fraction, Node, Row
from mathspeak.latex.symbols import SYMBOLS

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

KINDS = {
    "\\frac": "bar",
    "\\dfrac": "bar",
    "\\tfrac": "bar",
    "\\cfrac": "continued",
    "\\nicefrac": "slash",
    "\\sfrac": "slash",
    "\\xfrac": "slash",
    "\\flatfrac": "slash",
    "\\fraction": "bar",
}
BINOMIALS = ("\\binom", "\\dbinom", "\\tbinom")


def _fraction(parser: Parser, token: str, start: int) -> Node:
    parser.raw_option()
    top = parser.argument()
    bottom = parser.argument()
    return Fraction(top, bottom, KINDS[token], start, parser.end())


def _binomial(parser: Parser, token: str, start: int) -> Node:
    top = parser.argument()
    bottom = parser.argument()
    return Binomial(top, bottom, start, parser.end())


def _genfrac(parser: Parser, token: str, start: int) -> Node:
    opening, closing, thickness, _style = ("".join(parser.raw_argument()).strip() for _ in range(4))
    top = parser.argument()
    bottom = parser.argument()
    end = parser.end()
    lineless = thickness[:1] == "0"
    if lineless and opening == "(" and closing == ")":
        return Binomial(top, bottom, start, end)
    fraction = Fraction(top, bottom, "none" if lineless else "bar", start, end)
    left, right = (SYMBOLS[sign][0] if sign in SYMBOLS else "" for sign in (opening, closing))
    if not left and not right:
        return fraction
    return Fence(left, right, Row([fraction], start, end), start, end)


def _unit_fraction(parser: Parser, token: str, start: int) -> Node:
    number = parser.option()
    top = parser.argument()
    bottom = parser.argument()
    end = parser.end()
    fraction = Fraction(top, bottom, "slash", start, end)
    return fraction if number is None else Row([number, fraction], start, end)


def _infix(parser: Parser, token: str, left: Node, stop: frozenset[str]) -> Node:
    if token == "\\above":
        dimension(parser)
    right = parser.row(parser.items(stop), parser.end())
    start, end = left.start, right.end
    if token == "\\choose":
        return Binomial(left, right, start, end)
    if token in ENCLOSED:
        opening, closing = ENCLOSED[token]
        fraction = Fraction(left, right, "none", start, end)
        return Fence(opening, closing, Row([fraction], start, end), start, end)
    return Fraction(left, right, "none" if token == "\\atop" else "bar", start, end)


ENCLOSED = {"\\brack": ("lbrack", "rbrack"), "\\brace": ("lbrace", "rbrace")}
INFIXES = dict.fromkeys(("\\over", "\\atop", "\\above", "\\choose", *ENCLOSED), _infix)
COMMANDS = {
    **dict.fromkeys(KINDS, _fraction),
    **dict.fromkeys(BINOMIALS, _binomial),
    "\\genfrac": _genfrac,
    "\\unitfrac": _unit_fraction,
}
