"""Maps and arrows between spaces: ``f: A \\to B``, ``A \\to B``.

For: a colon after letters, names and their compositions, with an arrow after it; an arrow between capitals. Against: a
colon after a relation or in a list, an arrow of a limit.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Letter, Name, Node, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import core, is_symbol, rekeyed, top_level

# Alphabets and letters in which distributions are written.
SCRIPT_FACES = frozenset(["script", "formal-script"])


def _maps(items: list[Node], context: Context) -> list[Node]:
    """``f: A \\to B``: from, to. Not for a colon after a relation or a list, nor without an arrow."""
    colons = top_level(items, "colon")
    if len(colons) != 1 or colons[0] == 0 or not all(_names_a_map(item) for item in items[: colons[0]]):
        return _arrows(items)
    arrows = [i for i in top_level(items, "to") if i > colons[0] + 1]
    others = any(item.__class__ is Symbol and item.cls in ("rel", "punct") for item in items[colons[0] + 1 : -1])
    if not arrows or arrows[-1] == len(items) - 1 or others:
        return _arrows(items)
    out = list(items)
    out[colons[0]] = rekeyed(items[colons[0]], "mapping from")
    for arrow in arrows:
        out[arrow] = rekeyed(items[arrow], "mapping to")
    return out


def _names_a_map(item: Node) -> bool:
    """What may stand before the colon: letters, names, and compositions of them."""
    found = core(item)
    if found.__class__ in (Letter, Name):
        return True
    return is_symbol(found, "circ", "partial", "otimes", "times", "Delta")


def _arrows(items: list[Node]) -> list[Node]:
    """``A \\to B`` between types, sets and spaces."""
    return [
        rekeyed(item, "mapping to")
        if is_symbol(item, "to") and 0 < i < len(items) - 1 and _is_space(items[i - 1]) and _is_space(items[i + 1])
        else item
        for i, item in enumerate(items)
    ]


def _is_space(node: Node) -> bool:
    if node.__class__ is Name:
        return True
    return node.__class__ is Letter and (node.capital or node.font in SCRIPT_FACES)


MAPS = Inference("maps", on_row=_maps, needs=["colon", "to"])
