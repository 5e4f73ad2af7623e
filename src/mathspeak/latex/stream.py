"""The tokens of a formula one after another, with macros expanded as they are met, under a budget."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from mathspeak.errors import LimitExceeded
from mathspeak.latex.tokens import Tokens, placed

if TYPE_CHECKING:
    from mathspeak.limits import Limits

CLOSERS = {"{": "}", "[": "]", "<": ">"}
# A macro body may be long: the tokens that expansions make are bounded as well as their number.
TOKENS_AN_EXPANSION = 20
# Nobody reads more.
MOST_WARNINGS = 50
LONGEST_MESSAGE = 120


class Warning_:
    """Something that was read as well as it could be: a stable code, what it was, and where."""

    __slots__ = ("code", "end", "message", "start")

    def __init__(self, code: str, message: str, start: int, end: int) -> None:
        self.code = code
        self.message = message
        self.start = start
        self.end = end

    def copy(self) -> Warning_:
        return Warning_(self.code, self.message, self.start, self.end)

    def as_dict(self) -> dict[str, str | int]:
        return {"code": self.code, "message": self.message, "start": self.start, "end": self.end}

    def __repr__(self) -> str:
        return f"Warning_({self.code!r}, {self.message!r}, {self.start}, {self.end})"


class Stream:
    """Reads tokens; a macro's expansion is read in place of its call, from a frame on top of the rest."""

    __slots__ = ("deadline", "ends", "expanded", "expansions", "frames", "i", "limits", "starts", "texts", "warnings")

    def __init__(self, tokens: Tokens, limits: Limits) -> None:
        self.texts = tokens.texts
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.i = 0
        self.frames: list[tuple[list[str], list[int], list[int], int]] = []
        self.limits = limits
        self.expansions = 0
        self.expanded = 0
        self.deadline = monotonic() + limits.max_seconds
        self.warnings: list[Warning_] = []

    def refill(self) -> bool:
        """Go back to what stood around an expansion that is read to its end; false at the end of the formula."""
        while not self.texts[self.i]:
            if not self.frames:
                return False
            self.texts, self.starts, self.ends, self.i = self.frames.pop()
        return True

    def next(self) -> str:
        """The next token, spaces included; empty at the end."""
        text = self.texts[self.i]
        if not text:
            if not self.refill():
                return ""
            text = self.texts[self.i]
        self.i += 1
        return text

    def solid(self) -> str:
        """The next token that is not space."""
        text = self.next()
        while text and text.isspace():
            text = self.next()
        return text

    def peek(self) -> str:
        """The next token that is not space, left where it is."""
        while True:
            text = self.texts[self.i]
            if not text:
                if not self.refill():
                    return ""
            elif text.isspace():
                self.i += 1
            else:
                return text

    def back(self) -> None:
        """Un-read the token just read."""
        self.i -= 1

    def start(self) -> int:
        """Where the token just read begins in the source."""
        # Of an expansion nothing may have been read yet, or there may be nothing in it.
        if not self.i:
            return self.starts[0] if self.frames else 0
        return self.starts[self.i - 1]

    def end(self) -> int:
        """Where the token just read ends in the source."""
        if not self.i:
            return self.ends[0] if self.frames else 0
        return self.ends[self.i - 1]

    def push(self, texts: list[str], start: int, end: int) -> None:
        """Read ``texts`` next, as if they stood where the source has ``start`` to ``end``."""
        self.expansions += 1
        self.expanded += len(texts)
        most = self.limits.max_expansions
        if self.expansions > most or self.expanded > most * TOKENS_AN_EXPANSION:
            raise LimitExceeded(
                "max_expansions",
                f"the macros of this formula expand more than {most} times",
                hint="look for a macro that calls itself",
                start=start,
                end=end,
            )
        self.check_time()
        self.refill()
        self.frames.append((self.texts, self.starts, self.ends, self.i))
        tokens = placed(texts, start, end)
        self.texts, self.starts, self.ends, self.i = tokens.texts, tokens.starts, tokens.ends, 0

    def check_time(self) -> None:
        if monotonic() > self.deadline:
            raise LimitExceeded(
                "max_seconds", f"reading took more than {self.limits.max_seconds:g} seconds", hint="split the formula"
            )

    def warn(self, code: str, message: str, start: int, end: int) -> None:
        if len(self.warnings) < MOST_WARNINGS:
            if len(message) > LONGEST_MESSAGE:
                message = f"{message[:LONGEST_MESSAGE]}…"
            self.warnings.append(Warning_(code, message, start, end))

    def star(self) -> bool:
        """Take a star that follows at once, as in ``\\operatorname*``."""
        if self.peek() == "*":
            self.i += 1
            return True
        return False

    def raw_argument(self) -> list[str]:
        """The tokens of a macro's argument: a group without its braces, or one token."""
        text = self.solid()
        if text == "{" or (text == "<" and self.closes_ahead("<")):
            return self.raw_until(CLOSERS[text])
        if not text or text == "}":
            if text:
                self.back()
            return []
        if len(text) > 1 and text[0].isdigit():
            return [self.split_digit(text)]
        return [text]

    def raw_option(self) -> list[str] | None:
        """The tokens between ``[`` and ``]`` where they follow, else none."""
        if self.peek() != "[":
            return None
        self.i += 1
        return self.raw_until("]")

    def raw_until(self, closer: str) -> list[str]:
        """The tokens up to the closer that matches an opener just read, without it."""
        texts: list[str] = []
        depth = 0
        while text := self.next():
            if depth == 0 and text == closer:
                return texts
            if text == "{" or (text == "<" and closer == ">"):
                depth += 1
            elif (text == "}" or (text == ">" and closer == ">")) and depth:
                depth -= 1
            texts.append(text)
        end = self.end()
        self.warn("unclosed", f"“{closer}” is missing at the end", end, end)
        return texts

    def split_digit(self, text: str) -> str:
        """Take one digit of a run, as TeX does for an argument without braces, and leave the rest."""
        self.i -= 1
        self.texts[self.i] = text[1:]
        # What a macro made stands where it was called, however long it is.
        if self.ends[self.i] - self.starts[self.i] == len(text):
            self.starts[self.i] += 1
        return text[0]

    def closes_ahead(self, opener: str) -> bool:
        """Whether the opener just read has its closer further on, in the same group."""
        closer, depth, i = CLOSERS[opener], 0, self.i
        texts = self.texts
        braces = 0
        while text := texts[i]:
            if text == "{":
                braces += 1
            elif text == "}":
                braces -= 1
                if braces < 0:
                    return False
            elif text in ("\\left", "\\right", "\\middle"):
                i += 1  # the sign after it is a delimiter
                if not texts[i]:
                    return False
            elif braces == 0:
                if text == opener:
                    depth += 1
                elif text == closer:
                    if depth == 0:
                        return True
                    depth -= 1
            i += 1
        return False
