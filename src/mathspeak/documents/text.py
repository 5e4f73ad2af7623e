"""Plain text: paragraphs between empty lines, headings that are underlined, formulas between delimiters."""

from __future__ import annotations

import re
from pathlib import Path

from mathspeak.documents import blocks as b
from mathspeak.documents.equations import split_definitions
from mathspeak.documents.line import Line, first_title, flowing, paragraph
from mathspeak.documents.math_spans import math_spans

_EMPTY = re.compile(r"\n[ \t]*\n\s*")
_UNDERLINED = re.compile(r"[ \t]*(\S[^\n]*)\n[ \t]*(=|-|~){3,}[ \t]*")
_LEVELS = {"=": 1, "-": 2, "~": 3}


def read_text(source: str, path: Path) -> b.Document:
    r"""A plain text; a line underlined with `=`, `-` or `~` is a heading.

    >>> [type(block).__name__ for block in read_text("Title\n=====\n\nLet $x$ be it.", Path("a.txt")).blocks]
    ['Heading', 'Paragraph']
    """
    document = b.Document(path, [])
    macros: list[str] = []
    blocks: list[b.Block] = []
    at = len(source) - len(source.lstrip())
    for empty in [*_EMPTY.finditer(source, at), None]:
        end = len(source) if empty is None else empty.start()
        _read_paragraph(source, at, end, blocks, macros)
        at = end if empty is None else empty.end()
    document.blocks = flowing(blocks)
    document.title = first_title(document.blocks)
    document.macros = "".join(macros)
    return document


def _read_paragraph(source: str, at: int, end: int, blocks: list[b.Block], macros: list[str]) -> None:
    text = source[at:end]
    if heading := _UNDERLINED.match(text):
        runs = _runs(heading[1], at + heading.start(1), macros)
        if runs and text[heading.end() : heading.end() + 1] in ("", "\n"):
            blocks.append(b.Heading(_LEVELS[heading[2]], runs, at + heading.start(1), at + heading.end(1)))
            at += heading.end()
            text = source[at:end]
    runs = _runs(text, at, macros)
    if runs:
        blocks.append(paragraph(runs))


def _runs(text: str, offset: int, macros: list[str]) -> list[b.Run]:
    line = Line()
    at = 0
    for span in math_spans(text, closed_only=True):
        line.text(text[at : span.start], offset + at, offset + span.start)
        definitions, latex = split_definitions(text[span.inner_start : span.inner_end].strip())
        if definitions:
            macros.append(definitions)
        if latex:
            line.add(b.Formula(latex, span.display, offset + span.start, offset + span.end))
        at = span.end
    line.text(text[at:], offset + at, offset + len(text))
    return line.finish()
