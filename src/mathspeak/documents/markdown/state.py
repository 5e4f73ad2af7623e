"""What is known of a Markdown document while it is read."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from mathspeak.documents import blocks as b
from mathspeak.documents.labels import Labels
from mathspeak.documents.markdown.covered import Covered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token


class State:
    """The covered text, the labels and macros, and where in the document the reader is."""

    __slots__ = (
        "beside",
        "covered",
        "env",
        "is_d2l",
        "is_pandoc",
        "is_table",
        "labels",
        "lines",
        "macros",
        "note_depth",
        "notes",
        "notices",
        "offset",
        "pending",
        "quotes",
        "read_blocks",
        "starts",
        "substitutions",
    )

    def __init__(self, covered: Covered, labels: Labels, read_blocks: Callable[[list[Token]], list[b.Block]]) -> None:
        self.covered = covered
        self.labels = labels
        self.read_blocks = read_blocks
        self.lines = covered.text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.macros: list[str] = []
        self.notices: list[b.Notice] = []
        # Notes by label, until they are read; blocks that stand in the middle of a line; labels of the block before.
        self.notes: dict[str, list[Token]] = {}
        self.note_depth = 0
        self.env: dict[str, Any] = {}
        self.pending: list[b.Block] = []
        self.beside: list[str] = []
        self.substitutions: dict[str, str] = {}
        self.quotes = 0
        self.is_table = False
        self.is_pandoc = False
        self.is_d2l = False
        # What is added to every place: where the text begins in a notebook.
        self.offset = 0

    def notice(self, code: str, message: str, start: int, end: int) -> None:
        self.notices.append(b.Notice(code, message, start, end))

    def inline_note(self, identity: int) -> tuple[str, list[Token]] | None:
        """The text and the tokens of a note that is written where its mark stands."""
        note = self.env.get("footnotes", {}).get("list", {}).get(identity, {})
        return (note["content"], note["tokens"]) if "tokens" in note else None

    def span(self, lines: list[int] | None) -> tuple[int, int]:
        """The place of some lines without the space around what stands in them."""
        if not lines:
            return self.offset, self.offset
        first, last = lines[0], max(lines[1], lines[0] + 1)
        start = self.starts[min(first, len(self.starts) - 1)]
        end = self.starts[min(last, len(self.starts) - 1)] - 1
        text = self.covered.source[start:end]
        start += len(text) - len(text.lstrip())
        return start + self.offset, max(start, end - (len(text) - len(text.rstrip()))) + self.offset


class Places:
    """Where the characters of a block's inline text stand: line by line behind what begins each line of the block."""

    __slots__ = ("_offsets", "_starts")

    def __init__(self, content: str, lines: list[int] | None, state: State, at: int = 0) -> None:
        self._starts: list[int] = []
        self._offsets: list[int] = []
        line = lines[0] if lines else 0
        position = 0
        for text in content.split("\n"):
            source = state.lines[line] if line < len(state.lines) else ""
            # From the end: what stands before the content is markup, and may look like it.
            column = source.rfind(text) if not at else source.find(text, at)
            if column < 0:
                column = max(source.find(text.strip()[:8]), 0)
            self._starts.append(position)
            self._offsets.append(state.offset + state.starts[min(line, len(state.starts) - 1)] + column)
            position += len(text) + 1
            line += 1

    def __call__(self, at: int) -> int:
        index = bisect_right(self._starts, at) - 1
        return self._offsets[index] + at - self._starts[index]


class Shifted(Places):
    """The places of an inline text within another."""

    __slots__ = ("_outer", "_shift")

    def __init__(self, outer: Places, shift: int) -> None:
        self._outer = outer
        self._shift = shift

    def __call__(self, at: int) -> int:
        return self._outer(at + self._shift)
