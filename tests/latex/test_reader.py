"""The reader against cases: each has a title, a formula, and the nodes and warnings that it must give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from latex.notation import show
from mathspeak.errors import LatexError
from mathspeak.latex.nodes import Node
from mathspeak.latex.reader import read
from mathspeak.limits import Limits

CASES = Path(__file__).parent / "cases"
CASE = re.compile(r"(.+)\n\.\n((?:.|\n)*?)\n\.\n((?:.|\n)*?)\n\.(?:\n|\Z)")
LIMITS = Limits()


def cases() -> list[tuple[str, str, str]]:
    """Family and title, formula, what is expected."""
    return [
        (f"{path.stem}: {match[1]}", match[2], match[3])
        for path in sorted(CASES.glob("*.txt"))
        for match in CASE.finditer(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("formula", "expected"), [pytest.param(*rest, id=title) for title, *rest in cases()])
def test_formula(formula: str, expected: str) -> None:
    source = read(formula, limits=LIMITS)
    found = [f"! {w.code} {w.start}-{w.end}: {w.message}" for w in source.warnings]
    assert "\n".join([show(source.node), *found]) == expected


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_case_of_a_file_is_found(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(CASE.findall(text)) == len(re.findall(r"^\.$", text, re.MULTILINE)) / 3


def spans(node: Node) -> list[tuple[Node, Node]]:
    """Every node with each of those inside it."""
    found: list[tuple[Node, Node]] = []
    for part in node.parts():
        if part is not None:
            found += [(node, part), *spans(part)]
    return found


@pytest.mark.parametrize("formula", [pytest.param(formula, id=title) for title, formula, _ in cases()])
def test_nodes_stand_inside_the_source(formula: str) -> None:
    node = read(formula, limits=LIMITS).node
    for _, part in [(node, node), *spans(node)]:
        assert 0 <= part.start <= part.end <= len(formula), show(part)


@pytest.mark.parametrize(
    ("formula", "path", "written"),
    [
        (r"a+\frac{bc}{d}", (2,), r"\frac{bc}{d}"),
        (r"a+\frac{bc}{d}", (2, 0), "bc"),
        (r"x_{ij}^2", (0,), "x"),
        (r"x_{ij}^2", (1,), "ij"),
        (r"\left( a + b \right)", (0, 2), "b"),
        (r"\begin{pmatrix} a & bc \end{pmatrix}", (), r"\begin{pmatrix} a & bc \end{pmatrix}"),
        (r"\sqrt[3]{x}", (0,), "3"),
        (r"\newcommand{\R}{\mathbb R} x \R", (1,), r"\R"),
        (r"\abs{x+1}", (0, 1), "+"),
        (r"\qty(a b)", (0, 1), "b"),
        (r"\ce{H2O}", (0, 1), "O"),
        ("% note\n  x+y", (2,), "y"),
    ],
)
def test_positions(formula: str, path: tuple[int, ...], written: str) -> None:
    node: Node | None = read(formula, limits=LIMITS).node
    for step in path:
        assert node is not None
        node = [part for part in node.parts() if part is not None][step]
    assert node is not None
    assert formula[node.start : node.end] == written


@pytest.mark.parametrize("formula", ["", "  ", "\n\t"])
def test_nothing_to_read(formula: str) -> None:
    with pytest.raises(LatexError, match="no formula"):
        read(formula, limits=LIMITS)


def test_macros_of_a_document() -> None:
    shared = r"\newcommand{\R}{\mathbb{R}} \DeclareMathOperator{\Hom}{Hom}"
    source = read(r"\Hom(\R)", limits=LIMITS, macros=shared)
    assert show(source.node) == "[operator roman:'Hom' (lparen double-struck:R rparen)]"


def test_a_formula_redefines_for_itself_alone() -> None:
    shared = r"\newcommand{\a}{x}"
    assert show(read(r"\def\a{y}\a", limits=LIMITS, macros=shared).node) == "y"
    assert show(read(r"\a", limits=LIMITS, macros=shared).node) == "x"


def test_templates_from_outside() -> None:
    source = read(r"\edge{a}", limits=LIMITS, spoken={r"\edge": ["edge", 1]})
    assert show(source.node) == "say('edge', a)"


def test_a_template_in_the_macros_of_a_document() -> None:
    shared = "% speak: \\edge{#1} = edge #1\n\\newcommand{\\edge}[1]{E_{#1}}"
    assert show(read(r"\edge{a}", limits=LIMITS, macros=shared).node) == "say('edge', a)"
