"""What a command takes: groups, single tokens as TeX takes them, options in brackets."""

from __future__ import annotations

from mathspeak.errors import LimitExceeded
from mathspeak.latex.commands.fonts import word_of
from mathspeak.latex.macros import Macros, expand
from mathspeak.latex.nodes import Letter, Name, Node, Number, Row, Symbol
from mathspeak.latex.stream import Stream
from mathspeak.latex.tokens import Tokens
from mathspeak.limits import Limits

NOTHING: frozenset[str] = frozenset()
BRACE = frozenset(["}"])
BRACKET = frozenset(["]"])
ANGLE = frozenset([">"])
LINE_ENDS = frozenset(["\\\\", "\\cr", "\\newline", "\\tabularnewline"])
ENDS = frozenset(["}", "&", "$", "\\right", "\\middle", "\\end", *LINE_ENDS])


class Arguments(Stream):
    """Reads arguments; how a row is read is the parser's own business."""

    __slots__ = ("depth", "font", "macros", "spoken", "stopped")

    def __init__(self, tokens: Tokens, limits: Limits, macros: Macros, spoken: dict[str, list[str | int]]) -> None:
        super().__init__(tokens, limits)
        self.macros = macros
        self.spoken = spoken
        self.depth = 0
        self.font = ""
        # The token that ended the row just read; empty if it was closed by what is around it, or by the end.
        self.stopped = ""

    def items(self, stop: frozenset[str], once: bool = False) -> list[Node]:
        """Read side by side until a token of ``stop``, which is taken and kept in ``stopped``."""
        raise NotImplementedError

    def descend(self) -> None:
        """Go one level of nesting down, if the limits allow it."""
        self.depth += 1
        if self.depth > self.limits.max_depth:
            most = self.limits.max_depth
            raise LimitExceeded(
                "max_depth",
                f"the formula is nested more than {most} deep",
                hint="split it, or raise the limit max_depth",
                start=self.start(),
                end=self.end(),
            )

    def row(self, items: list[Node], start: int = -1) -> Node:
        """One node for a list of them."""
        if len(items) == 1:
            return items[0]
        if items:
            return Row(items, items[0].start, items[-1].end)
        at = self.end() if start < 0 else start
        return Row(items, at, at)

    def close(self, closer: str, start: int) -> None:
        """Say that a closer is missing, if the row just read did not end with one."""
        if not self.stopped:
            self.warn("unclosed", f"“{closer}” is missing", start, self.end())

    def argument(self, angle: bool = True) -> Node:
        """What a command takes: a group, one token as TeX takes it, or ``<…>`` where its closer follows."""
        token = self.solid()
        start = self.start()
        if token == "{":
            return self.braced(start)
        if token == "<" and angle and self.closes_ahead("<"):
            inside = self.items(ANGLE)
            return self.row(inside, start)
        if not token or token in ENDS:
            if token:
                self.back()
            self.warn("missing-argument", "something is missing here", start, self.end())
            return Row([], start, start)
        if len(token) > 1 and token[0] in "0123456789.":
            digit = self.split_digit(token)
            if digit == ".":
                return Symbol("period", "punct", start, start + 1)
            return Number(digit, self.font, start, start + 1)
        macro = self.macros.get(token)
        if macro is not None and not isinstance(macro, str) and token not in self.spoken:
            end = self.end()
            self.push(["{", *expand(self, macro), "}"], start, end)
            return self.argument()
        self.back()
        return self.row(self.items(NOTHING, once=True), start)

    def braced(self, start: int) -> Node:
        """A group as one node, its opening brace just read."""
        font = self.font
        inside = self.items(BRACE)
        self.close("}", start)
        if self.font != font:
            inside = self.switched(inside, font, start)
        return self.row(inside, start)

    def switched(self, inside: list[Node], outer: str, start: int) -> list[Node]:
        r"""The items of a group that ended in another alphabet than it began in: ``{\rm kg}`` is a word."""
        font, self.font = self.font, outer
        upright = all(item.__class__ is not Letter or item.font == font for item in inside)
        word = word_of(inside, font) if upright else None
        return inside if word is None else [Name(word, font, False, start, self.end())]

    def option(self) -> Node | None:
        """What stands in brackets, if brackets follow."""
        if self.peek() != "[":
            return None
        self.next()
        start = self.start()
        inside = self.items(BRACKET)
        self.close("]", start)
        return self.row(inside, start)
