"""Where understood things stand in the source: a thing reaches from its first part to its last."""

from __future__ import annotations

from pathlib import Path

from cases import FIXTURES, cases_in
from mathspeak import Translator
from mathspeak.latex.nodes import Node, Tagged
from mathspeak.meaning.terms import Braket, Call

LATEX = sorted({case.latex for case in [*cases_in(FIXTURES / "natural"), *cases_in(Path(__file__).parent / "cases")]})


def nodes_of(root: Node) -> list[Node]:
    found = [root]
    for node in found:
        found += [part for part in node.parts() if part is not None]
    return found


def test_parts_stand_in_what_they_are_parts_of() -> None:
    translator = Translator()
    outside = [
        (latex, type(node).__name__)
        for latex in LATEX
        for node in nodes_of(translator.parse(latex).node)
        # A number may be typed on either side of its formula.
        if not isinstance(node, Tagged)
        for part in node.parts()
        if part is not None and not node.start <= part.start <= part.end <= node.end
    ]
    assert outside == []


def test_nodes_are_understood_ones() -> None:
    kinds = {type(node) for latex in LATEX for node in nodes_of(Translator().parse(latex).node)}
    assert kinds >= {Braket, Call}
