r"""Calls in formulas that a formula's reader cannot have: macros that ask for their arguments, own environments."""

from __future__ import annotations

import re

from mathspeak.documents.tex.definitions import without_conditions
from mathspeak.documents.tex.expansion import filled, take
from mathspeak.documents.tex.macros import NO_VALUE
from mathspeak.documents.tex.mouth import Frame
from mathspeak.documents.tex.sources import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.tex.reader import Reader

_CALL = re.compile(r"\\(?:(begin|end)\s*\{([^{}\\]+)\}|([A-Za-z]+))")
_MOST_ROUNDS = 10


def inlined(reader: Reader, latex: str) -> str:
    """A formula in which such calls are expanded, those that they bring along too, within the document's bounds."""
    for _ in range(_MOST_ROUNDS):
        expanded = _once(reader, latex)
        if expanded == latex or not reader.definitions.may_make(len(expanded), reader.files.size):
            break
        latex = expanded
    return latex


def _once(reader: Reader, latex: str) -> str:
    source = Source(latex, place=(reader.here(), reader.here()))
    pieces: list[str] = []
    # What stands for the end of each environment that is open.
    ends: list[tuple[str, str]] = []
    last = 0
    for found in _CALL.finditer(latex):
        if found.start() < last:
            continue
        body = _body(reader, source, found, ends)
        if body is not None:
            text, end = body
            pieces += [latex[last : found.start()], text]
            last = end
    return "".join([*pieces, latex[last:]])


def _body(reader: Reader, source: Source, found: re.Match[str], ends: list[tuple[str, str]]) -> tuple[str, int] | None:
    """What a call stands for, and where it ends; none where it is left as it is."""
    definitions = reader.definitions
    kind, environment, command = found.groups()
    if kind == "end":
        if ends and ends[-1][0] == environment:
            return ends.pop()[1], found.end()
        return None
    if kind == "begin" and environment in definitions.environments:
        own = definitions.environments[environment]
        arguments, end = _arguments(reader, source, found.end(), own.arguments)
        ends.append((environment, filled(own.end, arguments)))
        return filled(own.begin, arguments), end
    macro = definitions.macros.get(command) if command in definitions.inlined else None
    if macro is None or macro.body is None:
        return None
    arguments, end = _arguments(reader, source, found.end(), macro.arguments)
    absent = {number for number, text in enumerate(arguments, 1) if text in (NO_VALUE, "\\BooleanFalse")}
    return f"{{{filled(without_conditions(macro.body, absent), arguments)}}}", end


def _arguments(
    reader: Reader, source: Source, position: int, arguments: list[tuple[str, str]]
) -> tuple[list[str], int]:
    frame = Frame(source, position, len(source.string), barrier=True)
    reader.mouth.frames.append(frame)
    taken = take(reader, arguments)
    reader.mouth.frames.pop()
    return [region.text for region in taken], frame.position
