r"""The rows of a displayed formula, with their labels and tags: what whoever numbers formulas needs to know of them."""

from __future__ import annotations

import re

from mathspeak.latex.arguments import LINE_ENDS
from mathspeak.latex.commands.text import FONTS
from mathspeak.latex.tokens import OPENING, tokenize

# What stands in these is prose: a line break or a number there is not the formula's.
PROSE = frozenset([*FONTS, "\\hbox", "\\intertext", "\\shortintertext", "\\footnote"])
UNNUMBERED = frozenset(["\\notag", "\\nonumber", "\\IEEEnonumber", "\\IEEEnosubnumber"])
NUMBERED = frozenset(["\\IEEEyesnumber", "\\IEEEyessubnumber", "\\yesnumber"])
PLAIN_TAGS = frozenset(["\\eqno", "\\leqno"])
RULES = frozenset(["\\hline", "\\displaybreak", "\\allowdisplaybreaks"])


class Row:
    r"""``source[start:end]`` is the row without the line break after it.

    ``labels`` are names, ``tag`` is what stands in ``\tag`` or none, ``numbered`` what the row says of its own number:
    False after ``\notag``, none where it says nothing. ``cuts`` are the places of all of these; ``empty`` rows print
    nothing.
    """

    __slots__ = ("cuts", "empty", "end", "labels", "numbered", "start", "tag")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.labels: list[str] = []
        self.tag: str | None = None
        self.numbered: bool | None = None
        self.cuts: list[tuple[int, int]] = []
        self.empty = True


def rows(source: str) -> list[Row]:
    r"""The rows of what stands in an environment such as ``align``; line breaks inside another one are its own.

    >>> [(row.labels, row.tag, row.numbered) for row in rows(r"a \label{x} \\ {b\\c} \tag{2} \\ d \notag")]
    [(['x'], None, None), ([], '2', None), ([], None, False)]
    """
    return _Rows(source).read()


def without_numbers(source: str, found: list[Row]) -> str:
    r"""The source without the labels and tags of its rows.

    >>> source = r"a \tag{1}\label{x} \\ b"
    >>> without_numbers(source, rows(source))
    'a  \\\\ b'
    """
    pieces: list[str] = []
    last = 0
    for row in found:
        for start, end in row.cuts:
            pieces.append(source[last:start])
            last = max(last, end)
    pieces.append(source[last:])
    return "".join(pieces)


def written(source: str) -> list[str]:
    r"""The rows of a display as they were written, without its environments, their numbers and the marks of columns.

    >>> written(r"\begin{align} \abs{a} &\le b \label{x} \\ &= c \end{align}")
    ['\\abs{a} \\le b', '= c']
    """
    inner = source
    while (opening := _OPENING_OF_ALL.match(inner)) and (closing := _closing(inner, opening[1])):
        inner = inner[opening.end() : closing.start()]
    found = (row for row in rows(inner) if not row.empty)
    return [_one_line(without_numbers(inner[: row.end], [row])[row.start :]) for row in found]


_OPENING_OF_ALL = re.compile(
    r"\s*\\begin\s*\{(\w+\*?)\}(?:\s*\[[^\]]*\])?(?:(?<=at\})\s*\{\d+\}|(?<=at\*\})\s*\{\d+\})?"
)


def _closing(source: str, name: str) -> re.Match[str] | None:
    return re.compile(rf"\\end\s*\{{{re.escape(name)}\}}\s*\Z").search(source)


def _one_line(row: str) -> str:
    """The row without the marks of its own columns; those of a matrix in it stay."""
    tokens = tokenize(row)
    depth = 0
    texts: list[str] = []
    for text in tokens.texts:
        depth += (text in OPENING) - (text in ("}", "\\end"))
        texts.append(" " if text == "&" and depth == 0 else text)
    return " ".join("".join(texts).split())


class _Rows:
    """One pass over the tokens; a group of prose is passed over at once."""

    __slots__ = ("depth", "ends", "i", "row", "source", "starts", "texts")

    def __init__(self, source: str) -> None:
        tokens = tokenize(source)
        self.source = source
        self.texts = tokens.texts
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.i = 0
        # How many groups and environments are open.
        self.depth = 0
        self.row = Row(0)

    def read(self) -> list[Row]:
        found: list[Row] = []
        while text := self.texts[self.i]:
            at = self.i
            self.i += 1
            if text in LINE_ENDS and self.depth == 0:
                self.row.end = self.starts[at]
                found.append(self.row)
                self._skip()
                self.row = Row(self.starts[self.i])
            elif text == "\\label":
                self.row.labels.append(" ".join(self._argument().split()))
                self._cut(at)
            elif text == "\\tag":
                if self.texts[self.i] == "*":
                    self.i += 1
                self.row.tag = self._argument().strip()
                self._cut(at)
            elif text in UNNUMBERED or text in NUMBERED:
                self.row.numbered = text in NUMBERED
                self._cut(at)
            elif text in PLAIN_TAGS and self.depth == 0:
                self._rest_is_tag(at)
            elif text in PROSE:
                self.row.empty = False
                self._argument()
            else:
                self._pass(text)
        self.row.end = len(self.source)
        found.append(self.row)
        return found

    def _pass(self, text: str) -> None:
        if text in OPENING:
            self.depth += 1
        elif text in ("}", "\\end"):
            self.depth = max(0, self.depth - 1)
        if text in ("\\begin", "\\end"):
            self._argument()
        if not text.isspace() and text not in RULES and text != "&":
            self.row.empty = False

    def _cut(self, at: int) -> None:
        self.row.cuts.append((self.starts[at], self.ends[self.i - 1]))

    def _skip(self) -> None:
        """Pass over the star and the space that a line break may take."""
        if self.texts[self.i] == "*":
            self.i += 1
        if self.texts[self.i] == "[":
            end = self.i
            while self.texts[end] and self.texts[end] not in ("]", "\\\\", "{", "}", "&"):
                end += 1
            if self.texts[end] == "]":
                self.i = end + 1

    def _rest_is_tag(self, at: int) -> None:
        r"""``\eqno`` takes all that follows."""
        begin = self.ends[self.i - 1]
        self.i = len(self.texts) - 1
        self.row.tag = self.source[begin:].strip()
        self.row.cuts.append((self.starts[at], len(self.source)))

    def _argument(self) -> str:
        """The source of an argument; nothing is read where none follows."""
        start = self.i
        while self.texts[start].isspace():
            start += 1
        if self.texts[start] != "{":
            return ""
        depth = 0
        end = start
        while text := self.texts[end]:
            depth += (text == "{") - (text == "}")
            if not depth:
                break
            end += 1
        begin = self.ends[start]
        self.i = end + 1 if text else end
        return self.source[begin : self.starts[end]]
