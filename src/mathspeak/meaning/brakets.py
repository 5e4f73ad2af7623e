"""Dirac's bras and kets."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import top_level, whole
from mathspeak.meaning.terms import Braket

SHAPES = {("vert", "rangle"): "ket", ("langle", "vert"): "bra", ("langle", "rangle"): "braket"}


def _braket(node: Node, context: Context) -> Node:
    assert isinstance(node, Fence)
    kind = SHAPES.get((node.open, node.close))
    if kind is None:
        return node
    inside = node.body.items
    bars = top_level(inside, "vert", "mid", "divides")
    if kind == "braket" and (not 1 <= len(bars) <= 2 or top_level(inside, "comma", "eq")):
        return node
    states: list[Node] = []
    begin = 0
    for bar in [*bars, len(inside)] if kind == "braket" else [len(inside)]:
        state = inside[begin:bar]
        if not state:
            return node
        states.append(whole(state, state[0].start, state[-1].end))
        begin = bar + 1
    return Braket(kind, states, node.start, node.end)


BRAKETS = Inference("bras and kets", on_node={Fence: _braket})
