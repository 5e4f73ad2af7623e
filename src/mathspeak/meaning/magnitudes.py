"""What bars mean: absolute value, norm, determinant, size of a set; floors and ceilings.

Single bars are an absolute value unless a matrix (determinant) or a set (size) stands between them.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Letter, Node, Script, Table
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_fence, whole
from mathspeak.meaning.terms import Magnitude, SetOf

KINDS = {
    ("vert", "vert"): "absolute",
    ("Vert", "Vert"): "norm",
    ("lfloor", "rfloor"): "floor",
    ("lceil", "rceil"): "ceiling",
}


def _magnitude(node: Node, context: Context) -> Node:
    assert isinstance(node, Fence)
    kind = KINDS.get((node.open, node.close))
    if kind is None or not node.body.items:
        return node
    items = node.body.items
    body = whole(items, node.body.start, node.body.end)
    if kind == "absolute":
        if isinstance(body, Table) and body.kind in ("matrix", "array"):
            kind = "determinant"
        elif isinstance(body, SetOf) or is_fence(body, "lbrace", "rbrace") or _is_collection(body):
            kind = "size"
    return Magnitude(kind, body, None, node.start, node.end)


def _is_collection(node: Node) -> bool:
    return node.__class__ is Letter and node.capital and node.font in ("script", "formal-script")


def _indexed(node: Node, context: Context) -> Node:
    """A norm's subscript belongs to the norm."""
    assert isinstance(node, Script)
    base = node.base
    if base.__class__ is not Magnitude or base.kind != "norm" or node.sub is None or base.index is not None:
        return node
    norm = Magnitude("norm", base.body, node.sub, node.start, node.end)
    if node.sup is None and not node.primes:
        return norm
    return Script(norm, None, node.sup, node.primes, node.start, node.end)


MAGNITUDES = Inference("magnitudes", on_node={Fence: _magnitude, Script: _indexed})
