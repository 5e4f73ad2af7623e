r"""Calls of a document's own commands and environments, in prose and where a formula cannot have them."""

from __future__ import annotations

import re

from mathspeak.documents.tex.macros import NO_VALUE, Macro
from mathspeak.documents.tex.mouth import Frame
from mathspeak.documents.tex.sources import Region, Source
from mathspeak.documents.tex.state import Open
from mathspeak.limits import MOST_BEYOND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

_PARAMETER = re.compile(r"##|#([1-9])")
_DEEPEST = 200
_SIGNS_A_CALL = 20
# Where the macros of a document never end, little is spent on each call that follows.
_FEW = 50
# A long argument is read where it stands, so that what is in it keeps its place.
_LONG = 80


def expand(reader: Reader, name: str, macro: Macro, body: str, start: int) -> None:
    """Read a macro's body next, with its arguments in it."""
    outside, begin = reader.mouth.frames[-1].source.place is None, reader.here()
    arguments = delimited(reader, macro.pattern) if macro.pattern else take(reader, macro.arguments)
    if _may_expand(reader, f"\\{name}", body, arguments, start, reader.here() - begin if outside else -1):
        _push_body(reader, body, arguments, start)


def _may_expand(reader: Reader, call: str, body: str, arguments: list[Region], start: int, taken: int) -> bool:
    """Whether one more expansion is within bounds; ``taken`` is how much a call in a file itself took from it."""
    definitions = reader.definitions
    if taken >= 0:
        most = reader.bounds.max_expansions
        definitions.budget = (most if definitions.beyond < MOST_BEYOND else min(most, _FEW)) + taken
        definitions.state = reader.builder.state()
    definitions.budget -= 1
    size = len(body) + sum(argument.end - argument.start for argument in arguments) + _SIGNS_A_CALL
    deep = len(reader.mouth.frames) > _DEEPEST
    if definitions.budget >= 0 and not deep and definitions.may_make(size, reader.files.size):
        return True
    definitions.beyond += 1
    reader.notice("macro-budget", f"{call} expands too often or too far: it is left out", start)
    _leave_expansions(reader)
    if definitions.state is not None:
        reader.builder.rewind(definitions.state)
        definitions.state = None
    return False


def _leave_expansions(reader: Reader) -> None:
    """Go back to the file that the outermost call stands in."""
    frames = reader.mouth.frames
    while len(frames) > 1 and frames[-1].source.place is not None and not frames[-1].barrier:
        frames.pop()


def _push_body(reader: Reader, body: str, arguments: list[Region], start: int) -> None:
    pieces: list[str] = []
    parts: list[str | Region] = []
    depth = last = 0
    for found in _PARAMETER.finditer(body):
        text = body[last : found.start()]
        pieces.append(text)
        depth += text.count("{") - text.count("}")
        last = found.end()
        if found[1] is None:
            pieces.append("#")
            continue
        if int(found[1]) > len(arguments):
            continue
        argument = arguments[int(found[1]) - 1]
        if depth == 0 and argument.source.place is None and argument.end - argument.start > _LONG:
            parts += ["".join(pieces), argument]
            pieces = []
        else:
            inserted = argument.text
            if inserted[:1].isalpha() and re.search(r"\\[A-Za-z@]+$", pieces[-1]):
                pieces.append(" ")
            pieces.append(inserted)
    pieces.append(body[last:])
    parts.append("".join(pieces))
    place = (start, reader.here())
    for part in reversed(parts):
        if isinstance(part, str):
            part = Region(Source(part, place=place, at="@" in part), 0, len(part))
        reader.mouth.frames.append(Frame(part.source, part.start, part.end))


def push(reader: Reader, text: str, start: int, done: Callable[[], None] | None = None) -> None:
    """Read ``text`` next, as if it stood between ``start`` and what is read."""
    source = Source(text, place=(start, reader.here()), at="@" in text)
    reader.mouth.frames.append(Frame(source, 0, len(text), done))


def take(reader: Reader, arguments: list[tuple[str, str]]) -> list[Region]:
    """The arguments of a call."""
    mouth = reader.mouth
    taken: list[Region] = []
    if any(kind == "d" for kind, _ in arguments):
        mouth.overlay()
    for kind, default in arguments:
        if kind == "d":
            taken.append(_text(""))
        elif kind == "m":
            taken.append(mouth.argument())
        elif kind == "s":
            taken.append(_text("\\BooleanTrue" if mouth.take("*") else "\\BooleanFalse"))
        else:
            option = mouth.option()
            taken.append(option if option is not None else _text(default if kind == "O" else NO_VALUE))
    return taken


def _text(text: str) -> Region:
    return Region(Source(text, place=(0, 0)), 0, len(text))


def delimited(reader: Reader, pattern: list[str]) -> list[Region]:
    r"""The arguments of a command that ``\def`` gave signs to end them."""
    taken: list[Region] = []
    mouth = reader.mouth
    frame = mouth.top()
    if pattern[0] and frame.source.string.startswith(pattern[0], frame.position):
        frame.position += len(pattern[0])
    for ending in pattern[1:]:
        if not ending:
            taken.append(mouth.argument())
            continue
        frame = mouth.top()
        source, begin = frame.source, frame.position
        limit = source.paragraph_end(begin, min(frame.end, begin + 10_000))
        close = source.string.find(ending, begin, limit)
        brace = source.string.find("{", begin, limit)
        while 0 <= brace < close:
            group = source.closer(brace)
            if group < 0:
                break
            close = source.string.find(ending, group, limit)
            brace = source.string.find("{", group, limit)
        if close < 0:
            taken.append(mouth.argument())
        else:
            frame.position = close + len(ending)
            taken.append(Region(source, begin, close))
    return taken


def begin_environment(reader: Reader, name: str, start: int) -> None:
    """An environment of the document's own."""
    environment = reader.definitions.environments[name]
    outside, begin = reader.mouth.frames[-1].source.place is None, reader.here()
    arguments = take(reader, environment.arguments)
    code = environment.begin + environment.end
    taken = reader.here() - begin if outside else -1
    if not _may_expand(reader, f"\\begin{{{name}}}", code, arguments, start, taken):
        return
    end = filled(environment.end, [argument.text for argument in arguments])
    # An end that holds nothing is read all the same, so that the environment is closed in one way.
    reader.open(Open(name, start, code=end or " "))
    _push_body(reader, environment.begin, arguments, start)


def filled(body: str, arguments: list[str]) -> str:
    """
    >>> filled("#2 and #1 of ##1", ["a", "b"])
    'b and a of #1'
    """

    def argument(found: re.Match[str]) -> str:
        number = int(found[1] or 0)
        if not number:
            return "#"
        return arguments[number - 1] if number <= len(arguments) else ""

    return _PARAMETER.sub(argument, body)
