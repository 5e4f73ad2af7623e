"""Whole documents of every kind, each with the outline that it is read into beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents.outline import outline
from mathspeak.documents import blocks as b
from mathspeak.documents.decoding import everything
from mathspeak.documents.reading import SUFFIXES, read
from mathspeak.mathml.reader import read_mathml
from mathspeak.translator import Translator

PAGES = Path(__file__).parent / "pages"
FILES = sorted(path for path in PAGES.iterdir() if path.suffix.lower() in SUFFIXES and "outline" not in path.name)
# A notebook's places count the sources of its cells, not the file.
PLACED = [path for path in FILES if path.suffix != ".ipynb"]

pages = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
placed = pytest.mark.parametrize("path", PLACED, ids=lambda path: path.name)


def test_there_is_a_page_of_every_kind() -> None:
    assert {path.suffix.lower() for path in FILES} >= {".md", ".qmd", ".rmd", ".ipynb", ".html", ".xhtml", ".txt"}


@pages
def test_a_page_has_its_outline(path: Path) -> None:
    assert outline(read(path)) == (PAGES / f"{path.name}.outline.txt").read_text(encoding="utf-8")


@pages
def test_no_source_is_left_in_the_words(path: Path) -> None:
    for item in everything(read(path)):
        if isinstance(item, b.Words):
            assert not re.search(r"\\|\$[^\s\d]|\$\$|[\ue000-\uf8ff\x1a]|</?\w+>|\*\*|\{[#:.{<]|^:{3}", item.text), item


@pages
def test_the_formulas_of_a_page_can_be_read(path: Path) -> None:
    document = read(path)
    translator = Translator(macros=document.macros)
    formulas = [item for item in everything(document) if isinstance(item, b.Formula)]
    assert formulas
    for formula in formulas:
        reading = translator.read(formula.latex or read_mathml(formula.mathml))
        assert reading.text
        assert reading.warnings == [], formula


@placed
def test_runs_stand_where_they_say(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for item in everything(read(path)):
        assert 0 <= item.start <= item.end <= len(source)
        there = source[item.start : item.end]
        if isinstance(item, b.Words) and "&" not in there and re.match(r"\s*\w{2}", item.text):
            first = re.findall(r"\w+", item.text)[0]
            # A role, a command or a substitution prints something else than stands in the source.
            assert first in there or re.search(r"[`{]|---", there), (item, there)
        elif isinstance(item, b.Formula) and item.latex and "&" not in there and "ltx_" not in there:
            written = re.sub(r"[\s>]|\(\\#eq:\w+\)", "", there)
            latex = re.sub(r"[\s>]", "", item.latex)
            assert latex in written or "<su" in there or re.search(r"[\^~]\w+[\^~]|`|\\\|", there), (item, there)


@placed
def test_runs_of_a_block_stand_in_order(path: Path) -> None:
    for block in everything(read(path)):
        if isinstance(block, b.Paragraph | b.Heading):
            starts = [run.start for run in block.runs]
            assert starts == sorted(starts), block
