from __future__ import annotations

import re
import time

import pytest

from mathspeak.documents.math_spans import has_delimiters, math_spans

FORMULAS = [
    ("a $x$ b", ["x"]),
    ("$x$$y$", ["x", "y"]),
    (r"Let \(a\) and \[b\] be", ["a", "b"]),
    ("sum $$\n\\frac12\n$$ end", ["\n\\frac12\n"]),
    ("$ x $ is wide", [" x "]),
    ("from $5$ to $10$ apples", ["5", "10"]),
    ("$2 < x$ and $3x$", ["2 < x", "3x"]),
    ("the $n$-th, ($k$) and $m$.", ["n", "k", "m"]),
    (r"$x \text{ if $y$ or } z$ done", [r"x \text{ if $y$ or } z"]),
    (r"$\$5$ fine", [r"\$5"]),
    ("costs $3.50 and $x$ is", ["x"]),
    (r"bins for $0 \textrm{cm}$, $1 \textrm{cm}$", [r"0 \textrm{cm}", r"1 \textrm{cm}"]),
    ("pay $5 for $x$ and $y$", ["x", "y"]),
    ("$n$ costs $5, $m$ costs $6.", ["n", "m"]),
    ("$1,000 to $2,000 if $p>0$", ["p>0"]),
    ("$2^n$ grows to $1 million", ["2^n"]),
    (r"row \\[2pt] and \\(not this) but \(this\)", ["this"]),
]

NOT_FORMULAS = [
    "",
    "plain words",
    "$5 and $6",
    "$5",
    "$5-$10",
    "US$5 or US$6",
    "($5) or ($6)",
    "5$ and 6$",
    r"\$5 and \$6",
    "$HOME and $PATH",
    "between $0 and $1 dollar",
    "one paragraph with $a\n\nand the next b$",
    "$",
    "$$",
    "$$$$",
    "\\",
    r"x \text{ if $y$}",
    r"x \mbox{ if $y$}",
]


@pytest.mark.parametrize(("text", "formulas"), FORMULAS)
def test_finds_formulas_in_prose(text: str, formulas: list[str]) -> None:
    assert [text[span.inner_start : span.inner_end] for span in math_spans(text)] == formulas


@pytest.mark.parametrize("text", NOT_FORMULAS)
def test_finds_nothing_where_there_is_no_mathematics(text: str) -> None:
    assert math_spans(text) == []


def test_a_span_covers_its_delimiters() -> None:
    text = r"so \[x\] is"
    (span,) = math_spans(text)
    assert (text[span.start : span.end], span.display, span.closed) == (r"\[x\]", True, True)


def test_inline_and_display_are_told_apart() -> None:
    assert [span.display for span in math_spans(r"$a$ $$b$$ \(c\) \[d\]")] == [False, True, False, True]


@pytest.mark.parametrize("text", ["see $x^2", r"see \(x^2", "see $$x^2", r"see \[x^2"])
def test_an_unclosed_formula_ends_with_its_paragraph(text: str) -> None:
    (span,) = math_spans(text + "\n\nNext.")
    assert (text[span.inner_start : span.inner_end], span.closed) == ("x^2", False)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("$5", True),
        (r"\(x\)", True),
        (r"\$5", False),
        (r"a \\[2pt] b", False),
        (r"\text{if $x$}", False),
        ("f(x)", False),
    ],
)
def test_delimiters_decide_what_is_prose(text: str, there: bool) -> None:
    assert has_delimiters(text) is there


@pytest.mark.parametrize("piece", ["$a ", "{$", r"\text{$", r"\(", "$5 ", "$", "$$", "\\", "\n\n$"])
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    start = time.perf_counter()
    math_spans(piece * 50_000)
    assert time.perf_counter() - start < 5


ITEMS = re.compile(r"\n[ \t]*- ")


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("- price in $\n- let $x$ be", ["x"]),
        ("- a $x$\n- b $y$", ["x", "y"]),
        ("so $$\nx\n- y\n$$ and", ["\nx\n- y\n"]),
        ("a $x\n+ y$ b", ["x\n+ y"]),
        ("a $x_1 and \\(y\\)", ["y"]),
    ],
)
def test_formulas_end_with_their_block(text: str, formulas: list[str]) -> None:
    spans = math_spans(text, breaks=ITEMS, closed_only=True)
    assert [text[span.inner_start : span.inner_end] for span in spans] == formulas
