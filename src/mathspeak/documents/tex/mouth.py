r"""What is read next: a stack of texts, the innermost expansion or file on top, and the arguments taken from it."""

from __future__ import annotations

import re

from mathspeak.documents.tex.sources import Region, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# A comment takes the end of its line and the indentation of the next along, unless the next is blank.
COMMENT = re.compile(r"%[^\n]*(?:\n[ \t]*(?=[^ \t\n]))?")
SPACE = re.compile(r"(?:[ \t]+|%[^\n]*(?:\n[ \t]*(?=[^ \t\n]))?|\n(?![ \t]*\n)[ \t]*)*")
COMMAND = re.compile(r"\\(?:([A-Za-z]+)[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?|([\s\S]?))")
COMMAND_AT = re.compile(r"\\(?:([A-Za-z@]+)[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?|([\s\S]?))")
_NAME = re.compile(r"\\(?:[A-Za-z@]+|[\s\S]?)")
_GROUP = re.compile(r"\{[^{}\\%]*\}")
_OPTION = re.compile(r"\[([^\[\]{}\\%\n]*)\]")
_OPTION_SIGN = re.compile(r"\\[\s\S]|%[^\n]*|[{\]]|\n[ \t]*\n")
_RAW_BRACE = re.compile(r"\\[\s\S]|[{}\n]")
_OVERLAY = re.compile(r"<[0-9+\-,.:|@() A-Za-z]*>")
_LONGEST_OPTION = 4_000


class Frame:
    """A part of a source that is being read; ``done`` is called at its end.

    A ``barrier`` ends what is read from it: no argument is taken from behind it.
    """

    __slots__ = ("barrier", "done", "end", "position", "source")

    def __init__(
        self,
        source: Source,
        position: int,
        end: int,
        done: Callable[[], None] | None = None,
        barrier: bool = False,
    ) -> None:
        self.source = source
        self.position = position
        self.end = end
        self.done = done
        self.barrier = barrier


class Mouth:
    """Takes arguments as TeX does, and says where something did not end."""

    __slots__ = ("frames", "unclosed")

    def __init__(self, unclosed: Callable[[str, int], None]) -> None:
        self.frames: list[Frame] = []
        self.unclosed = unclosed

    def top(self) -> Frame:
        """The frame that the next character comes from; those read to their end are left, where they may be."""
        frames = self.frames
        frame = frames[-1]
        while frame.position >= frame.end and len(frames) > 1 and not frame.barrier and frame.done is None:
            frames.pop()
            frame = frames[-1]
        return frame

    def here(self) -> int:
        """The place in the document up to which all is read."""
        frame = self.frames[-1]
        return frame.source.end(frame.position)

    def skip(self) -> Frame:
        """Pass over space and comments, but not over the end of a paragraph."""
        while True:
            frame = self.top()
            found = SPACE.match(frame.source.string, frame.position, frame.end)
            if found is not None:
                frame.position = found.end()
            if frame.position < frame.end or self.top() is frame:
                return frame

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        frame = self.skip()
        return frame.source.string[frame.position] if frame.position < frame.end else ""

    def take(self, sign: str) -> bool:
        """Take ``sign`` where it comes next."""
        if self.peek() == sign:
            self.frames[-1].position += 1
            return True
        return False

    def argument(self) -> Region:
        """A group without its braces, or one token; empty where nothing follows.

        A group that does not end is taken to end with its paragraph.
        """
        frame = self.skip()
        source, position = frame.source, frame.position
        string = source.string
        if position >= frame.end or string[position] in "}&\n":
            return Region(source, position, position)
        if string[position] == "{":
            simple = _GROUP.match(string, position, frame.end)
            close = simple.end() - 1 if simple else source.closer(position)
            if 0 <= close < frame.end:
                frame.position = close + 1
                return Region(source, position + 1, close)
            frame.position = source.paragraph_end(position, frame.end)
            self.unclosed("{", source.start(position))
            return Region(source, position + 1, frame.position, closed=False)
        if string[position] == "\\":
            name = _NAME.match(string, position, frame.end)
            frame.position = name.end() if name else position + 1
        else:
            frame.position = position + 1
        return Region(source, position, frame.position)

    def line(self) -> Region:
        """An argument that does not go beyond its line if its end is missing, such as a heading."""
        region = self.argument()
        if not region.closed:
            end = region.source.string.find("\n", region.start, region.end)
            region.end = end if end >= 0 else region.end
            self.frames[-1].position = region.end
        return region

    def group(self) -> Region | None:
        """An argument, if it stands in braces."""
        return self.argument() if self.peek() == "{" else None

    def raw_argument(self) -> str:
        r"""An argument in which nothing but braces counts, such as an address with per cent signs, on one line."""
        frame = self.skip()
        string = frame.source.string
        if frame.position >= frame.end or string[frame.position] != "{":
            return self.argument().text
        depth = 0
        for match in _RAW_BRACE.finditer(string, frame.position, frame.end):
            depth += (match[0] == "{") - (match[0] == "}")
            if depth == 0 and match[0] == "}":
                begin, frame.position = frame.position + 1, match.end()
                return string[begin : match.start()]
            if match[0] == "\n":
                break
        return self.argument().text

    def option(self, adjacent: bool = False) -> Region | None:
        """What stands in brackets, if brackets follow; ``adjacent`` at once, with no space before them."""
        frame = self.top() if adjacent else self.skip()
        string, position = frame.source.string, frame.position
        if position >= frame.end or string[position] != "[":
            return None
        found = _OPTION.match(string, position, frame.end)
        close = found.end() - 1 if found else self._bracket(frame, position + 1)
        if close < 0:
            return None
        frame.position = close + 1
        return Region(frame.source, position + 1, close)

    def _bracket(self, frame: Frame, position: int) -> int:
        """Where the bracket closes, outside of any group; -1 if the paragraph ends before."""
        limit = min(frame.end, position + _LONGEST_OPTION)
        if not 0 <= frame.source.find("]", position) < limit:
            return -1
        while found := _OPTION_SIGN.search(frame.source.string, position, limit):
            sign = found[0]
            position = found.end()
            if sign == "]":
                return found.start()
            if sign == "{":
                position = frame.source.closer(found.start())
                if position < 0:
                    return -1
            elif sign[0] == "\n":
                return -1
        return -1

    def overlay(self) -> None:
        """Pass over the slides that a thing is shown on, as in ``\\item<2->``."""
        frame = self.top()
        if found := _OVERLAY.match(frame.source.string, frame.position, frame.end):
            frame.position = found.end()

    def command_name(self) -> str:
        r"""The name of a command, as in ``\newcommand{\name}`` or ``\def\name``; empty if there is none."""
        text = self.argument().text.strip()
        found = _NAME.fullmatch(text)
        return found[0][1:] if found else ""

    def name(self) -> str:
        """The name of an environment, a counter or a label."""
        return " ".join(self.argument().text.split())
