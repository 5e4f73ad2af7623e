"""Every part of every formula can be reached and heard, and the parts in order cover the whole."""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_letters, digits

import pytest

from mathspeak.explore import Explorer, Heard
from mathspeak.explore.parts import Part
from mathspeak.latex.nodes import Fence, Node, Row
from mathspeak.translator import STYLES, VERBOSITIES, Translator

FORMULAS = (Path(__file__).parent / "formulas.txt").read_text(encoding="utf-8").splitlines()


# Words that a style says between two parts, in the name of the second.
BETWEEN = ("of", "times")


def walk(latex: str, style: str = "natural") -> Explorer:
    return Explorer(latex, lambda style, verbosity: Translator(style, verbosity=verbosity), style)


def tour(explorer: Explorer) -> list[tuple[Part, Heard]]:
    """Each part that the keys for in, next and out lead to, and what was heard there."""
    stops = [(explorer.here, explorer.repeat())]
    heard = explorer.into()
    while True:
        if heard.moved:
            stops.append((explorer.here, heard))
            heard = explorer.into()
            continue
        while not (heard := explorer.next()).moved:
            if not explorer.out().moved or explorer.here is explorer.top:
                return stops


def reached(stops: list[tuple[Part, Heard]]) -> set[int]:
    """The nodes that are a stop; the row inside a stop is that stop."""
    found: set[int] = set()
    for part, _ in stops:
        for node in part.nodes:
            found.add(id(node))
            if isinstance(node, Fence):
                found.add(id(node.body))
    return found


def below(node: Node) -> list[Node]:
    """All nodes of a tree in the order in which they are read."""
    found: list[Node] = []
    todo = [node]
    while todo:
        node = todo.pop()
        found.append(node)
        todo += reversed([part for part in node.parts() if part is not None])
    return found


@pytest.mark.parametrize("latex", FORMULAS)
@pytest.mark.parametrize("style", STYLES)
def test_every_node_can_be_reached_and_heard(latex: str, style: str) -> None:
    explorer = walk(latex, style)
    stops = tour(explorer)
    assert all(heard.text.strip() for _, heard in stops)
    missing = [
        node
        for node in below(explorer.parsed.node)
        # Only rows are no stops of their own: they fall into sides, terms and factors, or are a line with others.
        if id(node) not in reached(stops) and not isinstance(node, Row | Fence)
    ]
    assert [latex[node.start : node.end] for node in missing] == []


@pytest.mark.parametrize("latex", FORMULAS)
def test_the_leaves_in_order_say_what_the_whole_says_of_them(latex: str) -> None:
    explorer = walk(latex)
    said = explorer.parsed.reading.utterance
    heard: dict[int, str] = {}
    for part, stop in tour(explorer):
        for node in part.nodes:
            heard.setdefault(id(node), stop.text)
    leaves = [node for node in below(explorer.parsed.node) if not node.parts() and not isinstance(node, Row)]
    for node in leaves:
        for words, source in zip(said.words, said.nodes, strict=True):
            if source is node and words.isprintable() and words not in BETWEEN and not words.startswith("end "):
                assert words.removeprefix("is ") in heard[id(node)]


@pytest.mark.parametrize("latex", FORMULAS)
def test_the_leaves_cover_every_letter_and_digit_of_the_source(latex: str) -> None:
    explorer = walk(latex)
    covered = [False] * len(latex)
    for part in explorer.top.walk():
        if not part.parts:
            covered[part.start : part.end] = [True] * (part.end - part.start)
    rest = "".join(" " if done else letter for letter, done in zip(latex, covered, strict=True))
    # What is left is LaTeX's own: environments, commands with arguments, and the d of a derivative.
    rest = re.sub(r"\\(?:begin|end) *\{\w+\}|\\[A-Za-z]+", " ", rest)
    assert set(rest) & set(ascii_letters + digits) <= {"d"}


@pytest.mark.parametrize("latex", FORMULAS)
def test_next_and_previous_are_each_others_way_back(latex: str) -> None:
    explorer = walk(latex)
    for part in explorer.top.walk():
        explorer.here = part
        if explorer.next().moved:
            explorer.previous()
            assert explorer.here is part
        if explorer.into().moved:
            explorer.out()
            assert explorer.here is part


@pytest.mark.parametrize("latex", FORMULAS)
def test_size_spelling_way_and_source_of_every_part_say_something(latex: str) -> None:
    explorer = walk(latex)
    for part in explorer.top.walk():
        explorer.here = part
        for heard in (explorer.size(), explorer.spelling(), explorer.where(), explorer.source()):
            assert heard.text.strip()
            assert not heard.moved
            assert explorer.here is part


@pytest.mark.parametrize("latex", FORMULAS)
def test_a_change_of_verbosity_stays_at_the_same_place(latex: str) -> None:
    explorer = walk(latex)
    for part in list(explorer.top.walk()):
        explorer.here = part
        for _ in VERBOSITIES:
            explorer.next_verbosity()
        assert (explorer.here.role, explorer.here.start, explorer.here.end) == (part.role, part.start, part.end)
        assert explorer.where().text
