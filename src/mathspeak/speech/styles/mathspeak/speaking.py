"""How a node finds the rule that speaks it."""

from __future__ import annotations

from collections.abc import Callable

from mathspeak.latex.nodes import Node, Row, Symbol
from mathspeak.speech.styles.mathspeak.writer import Writer

Rule = Callable[[Writer, Node], None]

# Node class -> rule; the style's package fills it in.
RULES: dict[type[Node], Rule] = {}


def speak(w: Writer, node: Node) -> None:
    """Speak one node where it stands."""
    outer = w.node
    w.node = node
    RULES[node.__class__](w, node)
    w.node = outer


def items_of(node: Node | None) -> list[Node]:
    """What stands side by side in a node, spaces aside."""
    if node is None:
        return []
    if node.__class__ is Row:
        return [item for item in node.items if not is_space(item)]
    return [] if is_space(node) else [node]


def is_space(node: Node) -> bool:
    return node.__class__ is Symbol and node.cls == "space"


def is_empty(node: Node | None) -> bool:
    return node is None or (node.__class__ is Row and not items_of(node))


def only(node: Node | None) -> Node | None:
    """The one thing that a node is or holds; none if it holds nothing or more."""
    while node.__class__ is Row:
        items = items_of(node)
        if len(items) != 1:
            return None
        node = items[0]
    return node
