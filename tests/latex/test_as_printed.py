"""What the reader keeps for a style that speaks a formula as it is printed."""

from __future__ import annotations

import pytest

from mathspeak.latex.nodes import Fence, Node, Row, Stack, Symbol, Table
from mathspeak.latex.reader import read
from mathspeak.limits import Limits

LIMITS = Limits()


def items(latex: str) -> list[Node]:
    node = read(latex, limits=LIMITS, as_printed=True).node
    return node.items if isinstance(node, Row) else [node]


def outline(latex: str) -> str:
    """Fences as ``<`` and ``>``, signs by their keys, anything else as a dot."""

    def one(node: Node) -> str:
        if isinstance(node, Fence):
            return "<" + "".join(map(one, node.body.items)) + ">"
        return f"[{node.key}]" if isinstance(node, Symbol) else "."

    return "".join(map(one, items(latex)))


def test_a_single_aligned_line_is_a_table() -> None:
    (table,) = items(r"\begin{align}k&=m\end{align}")
    assert isinstance(table, Table)
    assert [len(cells) for cells in table.rows] == [2]
    assert not isinstance(read(r"\begin{align}k&=m\end{align}", limits=LIMITS).node, Table)


def test_an_equation_is_no_table() -> None:
    assert not any(isinstance(item, Table) for item in items(r"\begin{equation}k=m\end{equation}"))


def test_full_stops_stay_full_stops() -> None:
    assert outline("k...m") == ".[period][period][period]."
    assert outline(r"k\ldots m") == ".[ldots]."


def test_a_break_outside_an_environment_breaks_nothing() -> None:
    assert outline(r"k \\ m") == ".."
    assert isinstance(items(r"\begin{matrix}k\\m\end{matrix}")[0], Table)


def test_an_empty_row_is_kept_where_it_prints() -> None:
    (table,) = items(r"\begin{matrix}k\\m\\\\\end{matrix}")
    assert isinstance(table, Table)
    assert len(table.rows) == 3


def test_stacks_keep_the_order_in_which_they_were_put_on() -> None:
    (outer,) = items(r"\underset{k}{\overset{m}{p}}")
    assert isinstance(outer, Stack)
    assert outer.over is None
    assert isinstance(outer.base, Stack)


@pytest.mark.parametrize(
    ("latex", "shape"),
    [
        ("|k|+|m|", "<.>[plus]<.>"),
        ("||k|-|m||", "<<.>[minus]<.>>"),
        (r"|k\rangle", "[vert].[rangle]"),
        (r"|k\rangle+|m\rangle", "<.[rangle][plus]>.[rangle]"),
        (r"(|k\rangle+|m\rangle)", "<[vert].>[plus][vert].[rangle][rparen]"),
        (r"\langle k|m\rangle", "<.[vert].>"),
        ("2|k|m", ".<.>."),
        ("D(k||m)", ".<.<>.>"),
        ("P(k|m)P(p|q)", ".<.[vert].>.<.[vert].>"),
        (r"\|k\|", "<.>"),
    ],
)
def test_bars_that_nothing_tells_apart_are_paired_in_turn(latex: str, shape: str) -> None:
    assert outline(latex) == shape
