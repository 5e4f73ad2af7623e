"""Questions about nodes that several inferences and styles ask."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fence, Letter, Name, Node, Number, Row, Script, Symbol

# Endings and one-letter names that are operators, not factors, wherever they stand.
SIGNS = frozenset(["bin", "rel", "arrow", "punct", "bigop", "fn", "space"])


def items_of(node: Node | None) -> list[Node]:
    """What stands side by side in a node: a row's items, or the node itself."""
    if node is None:
        return []
    return node.items if isinstance(node, Row) else [node]


def is_symbol(node: Node | None, *keys: str) -> bool:
    return node.__class__ is Symbol and node.key in keys


def is_letter(node: Node | None, name: str) -> bool:
    """Whether this is the small letter of that name, in italic or roman type."""
    return node.__class__ is Letter and node.name == name and not node.capital and node.font in ("", "roman", "italic")


def core(node: Node | None) -> Node | None:
    """What carries the scripts, primes and accents of a node."""
    while True:
        if node.__class__ is Script:
            node = node.base
        elif node.__class__ is Accent:
            node = node.body
        else:
            return node


def is_operand(node: Node | None) -> bool:
    """Whether this can be a factor or a term, rather than a sign between them."""
    if node is None:
        return False
    node = core(node)
    return node is not None and not (node.__class__ is Symbol and node.cls in SIGNS)


def top_level(items: list[Node], *keys: str) -> list[int]:
    """Where these signs stand in a row."""
    return [i for i, item in enumerate(items) if item.__class__ is Symbol and item.key in keys]


def whole(items: list[Node], start: int, end: int) -> Node:
    """One node for some items."""
    return items[0] if len(items) == 1 else Row(items, start, end)


def is_fence(node: Node | None, open: str, close: str) -> bool:
    return node.__class__ is Fence and node.open == open and node.close == close


def is_whole_number(node: Node | None) -> bool:
    return node.__class__ is Number and node.text.isdigit()


def is_word(node: Node | None) -> bool:
    return node.__class__ is Name


def rekeyed(symbol: Node, key: str) -> Symbol:
    """The same sign with the meaning that its neighbours give it."""
    assert isinstance(symbol, Symbol)
    return Symbol(key, symbol.cls, symbol.start, symbol.end, symbol.font)
