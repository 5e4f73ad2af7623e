"""The side from which a limit is taken: ``x \\to 0^+`` under an operator."""

from __future__ import annotations

from mathspeak.latex.nodes import Letter, Node, Number, Row, Script, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import items_of
from mathspeak.meaning.terms import Sided

LIMITS = frozenset(["lim", "limsup", "liminf", "varlimsup", "varliminf", "injlim", "projlim"])
ARROWS = frozenset(["to", "longrightarrow", "uparrow", "downarrow", "nearrow", "searrow"])
SIDES = {"plus": "right", "minus": "left"}


def _sided(node: Node, context: Context) -> Node:
    assert isinstance(node, Script)
    if node.base.__class__ is not Symbol or node.base.key not in LIMITS:
        return node
    items = items_of(node.sub)
    if len(items) < 3 or not any(item.__class__ is Symbol and item.key in ARROWS for item in items):
        return node
    value = _from_side(items[-1])
    if value is None:
        return node
    sub = Row([*items[:-1], value], items[0].start, items[-1].end)
    return Script(node.base, sub, node.sup, node.primes, node.start, node.end, limits=node.limits)


def _from_side(node: Node) -> Node | None:
    if node.__class__ is not Script or node.sub is not None or node.primes:
        return None
    base, sup = node.base, node.sup
    if not isinstance(sup, Symbol) or sup.key not in SIDES or not isinstance(base, Letter | Number):
        return None
    return Sided(base, SIDES[sup.key], node.start, node.end)


SIDES_OF_LIMITS = Inference("sides of limits", on_node={Script: _sided})
