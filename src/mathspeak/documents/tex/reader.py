r"""Reads a document's source from front to back, once: prose here, each command and environment in its own family."""

from __future__ import annotations

from mathspeak.documents.tex import (
    delimiters,
    expansion,
    inclusion,
    listings,
    prose,
    statements,
    tables,
    unlisted,
)
from mathspeak.documents.tex.builder import plain
from mathspeak.documents.tex.commands import COMMANDS, ENVIRONMENTS, FREE
from mathspeak.documents.tex.mouth import COMMAND, COMMAND_AT, COMMENT, Frame
from mathspeak.documents.tex.sources import Region, Source
from mathspeak.documents.tex.stack import Stack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.blocks import Block, Run

# So many letters in common make \end{itemise} the end of itemize.
_ALIKE = 4
_MOST_LINES = 20


class Reader(Stack):
    """Reads one document; a new one is made for each."""

    def read(self, source: Source, begin: int, end: int) -> list[Block]:
        """All blocks of the main file."""
        self._end = source.end(end)
        self.mouth.frames.append(Frame(source, begin, end))
        self.run(0)
        self.unwind(0)
        self.builder.paragraph()
        return self.builder.contexts[0].blocks

    def run(self, floor: int) -> None:
        """Read until only ``floor`` frames are left."""
        frames = self.mouth.frames
        builder = self.builder
        while len(frames) > floor:
            frame = frames[-1]
            string, position = frame.source.string, frame.position
            found = self.special.search(string, position, frame.end)
            at = found.start() if found else frame.end
            if at > position and not builder.quiet:
                builder.words(prose.typeset(string[position:at]), frame.source.start(position), frame.source.end(at))
            if found is None:
                frame.position = frame.end
                self._finish(frame)
                continue
            sign = string[at]
            if sign == "\\":
                command = (COMMAND_AT if frame.source.at else COMMAND).match(string, at, frame.end)
                assert command is not None
                frame.position = command.end()
                self.call(command[1] or command[2], frame.source.start(at))
            elif sign == "$":
                delimiters.read_dollar(self, frame, at)
            elif sign == "\n":
                frame.position = found.end()
                builder.paragraph()
            else:
                frame.position = at + 1
                self._sign(sign, frame, at)

    def _sign(self, sign: str, frame: Frame, at: int) -> None:
        """One of the characters that TeX does not print as they are."""
        if sign == "{":
            self.begin_group(frame.source.start(at))
        elif sign == "}":
            self.end_group()
        elif sign == "%":
            comment = COMMENT.match(frame.source.string, at, frame.end)
            frame.position = comment.end() if comment else frame.end
        elif sign == "~":
            self.builder.words("\u00a0", frame.source.start(at), frame.source.end(at + 1))
        elif sign == "&":
            tables.next_cell(self, frame.source.start(at))
        elif sign == '"':
            follows = frame.source.string[at + 1 : at + 2] if at + 1 < frame.end else ""
            printed = prose.shorthand(follows)
            frame.position = at + 1 + (printed is not None)
            self.builder.words('"' if printed is None else printed, frame.source.start(at), self.mouth.here())

    def _finish(self, frame: Frame) -> None:
        self.mouth.frames.pop()
        if frame.done is not None:
            frame.done()

    def call(self, name: str, start: int) -> None:
        """A command that has just been met."""
        macro = self.definitions.macros.get(name)
        handler = COMMANDS.get(name)
        if macro is not None and (handler is None or name in FREE or name in self.definitions.own):
            if macro.body is None:
                unlisted.read_mathematics(self, name, start)
            else:
                expansion.expand(self, name, macro, macro.body, start)
        elif handler is not None:
            handler(self, name, start)
        else:
            unlisted.read(self, name, start)

    def read_next(self, region: Region, done: Callable[[], None] | None = None) -> None:
        """Read a region next, as if it stood here without what is around it."""
        if region or done is not None:
            self.mouth.frames.append(Frame(region.source, region.start, region.end, done))

    # Parts that are read alone.

    def blocks_in(self, region: Region) -> list[Block]:
        """What a region holds as blocks, such as a footnote's."""
        self.builder.open(within=True)
        self._read_alone(region)
        return self.builder.close().blocks

    def runs_in(self, region: Region) -> list[Run]:
        """What a region holds as one line, such as a heading's."""
        self.builder.open(inline=True)
        self._read_alone(region)
        return self.builder.close().runs

    def text_in(self, region: Region) -> str:
        """What a region holds as plain words, even where nothing is printed yet."""
        quiet, self.builder.quiet = self.builder.quiet, 0
        runs = self.runs_in(region)
        self.builder.quiet = quiet
        return plain(runs)

    def runs_in_text(self, text: str) -> list[Run]:
        """A piece of source as one line, for what does not stand in a region by itself."""
        here = self.here()
        return self.runs_in(Region(Source(text, place=(here, here)), 0, len(text)))

    def text_of(self, text: str) -> str:
        """A piece of source as plain words."""
        here = self.here()
        return self.text_in(Region(Source(text, place=(here, here)), 0, len(text))) if text.strip() else ""

    def _read_alone(self, region: Region) -> None:
        if self.alone >= _MOST_LINES:
            self.notice("nesting", "notes and titles are nested too deeply: the innermost are left out", self.here())
            return
        frames, depth = len(self.mouth.frames), len(self.stack)
        floor, self.floor = self.floor, depth
        self.alone += 1
        self.mouth.frames.append(Frame(region.source, region.start, region.end, barrier=True))
        self.run(frames)
        self.unwind(depth)
        self.alone -= 1
        self.floor = floor

    def begin(self, name: str, start: int) -> None:
        """An environment that begins."""
        theorem = self.definitions.theorems.get(name)
        handler = ENVIRONMENTS.get(name)
        if name in self.excluded:
            inclusion.skip(self, name, start)
        elif name in self.listings:
            listings.begin(self, name, start)
        elif theorem is not None:
            theorem(self, name, start)
        elif handler is not None:
            handler(self, name, start)
        elif name in self.definitions.environments:
            expansion.begin_environment(self, name, start)
        elif name in statements.USUAL:
            statements.USUAL[name](self, name, start)
        else:
            unlisted.begin(self, name, start)

    def end(self, name: str, start: int) -> None:
        """An environment that ends, and whatever was left open in it."""
        if name == "document":
            inclusion.end_document(self)
            return
        index = len(self.stack) - 1
        while index >= self.floor and self.stack[index].name != name:
            index -= 1
        if index < self.floor:
            self.notice("unmatched", f"\\end{{{name}}} ends nothing that has begun", start)
            innermost = next((entry for entry in reversed(self.stack[self.floor :]) if entry.name), None)
            if innermost is not None and innermost.name[:_ALIKE] == name[:_ALIKE]:
                self.end(innermost.name, start)
            return
        entry = self.stack[index]
        if entry.code:
            code, entry.code = entry.code, ""
            expansion.push(self, code, start, lambda: self.end(name, start))
            return
        self.unwind(index + 1)
        self._leave()
