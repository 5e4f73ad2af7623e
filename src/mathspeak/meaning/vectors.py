"""Matrices of one row or one column, which are vectors."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node, Table
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
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
    if node.kind != "matrix" or (node.open, node.close) not in BRACKETS:
        return node
    rows = node.rows
    if len(rows) == 1 and len(rows[0]) > 1:
        return Vector(False, rows[0], node.open, node.close, node.start, node.end)
    if len(rows) > 1 and all(len(cells) == 1 for cells in rows):
        return Vector(True, [cells[0] for cells in rows], node.open, node.close, node.start, node.end)
    return node


def _both(node: Node, context: Context) -> Node:
    table = _fenced(node, context)
    return _vector(table, context) if isinstance(table, Table) else table


VECTORS = Inference("vectors", on_node={Fence: _both, Table: _vector})
