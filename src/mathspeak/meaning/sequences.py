"""Sequences and families: ``(x_n)_{n=1}^\\infty``, ``\\{x_i\\}_{i\\in I}``.

For: parentheses or braces with a subscript that binds an index. Against: a subscript that is a mere index.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node, Script, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import items_of, whole
from mathspeak.meaning.terms import Sequence

SHAPES = {("lbrace", "rbrace"), ("lparen", "rparen")}
BINDING = frozenset(["eq", "in", "geq", "leq", "gt", "lt", "geqslant", "leqslant"])


def _sequence(node: Node, context: Context) -> Node:
    assert isinstance(node, Script)
    fence = node.base
    if not isinstance(fence, Fence) or (fence.open, fence.close) not in SHAPES or node.sub is None or node.primes:
        return node
    bound = any(item.__class__ is Symbol and item.key in BINDING for item in items_of(node.sub))
    if not bound or not fence.body.items:
        return node
    body = whole(fence.body.items, fence.body.start, fence.body.end)
    return Sequence(body, fence.open == "lbrace", node.sub, node.sup, node.start, node.end)


SEQUENCES = Inference("sequences", on_node={Script: _sequence})
