"""Intervals: brackets of two shapes always, two equal brackets where a set or a number of the line is meant.

For: ``[0,1)``, ``x \\in [a,b]``, ``(0,\\infty)``. Against: ``[x,y]`` by itself, which may be a commutator, and
``(a,b)``, which may be a point.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node, Number, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_symbol, top_level, whole
from mathspeak.meaning.terms import Interval

BEFORE = frozenset(["in", "notin", "subset", "subseteq", "setminus", "cup", "cap"])
# Whether the end belongs to the interval; brackets turned round are said as they are printed.
OPENING = {"lparen": False, "lbrack": True}
CLOSING = {"rparen": False, "rbrack": True}


def _infer(items: list[Node], context: Context) -> list[Node]:
    out: list[Node] = []
    for i, item in enumerate(items):
        if item.__class__ is Fence:
            before = items[i - 1] if i else None
            set_like = before.__class__ is Symbol and before.key in BEFORE
            out.append(_interval(item, set_like) or item)
        else:
            out.append(item)
    return out


def _interval(fence: Fence, set_like: bool) -> Interval | None:
    if fence.open not in OPENING or fence.close not in CLOSING:
        return None
    inside = fence.body.items
    commas = top_level(inside, "comma")
    if len(commas) != 1 or top_level(inside, "semicolon", "mid", "divides", "vert"):
        return None
    low, high = inside[: commas[0]], inside[commas[0] + 1 :]
    if not low or not high:
        return None
    left, right = OPENING[fence.open], CLOSING[fence.close]
    if left == right and not _is_infinite(low) and not _is_infinite(high):
        numbers = _are_numbers(low, high)
        if not (numbers or set_like) or not (left or (numbers and set_like)):
            return None
    node_low, node_high = whole(low, low[0].start, low[-1].end), whole(high, high[0].start, high[-1].end)
    return Interval(node_low, node_high, left, right, fence)


def _is_infinite(items: list[Node]) -> bool:
    return any(is_symbol(item, "infty") for item in items)


def _are_numbers(low: list[Node], high: list[Node]) -> bool:
    def number(items: list[Node]) -> bool:
        if len(items) == 2 and is_symbol(items[0], "minus"):
            items = items[1:]
        return len(items) == 1 and items[0].__class__ is Number

    return number(low) and number(high)


INTERVALS = Inference("intervals", on_row=_infer, needs=[Fence])
