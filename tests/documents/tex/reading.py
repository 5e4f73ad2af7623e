"""What tests of LaTeX documents share: documents from a text, and all of a document's runs in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mathspeak.documents import blocks as b
from mathspeak.documents.tex import read_tex
from mathspeak.documents.tex.bounds import Bounds

FIXTURES = Path(__file__).parent / "fixtures"


def read_text(folder: Path, text: str, bounds: Bounds | None = None) -> b.Document:
    path = folder / "notes.tex"
    path.write_text(text, encoding="utf-8")
    return read_tex(path, bounds=bounds)


def runs(blocks: Sequence[b.Block]) -> Iterator[b.Run]:
    """Every run, those of footnotes where their marks stand."""
    for block in blocks:
        for line in lines(block):
            for run in line:
                yield run
                if isinstance(run, b.Footnote):
                    yield from runs(run.blocks)
        yield from runs(inner(block))


def lines(block: b.Block) -> list[list[b.Run]]:
    match block:
        case b.Heading() | b.Paragraph():
            return [block.runs]
        case b.Table():
            return [block.caption, *(cell for row in block.rows for cell in row)]
        case b.Figure():
            return [block.caption]
        case b.Statement():
            return [block.title]
        case b.ListBlock():
            return []
        case _:
            return []


def inner(block: b.Block) -> list[b.Block]:
    match block:
        case b.ListBlock():
            return [one for item in block.items for one in item]
        case b.Statement() | b.Quote() | b.Output():
            return block.blocks
        case _:
            return []


def words(document: b.Document) -> list[b.Words]:
    return [run for run in runs(document.blocks) if isinstance(run, b.Words)]


def formulas(document: b.Document) -> list[b.Formula]:
    return [run for run in runs(document.blocks) if isinstance(run, b.Formula)]


def text(document: b.Document) -> str:
    """All words, a line a run."""
    return "\n".join(run.text for run in words(document))


def codes(document: b.Document) -> list[str]:
    return [notice.code for notice in document.notices]
