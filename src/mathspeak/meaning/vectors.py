"""Matrices of one row or one column, which are vectors."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node, Symbol, Table
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import items_of
from mathspeak.meaning.terms import Vector

BRACKETS = frozenset([("lparen", "rparen"), ("lbrack", "rbrack"), ("lbrace", "rbrace"), ("langle", "rangle")])


def _fenced(node: Node, context: Context) -> Node:
    """``\\left( \\begin{array}…\\end{array} \\right)`` is a matrix with those brackets."""
    assert isinstance(node, Fence)
    if len(node.body.items) != 1:
        return node
    table = node.body.items[0]
    if not isinstance(table, Table) or table.open or table.close or table.kind not in ("matrix", "array"):
        return node
    if not node.close and node.open == "lbrace":
        return Table("cases", table.rows, "lbrace", "", table.tags, node.start, node.end, table.rules)
    if (node.open, node.close) not in BRACKETS:
        return node
    return Table("matrix", table.rows, node.open, node.close, table.tags, node.start, node.end, table.rules)


def _vector(node: Node, context: Context) -> Node:
    assert isinstance(node, Table)
    if any(tag is not None for tag in node.tags):
        return node
    if node.kind != "matrix" or (node.open, node.close) not in BRACKETS:
        return node
    rows = node.rows
    if len(rows) == 1 and len(rows[0]) > 1:
        return Vector(False, rows[0], node.open, node.close, node.start, node.end)
    if len(rows) > 1 and all(len(cells) == 1 for cells in rows):
        return Vector(True, [cells[0] for cells in rows], node.open, node.close, node.start, node.end)
    return node


def _aligned(node: Node, context: Context) -> Node:
    """An array whose second column begins with a relation in every row is lines set under each other."""
    assert isinstance(node, Table)
    if node.kind != "array" or node.open or node.close or node.rules != ((), ()) or len(node.rows) < 2:
        return node
    seconds = [cells[1] for cells in node.rows if len(cells) > 1]
    if len(seconds) < 2 or not all(_begins_with_relation(cell) for cell in seconds):
        return node
    return Table("lines", node.rows, "", "", node.tags, node.start, node.end)


def _begins_with_relation(cell: Node) -> bool:
    items = items_of(cell)
    return bool(items) and items[0].__class__ is Symbol and items[0].cls in ("rel", "arrow")


def _table(node: Node, context: Context) -> Node:
    found = _vector(node, context)
    return _aligned(found, context) if isinstance(found, Table) else found


def _both(node: Node, context: Context) -> Node:
    table = _fenced(node, context)
    return _vector(table, context) if isinstance(table, Table) else table


VECTORS = Inference("vectors", on_node={Fence: _both, Table: _table})
