"""A walk over the tokens of one argument, each with its place, for commands whose arguments have their own grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mathspeak.latex.nodes import Node
    from mathspeak.latex.parser import Parser

Placed = tuple[str, int, int]


def placed_argument(parser: Parser, start: int) -> list[Placed]:
    """The tokens of the group that follows, or the one token."""
    placed: list[Placed] = []
    depth = 0
    if parser.peek() == "{":
        parser.next()
        while text := parser.next():
            depth += (text == "{") - (text == "}")
            if depth < 0:
                break
            placed.append((text, parser.start(), parser.end()))
        else:
            parser.warn("unclosed", "“}” is missing", start, parser.end())
    elif parser.peek() not in ("", "}"):
        placed.append((parser.next(), parser.start(), parser.end()))
    else:
        parser.warn("missing-argument", "something is missing here", start, parser.end())
    return placed


class Cursor:
    """Tokens with their places, and an empty one at the end."""

    __slots__ = ("end", "i", "parser", "placed")

    def __init__(self, parser: Parser, placed: list[Placed], end: int) -> None:
        self.parser = parser
        self.placed = [*placed, ("", end, end)]
        self.end = end
        self.i = 0

    def text(self, ahead: int = 0) -> str:
        at = self.i + ahead
        return self.placed[at][0] if at < len(self.placed) else ""

    def span(self) -> tuple[int, int]:
        return self.placed[self.i][1], self.placed[self.i][2]

    def last(self) -> int:
        return self.placed[self.i - 1][2]

    def enclosed(self, opener: str, closer: str) -> list[Placed]:
        """The tokens between an opener at hand and its closer."""
        found: list[Placed] = []
        depth = braces = 0
        self.i += 1
        while text := self.text():
            if text == closer and not depth and not braces:
                break
            if opener != "{":
                braces += (text == "{") - (text == "}")
            if not braces:
                depth += (text == opener) - (text == closer)
            found.append(self.placed[self.i])
            self.i += 1
        else:
            self.parser.warn("unclosed", f"“{closer}” is missing", self.end, self.end)
            return found
        self.i += 1
        return found

    def mathematics(self, texts: list[str]) -> Node:
        start, end = self.placed[self.i - 1][1:]
        self.parser.push(["{", *texts, "}"], start, end)
        return self.parser.argument()
