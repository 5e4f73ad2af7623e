"""Matrices, determinants, cases, arrays and aligned lines: every row and column by its number."""

from __future__ import annotations

from mathspeak.latex.nodes import Letter, Node, Number, Table, Tagged, Text
from mathspeak.speech.styles.mathspeak.fractions import choose
from mathspeak.speech.styles.mathspeak.shapes import symbol_in
from mathspeak.speech.styles.mathspeak.speaking import is_empty, items_of, only, speak
from mathspeak.speech.styles.mathspeak.writer import Writer

BARS = frozenset(["vert", "Vert"])
# What gives a name relates nothing.
DEFINING = frozenset(["coloneqq", "eqqcolon"])


def is_bare(table: Table) -> bool:
    return not table.open and not table.close and all(tag is None for tag in table.tags)


def table(w: Writer, node: Node) -> None:
    assert isinstance(node, Table)
    if node.kind == "lines" and is_bare(node):
        # Outside an environment TeX does not break a displayed line.
        for cells in node.rows:
            for cell in cells:
                speak(w, cell)
        return
    if (node.open or node.close) and fenced(w, node, node.open, node.close):
        return
    layout(w, node)
    if node.close:
        w.emit(w.names.get(node.close, node.close))


def fenced(w: Writer, node: Table, opening: str, closing: str) -> bool:
    """Speak a table between delimiters, if the two make it one thing."""
    if opening and closing:
        matrix(w, node, opening, closing)
        return True
    if opening == "lbrace":
        w.emit(w.mark.LAYOUT)
        w.label(f"{w.mark.ENLARGED} {w.names[opening]}")
        rows(w, node)
        w.label(w.mark.END_LAYOUT)
        return True
    return False


def matrix(w: Writer, node: Table, opening: str, closing: str) -> None:
    mark = w.mark
    height, width = len(node.rows), max(map(len, node.rows))
    if height == 2 and width == 1 and is_bare(Table("", node.rows, "", "", node.tags, 0, 0)):
        choose(w, node.rows[0][0], node.rows[1][0])
        return
    if opening in BARS and closing in BARS and height == width > 1:
        w.emit(mark.DETERMINANT.format(height, width))
        simple = all(is_simple(cell) for cells in node.rows for cell in cells)
        rows(w, node, numbered=not simple)
        w.label(mark.END_DETERMINANT)
        return
    w.emit(mark.MATRIX.format(height, width))
    rows(w, node)
    w.label(mark.END_MATRIX)


def is_simple(cell: Node) -> bool:
    """A cell that holds one letter, one number or nothing."""
    inside = only(cell)
    return inside.__class__ is Letter or inside.__class__ is Number or is_empty(cell)


def layout(w: Writer, node: Table) -> None:
    w.emit(w.mark.LAYOUT)
    rows(w, node)
    w.label(w.mark.END_LAYOUT)


def rows(w: Writer, node: Table, numbered: bool = True) -> None:
    """Every row; its columns are numbered where the table has more than one."""
    mark = w.mark
    numbered = numbered and max(map(len, node.rows)) > 1
    last, followed = node.rows[-1][-1], w.followed
    for i, (cells, tag) in enumerate(zip(node.rows, node.tags, strict=True), 1):
        w.label(w.say.row(i))
        if tag is not None:
            label(w, tag)
        for j, cell in enumerate(cells, 1):
            if numbered:
                w.label(w.say.column(j))
            if is_empty(cell):
                w.label(mark.BLANK)
            else:
                w.followed = followed or cell is not last
                speak(w, cell)
                w.followed = followed
                w.end_part(cell is last, *ties_of(items_of(cell)))


def ties_of(items: list[Node]) -> tuple[bool, bool]:
    """Whether things side by side are related, and whether they are a list or have prose between them."""
    related = listed = False
    for item in items:
        if item.__class__ is Text:
            listed = True
            continue
        sign = symbol_in(item)
        if sign is not None:
            related = related or (sign.cls in ("rel", "arrow") and sign.key not in DEFINING)
            listed = listed or sign.cls == "punct"
    return related, listed and len(items) > 1


def label(w: Writer, tag: Node) -> None:
    """An equation's number, in the parentheses that it is printed in."""
    mark = w.mark
    begin, _, end = mark.LABEL.partition(" {}")
    opening, closing = (w.names["lparen"], w.names["rparen"]) if mark.LABEL_IN_PARENTHESES else ("", "")
    w.label(f"{begin} {opening}".strip())
    speak(w, tag)
    if closing or end:
        w.label(f"{closing}{end}")


def tagged(w: Writer, node: Node) -> None:
    """A formula with a number is a layout of one row."""
    assert isinstance(node, Tagged)
    w.emit(w.mark.LAYOUT)
    w.label(w.say.row(1))
    label(w, node.tag)
    speak(w, node.body)
    w.label(w.mark.END_LAYOUT)
