"""Congruences and ratios: signs whose meaning a modulus or numbers beside them give.

For: ``a \\equiv b \\pmod n``, ``3:4``. Against: an equivalence without a modulus, a colon between letters.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node, Number
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_symbol, rekeyed


def _congruences(items: list[Node], context: Context) -> list[Node]:
    """``a \\equiv b \\pmod n``: congruent, where a modulus follows."""
    modulus = any(is_symbol(item, "mod") or _is_modulus(item) for item in items)
    if not modulus:
        return items
    return [rekeyed(item, "congruent") if is_symbol(item, "equiv") else item for item in items]


def _is_modulus(item: Node) -> bool:
    return item.__class__ is Fence and bool(item.body.items) and is_symbol(item.body.items[0], "mod")


def _ratios(items: list[Node], context: Context) -> list[Node]:
    """``3:4``: a ratio, between numbers."""
    return [
        rekeyed(item, "ratio to")
        if is_symbol(item, "colon") and 0 < i < len(items) - 1 and _numeric(items[i - 1]) and _numeric(items[i + 1])
        else item
        for i, item in enumerate(items)
    ]


def _numeric(node: Node) -> bool:
    return node.__class__ is Number


CONGRUENCES = Inference("congruences", on_row=_congruences, needs=["equiv"])
RATIOS = Inference("ratios", on_row=_ratios, needs=["colon"])
