"""``\\wedge`` and ``\\vee`` as "and" and "or".

For: beside signs of logic, between relations. Against: exterior products and lattices.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Node, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_letter, is_symbol, rekeyed
from mathspeak.meaning.terms import Differential

JUNCTIONS = {"wedge": "land", "vee": "lor"}
LOGICAL = frozenset(
    ["neg", "lnot", "forall", "exists", "implies", "iff", "Rightarrow", "Leftrightarrow", "land", "lor"]
)


def _logic(items: list[Node], context: Context) -> list[Node]:
    """``\\wedge`` and ``\\vee`` as "and" and "or", beside signs of logic or between relations."""
    relations = [i for i, item in enumerate(items) if item.__class__ is Symbol and item.cls == "rel"]
    logical = any(item.__class__ is Symbol and item.key in LOGICAL for item in items)
    out = list(items)
    for i, item in enumerate(items):
        if not is_symbol(item, *JUNCTIONS):
            continue
        between = relations and relations[0] < i < relations[-1] and not _is_form(items[i + 1])
        if logical or between:
            out[i] = rekeyed(item, JUNCTIONS[item.key])  # type: ignore[attr-defined]
    return out


def _is_form(node: Node) -> bool:
    """A differential, of which a wedge makes a form."""
    return node.__class__ is Differential or is_letter(node, "d")


LOGIC = Inference("logic", on_row=_logic, needs=["wedge", "vee"])
