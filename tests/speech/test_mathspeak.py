"""MathSpeak, word for word, in its three verbosities."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from cases import FIXTURES
from mathspeak import MathspeakError, Translator
from mathspeak.limits import Limits
from mathspeak.speech.styles import VERBOSITIES

TRANSLATORS = {verbosity: Translator("mathspeak", verbosity=verbosity) for verbosity in VERBOSITIES}


class Block(NamedTuple):
    """A formula, and the lines that stand indented below it."""

    latex: str
    lines: list[str]


def blocks_in(path: Path) -> list[Block]:
    blocks: list[Block] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            blocks[-1].lines.append(line[4:])
        else:
            blocks.append(Block(line, []))
    return blocks


FILES = sorted((FIXTURES / "mathspeak").glob("*.txt"))
CASES = [
    pytest.param(block.latex, verbosity, said, id=f"{path.stem}: {block.latex} ({verbosity})")
    for path in FILES
    for block in blocks_in(path)
    for verbosity, said in zip(VERBOSITIES, block.lines, strict=True)
]
DISAGREEMENTS = blocks_in(FIXTURES / "mathspeak-disagreements.txt")


@pytest.mark.parametrize(("latex", "verbosity", "said"), CASES)
def test_case(latex: str, verbosity: str, said: str) -> None:
    assert TRANSLATORS[verbosity].read(latex).text == said


@pytest.mark.parametrize("block", DISAGREEMENTS, ids=lambda block: block.latex)
def test_disagreement_is_as_listed(block: Block) -> None:
    theirs, ours, reason = block.lines
    assert TRANSLATORS["verbose"].read(block.latex).text == ours
    assert theirs != ours
    assert reason


def test_there_are_cases_of_every_kind() -> None:
    assert {path.stem for path in FILES} >= {"fractions", "roots", "scripts", "limits", "marks", "tables", "section-8"}
    assert len({case.id for case in CASES}) == len(CASES) > 600


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
