"""Source text to tokens: commands, runs of digits, runs of space, single characters.

A token is its text; where it stood is kept in two lists beside it, since most formulas never ask.
"""

from __future__ import annotations

import re
from itertools import accumulate

TOKEN = re.compile(
    r"\\(?:[A-Za-z]+|.|\Z)"  # a command, a control symbol, or a lone backslash at the end
    r"|\.\.\."
    r"|[0-9]+(?:\.[0-9]+)*|\.[0-9]+"
    r"|\s+"
    r"|%[^\n]*(?:\n\s*)?"  # a comment takes the line's end and the next line's indentation with it
    r"|\#+[0-9]?"
    r"|.",
    re.DOTALL,
)


OPENING = frozenset(["{", "\\begin"])
ENDING = frozenset(["}", "\\end"])
SCRIPT_SIGNS = frozenset(["^", "_"])


class Tokens:
    """Token texts with their offsets; both end with an empty sentinel, so that a reader need not count."""

    __slots__ = ("ends", "starts", "texts")

    def __init__(self, texts: list[str], starts: list[int], ends: list[int]) -> None:
        self.texts = texts
        self.starts = starts
        self.ends = ends


def tokenize(source: str) -> Tokens:
    """Split ``source``; every character belongs to exactly one token, comments aside.

    >>> tokenize(r"\\frac12 x").texts
    ['\\\\frac', '12', ' ', 'x', '']
    """
    texts = TOKEN.findall(source)
    starts = list(accumulate(map(len, texts), initial=0))
    texts.append("")
    if "%" in source:
        kept = [i for i, text in enumerate(texts) if text[:1] != "%"]
        texts = [texts[i] for i in kept]
        starts = [starts[i] for i in kept]
    ends = starts[1:]
    ends.append(starts[-1])
    return Tokens(texts, starts, ends)


def on_one_line(tokens: Tokens) -> Tokens:
    r"""The tokens without the line breaks that TeX does not heed in a display: those on the line and in a script.

    >>> on_one_line(tokenize(r"a\\b_{c\\d}")).texts
    ['a', ' ', 'b', '_', '{', 'c', ' ', 'd', '}', '']
    """
    # Whether line breaks count in each group and environment that is open.
    heeded = [False]
    previous = ""
    texts: list[str] = []
    for text in tokens.texts:
        if text in OPENING:
            heeded.append(previous not in SCRIPT_SIGNS)
        elif text in ENDING and len(heeded) > 1:
            heeded.pop()
        texts.append(" " if text == "\\\\" and not heeded[-1] else text)
        if not text.isspace():
            previous = text
    return Tokens(texts, tokens.starts, tokens.ends)


def with_stops(tokens: Tokens) -> Tokens:
    """Three full stops as three tokens, where they are not to be an ellipsis; the last may begin a number.

    >>> with_stops(tokenize("a...b")).texts
    ['a', '.', '.', '.', 'b', '']
    >>> with_stops(tokenize("1...9")).texts
    ['1', '.', '.', '.9', '']
    """
    texts: list[str] = []
    starts: list[int] = []
    for text, start in zip(tokens.texts, tokens.starts, strict=True):
        if text[:1].isdigit() and texts[-3:] == [".", ".", "."]:
            texts[-1] += text
            continue
        parts = [text] if text != "..." else list(text)
        texts.extend(parts)
        starts.extend(range(start, start + len(parts)))
    ends = [start + len(text) for start, text in zip(starts, texts, strict=True)]
    return Tokens(texts, starts, ends)


def placed(texts: list[str], start: int, end: int) -> Tokens:
    """Tokens that a macro made, all of which stand where the macro was called."""
    count = len(texts) + 1
    return Tokens([*texts, ""], [start] * count, [end] * count)
