r"""Derivatives and differentials of the ``physics`` package: ``\dv[2]{f}{x}``, ``\pdv{f}{x}{y}``, ``\dd[3]{x}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Fraction, Letter, Node, Number, Row, Script, Symbol

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

TOTAL = ("\\dv", "\\derivative")
PARTIAL = ("\\pdv", "\\pderivative", "\\partialderivative")
FUNCTIONAL = ("\\fdv", "\\fderivative", "\\functionalderivative")


def _sign(command: str, start: int, end: int) -> Node:
    if command in PARTIAL:
        return Symbol("partial", "ord", start, end)
    if command in FUNCTIONAL or command in VARIATIONS:
        return Letter("delta", False, "", start, end)
    return Letter("d", False, "roman", start, end)


def _following(parser: Parser) -> Node | None:
    """A further group, if one follows."""
    opener = parser.peek()
    if opener == "<":
        parser.next()
        closed = parser.closes_ahead("<")
        parser.back()
        return parser.argument() if closed else None
    return parser.argument() if opener == "{" else None


def _raised(node: Node, power: Node | None) -> Node:
    if power is None:
        return node
    if isinstance(node, Script) and node.sup is None and not node.primes:
        return Script(node.base, node.sub, power, 0, node.start, node.end)
    return Script(node, None, power, 0, node.start, node.end)


def _after(sign: Node, body: Node, power: Node | None = None) -> Row:
    """A ``d`` and what stands after it, the last of which carries the power."""
    items = list(body.items) if isinstance(body, Row) else [body]
    if items:
        items[-1] = _raised(items[-1], power)
    return Row([sign, *items], sign.start, body.end)


def _derivative(parser: Parser, token: str, start: int) -> Node:
    end = parser.end()
    kind = "slash" if parser.star() else "bar"
    power = parser.option()
    first = parser.argument()
    second = _following(parser)
    third = _following(parser) if token in PARTIAL and second is not None else None
    sign = _sign(token, start, end)
    if third is not None and power is None:
        power = Number("2", "", start, end)
    top = _raised(sign, power)
    if second is None:
        bottom = _after(sign, first, power)
    elif third is None:
        top, bottom = _after(top, first), _after(sign, second, power)
    else:
        left, right = _after(sign, second), _after(sign, third)
        top, bottom = _after(top, first), Row([*left.items, *right.items], left.start, right.end)
    return Fraction(top, bottom, kind, start, parser.end())


def _differential(parser: Parser, token: str, start: int) -> Node:
    end = parser.end()
    sign = _raised(_sign(token, start, end), parser.option())
    body = _following(parser) if parser.texts[parser.i] == "<" else None
    return sign if body is None else _after(sign, body)


VARIATIONS = ("\\var", "\\variation")
COMMANDS = {
    **dict.fromkeys((*TOTAL, *PARTIAL, *FUNCTIONAL), _derivative),
    **dict.fromkeys(("\\dd", "\\differential", *VARIATIONS), _differential),
}
