"""Tables: matrices in their delimiters, cases, aligned lines with their numbers, arrays with lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mathspeak.mathml.leaves import printed
from mathspeak.mathml.rows import core, prints_nothing
from mathspeak.mathml.tree import Element

Write = Callable[[Element], str]
NUMBER = re.compile(r"\(\S{1,12}\)")
BREAK = " \\\\ "
ROWS = frozenset(["mtr", "mlabeledtr"])
MATRICES = {
    ("(", ")"): "pmatrix",
    ("[", "]"): "bmatrix",
    ("{", "}"): "Bmatrix",
    ("|", "|"): "vmatrix",
    ("∣", "∣"): "vmatrix",
    ("‖", "‖"): "Vmatrix",
    ("∥", "∥"): "Vmatrix",
}


def table(element: Element, write: Write, fences: tuple[str, str] = ("", "")) -> str:
    """A table as an environment; ``fences`` are delimiters that stand around it and become part of it."""
    rows = list(_rows(element, write))
    aligned = is_aligned(element)
    if aligned:
        rows = [(_without_glue(cells), tag) for cells, tag in rows]
    name = MATRICES.get(fences, "")
    head = ""
    ruled = "solid" in element.get("columnlines") + element.get("rowlines")
    if not name and fences == ("{", ""):
        name = "cases"
    elif not name and (aligned or any(tag for _, tag in rows)):
        name = "aligned"
    elif not name or ruled:
        name, head = ("array", _columns(element, rows)) if ruled else ("matrix", "")
    lines = _lines(element, len(rows))
    printed_rows = [
        " & ".join(cells) + (f" \\tag{{{tag}}}" if tag else "") + rule
        for (cells, tag), rule in zip(rows, lines, strict=True)
    ]
    body = f"\\begin{{{name}}}{head} {' '.join(printed_rows)} \\end{{{name}}}"
    if name != "array" or fences not in MATRICES:
        return body
    return f"\\left{_bracket(fences[0])}{body}\\right{_bracket(fences[1])}"


def _bracket(sign: str) -> str:
    return f"\\{sign}" if sign in "{}" else "|" if sign == "∣" else "\\|" if sign in "‖∥" else sign


def stack(element: Element, write: Write) -> str:
    """A table of one column in a script."""
    rows = [" ".join(cells) for cells, _ in _rows(element, write)]
    return f"\\substack{{{BREAK.join(rows)}}}"


def is_aligned(element: Element) -> bool:
    """Whether the rows are lines of a display: told by how it sets them, or by columns that meet at a relation."""
    if element.get("displaystyle") == "true" or re.match(r"(?:right|center) +left", element.get("columnalign")):
        return True
    for row in element.children:
        for cell in row.children:
            styled = next((child for child in cell.children if child.tag == "mstyle"), None)
            if styled is not None:
                return styled.get("displaystyle") == "true"
            if "tml-right" in cell.get("class"):
                return "tml-jot" in element.get("class")
    return False


def _rows(element: Element, write: Write) -> Iterator[tuple[list[str], str]]:
    for row in element.children:
        if row.tag not in ROWS:
            yield [write(row)], ""
            continue
        cells = row.children
        tag = ""
        if row.tag == "mlabeledtr" and cells:
            tag, cells = number(cells[0]), cells[1:]
        elif cells and (found := number_at_end(cells[-1], is_aligned(element) and len(cells) > 2)) is not None:
            tag, cells = found, cells[:-1]
        yield [write(cell) for cell in cells], tag


def number(cell: Element) -> str:
    """An equation number without its parentheses."""
    return re.sub(r"[()\[\]{}\\]", "", " ".join(_texts(cell))).strip()


def _texts(element: Element) -> Iterator[str]:
    if element.text:
        yield printed(element)
    for child in element.children:
        yield from _texts(child)


def number_at_end(cell: Element, aligned: bool) -> str | None:
    """The number in a last cell that is kept for it; none where the cell is one like any other."""
    inner = core(cell)
    kept = "eqn-num" in cell.get("class") or "tml-tag" in inner.get("class") or "tml-eqn" in inner.get("class")
    kept = kept or (aligned and inner.tag == "mtext" and NUMBER.fullmatch(printed(inner)) is not None)
    return number(cell) if kept else None


def _without_glue(cells: list[str]) -> list[str]:
    """The cells without empty ones at the ends, which only push the others to the middle."""
    first = next((i for i, cell in enumerate(cells) if cell), 0)
    cells = cells[first:] if first < len(cells) and len(cells) > 2 else cells
    while len(cells) > 1 and not cells[-1]:
        cells = cells[:-1]
    return cells


def _lines(element: Element, count: int) -> list[str]:
    """What ends each row: a break, and a line where one is drawn."""
    styles = element.get("rowlines").split() or ["none"]
    ends: list[str] = []
    for row in range(count - 1):
        style = styles[min(row, len(styles) - 1)]
        ends.append(" \\\\ \\hline" if style != "none" else " \\\\")
    return [*ends, ""] if count else []


def _columns(element: Element, rows: list[tuple[list[str], str]]) -> str:
    count = max((len(cells) for cells, _ in rows), default=0)
    styles = element.get("columnlines").split() or ["none"]
    ruled = ["|" if styles[min(i, len(styles) - 1)] != "none" else "" for i in range(count - 1)]
    return "{" + "".join(f"c{line}" for line in [*ruled, ""]) + "}"


def lone_table(element: Element) -> Element | None:
    """The table that is all an element holds."""
    inner = core(element)
    return inner if inner.tag == "mtable" and not prints_nothing(inner) else None
