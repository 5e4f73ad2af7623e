"""What ``\\mid`` means outside sets and functions: divides, given, or a bar.

For: ``a \\mid b`` between whole numbers, ``A \\mid B`` between events. Against: several bars, expressions.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Letter, Node, Number, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import core, rekeyed, top_level


def _divides(items: list[Node], context: Context) -> list[Node]:
    """A bar that the source calls a relation: it divides between whole numbers, and is a condition between events.

    Two together are one double bar. Any other stays a bar.
    """
    bars = top_level(items, "mid")
    if len(bars) == 2 and bars[1] == bars[0] + 1:
        double = Symbol("Vert", "rel", items[bars[0]].start, items[bars[1]].end)
        return [*items[: bars[0]], double, *items[bars[1] + 1 :]]
    if len(bars) != 1 or not 0 < bars[0] < len(items) - 1:
        return items
    at = bars[0]
    left, right = items[at - 1], items[at + 1]
    if _is_event(left) and _is_event(right):
        key = "given"
    elif _is_integral(left) and _is_integral(right):
        key = "divides"
    else:
        return items
    return [*items[:at], rekeyed(items[at], key), *items[at + 1 :]]


def _is_event(node: Node) -> bool:
    letter = core(node)
    return letter.__class__ is Letter and letter.capital


def _is_integral(node: Node) -> bool:
    """What may be a whole number: small letters, digits, and what stands in parentheses."""
    letter = core(node)
    if letter.__class__ is Letter:
        return not letter.capital and not letter.font
    return letter.__class__ in (Number, Fence)


DIVISIBILITY = Inference("divisibility", on_row=_divides, needs=["mid"])
