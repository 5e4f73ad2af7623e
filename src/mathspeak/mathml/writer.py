"""Nodes as they were read to MathML Core, each part with an id by its place in the source."""

from __future__ import annotations

from mathspeak.latex import nodes
from mathspeak.latex.nodes import Node
from mathspeak.mathml.writing import layouts, leaves
from mathspeak.mathml.writing.elements import Writer, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

NAMESPACE = "http://www.w3.org/1998/Math/MathML"

RULES: dict[type[Node], Callable[[Writer, Any], str]] = {
    nodes.Row: layouts.row,
    nodes.Letter: leaves.letter,
    nodes.Number: leaves.number,
    nodes.Symbol: leaves.symbol,
    nodes.Name: leaves.name,
    nodes.Text: leaves.text,
    nodes.Spoken: leaves.text,
    nodes.Unknown: leaves.unknown,
    nodes.Quantity: leaves.quantity,
    nodes.Chemical: layouts.chemical,
    nodes.Fraction: layouts.fraction,
    nodes.Binomial: layouts.binomial,
    nodes.Root: layouts.root,
    nodes.Script: layouts.script,
    nodes.Stack: layouts.stack,
    nodes.Accent: layouts.accent,
    nodes.Fence: layouts.fence,
    nodes.Table: layouts.table,
    nodes.Enclosure: layouts.enclosure,
    nodes.Tagged: layouts.tagged,
}


def write(node: Node, *, display: bool = False, prefix: str = "f", words: str = "") -> str:
    """A formula as a ``math`` element.

    The part that stands from character 3 to 7 of the formula has the id ``f3-7``, as the marks of SSML do, with
    ``prefix`` in place of the f; ``words`` are for readers who know no MathML.

    >>> from mathspeak.latex.reader import read
    >>> from mathspeak.limits import Limits
    >>> write(read("x^2", limits=Limits()).node).partition(">")[2]
    '<msup id="f0-3"><mi id="f0-1">x</mi><mn id="f2-3">2</mn></msup></math>'
    """
    shown = ' display="block"' if display else ""
    alternative = f' alttext="{text(words, quote=True)}"' if words else ""
    body = Writer(RULES, prefix).write(node)
    return f'<math xmlns="{NAMESPACE}"{shown}{alternative}>{body}</math>'
