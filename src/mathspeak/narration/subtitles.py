"""Subtitles: what is said and when, in cues short enough to be read, as WebVTT and SubRip."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    class TimedWord(Protocol):
        """A word with the seconds at which it begins and ends."""

        @property
        def text(self) -> str: ...
        @property
        def start(self) -> float: ...
        @property
        def end(self) -> float: ...


# Characters of a line, and lines of a cue, that can be read while they are said.
LONGEST_LINE = 42
LINES = 2
# How many characters the silence at a mark is worth, where nothing tells when words are said.
_SILENCES = {",": 4, ";": 6, ":": 6, ".": 8, "!": 8, "?": 8, "…": 8}
# A cue ends at a mark rather than later, if the mark is not before this share of it.
_LEAST_FILLED = 0.4
_WORD = re.compile(r"[^\W_]+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]+")


class Cue:
    """A text on the screen from one second to another; its lines are parted by line feeds.

    >>> Cue(0.0, 1.5, "x squared")
    Cue(0.0, 1.5, 'x squared')
    """

    __slots__ = ("end", "start", "text")

    def __init__(self, start: float, end: float, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text

    def __repr__(self) -> str:
        return f"Cue({self.start}, {self.end}, {self.text!r})"


def cues(text: str, start: float, end: float, words: Sequence[TimedWord] = ()) -> list[Cue]:
    """A sentence that is said from ``start`` to ``end`` as cues of two lines at most.

    They part at the times of the ``words``, if those are the words of the text; otherwise by how much is said, with a
    share for the silence at each mark.

    >>> [cue.text for cue in cues("The square root of the quantity x plus one is less than two.", 0, 4)]
    ['The square root of the quantity\\nx plus one is less than two.']
    """
    tokens = [piece for token in text.split() for piece in _hard_cut(token)]
    if not tokens:
        return []
    groups = list(_groups(tokens))
    times = _starts(groups, start, end, words)
    ends = [*times[1:], end]
    return [
        Cue(begin, finish, "\n".join(_lines(group))) for group, begin, finish in zip(groups, times, ends, strict=True)
    ]


def webvtt(cues: Iterable[Cue], title: str = "") -> str:
    """Cues as WebVTT.

    >>> print(webvtt([Cue(0, 1.5, "1 < 2 & so")]), end="")
    WEBVTT
    <BLANKLINE>
    1
    00:00:00.000 --> 00:00:01.500
    1 &lt; 2 &amp; so
    """
    head = f"WEBVTT {_one_line(title).replace('-->', '→')}".rstrip()
    parts = [head]
    for number, (cue, first, last) in enumerate(_in_order(cues), 1):
        text = cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f"{number}\n{_time(first, '.')} --> {_time(last, '.')}\n{_lines_of(text)}")
    return "\n\n".join(parts) + "\n"


def subrip(cues: Iterable[Cue]) -> str:
    """Cues as SubRip, .srt, which knows no way to write a bracket that is none of its own.

    >>> print(subrip([Cue(0, 1.5, "x squared")]), end="")
    1
    00:00:00,000 --> 00:00:01,500
    x squared
    """
    parts: list[str] = []
    for number, (cue, first, last) in enumerate(_in_order(cues), 1):
        text = cue.text.replace("<", "‹").replace(">", "›")
        parts.append(f"{number}\n{_time(first, ',')} --> {_time(last, ',')}\n{_lines_of(text)}\n")
    return "\n".join(parts)


def _hard_cut(token: str) -> Iterator[str]:
    """A word in pieces that each fit into a line."""
    for at in range(0, len(token), LONGEST_LINE):
        yield token[at : at + LONGEST_LINE]


def _groups(tokens: list[str]) -> Iterator[list[str]]:
    """The words of each cue: as many as fit, but rather to the last mark."""
    while tokens:
        count = _fitting(tokens)
        if count < len(tokens):
            marks = [i for i in range(1, count + 1) if tokens[i - 1][-1] in _SILENCES]
            if marks and len(" ".join(tokens[: marks[-1]])) >= _LEAST_FILLED * LONGEST_LINE * LINES:
                count = marks[-1]
        yield tokens[:count]
        tokens = tokens[count:]


def _fitting(tokens: list[str]) -> int:
    """How many words fit into the lines of a cue."""
    lines, width = 1, 0
    for count, token in enumerate(tokens):
        wide = width + len(token) + (width > 0)
        if wide > LONGEST_LINE:
            lines += 1
            wide = len(token)
            if lines > LINES:
                return count
        width = wide
    return len(tokens)


def _lines(tokens: list[str]) -> list[str]:
    """The words in one line, or in two of about the same length."""
    whole = " ".join(tokens)
    if len(whole) <= LONGEST_LINE:
        return [whole]
    best: tuple[int, list[str]] | None = None
    for i in range(1, len(tokens)):
        first, second = " ".join(tokens[:i]), " ".join(tokens[i:])
        if max(len(first), len(second)) <= LONGEST_LINE:
            at_mark = first[-1] in _SILENCES
            value = abs(len(first) - len(second)) - (LONGEST_LINE // 4 if at_mark else 0)
            if best is None or value < best[0]:
                best = value, [first, second]
    return best[1] if best else [whole]


def _starts(groups: list[list[str]], start: float, end: float, words: Sequence[TimedWord]) -> list[float]:
    """When each group of words begins."""
    said = [_WORD.findall(" ".join(group).lower()) for group in groups]
    heard = [word for timed in words for word in _WORD.findall(timed.text.lower())]
    if words and heard == [word for group in said for word in group]:
        begins = [timed.start for timed in words for _ in _WORD.findall(timed.text)]
        firsts = [sum(map(len, said[:i])) for i in range(len(groups))]
        times = [begins[first] if first < len(begins) else end for first in firsts]
        return [start, *times[1:]]
    weights = [sum(len(token) + 1 + _SILENCES.get(token[-1], 0) for token in group) for group in groups]
    total = sum(weights)
    return [start + (end - start) * sum(weights[:i]) / total for i in range(len(groups))]


def _in_order(cues: Iterable[Cue]) -> Iterator[tuple[Cue, int, int]]:
    """The cues with their milliseconds: none is empty, none begins before the last has ended."""
    before = 0
    for cue in cues:
        if not cue.text.strip():
            continue
        first = max(before, round(cue.start * 1000))
        last = max(first + 1, round(cue.end * 1000))
        yield cue, first, last
        before = last


def _time(milliseconds: int, point: str) -> str:
    seconds, part = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{part:03}"


def _one_line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _lines_of(text: str) -> str:
    return "\n".join(filter(None, map(_one_line, text.split("\n"))))
