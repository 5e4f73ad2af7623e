"""What the formulas of a document tell about each other."""

from __future__ import annotations

import pytest

from mathspeak.latex.reader import read
from mathspeak.limits import Limits
from mathspeak.meaning.shared import functions_of


@pytest.mark.parametrize(
    ("formulas", "functions"),
    [
        ((r"y(t)", r"y+1"), "y"),
        ((r"y(t)", r"G'(t)", r"x(y+1)"), "G"),
        ((r"p(x)", r"p(1-p)"), ""),
        ((r"y(t)", r"(y)"), ""),
        ((r"y(t)", r"[y]"), ""),
        ((r"y(t)", r"(xy)"), ""),
        ((r"y(t)", r"(y_1+1)"), ""),
        ((r"y(t)", r"(\hat y+1)"), ""),
        ((r"y(t)", r"(\frac{y}{2})"), ""),
        ((r"y(t)", r"\frac{y}{2}"), "y"),
        ((r"y(t)", r"(t)y"), "y"),
        ((r"y(t)", r"(y(t)+1)"), "y"),
        ((r"y(t)", r"(y_1(t)+1)"), "y"),
        ((r"y(t)", r"(y(t)^2+1)"), "y"),
        ((r"y(t)", r"(y'+1)"), ""),
        ((r"y(t)", r"(ty(t))"), "y"),
        ((r"y(t)", r"(2(t))"), "y"),
        ((r"y(t)", r"(yt(x))"), ""),
        ((r"y(t)", r"\frac{}{y}"), "y"),
        ((), ""),
    ],
)
def test_letters_that_are_functions_throughout(formulas: tuple[str, ...], functions: str) -> None:
    assert functions_of(read(latex, limits=Limits()).node for latex in formulas) == frozenset(functions)
