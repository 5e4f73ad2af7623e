"""Matrices, vectors, cases, lines, and formulas with a number."""

from __future__ import annotations

from mathspeak.latex.nodes import Name, Node, Row, Symbol, Table, Tagged, Text
from mathspeak.meaning.shapes import items_of
from mathspeak.meaning.terms import Vector
from mathspeak.speech.styles.natural.operators import part
from mathspeak.speech.styles.natural.rows import line
from mathspeak.speech.styles.natural.speaking import speak
from mathspeak.speech.utterance import LONG, MEDIUM
from mathspeak.speech.writer import COMMA, Writer


def table(w: Writer, node: Node) -> None:
    assert isinstance(node, Table)
    fraction, choose, exposed = w.in_fraction, w.in_choose, w.exposed
    w.in_fraction = w.in_choose = False
    TABLES[node.kind](w, node)
    w.in_fraction, w.in_choose, w.exposed = fraction, choose, exposed


def cell(w: Writer, node: Node) -> None:
    if isinstance(node, Row) and not node.items:
        w.emit(w.say.BLANK_CELL)
    else:
        part(w, node, COMMA)


def matrix(w: Writer, node: Table) -> None:
    say = w.say
    columns = max((len(cells) for cells in node.rows), default=0)
    bars = node.open in ("vert", "Vert")
    if bars:
        w.emit(say.MAGNITUDES["determinant" if node.open == "vert" else "norm"])
    words = say.MATRIX if node.kind == "matrix" and node.open else say.ARRAY
    w.emit(words.format(len(node.rows), columns))
    if not bars and node.open not in ("", "lparen"):
        w.emit(say.IN_BRACKETS.get(node.open) or w.names[node.open])
    if columns > 2 and len(node.rules[0]) == columns - 1:
        w.emit(say.RULED_COLUMNS)
    else:
        for place in node.rules[0]:
            w.emit(say.RULED_COLUMN.format(place))
    for place in node.rules[1]:
        w.emit(say.RULED_ROW.format(place))
    for i, cells in enumerate(node.rows, 1):
        w.breathe()
        w.separator(say.ROW.format(i), "matrix")
        for j, content in enumerate(cells):
            if j:
                w.emit(say.CELL)
            cell(w, content)
        equation(w, node.tags[i - 1])
    w.finish("matrix")


def vector(w: Writer, node: Node) -> None:
    assert isinstance(node, Vector)
    say = w.say
    fraction, choose, exposed = w.in_fraction, w.in_choose, w.exposed
    w.in_fraction = w.in_choose = False
    w.emit(say.COLUMN_VECTOR if node.column else say.ROW_VECTOR)
    if node.open != "lparen":
        w.emit(say.IN_BRACKETS[node.open])
    for i, entry in enumerate(node.entries):
        if i:
            w.emit(say.CELL)
        cell(w, entry)
    w.in_fraction, w.in_choose, w.exposed = fraction, choose, exposed
    w.finish("vector")


def cases(w: Writer, node: Table) -> None:
    """By cases, each with its condition after a comma."""
    say, terse = w.say, w.terse
    w.emit(say.CASES if node.open else say.RIGHT_CASES)
    for i, cells in enumerate(node.rows, 1):
        w.breathe(MEDIUM if i > 1 else "")
        w.separator(say.CASE.format(i), "cases")
        w.breathe()
        equation(w, node.tags[i - 1])
        for j, content in enumerate(cells):
            items = items_of(content)
            if j and items:
                w.breathe()
                if not is_prose(w, items[0]):
                    word = say.IF if j == 1 else say.CELL
                    w.emit(word)
                    w.terse = word in say.TERSE_AFTER
            line(w, items)
            w.terse = terse
    w.finish("cases")


def is_prose(w: Writer, item: Node) -> bool:
    """Whether a condition begins with its own word: text, or a word of prose set as a name."""
    return isinstance(item, Text) or (isinstance(item, Name) and item.text.lower() in w.say.CONDITIONS)


def lines(w: Writer, node: Table) -> None:
    """Each line by its number; where only one has content, as one."""
    say = w.say
    printed = [
        (cells, tag)
        for cells, tag in zip(node.rows, node.tags, strict=True)
        if tag is not None or not all(isinstance(content, Row) and not content.items for content in cells)
    ]
    for i, (cells, tag) in enumerate(printed, 1):
        if i > 1:
            w.breathe(LONG)
        w.separator(say.LINE.format(i), "lines")
        w.breathe()
        equation(w, tag)
        merged: list[Node] = []
        for j, content in enumerate(cells):
            items = items_of(content)
            if j and j % 2 == 0 and items and merged:
                # Every second & begins a column of its own.
                merged.append(Symbol("quad", "space", content.start, content.start))
            merged.extend(items)
        line(w, merged)
    w.finish("lines")


def stack(w: Writer, node: Table) -> None:
    """Lines of a limit, in small print."""
    for i, cells in enumerate(node.rows, 1):
        if i > 1:
            w.breathe()
        w.separator(w.say.LINE.format(i), "lines")
        for content in cells:
            speak(w, content)
    w.finish("lines")


def tagged(w: Writer, node: Node) -> None:
    """Equation 3, then the formula."""
    assert isinstance(node, Tagged)
    equation(w, node.tag)
    line(w, items_of(node.body))


def equation(w: Writer, tag: Node | None) -> None:
    """The number of a formula or of a line, if it has one."""
    if tag is not None:
        w.emit(w.say.EQUATION)
        speak(w, tag)
        w.breathe()


TABLES = {"matrix": matrix, "array": matrix, "cases": cases, "lines": lines, "stack": stack}
