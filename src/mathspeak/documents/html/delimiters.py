"""Formulas that stand in the text of a page between delimiters, and where its characters stand in the source."""

from __future__ import annotations

import re
from bisect import bisect_right

from mathspeak.documents.equations import MATH_ENVIRONMENTS
from mathspeak.documents.html.tokens import Token, unescape
from mathspeak.documents.math_spans import math_spans

_ENTITY = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?")
_BEGIN = re.compile(r"\\begin\{(\w+\*?)\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TEX = re.compile(r"[\\^_{}=+<>|\d]")


def pieces(text: str) -> list[tuple[int, int, tuple[int, int], bool]]:
    """The formulas of a text: where each begins and ends, where its inside does, and whether it is displayed."""
    found: list[tuple[int, int, tuple[int, int], bool]] = []
    for span in math_spans(text, closed_only=True):
        inner = text[span.inner_start : span.inner_end]
        if text[span.start] == "\\" and not _TEX.search(inner) and _WORD.search(inner):
            continue
        found.append((span.start, span.end, (span.inner_start, span.inner_end), span.display))
    ends = [end for _, end, _, _ in found]
    for start, end in environments(text):
        following = bisect_right(ends, start)
        if following == len(found) or found[following][0] >= end:
            found.append((start, end, (start, end), True))
    return sorted(found)


def environments(text: str) -> list[tuple[int, int]]:
    """Environments of mathematics that stand in a text without delimiters."""
    found: list[tuple[int, int]] = []
    at = 0
    missing: set[str] = set()
    while opening := _BEGIN.search(text, at):
        closing = f"\\end{{{opening[1]}}}"
        end = -1 if closing in missing else text.find(closing, opening.end())
        at = opening.end()
        if end < 0:
            missing.add(closing)
        elif opening[1] in MATH_ENVIRONMENTS:
            at = end + len(closing)
            found.append((opening.start(), at))
    return found


class Places:
    """Where a character of a text stands in the source, which may have written it as an entity."""

    __slots__ = ("_shifts", "_start", "_texts")

    def __init__(self, start: int, texts: list[int], shifts: list[int]) -> None:
        self._start = start
        self._texts = texts
        self._shifts = shifts

    def __call__(self, at: int) -> int:
        index = bisect_right(self._texts, at) - 1
        return self._start + at + (self._shifts[index] if index >= 0 else 0)


def places_of(token: Token, source: str) -> Places:
    if token.end - token.start == len(token.text):
        return Places(token.start, [], [])
    texts: list[int] = []
    shifts: list[int] = []
    shift = 0
    for entity in _ENTITY.finditer(source, token.start, token.end):
        printed = len(unescape(entity.group()))
        shift += entity.end() - entity.start() - printed
        texts.append(entity.end() - token.start - shift)
        shifts.append(shift)
    return Places(token.start, texts, shifts)
