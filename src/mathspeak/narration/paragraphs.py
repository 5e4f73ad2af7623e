"""Paragraphs that one sentence runs through: up to a displayed formula that stands alone, and on after it."""

from __future__ import annotations

from mathspeak.documents.blocks import Formula, Paragraph, Words
from mathspeak.narration.endings import final_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mathspeak.documents.blocks import Block, Run

_ENDS = (".", "!", "?", "…", "”", "»")


def joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, neighbours that share a sentence as one paragraph.

    >>> one = Paragraph([Words("We have", 0, 7)], 0, 7)
    >>> two = Paragraph([Formula("x=1,", True, 9, 17)], 9, 17)
    >>> three = Paragraph([Words("so x is odd.", 19, 31)], 19, 31)
    >>> [len(block.runs) for block in joined([one, two, three])]
    [5]
    """
    held: Paragraph | None = None
    for block in blocks:
        if held is not None and isinstance(block, Paragraph) and _goes_on(held, block):
            blank = Words(" ", held.end, held.end)
            held = Paragraph([*held.runs, blank, *block.runs], held.start, block.end)
            continue
        if held is not None:
            yield held
        held = block if isinstance(block, Paragraph) else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    last, first = _edge(before.runs[::-1]), _edge(after.runs)
    if isinstance(first, Formula) and first.display:
        return isinstance(last, Words) and not last.text.rstrip().endswith(_ENDS)
    if isinstance(last, Formula) and last.display and isinstance(first, Words):
        text = first.text.lstrip()
        return final_mark(last.latex)[1] not in (".", "?") and (text[:1].islower() or text[:1] in (",", ";", "."))
    return False


def _edge(runs: Sequence[Run]) -> Run | None:
    """The first run that shows."""
    return next((run for run in runs if not isinstance(run, Words) or run.text.strip()), None)
