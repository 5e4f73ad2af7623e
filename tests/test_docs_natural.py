"""The page of the natural style against the program: every example on it is read as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cases import FIXTURES, cases_in, words
from mathspeak import Translator
from mathspeak.meaning import INFERENCES
from mathspeak.speech.words.variants import NOTATIONAL, VARIANTS

PAGE = (Path(__file__).parent.parent / "docs" / "natural-style.md").read_text(encoding="utf-8")
TRANSLATOR = Translator()


def tables() -> list[list[list[str]]]:
    """The tables of the page, each with its header; an escaped bar is a bar."""
    found: list[list[list[str]]] = []
    for block in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        lines = [line for line in block.splitlines() if not set(line) <= set("|- ")]
        found.append(
            [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
        )
    return found


def rows(*header: str) -> list[list[str]]:
    """The rows of all tables with that header."""
    return [row for table in tables() if table[0] == list(header) for row in table[1:]]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


EXAMPLES = [(*code(latex), reading) for latex, reading in rows("LaTeX", "reading")]


@pytest.mark.parametrize(("latex", "reading"), EXAMPLES)
def test_example(latex: str, reading: str) -> None:
    assert TRANSLATOR.read(latex).text == reading


def test_the_page_has_the_examples_it_should() -> None:
    assert len(EXAMPLES) > 150
    for table in tables():
        width = len(table[0])
        assert all(len(row) == width for row in table), table[0]


INFERRED = rows("name", "when it is sure, and when not", "LaTeX", "reading", "without it")


def test_every_inference_is_on_the_page() -> None:
    assert [row[0] for row in INFERRED] == [inference.name for inference in INFERENCES]


@pytest.mark.parametrize(("name", "latex", "reading", "without"), [(row[0], *row[2:]) for row in INFERRED])
def test_an_inference_changes_its_example(name: str, latex: str, reading: str, without: str) -> None:
    (formula,) = code(latex)
    assert TRANSLATOR.read(formula).text == reading
    assert Translator(infer={name: False}).read(formula).text == without != reading


def test_every_variant_is_on_the_page() -> None:
    listed = {
        what: (code(latex), reading) for what, latex, reading in rows("what", "LaTeX, each read alike", "reading")
    }
    assert listed == {
        case.title: (case.latex.splitlines(), case.expected) for case in cases_in(FIXTURES / "variants.txt")
    }


SIGNS = [(*code(sign), *code(like), said) for sign, like, said in rows("sign", "said like", "words")]


def test_every_sign_that_shares_a_word_is_on_the_page() -> None:
    assert len(SIGNS) == len({**VARIANTS, **NOTATIONAL})
    keys = {sign.removeprefix("\\"): like.removeprefix("\\") for sign, like, _ in SIGNS}
    assert keys.items() >= {sign: like for sign, like in VARIANTS.items() if sign in keys}.items()


@pytest.mark.parametrize(("sign", "like", "said"), SIGNS)
def test_signs_share_a_word_until_both_occur(sign: str, like: str, said: str) -> None:
    assert words(TRANSLATOR.read(sign).text) == words(TRANSLATOR.read(like).text) == said
    twice = [TRANSLATOR.read(f"{sign}, {sign}").text, TRANSLATOR.read(f"{like}, {like}").text]
    assert twice[0] == twice[1]
    assert TRANSLATOR.read(f"{sign}, {like}").text not in twice
