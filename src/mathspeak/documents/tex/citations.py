r"""Citations and the list of literature: in the document, or as BibTeX and biber left it beside it."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Block, Citation, ListBlock, Words
from mathspeak.documents.tex import languages, sections
from mathspeak.documents.tex.mouth import Frame
from mathspeak.documents.tex.options import split_list
from mathspeak.documents.tex.state import Open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

# A label of natbib: the authors, the year, and perhaps all authors.
_AUTHOR_YEAR = re.compile(r"(.*?)\s*\((\d{4}[a-z]?|n\.d\.)\)")
_ENTRY = re.compile(r"\\entry\{([^{}]+)\}")
_ONLY_AUTHOR = frozenset("citeauthor Citeauthor citeauthor*".split())
_ONLY_YEAR = frozenset("citeyear citeyearpar".split())
_IN_TEXT = frozenset("citet Citet textcite Textcite".split())


class Bibliography:
    """The literature as far as it is read: what is printed for each key."""

    __slots__ = ("count", "items", "labels", "open_item", "printed")

    def __init__(self) -> None:
        self.printed: dict[str, str] = {}
        self.count = 0
        self.items: list[list[Block]] = []
        self.labels: list[str] = []
        self.open_item = False


def _cite(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mouth.take("*")
    first, second = mouth.option(), mouth.option()
    keys = split_list(mouth.name())
    if reader.builder.quiet or not keys:
        return
    # Of two options the second stands after the citation.
    note = second if second is not None else first
    text = reader.text_in(note) if note is not None else ""
    citation = Citation(keys, "", start, mouth.here())
    reader.pending.citations.append((citation, name, text))
    reader.builder.run(citation)


def print_citation(reader: Reader, keys: list[str], command: str, note: str) -> str:
    """What stands in the text for a citation, without its brackets; keys themselves where nothing is known."""
    printed = [_printed(reader, key, command) for key in keys]
    return ", ".join([*printed, note] if note else printed)


def _printed(reader: Reader, key: str, command: str) -> str:
    label = reader.bibliography.printed.get(key)
    if label is None:
        return key
    found = _AUTHOR_YEAR.match(label)
    if found is None:
        return label
    if command in _ONLY_AUTHOR:
        return found[1]
    if command in _ONLY_YEAR:
        return found[2]
    return f"{found[1]} ({found[2]})" if command in _IN_TEXT else f"{found[1]} {found[2]}"


def _literature(reader: Reader, name: str, start: int) -> None:
    reader.mouth.argument()
    bibliography = reader.bibliography
    reader.builder.paragraph()
    thing = "bibliography" if reader.front.chapters else "references"
    words = Words(languages.name_of(thing, reader.language), start, start)
    sections.add_heading(reader, [words], 0 if reader.front.chapters else 1, start)
    if not reader.may_nest(start):
        reader.open(Open(name, start))
        return
    reader.nesting += 1
    bibliography.items, bibliography.labels, bibliography.open_item = [], [], False
    reader.builder.open()

    def close() -> None:
        reader.nesting -= 1
        _end_item(reader)
        reader.builder.close()
        if bibliography.items:
            reader.builder.block(ListBlock(bibliography.items, bibliography.labels, start, reader.here(), True))

    reader.open(Open(name, start, close, holder=bibliography, needed=True))


def _end_item(reader: Reader) -> None:
    bibliography = reader.bibliography
    if bibliography.open_item:
        bibliography.items.append(reader.builder.close().blocks)
        bibliography.open_item = False


def _item(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    option = mouth.option()
    key = mouth.name()
    bibliography = reader.bibliography
    label = reader.text_in(option) if option is not None else ""
    if not label:
        bibliography.count += 1
        label = str(bibliography.count)
    if key not in bibliography.printed:
        bibliography.printed[key] = label
    entry = reader.holder(Bibliography)
    if entry is None:
        reader.builder.paragraph()
        return
    if len(reader.builder.contexts) > entry.contexts + bibliography.open_item:
        reader.unwind(reader.stack.index(entry) + 1)
    _end_item(reader)
    # An author and a year are printed in the text, and not before the entry that begins with them.
    bibliography.labels.append("" if _AUTHOR_YEAR.match(label) else f"[{label}]")
    bibliography.open_item = True
    reader.builder.open()


def _from_file(reader: Reader, name: str, start: int) -> None:
    r"""``\bibliography`` and ``\printbibliography`` print what stands in the .bbl file beside the document."""
    mouth = reader.mouth
    if name == "bibliography":
        mouth.argument()
    else:
        mouth.option()
    if reader.builder.quiet:
        return
    source = reader.files.literature(reader, start)
    if source is None:
        return
    entries = _ENTRY.findall(source.string)
    if entries:
        # As biber writes it, the file holds data and no text: only the numbers can be told.
        for number, key in enumerate(dict.fromkeys(entries), 1):
            reader.bibliography.printed.setdefault(key, str(number))
        reader.notice("literature", "the list of literature is kept as data for biber: it is not read", start)
        return
    mouth.frames.append(Frame(source, 0, len(source.string)))


_CITE = """cite citep citet citealp citealt Citet Citep Citealp Citealt citeauthor Citeauthor citeyear citeyearpar
    citenum parencite Parencite textcite Textcite autocite Autocite footcite smartcite supercite fullcite footfullcite
    citetitle onlinecite shortcite citeonline"""
COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(_CITE.split(), _cite),
    "bibitem": _item,
    **dict.fromkeys(["bibliography", "printbibliography"], _from_file),
    **dict.fromkeys(["newblock", "bibinitperiod", "bibnamedelima"], lambda reader, name, start: None),
}
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = {"thebibliography": _literature}
