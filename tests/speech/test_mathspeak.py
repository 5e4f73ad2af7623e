"""MathSpeak, word for word, in its three verbosities."""

from __future__ import annotations

import pytest

from cases import FIXTURES, Case, cases_in
from mathspeak import MathspeakError, Translator
from mathspeak.limits import Limits
from mathspeak.speech.styles import VERBOSITIES

TRANSLATORS = {verbosity: Translator("mathspeak", verbosity=verbosity) for verbosity in VERBOSITIES}


FORMULAS = cases_in(FIXTURES / "mathspeak")
CASES = [
    pytest.param(case.latex, verbosity, said, id=f"{case.name}, {verbosity}")
    for case in FORMULAS
    for verbosity, said in zip(VERBOSITIES, case.expected.splitlines(), strict=True)
]
# The title is the reason, what is expected their reading and ours.
DISAGREEMENTS = cases_in(FIXTURES / "mathspeak-disagreements.txt")


@pytest.mark.parametrize(("latex", "verbosity", "said"), CASES)
def test_case(latex: str, verbosity: str, said: str) -> None:
    assert TRANSLATORS[verbosity].read(latex).text == said


@pytest.mark.parametrize("case", DISAGREEMENTS, ids=lambda case: case.latex)
def test_disagreement_is_as_listed(case: Case) -> None:
    theirs, ours = case.expected.splitlines()
    assert TRANSLATORS["verbose"].read(case.latex).text == ours != theirs


def test_there_are_cases_of_every_kind() -> None:
    kinds = {case.file for case in FORMULAS}
    assert kinds >= {"fractions", "roots", "scripts", "limits", "marks", "tables", "faults-of-others"}
    assert len({case.latex for case in FORMULAS}) == len(FORMULAS) > 200


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"\unheardof{k}{m}", "unheardof StartArgument k EndArgument StartArgument m EndArgument"),
        (r"k_", "k Subscript"),
        (r"\frac{k}{", "StartFraction k Over EndFraction"),
        (r"\left(k", "left parenthesis k"),
        (r"k)", "k right parenthesis"),
    ],
)
def test_what_is_not_known_or_not_whole_is_said(latex: str, said: str) -> None:
    reading = TRANSLATORS["verbose"].read(latex)
    assert reading.text == said


def test_words_are_bounded() -> None:
    translator = Translator("mathspeak", limits=Limits(max_words=50))
    with pytest.raises(MathspeakError, match="more than 50 words"):
        translator.read("k+" * 40 + "k")


def test_templates_are_said() -> None:
    translator = Translator("mathspeak", speak={"\\edge": "edge from #1 to #2"})
    assert translator.read(r"\edge{k_m}{p}^2").text == "edge from k Subscript m Baseline to p squared"


def test_no_inference_is_used() -> None:
    """What other styles understand is said as it is printed."""
    assert TRANSLATORS["verbose"].read(r"\frac{dg}{dk}").text == "StartFraction d g Over d k EndFraction"
    assert TRANSLATORS["verbose"].read("g(k)").text == "g left parenthesis k right parenthesis"
    assert TRANSLATORS["verbose"].read("A^T").text == "upper A Superscript upper T"


def test_each_word_knows_its_source() -> None:
    reading = TRANSLATORS["verbose"].read(r"\frac{k}{m^p}+1")
    spans = {phrase[0]: phrase[-2:] for phrase in reading.explain()}
    assert spans["StartFraction"] == (0, 13)
    assert spans["p"] == (11, 12)
    assert spans["plus"] == (13, 14)


def test_a_template_says_its_words_and_nothing_between_them() -> None:
    macros = "% speak: \\edge{#1}{#2} = edge #1 #2\n\\newcommand{\\edge}[2]{E_{#1#2}}"
    reading = Translator("mathspeak", macros=macros).read(r"\edge{k}{m}+1")
    assert reading.utterance.words == ["edge", "k", "m", "plus", "1"]
