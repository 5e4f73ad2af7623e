"""Three full stops in a row are an ellipsis."""

from __future__ import annotations

from mathspeak.latex.nodes import Node, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_symbol


def _dots(items: list[Node], context: Context) -> list[Node]:
    """Three full stops in a row are an ellipsis."""
    out: list[Node] = []
    i = 0
    while i < len(items):
        item = items[i]
        if is_symbol(item, "period") and i + 2 < len(items):
            if is_symbol(items[i + 1], "period") and is_symbol(items[i + 2], "period"):
                out.append(Symbol("ldots", "dots", item.start, items[i + 2].end))
                i += 3
                continue
        out.append(item)
        i += 1
    return out


ELLIPSES = Inference("ellipses", on_row=_dots, needs=["period"])
