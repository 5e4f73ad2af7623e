"""Numbers of more than one piece: mixed numbers, thousands, recurring decimals.

For: ``3\\frac12``, ``10,000``, ``0.1\\overline{6}``. Against: improper fractions, lists of numbers, a bar on letters.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fraction, Node, Number
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_symbol, is_whole_number
from mathspeak.meaning.terms import MixedNumber, Recurring


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


def _separators(items: list[Node], context: Context) -> list[Node]:
    """``10,000``: groups of three digits after commas without a space."""
    out: list[Node] = []
    i = 0
    while i < len(items):
        groups = _groups(items, i)
        if groups:
            text = ",".join([items[i].text, *(group.text for group in groups)])  # type: ignore[attr-defined]
            out.append(Number(text, "", items[i].start, groups[-1].end))
            i += 2 * len(groups) + 1
        else:
            out.append(items[i])
            i += 1
    return out


def _groups(items: list[Node], i: int) -> list[Number]:
    """The groups of three digits that follow the number here, each after a comma of its own."""
    first = items[i]
    if not isinstance(first, Number) or not is_whole_number(first) or len(first.text) > 3 or first.text[0] == "0":
        return []
    groups: list[Number] = []
    while i + 2 < len(items) and is_symbol(items[i + 1], "comma"):
        comma, group = items[i + 1], items[i + 2]
        if group.__class__ is not Number or len(group.text.partition(".")[0]) != 3 or comma.end != group.start:
            break
        if items[i].end != comma.start:
            break
        groups.append(group)
        i += 2
        if "." in group.text:
            break
    return groups


def _recurring(items: list[Node], context: Context) -> list[Node]:
    """``0.1\\overline{6}``: the digits under the bar recur."""
    out: list[Node] = []
    for item in items:
        if (
            item.__class__ is Accent
            and item.mark == "bar"
            and isinstance(item.body, Number)
            and is_whole_number(item.body)
            and out
        ):
            digits = item.body.text
            if len(out) >= 2 and is_symbol(out[-1], "period") and is_whole_number(out[-2]):
                out.pop()
                whole = out.pop()
                out.append(Recurring(whole.text, "", digits, whole.start, item.end))  # type: ignore[attr-defined]
                continue
            if out[-1].__class__ is Number and "." in out[-1].text:
                number = out.pop()
                whole_digits, _, fixed = number.text.partition(".")  # type: ignore[attr-defined]
                out.append(Recurring(whole_digits, fixed, digits, number.start, item.end))
                continue
        out.append(item)
    return out


MIXED_NUMBERS = Inference("mixed numbers", on_row=_mixed, needs=[Fraction])
SEPARATORS = Inference("separators in numbers", on_row=_separators, needs=["comma"])
RECURRING = Inference("recurring decimals", on_row=_recurring, needs=[Accent])
