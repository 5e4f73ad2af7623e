"""The natural style against cases, one file a construct, and against the promise that words tell formulas apart."""

from __future__ import annotations

from collections import defaultdict

import pytest

from cases import FIXTURES, Case, cases_in, words
from mathspeak import Translator
from mathspeak.latex.nodes import Row

CASES = cases_in(FIXTURES / "natural")
KNOWN_WRONG = cases_in(FIXTURES / "known-wrong.txt")
# Formulas, one a line, that are variants of one notation.
VARIANTS = cases_in(FIXTURES / "variants.txt")
TRANSLATOR = Translator()


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_reading(case: Case) -> None:
    assert TRANSLATOR.read(case.latex).text == case.expected


def test_known_faults_are_still_faults() -> None:
    """A case that is mended moves to its construct's file, so that the list shrinks."""
    mended = [case.title for case in KNOWN_WRONG if TRANSLATOR.read(case.latex).text == case.expected]
    assert mended == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in VARIANTS])
def test_variants_of_a_notation_read_alike(case: Case) -> None:
    formulas = case.latex.splitlines()
    assert len(formulas) > 1
    assert {formula: words(TRANSLATOR.read(formula).text) for formula in formulas} == dict.fromkeys(
        formulas, case.expected
    )


def test_no_title_is_used_twice() -> None:
    names = [case.name for case in CASES]
    assert {name for name in names if names.count(name) > 1} == set()
    assert len(names) > 450


def test_formulas_that_are_no_variants_are_told_apart() -> None:
    notation = {formula: case.title for case in VARIANTS for formula in case.latex.splitlines()}
    spoken: dict[str, dict[str, str]] = defaultdict(dict)
    for case in CASES:
        if case.file != "malformed":
            spoken[words(case.expected).lower()][notation.get(case.latex, case.latex)] = case.name
    assert {said: formulas for said, formulas in spoken.items() if len(formulas) > 1} == {}


def test_a_part_keeps_apart_what_the_whole_formula_has() -> None:
    """Two signs that share a name are told apart in a part that holds one of them alone."""
    parsed = TRANSLATOR.parse(r"\epsilon<\varepsilon")
    assert isinstance(parsed.node, Row)
    assert [parsed.speak(item).text for item in parsed.node.items] == ["epsilon", "is less than", "variant epsilon"]
    assert TRANSLATOR.parse(r"1<\varepsilon").speak(parsed.node.items[2]).text == "epsilon"
