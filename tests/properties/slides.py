"""One mutation for every construct there is: a term slides over the edge of whatever it stands in or beside."""

from __future__ import annotations

from .formulas import Node, Row, Scripts
from .growth import Grower
from .structures import Accent, Arrow, Binom, Brace, Enclosed, Fence, Frac, Overset, Root, Table

PARTS: dict[type[Node], tuple[str, ...]] = {
    Scripts: ("base", "sub", "sup"),
    Frac: ("num", "den"),
    Binom: ("upper", "lower"),
    Root: ("body", "index"),
    Accent: ("body",),
    Fence: ("body",),
    Overset: ("note",),
    Brace: ("body", "note"),
    Enclosed: ("body",),
    Arrow: ("note", "under"),
}


def copied(node: Node) -> Node:
    """A tree of its own; leaves are shared, as nothing changes them."""
    if isinstance(node, Row):
        return Row(*map(copied, node.items))
    if isinstance(node, Table):
        return Table(node.kind, [[copied(cell) for cell in row] for row in node.rows])
    names = PARTS.get(type(node))
    if names is None:
        return node
    twin = object.__new__(type(node))
    for name in (slot for slot in type(node).__slots__ if isinstance(slot, str)):
        value = getattr(node, name)
        setattr(twin, name, copied(value) if isinstance(value, Node) else value)
    return twin


def edges(node: Node, found: list[tuple[Row, int, Node, str]]) -> None:
    """Every place where a construct stands in a row: the row, its position, the construct, the part's name."""
    if isinstance(node, Row):
        for k, item in enumerate(node.items):
            for name in PARTS.get(type(item), ()):
                if name != "base" and getattr(item, name) is not None:
                    found.append((node, k, item, name))
            edges(item, found)
    elif isinstance(node, Table):
        for row in node.rows:
            for cell in row:
                edges(cell, found)
    else:
        for name in PARTS.get(type(node), ()):
            part = getattr(node, name)
            if part is not None:
                edges(part, found)


def slide(grower: Grower) -> tuple[Node, Node]:
    while True:
        before = grower.statement(2)
        after = copied(before)
        found: list[tuple[Row, int, Node, str]] = []
        edges(after, found)
        if found and move(grower, *grower.rng.choice(found)):
            return before, after


def move(grower: Grower, row: Row, at: int, construct: Node, name: str) -> bool:
    """Takes the neighbour in (with the sign between), or puts the part's last term out."""
    part = Row(getattr(construct, name))
    following = row.items[at + 1 :]
    if following and grower.rng.random() < 0.5:
        taken = 1 if following[0].role == "term" else 2
        if len(following) < taken or following[taken - 1].role != "term" or following[0].role == "prefix":
            return False
        setattr(construct, name, Row(part, *following[:taken]))
        del row.items[at + 1 : at + 1 + taken]
        return True
    if len(part.items) < 2 or part.items[-1].role != "term":
        return False
    given = 1 if part.items[-2].role == "term" else 2
    if len(part.items) <= given or part.items[-given - 1].role not in ("term", "post"):
        return False
    setattr(construct, name, Row(*part.items[:-given]))
    row.items[at + 1 : at + 1] = part.items[-given:]
    return True
