"""Searches in a text that take time in proportion to it, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator


class Ahead:
    """Finds what closes something, and remembers it for the next place that asks."""

    __slots__ = ("_found", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, tuple[int, int]] = {}

    def find(self, sign: str, at: int) -> int:
        """Where a sign comes next from a place on; -1 where it does not."""
        asked, found = self._found.get(sign, (-1, -2))
        if asked <= at and (found >= at or found == -1):
            return found
        found = self._text.find(sign, at)
        self._found[sign] = (at, found)
        return found


def between(
    text: str, opening: re.Pattern[str], closing: Callable[[re.Match[str]], str]
) -> Iterator[tuple[re.Match[str], int, int]]:
    """What stands between an opening and the next closing sign: the match, where the closing begins and ends.

    >>> [text for text in ("a{b}c{d",) for _, start, end in between(text, re.compile("{"), lambda _: "}")]
    ['a{b}c{d']
    """
    ahead = Ahead(text)
    at = 0
    while match := opening.search(text, at):
        sign = closing(match)
        found = ahead.find(sign, match.end())
        if found < 0:
            at = match.end()
            continue
        yield match, found, found + len(sign)
        at = found + len(sign)


def replaced(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """The text with one sign in place of every character of some pieces, which are in order."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        if start >= at:
            pieces += (text[at:start], sign * (end - start))
            at = end
    return "".join(pieces) + text[at:] if pieces else text
