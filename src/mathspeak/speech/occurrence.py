"""Which letters and signs a formula holds: what decides whether one of two lookalikes needs a name of its own."""

from __future__ import annotations

from mathspeak.latex.nodes import Letter, Node, Symbol


def occurring(root: Node, *, upright: bool) -> frozenset[str]:
    """Small letters by name and signs by key; letters in roman type only where ``upright`` letters count.

    >>> from mathspeak.latex.nodes import Row
    >>> sorted(occurring(Row([Letter("phi", False, "", 0, 4), Symbol("plus", "bin", 4, 5)], 0, 5), upright=True))
    ['phi', 'plus']
    """
    found: set[str] = set()
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if node.__class__ is Symbol:
            found.add(node.key)
        elif node.__class__ is Letter:
            if not node.capital and (upright or node.font != "roman"):
                found.add(node.name)
        else:
            todo.extend(part for part in node.parts() if part is not None)
    return frozenset(found)
