"""``dx`` closing an integral, and differentials in equations between them.

For: d and a variable after an integral sign, or d and a variable on both sides of a relation or a plus. Against: a d
with no integral and no second differential near it, which may be a distance.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Letter, Node, Number, Script, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import core, is_letter
from mathspeak.meaning.terms import Differential

INTEGRALS = frozenset(
    "int iint iiint iiiint oint oiint oiiint idotsint smallint fint varointclockwise ointctrclockwise".split()
)


def _is_integral(item: Node) -> bool:
    base = core(item)
    return base.__class__ is Symbol and base.key in INTEGRALS


def _is_upright(item: Node) -> bool:
    letter = core(item)
    return letter.__class__ is Letter and letter.font == "roman"


def _is_d(item: Node) -> bool:
    """The sign, or the sign of a volume: ``d``, ``d^3``."""
    if item.__class__ is Script:
        return item.sup.__class__ is Number and item.sub is None and not item.primes and is_letter(item.base, "d")
    return is_letter(item, "d")


def _is_variable(node: Node) -> bool:
    if node.__class__ is Accent:
        node = node.body
    return node.__class__ is Letter and not is_letter(node, "d")


def _may_follow(items: list[Node], i: int) -> bool:
    """Whether the item after a d can be what it is the differential of."""
    if i + 1 >= len(items):
        return False
    following = items[i + 1]
    if following.__class__ is Script:
        base = following.base
        return base is not None and _is_variable(base)
    return _is_variable(following)


def _infer(items: list[Node], context: Context) -> list[Node]:
    places = [i for i, item in enumerate(items) if _is_d(item) and _may_follow(items, i)]
    if not places:
        return items
    integral = next((i for i, item in enumerate(items) if _is_integral(item)), None)
    if integral is None:
        upright = [i for i in places if _is_upright(items[i])]
        places = upright or (places if len(places) > 1 else [])
    else:
        places = [i for i in places if i > integral]
    out: list[Node] = []
    last = 0
    for i in places:
        if i < last:
            continue
        out.extend(items[last:i])
        variable = items[i + 1]
        out.append(Differential(items[i], variable, items[i].start, variable.end))
        last = i + 2
    out.extend(items[last:])
    return out


DIFFERENTIALS = Inference("differentials", on_row=_infer, needs=[Letter, Script])
