"""Evaluation bars: ``\\left. f \\right|_{x=0}``, and a lone bar with a subscript after an expression."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Letter, Node, Script
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import core, is_fence, is_operand, is_symbol, whole
from mathspeak.meaning.terms import Evaluated


def _of_fence(node: Node, context: Context) -> Node:
    assert isinstance(node, Script)
    fence = node.base
    if not isinstance(fence, Fence) or fence.close != "vert" or fence.open != "" or node.sub is None or node.primes:
        return node
    if not fence.body.items:
        return node
    body = whole(fence.body.items, fence.body.start, fence.body.end)
    return Evaluated(body, node.sub, node.sup, node.start, node.end)


def _lone(items: list[Node], context: Context) -> list[Node]:
    out: list[Node] = []
    for item in items:
        if item.__class__ is Script and is_symbol(item.base, "vert", "rvert") and item.sub is not None and out:
            if is_operand(out[-1]) and not item.primes:
                body = out.pop()
                if is_fence(body, "lparen", "rparen") and out and core(out[-1]).__class__ is Letter:
                    # A letter in front of parentheses belongs to what is evaluated, whatever it is to them.
                    before = out.pop()
                    body = whole([before, body], before.start, body.end)
                out.append(Evaluated(body, item.sub, item.sup, body.start, item.end))
                continue
        out.append(item)
    return out


EVALUATION = Inference("evaluation bars", on_row=_lone, needs=[Script], on_node={Script: _of_fence})
