"""How a node finds the rule that speaks it."""

from __future__ import annotations

from collections.abc import Callable

from mathspeak.latex.nodes import Node
from mathspeak.speech.writer import Writer

Rule = Callable[[Writer, Node], None]

# Node class -> rule; the style's package fills it in.
RULES: dict[type[Node], Rule] = {}


def speak(w: Writer, node: Node) -> None:
    """Speak one node where it stands."""
    outer = w.node
    w.node = node
    RULES[node.__class__](w, node)
    w.node = outer


def shield(w: Writer, node: Node) -> None:
    """Speak a part whose construct brackets it: what it leaves open inside does not show outside."""
    exposed, fraction, choose = w.exposed, w.in_fraction, w.in_choose
    w.in_fraction = w.in_choose = False
    speak(w, node)
    w.exposed, w.in_fraction, w.in_choose = exposed, fraction, choose
