"""``X \\sim N(0,1)``: distributed as.

For: a letter or a bracket before a call, a letter of a distribution or a script letter. Against: an equivalence.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Letter, Name, Node
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.maps import SCRIPT_FACES
from mathspeak.meaning.shapes import core, is_symbol, rekeyed
from mathspeak.meaning.terms import Call

DISTRIBUTED = frozenset("bnputfge")


def _distributions(items: list[Node], context: Context) -> list[Node]:
    """``X \\sim N(0,1)``: distributed as, in front of a call, a letter of a distribution or a script letter."""
    return [
        rekeyed(item, "distributed")
        if is_symbol(item, "sim")
        and 0 < i < len(items) - 1
        and _is_random(items[i - 1])
        and _is_distribution(items[i + 1])
        else item
        for i, item in enumerate(items)
    ]


def _is_random(node: Node) -> bool:
    """What may have a distribution: a letter, or something in brackets."""
    found = core(node)
    return found.__class__ in (Fence, Call) or (found.__class__ is Letter and found.font != "double-struck")


def _is_distribution(node: Node) -> bool:
    if node.__class__ is Call:
        node = node.function
    letter = core(node)
    if letter.__class__ is Name:
        return True
    if letter.__class__ is not Letter or letter.font == "double-struck":
        return False
    return letter.font in SCRIPT_FACES or letter.name in ("p", "q") or (letter.capital and letter.name in DISTRIBUTED)


DISTRIBUTIONS = Inference("distributions", on_row=_distributions, needs=["sim"])
