"""The one door to documents: a file's suffix and content choose who reads it."""

from __future__ import annotations

import re
from pathlib import Path

from mathspeak.documents.blocks import Document
from mathspeak.documents.decoding import decode, relocate, with_line_feeds
from mathspeak.errors import DocumentError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".qmd", ".rmd", ".rmarkdown", ".myst"), "markdown"),
    ".ipynb": "notebook",
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht"), "html"),
    **dict.fromkeys((".tex", ".ltx", ".latex"), "tex"),
    **dict.fromkeys((".txt", ".text"), "text"),
}
SUFFIXES = frozenset(KINDS)
# How much of each is read unless more is asked for: Markdown takes hundreds of bytes of memory a character.
LARGEST = {"markdown": 5_000_000, "notebook": 200_000_000, "html": 16_000_000, "text": 10_000_000}
_BEGINNINGS = (
    ("notebook", re.compile(r"\s*\{(?=.*\"(?:cells|nbformat|worksheets)\"\s*:)", re.DOTALL)),
    (
        "html",
        re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE),
    ),
    ("tex", re.compile(r"(?:\s*%[^\n]*\n)*\s*\\documentclass\b|.*\\begin\{document\}", re.DOTALL)),
)
_SNIFFED = 20_000


def read(path: Path | str, *, max_bytes: int | None = None) -> Document:
    """Read a document: Markdown, a notebook, a web page, LaTeX or plain text.

    ``max_bytes`` bounds the file (5 MB of Markdown, 10 MB of text, 16 MB of HTML, 200 MB for notebooks, which
    are mostly pictures; `tex.bounds` has those of LaTeX). Raises `DocumentError` where there is no such file, where it
    is none of these, where it is too large, and where it is not what its name says.
    """
    path = Path(path)
    kind = KINDS.get(path.suffix.lower(), "")
    if kind == "tex":
        return _read_tex(path)
    data = _bytes(path, LARGEST.get(kind, max(LARGEST.values())) if max_bytes is None else max_bytes)
    text, notices = decode(data, path)
    if not kind:
        kind = _sniffed(text, path)
        if kind == "tex":
            return _read_tex(path)
        if max_bytes is None and len(data) > LARGEST[kind]:
            raise _too_large(path, len(data), LARGEST[kind])
    del data
    document = read_source(text, path, kind)
    document.notices[:0] = notices
    return document


def _read_tex(path: Path) -> Document:
    """LaTeX may bring in other files, so its reader opens the file itself."""
    from importlib import import_module

    document: Document = import_module("mathspeak.documents.tex.reading").read_tex(path)
    return document


def read_source(text: str, path: Path, kind: str) -> Document:
    """Read the text of a document of a kind: "markdown", "notebook", "html" or "text"; ``path`` is only its name."""
    try:
        reader = _reader(kind)
        if kind == "notebook":
            return reader(text, path)
        text, missing = with_line_feeds(text)
        document = reader(text, path)
    except ModuleNotFoundError as error:
        raise DocumentError(
            f"{path.name} cannot be read without the package {error.name}",
            hint="install it with: pip install 'mathspeak[documents]'",
        ) from error
    relocate(document, missing)
    return document


def _reader(kind: str) -> Callable[[str, Path], Document]:
    if kind == "markdown":
        from mathspeak.documents.markdown.reader import read_markdown

        return read_markdown
    if kind == "html":
        from mathspeak.documents.html.reader import read_html

        return read_html
    if kind == "notebook":
        from mathspeak.documents.notebook import read_notebook

        return read_notebook
    from mathspeak.documents.text import read_text

    return read_text


def _bytes(path: Path, most: int) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(f"{path} is a folder", hint="give a file, or each of the files in it")
        size = path.stat().st_size
        if size > most:
            raise _too_large(path, size, most)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise DocumentError(f"there is no file {path}", hint="check its name and the folder") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > most:
        raise _too_large(path, len(data), most)
    return data


def _too_large(path: Path, size: int, most: int) -> DocumentError:
    return DocumentError(
        f"{path.name} has {size:,} bytes, and at most {most:,} are read", hint="split it into several documents"
    )


def _sniffed(text: str, path: Path) -> str:
    """The kind of a file whose suffix tells nothing."""
    start = text[:_SNIFFED]
    for kind, beginning in _BEGINNINGS:
        if beginning.match(start):
            return kind
    if path.suffix:
        known = ", ".join(sorted(SUFFIXES))
        raise DocumentError(f"files of the kind {path.suffix} are not read", hint=f"these are: {known}")
    return "text"
