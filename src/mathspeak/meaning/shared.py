"""What the formulas of a document tell about each other: which letters it uses as functions, and nothing else.

For: a letter that some formula shows to be a function. Against: one that also stands in parentheses without an argument
of its own, as p does in ``p(1-p)`` although ``p(x)`` is a function elsewhere.
"""

from __future__ import annotations

from itertools import zip_longest

from mathspeak.latex.nodes import Fence, Letter, Node, Row, Script
from mathspeak.meaning.calls import functions_in
from mathspeak.meaning.shapes import core

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def functions_of(formulas: Iterable[Node]) -> frozenset[str]:
    """The letters that are functions throughout a document.

    >>> from mathspeak.latex.reader import read
    >>> from mathspeak.limits import Limits
    >>> sorted(functions_of(read(latex, limits=Limits()).node for latex in ("y(t)", "p(x)", "p(1-p)")))
    ['y']
    """
    functions: set[str] = set()
    variables: set[str] = set()
    for root in formulas:
        functions |= functions_in(root)
        variables |= _variables_in(root)
    return frozenset(functions - variables)


def _variables_in(root: Node) -> set[str]:
    """Letters inside parentheses that are not followed by parentheses themselves."""
    found: set[str] = set()
    todo: list[tuple[Node, bool]] = [(root, False)]
    while todo:
        node, inside = todo.pop()
        inside = inside or node.__class__ is Fence
        if inside and node.__class__ is Letter:
            found.add(node.key())
        if node.__class__ is Row:
            todo += [
                (item, inside)
                for item, following in zip_longest(node.items, node.items[1:])
                if not (core(item).__class__ is Letter and _is_fence(following))
            ]
        else:
            todo += [(part, inside) for part in node.parts() if part is not None]
    return found


def _is_fence(node: Node | None) -> bool:
    return (node.base if isinstance(node, Script) else node).__class__ is Fence
