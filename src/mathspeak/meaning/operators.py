"""Operators written as words: ``\\arg\\min``, and upright words that take a range as ``\\min`` does.

For: ``\\arg\\max_x``, ``\\mathrm{argmin}_x``, ``\\text{max}_{x}``. Against: upright words with a mere index.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Name, Node, Script, Symbol, Text
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_symbol

RANGED = frozenset(
    ["argmax", "argmin", "arg max", "arg min", "colim", "esssup", "essinf", "max", "min", "sup", "inf", "lim"]
)
NAMED = frozenset(["log", "ln", "exp", "sin", "cos", "tan", "det", "dim", "ker"])
EXTREMES = ("max", "min", "sup", "inf")


def _join(items: list[Node], context: Context) -> list[Node]:
    """``\\arg`` and what follows it as one operator."""
    out: list[Node] = []
    for item in items:
        previous = out[-1] if out else None
        base = item.base if item.__class__ is Script else item
        if is_symbol(previous, "arg") and isinstance(base, Symbol) and base.key in EXTREMES:
            assert previous is not None
            out.pop()
            name = Name(f"arg {base.key}", "limits", True, previous.start, base.end)
            if isinstance(item, Script):
                out.append(Script(name, item.sub, item.sup, item.primes, previous.start, item.end, limits=item.limits))
            else:
                out.append(name)
        else:
            out.append(item)
    return out


def _ranged(node: Node, context: Context) -> Node:
    assert isinstance(node, Script)
    base = node.base
    if isinstance(base, Text) and len(base.runs) == 1 and base.runs[0] in NAMED:
        function = Symbol(str(base.runs[0]), "fn", base.start, base.end)
        return Script(function, node.sub, node.sup, node.primes, node.start, node.end, limits=node.limits)
    if node.sub is None:
        return node
    if isinstance(base, Text) and len(base.runs) == 1 and base.runs[0] in RANGED:
        word = str(base.runs[0])
    elif isinstance(base, Name) and base.text in RANGED and base.font in ("roman", "sans", "limits"):
        word = base.text
    else:
        return node
    name = Name(word, "limits", True, base.start, base.end)
    return Script(name, node.sub, node.sup, node.primes, node.start, node.end, limits=node.limits)


OPERATORS = Inference("operators", on_row=_join, needs=["arg"], on_node={Script: _ranged})
