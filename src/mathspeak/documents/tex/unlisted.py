r"""Commands and environments that no family knows: what they hold is read all the same, and they are noticed once."""

from __future__ import annotations

import re

from mathspeak.documents.tex import conditionals, formulas, listings, prose
from mathspeak.documents.tex.options import are_settings
from mathspeak.documents.tex.state import Open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.tex.reader import Reader
    from mathspeak.documents.tex.sources import Region

_SCRIPT = re.compile(r"[ \t]*[_^][ \t]*")
_LENGTH = re.compile(r"[-\d.,]*\s*(?:pt|cm|mm|em|ex|in|\\(?:text|line|column|paper)(?:width|height))\s*")
_CODE = re.compile(r"code|verbatim|listing|^lst|minted|console|terminal", re.IGNORECASE)
_MOST_ARGUMENTS = 9


def read(reader: Reader, name: str, start: int) -> None:
    """A command: a symbol of prose, mathematics outside of a formula, or something that is not known."""
    if conditionals.meet(reader, name, start) or reader.builder.quiet:
        return
    if name.startswith("the") and name[3:] in reader.counters.forms:
        reader.builder.words(reader.counters.printed(name[3:]), start, reader.mouth.here())
        return
    if _is_mathematics(name):
        read_mathematics(reader, name, start)
        return
    printed = prose.symbol(name)
    if printed is not None:
        reader.builder.words(printed, start, reader.mouth.here())
        return
    if "@" in name or not name.strip():
        return
    spec = prose.argument_spec(name)
    if not spec:
        reader.notice("unknown-command", f"\\{name} is not known: what it takes is read as text", start)
    _read_arguments(reader, name)


def _is_mathematics(name: str) -> bool:
    from mathspeak.latex.vocabulary import TABLE

    return f"\\{name}" in TABLE and not name.startswith("text")


def read_mathematics(reader: Reader, name: str, start: int) -> None:
    r"""A formula whose dollar signs are missing: the command, its groups and its scripts."""
    mouth = reader.mouth
    texts = [f"\\{name}"]
    for _ in range(_MOST_ARGUMENTS):
        frame = mouth.top()
        string = frame.source.string
        script = _SCRIPT.match(string, frame.position, frame.end)
        if script:
            frame.position = script.end()
            texts.append(f"{script[0].strip()}{{{mouth.argument().text}}}")
        elif frame.position < frame.end and string[frame.position] == "{":
            texts.append(f"{{{mouth.argument().text}}}")
        else:
            break
    formulas.add(reader, "".join(texts), False, start, mouth.here())
    frame = mouth.top()
    if frame.source.string[frame.position - 1 : frame.position].isspace():
        reader.builder.words(" ", mouth.here(), mouth.here())


def _read_arguments(reader: Reader, name: str) -> None:
    """Its arguments one after the other, parted by spaces; what only sets keys is passed over."""
    mouth = reader.mouth
    mouth.take("*")
    regions: list[Region] = []
    while len(regions) < _MOST_ARGUMENTS:
        frame = mouth.top()
        sign = frame.source.string[frame.position : frame.position + 1] if frame.position < frame.end else ""
        if sign == "[" and mouth.option(adjacent=True) is not None:
            continue
        if sign != "{":
            break
        region = mouth.argument()
        if not are_settings(region.text) and not _LENGTH.fullmatch(region.text):
            regions.append(region)
    builder = reader.builder
    for i in range(len(regions) - 1, -1, -1):
        space = (lambda: builder.words(" ", reader.here(), reader.here())) if i < len(regions) - 1 else None
        reader.read_next(regions[i], space)


def begin(reader: Reader, name: str, start: int) -> None:
    """An environment: what it holds is read as if it were not there, unless its name says that it is code."""
    if _CODE.search(name):
        listings.begin(reader, name, start)
        return
    if not reader.builder.quiet:
        reader.notice("unknown-environment", f"the environment {name} is not known: what it holds is read", start)
    mouth = reader.mouth
    mouth.overlay()
    mouth.option(adjacent=True)
    frame = mouth.top()
    reader.builder.paragraph()
    reader.open(Open(name, start, reader.builder.paragraph))
    if frame.position < frame.end and frame.source.string[frame.position] == "{":
        region = mouth.argument()
        text = region.text.strip()
        # One word in lower case is a key, a label or a width rather than a title.
        if (" " in text or text.istitle()) and not are_settings(text) and not _LENGTH.fullmatch(text):
            reader.read_next(region, reader.builder.paragraph)
