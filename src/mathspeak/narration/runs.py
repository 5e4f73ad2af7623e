"""A walk through the runs of a document, whatever blocks they stand in."""

from __future__ import annotations

from mathspeak.documents.blocks import (
    Citation,
    Code,
    CodeBlock,
    Figure,
    Footnote,
    Formula,
    Heading,
    Image,
    ListBlock,
    Output,
    Paragraph,
    Quote,
    Reference,
    Statement,
    Table,
    Unread,
    Words,
)
from mathspeak.documents.math_spans import math_spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mathspeak.documents.blocks import Block, Run


def runs_in(blocks: Iterable[Block]) -> Iterator[Run]:
    """The runs of some blocks in the order in which they are read, notes where their marks stand."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield from _with_notes(block.runs)
        elif isinstance(block, Table):
            yield from _with_notes(block.caption)
            for row in block.rows:
                for cell in row:
                    yield from _with_notes(cell)
        elif isinstance(block, Figure):
            yield from _with_notes(block.caption)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from runs_in(item)
        elif isinstance(block, Statement):
            yield from _with_notes(block.title)
            yield from runs_in(block.blocks)
        elif isinstance(block, Quote | Output):
            yield from runs_in(block.blocks)
        elif isinstance(block, CodeBlock):
            yield Code(block.text, block.start, block.end)
        elif isinstance(block, Unread):
            yield Words(block.what, block.start, block.end)


def _with_notes(runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        yield run
        if isinstance(run, Footnote):
            yield from runs_in(run.blocks)
    # What was a text of its own does not run into the next.
    yield Words(" ", 0, 0)


def formulas_in(blocks: Iterable[Block]) -> Iterator[Formula]:
    """The formulas of some blocks."""
    return (run for run in runs_in(blocks) if isinstance(run, Formula))


def runs_from(text: str, place: int) -> list[Run]:
    """A text in which formulas may stand between dollar signs, as runs that all stand in one place."""
    found: list[Run] = []
    position = 0
    for span in filter(lambda span: span.closed, math_spans(text)):
        found.append(Words(text[position : span.start], place, place))
        found.append(Formula(text[span.inner_start : span.inner_end], False, place, place))
        position = span.end
    return [*found, Words(text[position:].replace("\\$", "$"), place, place)]


def plain_text(blocks: Iterable[Block]) -> str:
    """What was written in some blocks, on one line, for lists of what is left out."""
    return " ".join("".join(map(_written, runs_in(blocks))).split())


def _written(run: Run) -> str:
    if isinstance(run, Words | Code):
        return run.text
    if isinstance(run, Formula):
        return f"${run.latex}$"
    if isinstance(run, Reference):
        return run.number or run.label
    if isinstance(run, Citation):
        return f"[{run.printed}]"
    return run.alt if isinstance(run, Image) else ""
