"""Figures of a page with what is printed below them."""

from __future__ import annotations

import re

from mathspeak.documents import blocks as b
from mathspeak.documents.html.formulas import formula_in
from mathspeak.documents.html.inline import read_into
from mathspeak.documents.html.tree import Element
from mathspeak.documents.line import Line, paragraph, plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.html.blocks import Reader

_CAPTION = re.compile(r"(?:Figure|Fig\.|Table|Abbildung|Abb\.|Tabelle)\s+((?:[A-Z]\.)?\d+(?:[.-]\d+)*)(?:[.:]|\b)\s*")


def read(reader: Reader, element: Element, found: list[b.Block]) -> None:
    caption = next((inner for inner in element.walk() if inner.tag == "figcaption"), None)
    number, runs = read_caption(reader, caption)
    if caption is not None:
        caption.children = []
    images = [inner for inner in element.walk() if inner.tag == "img" and formula_in(inner, reader.page.source) is None]
    rest = reader.blocks(element)
    pictured = [block for block in rest if not _is_picture(block)]
    if len(pictured) == 1 and isinstance(table := pictured[0], b.Table):
        table.caption, table.number = table.caption or runs, table.number or number
        found.append(table)
        return
    if images or not pictured:
        alt = " ".join(filter(None, (plain_text(image.get("alt")) for image in images)))
        source = images[0].get("src") if images else ""
        source = "" if source.startswith("data:") else source
        if images or runs:
            found.append(b.Figure(alt, runs, element.start, element.end, number, source))
        found.extend(pictured)
        return
    found.extend(pictured)
    if runs:
        found.append(paragraph(runs))


def read_caption(reader: Reader, caption: Element | None) -> tuple[str, list[b.Run]]:
    """The number of a figure or a table, and what is said of it; both are empty where there is no caption."""
    if caption is None:
        return "", []
    number = reader.take_number(caption)
    line = Line()
    read_into(line, caption, reader.page)
    runs = line.finish()
    return number or _take_printed_number(runs), runs


def _take_printed_number(runs: list[b.Run]) -> str:
    """The number that a caption begins with, which is then no longer part of it."""
    first = runs[0] if runs else None
    found = _CAPTION.match(first.text) if isinstance(first, b.Words) else None
    if found is None or not isinstance(first, b.Words):
        return ""
    first.text = first.text[found.end() :]
    if not first.text:
        del runs[0]
    return found[1]


def _is_picture(block: b.Block) -> bool:
    return isinstance(block, b.Paragraph) and all(isinstance(run, b.Image) for run in block.runs)
