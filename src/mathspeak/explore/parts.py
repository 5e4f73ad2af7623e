"""The parts of a formula as a walker meets them, each one stop on the way."""

from __future__ import annotations

from mathspeak.explore.roles import bare, content, kind_of, parts_of
from mathspeak.latex.nodes import Node, Row, Table, Tagged
from mathspeak.meaning.terms import Vector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE_ROLES = {"cases": "case", "lines": "line", "stack": "line"}


class Part:
    """One stop on the way: ``nodes`` are what is heard there, several where a row of a table is heard.

    ``number`` counts it among the ``of`` parts with its role, from 1. ``row`` and ``column`` are a cell's place.
    """

    __slots__ = ("_parts", "column", "kind", "nodes", "number", "of", "parent", "role", "row")

    def __init__(self, nodes: list[Node], role: str, parent: Part | None, kind: str = "") -> None:
        self.nodes = nodes
        self.role = role
        self.parent = parent
        self.number = self.of = 1
        self.row = self.column = 0
        self.kind = kind or kind_of(nodes[0])
        self._parts: list[Part] | None = None

    @property
    def parts(self) -> list[Part]:
        """What is inside, in order; made when first asked for."""
        if self._parts is None:
            self._parts = _inside(self)
            _count(self._parts)
        return self._parts

    @property
    def node(self) -> Node:
        return self.nodes[0]

    @property
    def start(self) -> int:
        """Where it begins in the source, in characters."""
        return min(node.start for node in self.nodes)

    @property
    def end(self) -> int:
        return max(node.end for node in self.nodes)

    @property
    def members(self) -> list[Part]:
        """The parts without the signs between them."""
        return [part for part in self.parts if part.role != "sign"]

    @property
    def around(self) -> list[Part]:
        """The things that it stands in, the nearest first."""
        found = []
        part = self.parent
        while part is not None:
            found.append(part)
            part = part.parent
        return found

    def walk(self) -> Iterator[Part]:
        """This part and all inside it, each before its own parts."""
        todo = [self]
        while todo:
            part = todo.pop()
            yield part
            todo += reversed(part.parts)


def whole(node: Node) -> Part:
    """The part that is the whole formula."""
    return Part([bare(node)], "whole", None)


def places(part: Part) -> list[Part]:
    """The cells of a table; none where the part is no table."""
    if part.kind == "vector":
        return [cell for cell in part.parts if cell.role == "entry"]
    return [cell for row in part.parts if row.role == "row" for cell in row.parts if cell.role == "cell"]


def cell_around(part: Part) -> Part | None:
    """The cell that a part stands in, or is."""
    return next((outer for outer in (part, *part.around) if outer.role in ("cell", "entry")), None)


def cells_beside(cell: Part) -> list[Part]:
    """All cells of the table that a cell stands in."""
    return next((cells for outer in cell.around[:2] if (cells := places(outer))), [])


def same_place(part: Part, top: Part) -> Part:
    """The part of another tree of the same formula that stands where this one does, or the nearest around it."""
    found = top
    for step in reversed([part, *part.around][:-1]):
        beside = step.parent.parts if step.parent is not None else []
        at = beside.index(step)
        inside = found.parts
        same = [inner for inner in inside if (inner.start, inner.end) == (step.start, step.end)]
        if at < len(inside) and inside[at] in same:
            found = inside[at]
        elif same:
            found = same[0]
        else:
            around = [inner for inner in inside if inner.start <= part.start and part.end <= inner.end]
            if not around:
                break
            found = around[0]
    return found


def _inside(part: Part) -> list[Part]:
    if part.kind in ("table row", "case"):
        return _cells(part)
    node = content(part.node)
    if isinstance(node, Table):
        return _rows(part, node)
    made = [Part([bare(inner)], role, part) for role, inner in parts_of(node)]
    if isinstance(node, Vector):
        for i, entry in enumerate(made, 1):
            entry.row, entry.column = (i, 1) if node.column else (1, i)
    return made


def _rows(part: Part, table: Table) -> list[Part]:
    role = TABLE_ROLES.get(table.kind, "row")
    made = []
    for i, (cells, tag) in enumerate(zip(table.rows, table.tags, strict=True), 1):
        row = _line(part, cells, tag) if role == "line" else _table_row(part, role, cells, tag)
        row.row = i
        made.append(row)
    return made


def _line(table: Part, cells: list[Node], tag: Node | None) -> Part:
    """A line is one formula, wherever its columns are aligned."""
    merged = [item for cell in cells for item in (cell.items if isinstance(cell, Row) else [cell])]
    start = min((cell.start for cell in cells), default=table.start)
    end = max((cell.end for cell in cells), default=start)
    node = bare(Row(merged, start, end))
    return Part([node if tag is None else Tagged(node, tag, start, max(end, tag.end))], "line", table)


def _table_row(table: Part, role: str, cells: list[Node], tag: Node | None) -> Part:
    heard = cells if tag is None else [*cells, tag]
    kind = "case" if role == "case" else "table row"
    return Part(heard or [Row([], table.start, table.start)], role, table, kind)


def _cells(row: Part) -> list[Part]:
    table = content(row.parent.node) if row.parent is not None else None
    assert isinstance(table, Table)
    cells = table.rows[row.row - 1]
    made = []
    for i, cell in enumerate(cells, 1):
        role = "cell" if row.kind == "table row" else ("value", "condition")[i - 1] if i < 3 else "part"
        made.append(Part([bare(cell)], role, row))
        made[-1].row, made[-1].column = row.row, i
    tag = table.tags[row.row - 1]
    return made if tag is None else [*made, Part([tag], "number tag", row)]


def _count(parts: list[Part]) -> None:
    totals: dict[str, int] = {}
    for part in parts:
        totals[part.role] = part.number = totals.get(part.role, 0) + 1
    for part in parts:
        part.of = totals[part.role]
