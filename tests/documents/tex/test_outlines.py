"""Whole documents and small ones against what they are read as."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, cases_in
from documents.outline import outline
from documents.tex.reading import FIXTURES, formulas, read_text, words
from mathspeak import Translator
from mathspeak.documents.tex import read_tex

CASES = cases_in(Path(__file__).parent / "cases")
DOCUMENTS = sorted(path.with_suffix(".tex") for path in FIXTURES.rglob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_read_as_its_outline_says(path: Path) -> None:
    assert outline(read_tex(path)) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_read_as_it_says(case: Case, tmp_path: Path) -> None:
    assert outline(read_text(tmp_path, case.latex)).rstrip("\n") == case.expected


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_no_markup_stands_in_the_words(path: Path) -> None:
    assert [run.text for run in words(read_tex(path)) if set(run.text) & set("\\${}")] == []


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.stem != "sloppy"], ids=lambda path: path.stem)
def test_the_formulas_are_understood_with_the_macros_of_their_document(path: Path) -> None:
    document = read_tex(path)
    translator = Translator(macros=document.macros)
    found = formulas(document)
    assert found
    for formula in found:
        assert translator.read(formula.latex).warnings == [], formula.latex
