"""Tokens: what they are, where they stand, and that another reader of LaTeX sees the same commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latexwalker import LatexWalker, LatexWalkerEndOfStream

from mathspeak.latex.reader import read
from mathspeak.latex.tokens import tokenize
from mathspeak.limits import Limits

LECTURES = (Path(__file__).parent / "lectures.txt").read_text(encoding="utf-8").splitlines()


def commands_of_pylatexenc(formula: str) -> list[str]:
    walker = LatexWalker(formula, tolerant_parsing=True)
    found: list[str] = []
    at = 0
    while True:
        try:
            token = walker.get_token(at, environments=False)
        except LatexWalkerEndOfStream:
            return found
        if token.tok == "macro":
            found.append(token.arg)
        at = token.pos + token.len


def our_commands(formula: str) -> list[str]:
    return [text[1:] for text in tokenize(formula).texts if text[:1] == "\\"]


@pytest.mark.parametrize("formula", LECTURES)
def test_the_same_commands_as_pylatexenc(formula: str) -> None:
    assert our_commands(formula) == commands_of_pylatexenc(formula)


@pytest.mark.parametrize("formula", LECTURES)
def test_a_formula_from_a_lecture_is_read_without_a_warning(formula: str) -> None:
    assert read(formula, limits=Limits()).warnings == []


def test_lectures_are_many_and_different() -> None:
    assert len(set(LECTURES)) == len(LECTURES) >= 150
    assert len({command for formula in LECTURES for command in our_commands(formula)}) >= 150


@pytest.mark.parametrize(
    ("formula", "texts"),
    [
        (r"\frac12", [r"\frac", "12"]),
        (r"\alpha b", [r"\alpha", " ", "b"]),
        (r"\%\{", [r"\%", r"\{"]),
        ("1.5.2", ["1.5.2"]),
        ("1.", ["1", "."]),
        (".5x", [".5", "x"]),
        ("a  \n b", ["a", "  \n ", "b"]),
        ("a%b\n  c", ["a", "c"]),
        ("a%b", ["a"]),
        (r"a\%b", ["a", r"\%", "b"]),
        ("#1##2", ["#1", "##2"]),
        ("x\\", ["x", "\\"]),
        ("\\\n", ["\\\n"]),
        (r"\\[2pt]", ["\\\\", "[", "2", "p", "t", "]"]),
        ("x²", ["x", "²"]),
    ],
)
def test_tokens(formula: str, texts: list[str]) -> None:
    assert tokenize(formula).texts == [*texts, ""]


@given(st.text(alphabet=st.sampled_from("ab1.\\{}%#\n ^_$&x²"), max_size=40))
def test_every_token_stands_where_it_says(formula: str) -> None:
    tokens = tokenize(formula)
    assert len(tokens.texts) == len(tokens.starts) == len(tokens.ends)
    at = 0
    for text, start, end in zip(tokens.texts[:-1], tokens.starts, tokens.ends, strict=False):
        assert formula[start : start + len(text)] == text
        assert at <= start < end
        at = start + len(text)


@given(st.text(alphabet=st.sampled_from("ab1.{}%\n ^_&x"), max_size=40))
def test_only_comments_are_left_out(formula: str) -> None:
    tokens = tokenize(formula)
    if "%" not in formula:
        assert "".join(tokens.texts) == formula
    else:
        assert not any(text.startswith("%") for text in tokens.texts)
