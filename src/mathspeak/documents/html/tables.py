"""Tables of a page: of data, of equations with their numbers, and those that only arrange it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mathspeak.documents import blocks as b
from mathspeak.documents.html.figures import read_caption
from mathspeak.documents.html.formulas import formula_in
from mathspeak.documents.html.inline import read_into
from mathspeak.documents.html.rules import is_skipped
from mathspeak.documents.html.tree import Element
from mathspeak.documents.line import Line, paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.html.blocks import Reader

_EQUATION = re.compile(r"\bltx_equation|\bltx_eqn_table|\bequation\b|\beqnarray\b")
_NUMBER = re.compile(r"\(([\w.:′'*-]{1,16})\)")
_NUMBER_CLASSES = frozenset(["ltx_tag_equation", "ltx_tag_equationgroup", "eqno", "equation-number", "mjx-tag", "tag"])


def read(reader: Reader, element: Element, found: list[b.Block]) -> None:
    rows = list(_rows(element))
    if _EQUATION.search(element.get("class")) and (equation := _equation(element, rows, reader)) is not None:
        found.append(paragraph([equation]))
        return
    if element.get("role") in ("presentation", "none"):
        for row in rows:
            for cell in _cells(row):
                found.extend(reader.blocks(cell))
        return
    caption = next((child for child in element.elements() if child.tag == "caption"), None)
    number, runs = read_caption(reader, caption)
    cells = [[_runs(cell, reader) for cell in _cells(row)] for row in rows]
    kept = [(row, line) for row, line in zip(rows, cells, strict=True) if any(line)]
    if kept:
        header = _header([row for row, _ in kept])
        table = b.Table([line for _, line in kept], element.start, element.end, header, runs, number)
        found.append(table)


def _rows(element: Element) -> Iterator[Element]:
    for child in element.elements():
        if child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)
        elif child.tag == "tr" and not is_skipped(child):
            yield child


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row.elements() if cell.tag in ("td", "th") and not is_skipped(cell))


def _runs(cell: Element, reader: Reader) -> list[b.Run]:
    line = Line()
    read_into(line, cell, reader.page)
    return line.finish()


def _header(rows: list[Element]) -> int:
    """How many rows head the table: those of headings alone, at the top."""
    count = 0
    for row in rows:
        if not all(cell.tag == "th" for cell in _cells(row)):
            break
        count += 1
    return count if count < len(rows) else min(count, 1)


def _equation(element: Element, rows: list[Element], reader: Reader) -> b.Formula | None:
    """A displayed formula whose parts a table aligns, such as LaTeXML writes."""
    lines: list[list[b.Formula]] = []
    numbers: list[str | None] = []
    for row in rows:
        parts = [formula for cell in _cells(row) if (formula := _formula(cell, reader)) is not None]
        if parts:
            lines.append(parts)
            numbers.append(next(iter(numbers_beside(row)), None))
    place = element.start, element.end
    numbers = numbers if any(numbers) else []
    parts = [part for line in lines for part in line]
    if parts and all(part.latex for part in parts):
        return b.Formula(_latex([[part.latex for part in line] for line in lines]), True, *place, numbers)
    if parts and all(part.mathml for part in parts):
        return b.Formula("", True, *place, numbers, _mathml([[part.mathml for part in line] for line in lines]))
    return None


def _latex(lines: list[list[str]]) -> str:
    if len(lines) == 1 and len(lines[0]) == 1:
        return lines[0][0]
    return "\\begin{aligned} " + " \\\\ ".join(" & ".join(line) for line in lines) + " \\end{aligned}"


def _mathml(lines: list[list[str]]) -> str:
    if len(lines) == 1 and len(lines[0]) == 1:
        return lines[0][0]
    rows = ("".join(f"<mtd>{part}</mtd>" for part in line) for line in lines)
    return f'<math><mtable displaystyle="true">{"".join(f"<mtr>{row}</mtr>" for row in rows)}</mtable></math>'


def _formula(cell: Element, reader: Reader) -> b.Formula | None:
    for inner in cell.walk():
        if inner is not cell and (formula := formula_in(inner, reader.page.source)) is not None:
            return formula
    return None


def numbers_beside(element: Element) -> list[str | None]:
    """The numbers that are printed beside a formula, in an element of their own."""
    numbers: list[str | None] = []
    for inner in element.walk():
        if not _NUMBER_CLASSES.isdisjoint(inner.classes()):
            found = _NUMBER.search(inner.content())
            if found is not None:
                numbers.append(found[1])
    return numbers
