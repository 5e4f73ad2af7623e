"""Pieces of Markdown, HTML and plain text with the outlines that they are read into."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, cases_in
from documents.outline import outline
from mathspeak.documents.reading import read_source

CASES = cases_in(Path(__file__).parent / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_piece_has_its_outline(case: Case) -> None:
    assert outline(read_source(case.latex, Path("page"), case.file)).rstrip("\n") == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_line_ends_change_nothing_but_places(case: Case) -> None:
    source = case.latex.replace("\n", "\r\n")
    assert outline(read_source(source, Path("page"), case.file)).rstrip("\n") == case.expected
