"""Sets in braces: by their elements, or by a condition after a bar or a colon.

Against: braces after a function or an operator, which hold its argument, and braces with scripts, which are sequences.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Fraction, Letter, Name, Node, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import core, top_level, whole
from mathspeak.meaning.terms import SetOf

BOUNDS = frozenset(["sup", "inf", "max", "min", "gcd"])
PARTING = ("mid", "divides", "vert", "colon", "ratio to")


def _infer(items: list[Node], context: Context) -> list[Node]:
    out: list[Node] = []
    for i, item in enumerate(items):
        if item.__class__ is Fence and item.open == "lbrace" and item.close == "rbrace":
            before = items[i - 1] if i else None
            found = _set(item)
            builder = isinstance(found, SetOf) and found.condition is not None
            out.append(item if _takes_argument(before, builder) else found)
        else:
            out.append(item)
    return out


def _takes_argument(before: Node | None, builder: bool) -> bool:
    """Whether what stands before braces multiplies them or is applied to them; bounds of a set are still of a set."""
    base = core(before)
    if base is None:
        return False
    if base.__class__ is Symbol:
        if base.cls in ("fn", "bigop"):
            return not (builder and base.key in BOUNDS)
        return base.cls in ("ord", "close", "post")
    return True


def _is_type(items: list[Node]) -> bool:
    """What a colon may give as a variable's type, in front of the bar that parts."""
    found = core(items[0]) if len(items) == 1 else None
    return found.__class__ is Name or (found.__class__ is Letter and (found.capital or bool(found.font)))


def _set(fence: Fence) -> Node:
    inside = fence.body.items
    if not inside or (len(inside) == 1 and inside[0].__class__ is Fraction):
        return fence
    places = top_level(inside, *PARTING)
    # Only the first mark parts; a colon that types a variable, {x : A | …}, gives way to a bar.
    bars = [i for i in places if inside[i].key in ("mid", "divides", "vert")]  # type: ignore[attr-defined]
    at = bars[0] if bars else places[0] if places else None
    if bars and places[0] < bars[0] and not _is_type(inside[places[0] + 1 : bars[0]]):
        at = places[0]
    if at is None or at == 0 or at == len(inside) - 1:
        if at is not None or (len(inside) > 1 and not top_level(inside, "comma", "dots", "ldots")):
            return fence
        return SetOf(whole(inside, fence.body.start, fence.body.end), None, "", fence.start, fence.end)
    elements, condition = inside[:at], inside[at + 1 :]
    bar = inside[at]
    assert isinstance(bar, Symbol)
    return SetOf(
        whole(elements, elements[0].start, elements[-1].end),
        whole(condition, condition[0].start, condition[-1].end),
        "colon" if bar.key in ("colon", "ratio to") else "bar",
        fence.start,
        fence.end,
    )


SETS = Inference("sets", on_row=_infer, needs=[Fence])
