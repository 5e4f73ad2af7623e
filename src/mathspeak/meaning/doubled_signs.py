"""Signs that are typed as two: ``<<``, ``:=``, ``\\perp\\!\\!\\perp``, and ``\\exists!``."""

from __future__ import annotations

from mathspeak.latex.nodes import Node, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_symbol, rekeyed

DOUBLED = {
    ("lt", "lt"): "ll",
    ("gt", "gt"): "gg",
    ("colon", "eq"): "coloneqq",
    ("colon", "equiv"): "defined",
    ("perp", "perp"): "independent",
}


def _doubled(items: list[Node], context: Context) -> list[Node]:
    """``<<``, ``:=`` and their like, typed as two signs."""
    out: list[Node] = []
    for item in items:
        if out and item.__class__ is Symbol and out[-1].__class__ is Symbol:
            key = DOUBLED.get((out[-1].key, item.key))
            if key and (out[-1].end == item.start or out[-1].start == item.start or key == "independent"):
                out.append(rekeyed(out.pop(), key))
                continue
        out.append(item)
    return out


def _existence(items: list[Node], context: Context) -> list[Node]:
    """``\\exists!``: there exists a unique."""
    out: list[Node] = []
    for item in items:
        if is_symbol(item, "factorial") and out and is_symbol(out[-1], "exists"):
            out.append(rekeyed(out.pop(), "unique"))
        else:
            out.append(item)
    return out


DOUBLED_SIGNS = Inference("doubled signs", on_row=_doubled, needs=["lt", "gt", "colon", "perp"])
EXISTENCE = Inference("unique existence", on_row=_existence, needs=["factorial"])
