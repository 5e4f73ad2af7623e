r"""Where environments end whose content is not read as text: by their own end, or by something the document defines."""

from __future__ import annotations

import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.tex.mouth import Frame
    from mathspeak.documents.tex.reader import Reader
    from mathspeak.documents.tex.sources import Source

_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%")
_AFTER = re.compile(
    r"\\(?:item|(?:sub)*section)(?![A-Za-z])|\\end\s*\{(?:itemize|enumerate|description|theorem|proof|document|frame)\}"
)
_MOST_NESTED = 100
_LONGEST_LINE = 2_000


def find_end(frame: Frame, name: str, *, nests: bool = True) -> tuple[int, int]:
    r"""Where ``\end{name}`` of an environment just begun starts and ends; -1 if there is none.

    Of those that do not nest, such as numbered displays, one that begins ends the search.
    """
    source, string = frame.source, frame.source.string
    if source.endless.get(name, len(string) + 1) <= frame.position:
        return -1, -1
    pattern = _ends_of(name)
    depth = hits = 0
    position = frame.position
    while found := pattern.search(string, position, frame.end):
        position = found.end()
        if is_hidden(string, frame.position, found.start()):
            continue
        hits += 1
        if found[1] == "end" and depth == 0:
            return found.start(), found.end()
        depth += 1 if found[1] == "begin" else -1
        if not nests or hits > _MOST_NESTED:
            return -1, -1
    if frame.end == len(string) and not hits:
        source.endless[name] = frame.position
    return -1, -1


@lru_cache(maxsize=256)
def _ends_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"\\(begin|end)\s*\{{{re.escape(name)}\}}")


def end_of_unclosed(source: Source, begin: int, limit: int) -> int:
    """Where a display whose end is missing is taken to end: before what cannot stand in one, or with its paragraph."""
    end = source.paragraph_end(begin, limit)
    found = _AFTER.search(source.string, begin, end)
    return found.start() if found else end


class Ending:
    """Where something of the document's own ends an environment, and what it stands for."""

    __slots__ = ("code", "end", "environment", "start")

    def __init__(self, start: int, end: int, code: str, environment: str) -> None:
        self.start = start
        self.end = end
        self.code = code
        self.environment = environment


def other_end(reader: Reader, frame: Frame, name: str, before: int) -> Ending | None:
    r"""The first macro or environment of the document that ends an environment, as in ``\be x = y \ee``."""
    found: Ending | None = None
    string = frame.source.string
    limit = before if before >= 0 else frame.end
    for ending, code, environment in reader.definitions.endings(name):
        at = frame.source.find(ending, frame.position)
        while 0 <= at < limit and ending[-1].isalpha() and string[at + len(ending) : at + len(ending) + 1].isalpha():
            at = string.find(ending, at + 1, limit)
        if 0 <= at < limit:
            limit = at
            found = Ending(at, at + len(ending), code, environment)
    return found


def is_hidden(string: str, begin: int, at: int) -> bool:
    """Whether a place is commented out, or its sign is one of an escape such as ``\\\\]``."""
    begin = max(begin, at - _LONGEST_LINE)
    line = max(begin, string.rfind("\n", begin, at) + 1)
    before = string[line:at]
    if "%" in before and _COMMENT.search(before):
        return True
    slashes = len(before) - len(before.rstrip("\\"))
    return slashes % 2 == 1
