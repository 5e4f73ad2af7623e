"""Runs gathered into paragraphs, and paragraphs into blocks, as they are read."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import (
    Block,
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
    Run,
    Statement,
    Table,
    Unread,
    Words,
)
from mathspeak.documents.tex.prose import approximate
from mathspeak.errors import LimitExceeded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SPACES = re.compile(r" {2,}")


def collapse(text: str) -> str:
    """
    >>> collapse("a \\n\\t b")
    'a b'
    """
    # Most texts have no other space than single blanks and line breaks, and a replacement by hand is far cheaper.
    text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return _SPACES.sub(" ", text) if "  " in text else text


class Context:
    """Something that blocks stand in; in an ``inline`` one, such as a heading, all that is read is one line of runs."""

    __slots__ = ("blocks", "inline", "runs")

    def __init__(self, inline: bool) -> None:
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.inline = inline


class Builder:
    """Takes words, runs and blocks in the order of the source."""

    __slots__ = ("_count", "_end", "_most", "_pieces", "_start", "contexts", "quiet")

    def __init__(self, max_runs: int) -> None:
        self.contexts = [Context(False)]
        # How many reasons there are to print nothing: a preamble, a package.
        self.quiet = 0
        self._pieces: list[str] = []
        self._start = 0
        self._end = 0
        self._count = 0
        self._most = max_runs

    def words(self, text: str, start: int, end: int) -> None:
        """Text as it is printed, but for the width of its spaces."""
        if self.quiet:
            return
        if not self._pieces:
            if not self.contexts[-1].runs:
                solid = text.lstrip()
                if not solid:
                    return
                if end - start == len(text):
                    start += len(text) - len(solid)
                text = solid
            self._start = self._end = start
        self._pieces.append(text)
        # What stands in a figure or a list comes here at its end, after words that stand behind its beginning.
        self._end = max(self._end, end)

    def mark(self, text: str, start: int, end: int) -> None:
        """A punctuation mark, before which the source has a space that is not printed."""
        if self._pieces:
            self._pieces[-1] = self._pieces[-1].rstrip()
        self.words(text, start, end)

    def run(self, run: Run) -> None:
        if self.quiet:
            return
        self._flush()
        self._tally()
        self.contexts[-1].runs.append(run)

    def state(self) -> tuple[Context, int, int, int]:
        """Where what is read comes to stand now, for :meth:`rewind`."""
        context = self.contexts[-1]
        return context, len(context.blocks), len(context.runs), len(self._pieces)

    def rewind(self, state: tuple[Context, int, int, int]) -> None:
        """Take back what was read since then, unless something was opened or closed in between."""
        context, blocks, runs, pieces = state
        if context is self.contexts[-1] and len(context.blocks) >= blocks and len(context.runs) >= runs:
            if len(context.blocks) == blocks and len(context.runs) == runs:
                del self._pieces[pieces:]
            else:
                self._pieces = []
                del context.blocks[blocks:]
                del context.runs[runs:]

    def paragraph(self) -> None:
        """End a paragraph, if one has begun."""
        context = self.contexts[-1]
        if context.inline:
            if context.runs or self._pieces:
                end = self._end if self._pieces else context.runs[-1].end
                self.words(" ", end, end)
            return
        if self._pieces:
            self._flush()
        runs = context.runs
        if runs:
            context.runs = []
            _trim_end(runs)
            if runs:
                self._tally()
                last = max(runs[-1].end, runs[0].end)
                context.blocks.append(Paragraph(runs, runs[0].start, last))

    def block(self, block: Block) -> None:
        if self.quiet:
            return
        self.paragraph()
        self._tally()
        context = self.contexts[-1]
        if not context.inline:
            context.blocks.append(block)
            return
        self.words(" ", block.start, block.start)
        for run in runs_of(block):
            if isinstance(run, Words):
                self.words(run.text, run.start, run.end)
            else:
                self.run(run)
        self.words(" ", block.end, block.end)

    def open(self, inline: bool = False, within: bool = False) -> None:
        """Begin something that blocks stand in, or a line of runs; ``within`` a paragraph that goes on after it."""
        if inline or within or self.contexts[-1].inline:
            self._flush()
        else:
            self.paragraph()
        self.contexts.append(Context(inline))

    def close(self) -> Context:
        """End what was begun last."""
        if self.contexts[-1].inline:
            self._flush()
            _trim_end(self.contexts[-1].runs)
        else:
            self.paragraph()
        return self.contexts.pop()

    def _tally(self) -> None:
        self._count += 1
        if self._count > self._most:
            raise LimitExceeded(
                "max_runs",
                f"the document has more than {self._most:,} pieces of text and formulas",
                hint="split the document",
            )

    def _flush(self) -> None:
        if not self._pieces:
            return
        last = self._pieces[-1]
        text = collapse("".join(self._pieces))
        self._pieces = []
        runs = self.contexts[-1].runs
        if runs and text[:1] == " " and isinstance(runs[-1], Words) and runs[-1].text[-1:] == " ":
            text = text[1:]
        if text == " " and runs and isinstance(runs[-1], Formula) and runs[-1].display:
            return
        if text:
            trailing = len(last) - len(last.rstrip())
            end = self._end - trailing if trailing < len(last) and self._end - trailing > self._start else self._end
            self._tally()
            runs.append(Words(text, self._start, end))


def _trim_end(runs: list[Run]) -> None:
    while runs and isinstance(last := runs[-1], Words):
        last.text = last.text.rstrip()
        if last.text:
            return
        runs.pop()


def runs_of(block: Block) -> list[Run]:
    """All runs of a block in one line, for places that have no room for blocks."""
    match block:
        case Paragraph() | Heading():
            return block.runs
        case Figure():
            return [Image(block.alt, block.source, block.start, block.end), *block.caption]
        case CodeBlock():
            return [Code(block.text, block.start, block.end)]
        case Table():
            return _spaced([cell for row in block.rows for cell in row])
        case ListBlock():
            return _spaced([runs_of(inner) for item in block.items for inner in item])
        case Statement() | Quote() | Output():
            return _spaced([runs_of(inner) for inner in block.blocks])
        case Unread():
            return []


def _spaced(parts: list[list[Run]]) -> list[Run]:
    """The runs of several lines in one."""
    runs: list[Run] = []
    for part in parts:
        if part and runs:
            runs.append(Words(" ", part[0].start, part[0].start))
        runs += part
    return runs


def plain(runs: list[Run], formula: Callable[[str], str] = approximate) -> str:
    """The words of a line, as a title or a mark needs them; ``formula`` gives the words for a formula's source."""
    texts: list[str] = []
    for run in runs:
        match run:
            case Words() | Code():
                texts.append(run.text)
            case Formula():
                texts.append(formula(run.latex))
            case Reference():
                texts.append(run.number)
            case Citation():
                texts.append(run.printed)
            case Image() | Footnote():
                pass
    return collapse("".join(texts)).strip()
