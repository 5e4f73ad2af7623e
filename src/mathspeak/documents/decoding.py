"""A file's bytes to text, and what is no text refused; lines end in one way inside, and places count the file's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from pathlib import Path

from mathspeak.documents import blocks as b
from mathspeak.errors import DocumentError

_MARKS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
# How files begin that are often taken for text.
_BINARY = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive, as .docx and .epub are",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "compressed",
    b"\x7fELF": "a program",
    b"ID3": "audio",
    b"RIFF": "audio or video",
    b"OggS": "audio",
    b"fLaC": "audio",
}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_SAMPLE = 65_536
# One control character in so many others may stand in a text by accident.
_RARE = 200


def decode(data: bytes, path: Path) -> tuple[str, list[b.Notice]]:
    """The text of a file: UTF-8, or what its first bytes say; else Windows-1252, with a notice.

    Raises `DocumentError` for what is no text.

    >>> decode("é".encode("utf-16"), Path("a.txt"))[0]
    'é'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, path)
    check_text(data, path)
    try:
        return without_controls(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        return _legacy(data, error, path)


def check_text(data: bytes, path: Path) -> None:
    """Raise `DocumentError` for bytes that are no text."""
    for beginning, what in _BINARY.items():
        if data.startswith(beginning):
            raise _no_text(path, f"it is {what}")
    sample = data[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) * _RARE > len(sample):
        raise _no_text(path, "it has bytes that are no letters")


def _legacy(data: bytes, error: UnicodeDecodeError, path: Path) -> tuple[str, list[b.Notice]]:
    declared = _DECLARED.search(data[:2048])
    if declared is not None:
        name = (declared[1] or declared[2]).decode("ascii").lower()
        if name not in ("utf-8", "utf8"):
            return _decoded(data, name, path)
    mended = data.decode("utf-8", "replace")
    wrong = mended.count("\ufffd")
    if wrong * 2 <= sum(char > "\x7f" for char in mended):
        what = f"{wrong:,} characters are not UTF-8 and were left out, the first at byte {error.start:,}"
        return without_controls(mended.replace("\ufffd", " ")), [b.Notice("encoding", what, 0, 0)]
    notice = b.Notice("encoding", "the file is not UTF-8; it was read as Windows-1252", 0, 0)
    return without_controls(data.decode("cp1252", "replace").replace("\ufffd", " ")), [notice]


def _decoded(data: bytes, encoding: str, path: Path) -> tuple[str, list[b.Notice]]:
    try:
        return without_controls(data.decode(encoding)), []
    except LookupError:
        notice = b.Notice("encoding", f"the encoding “{encoding}” is not known; the file was read as UTF-8", 0, 0)
        return without_controls(data.decode("utf-8", "replace")), [notice]
    except UnicodeDecodeError as error:
        what = f"some characters are not {encoding} and were left out, the first at byte {error.start:,}"
        return without_controls(data.decode(encoding, "replace").replace("\ufffd", " ")), [
            b.Notice("encoding", what, 0, 0)
        ]


_CONTROLS_OF_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


def without_controls(text: str) -> str:
    """The text with blanks for what steers terminals and printers."""
    return _CONTROLS_OF_TEXT.sub(" ", text)


def _no_text(path: Path, why: str) -> DocumentError:
    return DocumentError(
        f"{path.name} is no text: {why}",
        hint="give the source that it was made from: .tex, .md, .ipynb, .html or .txt",
    )


def with_line_feeds(text: str) -> tuple[str, list[int]]:
    r"""The text with lines that end in one character, and where in it characters of the file are missing.

    >>> with_line_feeds("a\r\nb\rc\n")
    ('a\nb\nc\n', [1])
    """
    if "\r" not in text:
        return text, []
    places = [found.start() - count for count, found in enumerate(re.finditer("\r\n", text))]
    return text.replace("\r\n", "\n").replace("\r", "\n"), places


def relocate(document: b.Document, missing: list[int]) -> None:
    """Set the places of all that a document has from the text that was read to its file."""
    if not missing:
        return
    for item in everything(document):
        item.start += bisect_left(missing, item.start)
        item.end += bisect_left(missing, item.end)


def everything(document: b.Document) -> list[b.Block | b.Run | b.Notice]:
    """All blocks, runs and notices of a document, each once, in no order that matters."""
    found: list[b.Block | b.Run | b.Notice] = []
    pending: list[b.Block | b.Run | b.Notice] = [*document.blocks, *document.notices]
    while pending:
        item = pending.pop()
        found.append(item)
        if isinstance(item, b.Heading | b.Paragraph):
            pending.extend(item.runs)
        elif isinstance(item, b.Table):
            pending.extend(item.caption)
            pending.extend(run for row in item.rows for cell in row for run in cell)
        elif isinstance(item, b.Figure):
            pending.extend(item.caption)
        elif isinstance(item, b.ListBlock):
            pending.extend(block for blocks in item.items for block in blocks)
        elif isinstance(item, b.Statement):
            pending.extend(item.title)
            pending.extend(item.blocks)
        elif isinstance(item, b.Quote | b.Output | b.Footnote):
            pending.extend(item.blocks)
    return found
