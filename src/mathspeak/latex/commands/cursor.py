"""A walk over the tokens of one argument, each with its place, for commands whose arguments have their own grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mathspeak.latex.nodes import Node
    from mathspeak.latex.parser import Parser

# A token, where it starts and ends, and how many tokens on the closer of an opening bracket stands; 0 for none.
Placed = tuple[str, int, int, int]
PARTNERS = {"}": "{", "]": "[", ")": "(", "\\}": "\\{"}
OPENERS = frozenset(PARTNERS.values())


def placed_argument(parser: Parser, start: int) -> list[Placed]:
    """The tokens of the group that follows, or the one token."""
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    depth = 0
    if parser.peek() == "{":
        parser.next()
        while text := parser.next():
            depth += (text == "{") - (text == "}")
            if depth < 0:
                break
            texts.append(text)
            spans.append((parser.start(), parser.end()))
        else:
            parser.warn("unclosed", "“}” is missing", start, parser.end())
    elif parser.peek() not in ("", "}"):
        texts.append(parser.next())
        spans.append((parser.start(), parser.end()))
    else:
        parser.warn("missing-argument", "something is missing here", start, parser.end())
    return [(text, *span, length) for text, span, length in zip(texts, spans, lengths(texts), strict=True)]


def part(text: str, start: int, end: int, at: int, length: int) -> tuple[int, int]:
    """Where some characters of a token stand; all of the token where a macro made it.

    >>> part("2.5", 7, 10, 1, 1), part("2.5", 7, 9, 1, 1)
    ((8, 9), (7, 9))
    """
    return (start + at, start + at + length) if end - start == len(text) else (start, end)


def lengths(texts: list[str]) -> list[int]:
    """How far on each opener's closer stands; braces end what is open inside them.

    >>> lengths(["(", "[", ")", "{", "(", "}"])
    [2, 0, 0, 2, 0, 0]
    """
    found = [0] * len(texts)
    opened: dict[str, list[int]] = {opener: [] for opener in OPENERS}
    for i, text in enumerate(texts):
        if text in OPENERS:
            opened[text].append(i)
        elif text in PARTNERS and (same := opened[PARTNERS[text]]):
            braces = opened["{"]
            if braces and same[-1] < braces[-1]:
                continue
            at = same.pop()
            found[at] = i - at
            for others in opened.values():
                while others and others[-1] > at:
                    others.pop()
    return found


class Cursor:
    """Tokens with their places, and an empty one at the end."""

    __slots__ = ("end", "i", "parser", "placed")

    def __init__(self, parser: Parser, placed: list[Placed], end: int) -> None:
        self.parser = parser
        self.placed = [*placed, ("", end, end, 0)]
        self.end = end
        self.i = 0

    def text(self, ahead: int = 0) -> str:
        at = self.i + ahead
        return self.placed[at][0] if at < len(self.placed) else ""

    def span(self) -> tuple[int, int]:
        return self.placed[self.i][1], self.placed[self.i][2]

    def last(self) -> int:
        return self.placed[self.i - 1][2]

    def closed(self) -> bool:
        """Whether the opener at hand has its closer."""
        return self.placed[self.i][3] > 0

    def enclosed(self) -> list[Placed]:
        """The tokens between an opener at hand and its closer."""
        start = self.i + 1
        length = self.placed[self.i][3] or 1
        self.i += length + (1 if self.closed() else 0)
        return self.placed[start : start + length - 1]

    def group(self) -> list[str]:
        """The texts of the tokens in a group at hand."""
        return [token[0] for token in self.enclosed()]

    def dollars(self) -> list[str]:
        """The texts of the tokens up to the next dollar."""
        texts: list[str] = []
        self.i += 1
        while (text := self.text()) and text != "$":
            texts.append(text)
            self.i += 1
        self.i += 1 if text else 0
        return texts

    def mathematics(self, texts: list[str]) -> Node:
        start, end = self.placed[self.i - 1][1:3]
        self.parser.push(["{", *texts, "}"], start, end)
        return self.parser.argument()
