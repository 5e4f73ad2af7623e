"""Mixed numbers: a whole number in front of a proper fraction of whole numbers."""

from __future__ import annotations

from mathspeak.latex.nodes import Fraction, Node
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_whole_number
from mathspeak.meaning.terms import MixedNumber


def _mixed(items: list[Node], context: Context) -> list[Node]:
    out: list[Node] = []
    for item in items:
        if out and item.__class__ is Fraction and is_whole_number(out[-1]) and _is_proper(item):
            whole = out.pop()
            out.append(MixedNumber(whole, item, whole.start, item.end))
        else:
            out.append(item)
    return out


def _is_proper(fraction: Fraction) -> bool:
    top, bottom = fraction.numerator, fraction.denominator
    if fraction.kind != "bar" or not is_whole_number(top) or not is_whole_number(bottom):
        return False
    return 0 < int(top.text) < int(bottom.text) <= 100  # type: ignore[attr-defined]


MIXED_NUMBERS = Inference("mixed numbers", on_row=_mixed, needs=[Fraction])
