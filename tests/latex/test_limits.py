"""What a formula may cost: each limit holds at its bound and names itself beyond it."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest

from mathspeak.errors import LimitExceeded, MathspeakError
from mathspeak.latex.reader import read
from mathspeak.limits import Limits

NESTED = {
    "groups": ("{", "x", "}"),
    "fractions": (r"\frac{", "x", "}{y}"),
    "roots": (r"\sqrt{", "x", "}"),
    "roots without braces": (r"\sqrt", "x", ""),
    "superscripts": ("x^{", "y", "}"),
    "scripts without braces": (r"x_\hat", "y", ""),
    "parentheses": ("(", "x", ")"),
    "sized delimiters": (r"\left(", "x", r"\right)"),
    "matrices": (r"\begin{matrix}", "x", r"\end{matrix}"),
    "accents": (r"\bar{", "x", "}"),
    "text and mathematics": (r"\text{a $", "x", "$}"),
    "fonts": (r"\mathbf{", "x", "}"),
    "angle groups": (r"\sqrt<", "x", ">"),
    "optional arguments": (r"\sqrt[", "x", "]{y}"),
    "absolute values": (r"\abs{", "x", "}"),
    "chemistry": (r"\ce{", "H", "}"),
    "chemistry in brackets": (r"\ce{" + "(", "H", ")" + "}"),
    "quick matrices": (r"\mqty(", "x", ")"),
}


@pytest.mark.parametrize("kind", NESTED)
def test_deep_nesting_ends_in_a_limit(kind: str) -> None:
    opening, inside, closing = NESTED[kind]
    begun = process_time()
    try:
        read(opening * 3000 + inside + closing * 3000, limits=Limits(max_bytes=200_000))
    except LimitExceeded as error:
        assert error.limit in ("max_depth", "max_expansions")
    assert process_time() - begun < 1


@pytest.mark.parametrize("kind", ["groups", "fractions", "roots", "parentheses", "sized delimiters", "matrices"])
def test_depth_just_below_and_just_above(kind: str) -> None:
    opening, inside, closing = NESTED[kind]

    def nested(depth: int) -> str:
        return opening * depth + inside + closing * depth

    limits = Limits(max_depth=30)
    depth = max(depth for depth in range(1, 60) if reads(nested(depth), limits))
    assert 14 <= depth <= 30
    assert not any(reads(nested(more), limits) for more in range(depth + 1, 60))


def reads(formula: str, limits: Limits) -> bool:
    try:
        read(formula, limits=limits)
    except LimitExceeded as error:
        assert error.limit == "max_depth"
        assert error.start is not None
        return False
    return True


@pytest.mark.parametrize(("formula", "size"), [("x" * 100, 100), ("é" * 50, 100), ("𝔼" * 25, 100)])
def test_bytes(formula: str, size: int) -> None:
    read(formula, limits=Limits(max_bytes=size))
    with pytest.raises(LimitExceeded, match="99 bytes") as caught:
        read(formula, limits=Limits(max_bytes=size - 1))
    assert caught.value.limit == "max_bytes"


def test_expansions() -> None:
    formula = r"\def\a{x}" + r"\a" * 10
    read(formula, limits=Limits(max_expansions=10))
    with pytest.raises(LimitExceeded, match="more than 9 times") as caught:
        read(formula, limits=Limits(max_expansions=9))
    assert caught.value.limit == "max_expansions"
    assert formula[caught.value.start : caught.value.end] == r"\a"


@pytest.mark.parametrize(
    "formula",
    [
        r"\def\a{\a}\a",
        r"\def\a{\a\a}\a",
        r"\def\a{x\a}\a",
        r"\def\a{\b}\def\b{\a}\a",
        r"\newcommand{\a}[1]{\a{#1#1}}\a{x}",
        r"\let\b\a \def\a{\b} \def\b{\a} \a",
        r"\def\a{\frac\a\a}\a",
        r"\def\a{\left\a}\left\a",
        r"\def\a{\text{\a}}\text{\a}",
        r"\DeclareMathOperator{\a}{\a}\a",
        r"\def\a#1{\b{#1#1}}\def\b#1{\a{#1#1}}\a{x}",
    ],
)
def test_a_macro_that_calls_itself_ends_in_a_limit(formula: str) -> None:
    begun = process_time()
    with pytest.raises(LimitExceeded) as caught:
        read(formula, limits=Limits())
    assert caught.value.limit in ("max_expansions", "max_depth")
    assert process_time() - begun < 1


def test_doubling_macros_cost_no_more_than_the_limit() -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    doubling = "".join(rf"\def\{a}{{\{b}\{b}}}" for a, b in pairwise(names))
    begun = process_time()
    with pytest.raises(LimitExceeded):
        read(doubling + r"\def\z{x}\a", limits=Limits())
    assert process_time() - begun < 1


def test_an_argument_that_grows_costs_no_more_than_the_limit() -> None:
    growing = r"\def\a#1{#1#1#1#1#1#1#1#1#1#1}"
    begun = process_time()
    with pytest.raises(LimitExceeded):
        read(growing + r"\a{\a{\a{\a{\a{\a{\a{\a{x}}}}}}}}", limits=Limits())
    assert process_time() - begun < 1


def test_seconds() -> None:
    with pytest.raises(LimitExceeded) as caught:
        read(r"\def\a{x}" + r"\a" * 200, limits=Limits(max_seconds=0))
    assert caught.value.limit == "max_seconds"


SIZE = 60_000


@pytest.mark.parametrize(
    "formula",
    [
        "{" * SIZE,
        "}" * SIZE,
        "(" * SIZE,
        ")" * SIZE,
        "|" * SIZE,
        "[" * SIZE,
        "]" * SIZE,
        "<" * SIZE,
        r"\frac<" * (SIZE // 6),
        "^" * SIZE,
        "'" * SIZE,
        "_x" * (SIZE // 2),
        "&" * SIZE,
        r"\\" * (SIZE // 2),
        "$" * SIZE,
        r"\left" * (SIZE // 5),
        r"\right" * (SIZE // 6),
        r"\left(\right" * (SIZE // 12),
        r"\begin{matrix}" * (SIZE // 14),
        r"\end{matrix}" * (SIZE // 12),
        r"\frac" * (SIZE // 5),
        r"\sqrt[" * (SIZE // 6),
        r"\over" * (SIZE // 5),
        "#1" * (SIZE // 2),
        r"\let" * (SIZE // 4),
        r"\def" * (SIZE // 4),
        r"\newcommand" * (SIZE // 11),
        r"\text{" * (SIZE // 6),
        r"\ce{" * (SIZE // 4),
        r"\ce{^" * (SIZE // 5),
        r"\qty(" * (SIZE // 5),
        r"\qty" * (SIZE // 4),
        r"\mqty(" * (SIZE // 6),
        r"\set{|" * (SIZE // 6),
        r"\braket{" * (SIZE // 8),
        r"\eval(" * (SIZE // 6),
        r"\num{" * (SIZE // 5),
        r"\num{" + "1" * SIZE + "}",
        r"\unit{" + "m" * SIZE + "}",
        r"\ce{" + "H2" * (SIZE // 2) + "}",
        r"\ce{" + "(" * 50 + "H" * SIZE + "}",
        "√(" * (SIZE // 2),
        "1" * SIZE,
        "\\" * (SIZE - 1),
        "\x00" * SIZE,
        "\ufffd" * (SIZE // 3),
        "|a" * (SIZE // 2),
        "||a" * (SIZE // 3),
        r"|a\rangle" * (SIZE // 9),
        r"\langle a|" * (SIZE // 10),
        "]a,b[" * (SIZE // 5),
        "%" * SIZE + "\nx",
        r"\ce{" + "(" * SIZE,
        r"\ce{" + "(" * 20_000 + "H" + ")" * 20_000 + "}",
        r"\ce{" + "->[" * (SIZE // 3),
        r"\imat{99}" * (SIZE // 9),
    ],
    ids=lambda formula: formula[:12],
)
def test_long_nonsense_is_answered_at_once(formula: str) -> None:
    begun = process_time()
    try:
        node = read(formula, limits=Limits()).node
    except MathspeakError as error:
        assert str(error)
    else:
        assert node.end <= len(formula)
    assert process_time() - begun < 2
