"""Texts that are being read, and where their characters stand in the document."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_BRACE = re.compile(r"\\[\s\S]|%[^\n]*|[{}]")
# How far ahead the braces of a group that does not end are looked at.
_WINDOW = 1_000_000
BLANK = re.compile(r"\n[ \t]*\n\s*")


class Source:
    """The text of one file, or of one expansion of a macro.

    ``base`` is the place of its first character in the document, where the files of a document count one after the
    other; all that an expansion makes stands at ``place``, where the macro was called. ``at``: "@" is a letter here.
    """

    __slots__ = ("_finds", "_pairs", "_paragraph", "_scanned", "at", "base", "endless", "path", "place", "string")

    def __init__(
        self,
        string: str,
        base: int = 0,
        place: tuple[int, int] | None = None,
        path: Path | None = None,
        at: bool = False,
    ) -> None:
        self.string = string
        self.base = base
        self.place = place
        self.path = path
        self.at = at
        # From where on an environment is known to have no end.
        self.endless: dict[str, int] = {}
        self._finds: dict[str, int] = {}
        self._pairs: dict[int, int] = {}
        self._scanned = (0, 0)
        self._paragraph = (1, 0)

    def start(self, position: int) -> int:
        return self.base + position if self.place is None else self.place[0]

    def end(self, position: int) -> int:
        return self.base + position if self.place is None else self.place[1]

    def find(self, needle: str, position: int) -> int:
        """Like `str.find`, but what is not found is looked for once and not again and again."""
        known = self._finds.get(needle, -2)
        if known == -1 or known >= position:
            return known
        found = self.string.find(needle, position)
        if len(self._finds) > 1000:
            self._finds.clear()
        self._finds[needle] = found
        return found

    def closer(self, position: int) -> int:
        """Where the group ends whose brace opens at ``position``; -1 if it does not, or not within a million signs.

        All groups inside one are found together with it, so that reading group after group stays linear.
        """
        begin, end = self._scanned
        if begin <= position < end:
            found = self._pairs.get(position, -1)
            if found >= 0 or position < begin + _WINDOW // 2 or end >= len(self.string):
                return found
        self._scan(position)
        return self._pairs.get(position, -1)

    def _scan(self, begin: int) -> None:
        pairs: dict[int, int] = {}
        unclosed: list[int] = []
        end = min(len(self.string), begin + _WINDOW)
        for match in _BRACE.finditer(self.string, begin, end):
            sign = match[0]
            if sign == "{":
                unclosed.append(match.start())
            elif sign == "}" and unclosed:
                pairs[unclosed.pop()] = match.start()
                if not unclosed:
                    end = match.end()
                    break
        self._pairs = pairs
        self._scanned = (begin, end)

    def paragraph_end(self, position: int, limit: int) -> int:
        """Where the next blank line begins, or the limit if that comes first."""
        begin, blank = self._paragraph
        if not begin <= position <= blank:
            found = BLANK.search(self.string, position)
            blank = found.start() if found else len(self.string)
            self._paragraph = (position, blank)
        return min(blank, limit)


class Region:
    """A part of a source, such as what stands between braces; not ``closed`` where the second is missing."""

    __slots__ = ("closed", "end", "source", "start")

    def __init__(self, source: Source, start: int, end: int, closed: bool = True) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.closed = closed

    @property
    def text(self) -> str:
        return self.source.string[self.start : self.end]

    def __bool__(self) -> bool:
        return self.end > self.start
