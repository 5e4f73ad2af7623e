"""Conditional probability: a bar inside the argument of a function, or between bracketed events, means "given"."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Letter, Node, Row, Script, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import top_level
from mathspeak.meaning.terms import Call

BARS = ("mid", "divides", "vert", "lvert", "rvert")


def _with_condition(row: Row) -> Row | None:
    """The row with its one bar, which must have something on both sides, as "given"; none if it has no such bar."""
    places = top_level(row.items, *BARS)
    if len(places) != 1 or places[0] in (0, len(row.items) - 1):
        return None
    items = list(row.items)
    bar = items[places[0]]
    items[places[0]] = Symbol("given", "rel", bar.start, bar.end)
    return Row(items, row.start, row.end)


def _given(node: Node, context: Context) -> Node:
    assert isinstance(node, Call)
    fence = node.argument
    body = _with_condition(fence.body)
    if body is None:
        return node
    return Call(node.function, Fence(fence.open, fence.close, body, fence.start, fence.end), node.start, node.end)


def _in_calls(items: list[Node], context: Context) -> list[Node]:
    return [_given(item, context) if item.__class__ is Call else item for item in items]


def _in_script(node: Node, context: Context) -> Node:
    """``\\mu_{z\\mid x}``: a bar in a letter's subscript."""
    assert isinstance(node, Script)
    if not isinstance(node.sub, Row) or not isinstance(node.base, Letter):
        return node
    sub = _with_condition(node.sub)
    if sub is None:
        return node
    return Script(node.base, sub, node.sup, node.primes, node.start, node.end, node.pre_sub, node.pre_sup, node.limits)


CONDITIONS = Inference("conditional probability", on_row=_in_calls, needs=[Fence], on_node={Script: _in_script})
