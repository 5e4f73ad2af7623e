"""What every document is read into: blocks, and the runs that they are made of, each with its place in the source.

Readers make these and know no words of speech; narration says them and knows no file format. ``start`` and ``end``
count characters of the file that the document was read from. Where that brings in other files, their characters count
on after its own: :func:`place` says which file an offset is in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

# Runs: what stands in a line of text.


@dataclass(slots=True)
class Words:
    """Prose as it is printed: no markup, no entities, no commands."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Formula:
    """Mathematics: ``latex`` without its delimiters, or ``mathml`` where the source has only that.

    ``numbers`` are the printed equation numbers, one a row, None for a row without one; empty if nothing is numbered.
    """

    latex: str
    display: bool
    start: int
    end: int
    numbers: list[str | None] = field(default_factory=list)
    mathml: str = ""


@dataclass(slots=True)
class Code:
    """Code within a line."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Reference:
    """A pointer to a numbered thing: ``kind`` is "equation", "theorem", "section" …, "" where it is not said.

    ``number`` is as it would be printed, "2.3"; empty where the label is unknown. ``named``: the source prints the
    kind itself before it (``\\cref``, ``\\autoref``), ``bracketed`` that the number stands in parentheses. ``text`` is
    what is printed where there is no number, such as the title of a section.
    """

    kind: str
    number: str
    label: str
    start: int
    end: int
    named: bool = False
    bracketed: bool = False
    text: str = ""


@dataclass(slots=True)
class Citation:
    """A pointer to literature: ``printed`` stands in the text, "1" or "Knuth 1984"; ``keys`` are the source's."""

    keys: list[str]
    printed: str
    start: int
    end: int


@dataclass(slots=True)
class Footnote:
    """A note, where its mark stands."""

    blocks: list[Block]
    start: int
    end: int


@dataclass(slots=True)
class Image:
    """A picture within a line or alone; ``alt`` is what its author says of it."""

    alt: str
    source: str
    start: int
    end: int


Run = Words | Formula | Code | Reference | Citation | Footnote | Image


# Blocks: what stands one below the other.


@dataclass(slots=True)
class Heading:
    """``level`` 1 is the title of the document; ``number`` is as printed, "2.1", or empty.

    ``kind`` is what the number is of: "section", "chapter", "part" or "appendix".
    """

    level: int
    runs: list[Run]
    start: int
    end: int
    number: str = ""
    kind: str = "section"


@dataclass(slots=True)
class Paragraph:
    """Text in which displayed formulas stand where they interrupt it, so that a sentence can go on after them."""

    runs: list[Run]
    start: int
    end: int


@dataclass(slots=True)
class CodeBlock:
    text: str
    language: str
    start: int
    end: int


@dataclass(slots=True)
class Table:
    """``rows`` of cells of runs; ``header`` is how many of them head the table."""

    rows: list[list[list[Run]]]
    start: int
    end: int
    header: int = 0
    caption: list[Run] = field(default_factory=list)
    number: str = ""


@dataclass(slots=True)
class Figure:
    alt: str
    caption: list[Run]
    start: int
    end: int
    number: str = ""
    source: str = ""


@dataclass(slots=True)
class ListBlock:
    """``labels`` are the printed marks of the items, "1", "(a)" or a term's own words; empty texts for bullets."""

    items: list[list[Block]]
    labels: list[str]
    start: int
    end: int
    ordered: bool = False


@dataclass(slots=True)
class Statement:
    """A theorem, definition, exercise …: ``name`` as printed, "Theorem"; a proof has the kind "proof" and no number.

    ``kind`` is one of "theorem", "proof", "exercise" and "remark", for policies.
    """

    kind: str
    name: str
    number: str
    title: list[Run]
    blocks: list[Block]
    start: int
    end: int


@dataclass(slots=True)
class Quote:
    blocks: list[Block]
    start: int
    end: int


@dataclass(slots=True)
class Output:
    """What a cell of a notebook had printed when it was saved: nothing is run."""

    blocks: list[Block]
    start: int
    end: int


@dataclass(slots=True)
class Unread:
    """What the reader does not understand, such as a picture drawn in TeX; ``what`` names it for people."""

    what: str
    source: str
    start: int
    end: int


Block = Heading | Paragraph | CodeBlock | Table | Figure | ListBlock | Statement | Quote | Output | Unread


@dataclass(slots=True)
class Notice:
    """Something about the document that its author may want to know; ``code`` is a stable name."""

    code: str
    message: str
    start: int
    end: int


@dataclass(slots=True)
class File:
    """A file that a document brings in: its characters are those from ``start`` to ``end``."""

    path: Path
    start: int
    end: int


@dataclass(slots=True)
class Document:
    """A document as read. ``macros`` are its own definitions, for the translator; ``language`` is a tag or empty.

    ``files`` are those that it brings in, in the order of their places.
    """

    path: Path
    blocks: list[Block]
    title: str = ""
    author: str = ""
    language: str = ""
    macros: str = ""
    notices: list[Notice] = field(default_factory=list)
    files: list[File] = field(default_factory=list)


def place(document: Document, offset: int) -> tuple[Path, int]:
    """The file that an offset is in, and the offset there.

    >>> notes = Document(Path("notes.tex"), [], files=[File(Path("one.tex"), 101, 150)])
    >>> [(path.name, at) for path, at in (place(notes, 100), place(notes, 103))]
    [('notes.tex', 100), ('one.tex', 2)]
    """
    for file in reversed(document.files):
        if offset >= file.start:
            return file.path, offset - file.start
    return document.path, offset
