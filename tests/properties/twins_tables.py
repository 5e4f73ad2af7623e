"""Twins about matrices, cases and aligned lines."""

from __future__ import annotations

from .draws import Drawer
from .formulas import Node, Num, Row, Scripts, Sym
from .growth import comma, sym
from .structures import Table

Twins = tuple[Node, Node]


def grid(g: Drawer, rows: int = 2, columns: int = 2) -> list[list[Node]]:
    return [[g.part() for _ in range(columns)] for _ in range(rows)]


def matrix_cells(g: Drawer) -> Twins:
    kind, cells, extra, tail = g.pick("pmatrix", "bmatrix", "vmatrix"), grid(g), g.leaf(), g.tail()
    (a, b), (c, d) = cells
    whole = Table(kind, cells)
    return g.pick(
        (whole, Table(kind, [[a, c], [b, d]])),
        (Table(kind, [[Row(a, extra), b], [c, d]]), Table(kind, [[a, Row(extra, b)], [c, d]])),
        (Table(kind, [[a, Row(b, extra)], [c, d]]), Table(kind, [[a, b], [Row(extra, c), d]])),
        (Row(whole, *tail), Table(kind, [[a, b], [c, Row(d, *tail)]])),
        (Row(extra, whole), Table(kind, [[Row(extra, a), b], [c, d]])),
        (Table(kind, [[a, b, c, d]]), whole),
        (Table(kind, [[a], [b]]), Table(kind, [[a, b]])),
        (Table(kind, [[a, b]]), Table(kind, [[Row(a, b)]])),
        (Table(kind, [[a, b], [c, d]]), Table(kind, [[b, a], [c, d]])),
    )


def matrix_kind(g: Drawer) -> Twins:
    cells = grid(g, *g.pick((2, 2), (1, 2), (2, 1), (2, 3)))
    one, other = g.rng.sample(["pmatrix", "bmatrix", "vmatrix", "Vmatrix", "matrix"], 2)
    return Table(one, cells), Table(other, cells)


def matrix_mark(g: Drawer) -> Twins:
    (a, b), (c, _) = cells = grid(g)
    d, mark = g.base(), g.pick(Num(2), Sym("T", "term"), Row(sym("-"), Num(1)))
    cells[1][1] = d
    return Scripts(Table("pmatrix", cells), sup=mark), Table("pmatrix", [[a, b], [c, Scripts(d, sup=mark)]])


def case_lines(g: Drawer) -> Twins:
    a, b, p, q, extra, tail = g.part(), g.part(), g.relation(0), g.relation(0), g.leaf(), g.tail()
    both = Table("cases", [[a, p], [b, q]])
    return g.pick(
        (both, Table("cases", [[a, q], [b, p]])),
        (both, Table("cases", [[b, q], [a, p]])),
        (Table("cases", [[Row(a, extra), p], [b, q]]), Table("cases", [[a, Row(extra, p)], [b, q]])),
        (Table("cases", [[a, Row(p, extra)], [b, q]]), Table("cases", [[a, p], [Row(extra, b), q]])),
        (Row(both, *tail), Table("cases", [[a, p], [b, Row(q, *tail)]])),
        (both, Table("aligned", [[a, p], [b, q]])),
    )


def aligned_lines(g: Drawer) -> Twins:
    a, b, c, eq = g.part(), g.part(), g.part(), sym("=")
    op = g.operator()
    return g.pick(
        (Table("aligned", [[a, Row(eq, b, *op, c)]]), Table("aligned", [[a, Row(eq, b)], [Row(*op), c]])),
        (
            Table("aligned", [[a, Row(eq, b)], [Row(), Row(eq, c)]]),
            Table("aligned", [[a, Row(eq, c)], [Row(), Row(eq, b)]]),
        ),
        (Table("aligned", [[a, Row(eq, b)], [c, Row(eq, a)]]), Row(a, eq, b, comma(), c, eq, a)),
        (
            Table("aligned", [[a, Row(eq, b, c)], [a, Row(eq, b)]]),
            Table("aligned", [[a, Row(eq, b)], [Row(c, a), Row(eq, b)]]),
        ),
    )


KINDS = {
    "a term in another matrix cell": matrix_cells,
    "a matrix's brackets": matrix_kind,
    "a mark on a matrix or its cell": matrix_mark,
    "a term in another case": case_lines,
    "a line break elsewhere": aligned_lines,
}
