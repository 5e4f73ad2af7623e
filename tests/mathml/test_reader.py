from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, cases_in
from mathspeak.errors import LatexError, LimitExceeded
from mathspeak.limits import Limits
from mathspeak.mathml.reader import read_mathml
from mathspeak.translator import translate

CASES = cases_in(Path(__file__).parent / "cases.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_mathml_is_written_as_latex(case: Case) -> None:
    assert read_mathml(case.latex) == case.expected
    assert translate(case.expected)


@pytest.mark.parametrize("source", ["", "x", "<math></math>", "<math><mspace/></math>", "<math><mrow></math>"])
def test_nothing_to_read_is_an_error(source: str) -> None:
    with pytest.raises(LatexError, match=r"nothing to read|no MathML"):
        read_mathml(source)


def test_depth_is_bounded() -> None:
    with pytest.raises(LimitExceeded, match="nested more than"):
        read_mathml("<mrow>" * 100_000 + "<mi>x</mi>")
    nested = "<msqrt>" * 200 + "<mi>x</mi>" + "</msqrt>" * 200
    with pytest.raises(LimitExceeded, match="nested"):
        translate(read_mathml(nested))


def test_size_is_bounded() -> None:
    with pytest.raises(LimitExceeded, match="bytes of MathML"):
        read_mathml("<math>" + "<mi>x</mi>" * 1000, limits=Limits(max_bytes=100))


def test_entities_of_a_document_type_are_not_declared() -> None:
    bomb = '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><math><mtext>&b;</mtext></math>'
    assert "aaaa" not in read_mathml(bomb)


def test_files_are_not_read() -> None:
    source = '<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]><math><mi>x</mi><mtext>&e;</mtext></math>'
    assert "root" not in read_mathml(source)
