"""MathML that independent programs made of a formula reads as the formula does.

`converted` holds what MathJax 3, KaTeX and Temml make of each line of `formulas.txt`, without the LaTeX beside it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from latex2mathml.converter import convert

from mathspeak.mathml.reader import read_mathml
from mathspeak.translator import translate

FOLDER = Path(__file__).parent
CONVERTERS = ("mathjax", "katex", "temml", "latex2mathml")


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("%")]


FORMULAS = lines(FOLDER / "formulas.txt")
DIFFERENCES = {tuple(line.split(" | ")[:2]) for line in lines(FOLDER / "differences.txt")}


def made_by(converter: str) -> list[str]:
    if converter == "latex2mathml":
        return [convert(formula) for formula in FORMULAS]
    return lines(FOLDER / "converted" / f"{converter}.txt")


@pytest.mark.parametrize("converter", CONVERTERS)
def test_what_a_converter_writes_reads_as_its_formula(converter: str) -> None:
    wrong = {
        (converter, formula)
        for formula, mathml in zip(FORMULAS, made_by(converter), strict=True)
        if translate(read_mathml(mathml)) != translate(formula)
    }
    assert wrong == {(name, formula) for name, formula in DIFFERENCES if name == converter}


def test_there_are_formulas_enough() -> None:
    assert len(set(FORMULAS)) >= 150
