"""Cross products: ``\\times`` after a nabla, beside vectors and sets of numbers."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Letter, Node
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import core, is_symbol, rekeyed


def _products(items: list[Node], context: Context) -> list[Node]:
    """``\\times`` after a nabla or beside vectors and sets is a cross."""
    return [
        rekeyed(item, "cross")
        if is_symbol(item, "times")
        and ((i and _crosses(items[i - 1])) or (i + 1 < len(items) and _crosses(items[i + 1])))
        else item
        for i, item in enumerate(items)
    ]


def _crosses(node: Node) -> bool:
    if is_symbol(node, "nabla") or (node.__class__ is Accent and node.mark == "vec"):
        return True
    letter = core(node)
    return letter.__class__ is Letter and letter.font in ("bold", "bold-italic", "double-struck")


PRODUCTS = Inference("cross products", on_row=_products, needs=["times"])
