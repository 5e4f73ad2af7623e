"""What the rules write with: elements, and an id for each part that has a place of its own."""

from __future__ import annotations

from html import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from mathspeak.latex.nodes import Node

# What may stand in no XML document, however it is written.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], " ")


class Writer:
    """Writes one formula; of parts that stand in the same place, the outermost has the id."""

    __slots__ = ("_ids", "_prefix", "_rules", "plain")

    def __init__(self, rules: Mapping[type[Node], Callable[[Writer, Any], str]], prefix: str) -> None:
        self._rules = rules
        self._prefix = prefix
        self._ids: set[str] = set()
        # Whether letters are upright by themselves, as in chemistry.
        self.plain = False

    def write(self, node: Node) -> str:
        """A node as one element."""
        return self._rules[type(node)](self, node)

    def element(self, tag: str, node: Node | None, content: str, attributes: str = "") -> str:
        """An element that stands for a node; none has no place of its own."""
        name = f"{self._prefix}{node.start}-{node.end}" if node is not None else ""
        if name and name not in self._ids:
            self._ids.add(name)
            attributes = f' id="{name}"{attributes}'
        return f"<{tag}{attributes}>{content}</{tag}>"

    def open(self, tag: str, node: Node, attributes: str = "") -> tuple[str, str]:
        """The tags around a node's content, which is written after this: an outer part takes its id first."""
        whole = self.element(tag, node, "", attributes)
        end = f"</{tag}>"
        return whole.removesuffix(end), end


def text(characters: str, *, quote: bool = False) -> str:
    """Characters as the content of an element, or with ``quote`` of an attribute."""
    return escape(characters.translate(_FORBIDDEN), quote=quote)
