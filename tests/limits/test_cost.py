"""What is twice as long costs twice as much, counted in steps of the program and not in seconds.

A step is a line of Python that is run, or a call of a function in C. Both are the same each time, on any machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from mathspeak import Limits, MathspeakError, Translator
from mathspeak.documents.reading import read_source
from mathspeak.documents.tex.reading import read_tex
from mathspeak.expression import read as read_expression
from mathspeak.mathml.reader import read_mathml
from mathspeak.narration.composer import compose

# So that what is counted is the work, and not where it is refused.
WIDE = Limits(max_bytes=10**7, max_words=10**7, max_expansions=10**6, max_seconds=3600)
SIZES = (40, 80, 160, 320)
# A hundredth of what is counted may be work that is done once.
MOST_TIMES = 1.15
LONG: dict[str, Callable[[int], str]] = {
    "a long sum": lambda n: "+".join(["x_1"] * n),
    "a chain of relations": lambda n: "=".join(["a"] * n),
    "fractions in a row": lambda n: r"\frac{a}{b}+" * n + "c",
    "a product of letters": lambda n: "ab" * n,
    "scripts in a row": lambda n: "x_i^2" * n,
    "scripts on one base": lambda n: "x" + "^2" * n,
    "a matrix of many rows": lambda n: r"\begin{matrix}" + r"1 & 2 \\" * n + r"\end{matrix}",
    "a matrix of many columns": lambda n: r"\begin{matrix}" + "1 &" * n + r"1 \end{matrix}",
    "lines that are aligned": lambda n: r"\begin{align}" + r"a &= b \\" * n + r"\end{align}",
    "brackets that open": lambda n: "(x" * 90 + "+y" * n,
    "brackets that close": lambda n: "x)" * n,
    "bars": lambda n: "|x" * n,
    "less-than signs": lambda n: "a<" * n + "b",
    "braces that are not closed": lambda n: "{x}{" * 90 + "x" * n,
    "macros that are called": lambda n: r"\def\a#1{#1+b}" + r"\a{x}" * n,
    "macros that are defined": lambda n: r"\def\a{x}" * n + r"\a",
    "text": lambda n: r"\text{" + "some words " * n + "}",
    "texts": lambda n: r"\text{if } x" * n,
    "primes": lambda n: "f" + "'" * n,
    "unknown commands": lambda n: r"\foo{x}" * n,
    "one long command": lambda n: "\\" + "foo" * n + " x",
    "comments": lambda n: "% a comment\n" * n + "x",
    "whitespace": lambda n: "x" + " \n\t " * n + "y",
    "digits": lambda n: "7" * n,
    "numbers": lambda n: "12,345.67 " * n,
    "accents": lambda n: r"\hat{x}+" * n + "y",
    "functions": lambda n: r"\sin x+f(x)+" * n + "y",
    "quantities": lambda n: r"\qty{3}{\metre}+" * n + "y",
    "chemistry": lambda n: r"\ce{" + "H2O + " * n + "C}",
    "lists": lambda n: "a," * n + "b",
    "integrals": lambda n: r"\int x dx+" * n + "y",
    "commas and dots": lambda n: r"x_1,\ldots," * n + "y",
    "overs": lambda n: "{a \\over b}+" * n + "c",
    "delimiters of any size": lambda n: r"\left(x\right)+" * n + "y",
    "signs of Unicode": lambda n: "α≤β" * n,
}
# To the limit on nesting, which is 100.
DEEP: dict[str, Callable[[int], str]] = {
    "fractions in fractions": lambda n: r"\frac{a}{" * n + "x" + "}" * n,
    "roots in roots": lambda n: r"\sqrt{x+" * n + "x" + "}" * n,
    "scripts in scripts": lambda n: "x^{" * n + "x" + "}" * n,
    "brackets in brackets": lambda n: "(x+" * n + "x" + ")" * n,
    "groups in groups": lambda n: "{" * n + "x" + "}" * n,
    "texts in texts": lambda n: r"\text{a $" * n + "x" + "$}" * n,
    "matrices in matrices": lambda n: r"\begin{matrix}a&" * n + "x" + r"\end{matrix}" * n,
}


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python are run, and functions in C called."""
    counted = 0

    def traced(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal counted
        counted += event == "line"
        return traced

    def profiled(frame: FrameType, event: str, _: Any) -> None:
        nonlocal counted
        counted += event == "c_call"

    before = sys.gettrace(), sys.getprofile()
    sys.setprofile(profiled)
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return counted


def require_proportion(work: Callable[[int], object], sizes: tuple[int, ...] = SIZES) -> None:
    """Each doubling may cost twice as much and a little more."""
    work(sizes[0])
    found = [steps(lambda size=size: work(size)) for size in sizes]  # type: ignore[misc]
    for less, more in pairwise(found):
        assert more <= 2 * MOST_TIMES * less + 100, f"{sizes} took {found} steps"


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("style", ["natural", "clearspeak", "mathspeak"])
def test_a_long_formula_costs_in_proportion(style: str, name: str) -> None:
    translator = Translator(style, limits=WIDE, memo=0)
    # What looks ahead for a partner does so to a bound, which has to be passed first.
    sizes = (160, 320, 640) if name == "bars" else SIZES
    require_proportion(lambda size: translator.read(LONG[name](size)), sizes)


@pytest.mark.parametrize("name", DEEP)
@pytest.mark.parametrize("style", ["natural", "clearspeak", "mathspeak"])
def test_a_deep_formula_costs_in_proportion(style: str, name: str) -> None:
    translator = Translator(style, memo=0)

    def read(size: int) -> None:
        try:
            translator.read(DEEP[name](size))
        except MathspeakError as error:
            raise AssertionError(f"{size} levels are refused: {error}") from error

    require_proportion(read, (11, 22, 44))


@pytest.mark.parametrize("name", ["a long sum", "fractions in a row", "text", "accents", "macros that are called"])
def test_what_is_made_of_a_reading_costs_in_proportion(name: str) -> None:
    translator = Translator(limits=WIDE, memo=0)

    def told(size: int) -> None:
        reading = translator.read(LONG[name](size))
        reading.ssml()
        reading.explain()

    require_proportion(told)


@pytest.mark.parametrize("style", ["natural", "clearspeak"])
def test_the_german_reading_costs_in_proportion(style: str) -> None:
    translator = Translator(style, language="de", limits=WIDE, memo=0)
    require_proportion(lambda size: translator.read(LONG["functions"](size)))


DOCUMENTS = {
    "markdown": "# One\n\nLet $x$ be *given* and `so`.\n\n- a\n- b\n\n",
    "html": "<h2>One</h2><p>Let \\(x\\) be <i>given</i> and <code>so</code>.</p><ul><li>a<li>b</ul>",
    "text": "One\n===\n\nLet $x$ be given, e.g. so.\n\n",
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_long_document_costs_in_proportion(kind: str) -> None:
    translator = Translator(memo=0)

    def told(size: int) -> None:
        compose(read_source(DOCUMENTS[kind] * size, Path("notes"), kind), translator)

    require_proportion(told, (10, 20, 40))


def test_a_long_latex_document_costs_in_proportion(tmp_path: Path) -> None:
    path = tmp_path / "notes.tex"

    def told(size: int) -> None:
        path.write_text(r"\section{One}\label{a} Let $x$ be \emph{given}, see \ref{a}." * size, encoding="utf-8")
        compose(read_tex(path), Translator(memo=0))

    require_proportion(told, (10, 20, 40))


def test_long_mathml_costs_in_proportion() -> None:
    def read(size: int) -> None:
        read_mathml(
            "<math>" + "<mfrac><mi>a</mi><msup><mi>x</mi><mn>2</mn></msup></mfrac><mo>+</mo>" * size + "</math>"
        )

    require_proportion(read)


def test_long_prose_with_formulas_costs_in_proportion() -> None:
    translator = Translator(memo=0)
    require_proportion(lambda size: read_expression(translator, "Let $x$ be so. " * size))


def test_a_cost_that_is_not_in_proportion_is_noticed() -> None:
    def quadratic(size: int) -> None:
        for _ in range(size):
            for _ in range(size):
                pass

    with pytest.raises(AssertionError, match="steps"):
        require_proportion(quadratic)
