"""Matrices, vectors and determinants."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node, Row, Table
from mathspeak.meaning.terms import Vector
from mathspeak.speech.styles.clearspeak.lines import lines, rules
from mathspeak.speech.styles.clearspeak.simple import is_simple_cell
from mathspeak.speech.styles.clearspeak.voice import Voice, speak
from mathspeak.speech.utterance import LONG, MEDIUM, SHORT

SMALL = 3
NO_COLUMNS, COLUMNS = "SilentColNum", "SpeakColNum"
VECTORS = frozenset(["Vector", "EndVector"])
ENDED = frozenset(["EndMatrix", "EndVector"])


def table(w: Voice, node: Table) -> None:
    if node.kind in ("cases", "lines", "stack"):
        lines(w, node)
    elif node.open == "vert" and node.close == "vert":
        rectangle(w, node, determinant=True)
    elif node.open or node.close or (node.kind == "matrix" and not is_bare_column(node)) or is_fenced_entry(node):
        rectangle(w, node)
    else:
        lines(w, node)


def is_fenced_entry(node: Table) -> bool:
    """One entry that brings the delimiters of the matrix with it."""
    return len(node.rows) == 1 and len(node.rows[0]) == 1 and node.rows[0][0].__class__ is Fence


def is_bare_column(node: Table) -> bool:
    """A column without delimiters is a stack of lines."""
    return all(len(cells) == 1 for cells in node.rows)


def vector(w: Voice, node: Vector) -> None:
    """A matrix of one row or one column."""
    entries = node.entries
    say, preference = w.say, w.prefs["Matrix"]
    count = len(entries)
    if preference == "Combinatoric" and node.column and count == 2 and node.open == "lparen":
        speak(w, entries[0])
        w.emit(say.CHOOSE)
        speak(w, entries[1])
        return
    named = preference in VECTORS
    if node.column:
        words = (say.COLUMN_VECTOR if named else say.COLUMN_MATRIX).format(count, 1)
        label = say.ROW
    else:
        words = (say.ROW_VECTOR if named else say.ROW_MATRIX).format(1, count)
        label = say.COLUMN
    w.emit(words)
    brackets(w, node.open)
    w.breathe(LONG)
    short = count <= SMALL and all(is_simple_cell(w, entry) for entry in entries)
    if preference == NO_COLUMNS:
        short = True
    elif preference == COLUMNS:
        short = False
    for i, entry in enumerate(entries, 1):
        w.breathe(SHORT if short else LONG)
        if not short:
            w.emit(label.format(i))
        cell(w, entry)
    finish(w, say.END_VECTOR if preference == "EndVector" else say.END_MATRIX)


def finish(w: Voice, words: str) -> None:
    w.breathe(LONG)
    if w.prefs["Matrix"] in ENDED:
        w.emit(words)


def brackets(w: Voice, open_key: str) -> None:
    """Which brackets are printed, where words alone have to tell."""
    if w.ends and open_key != "lparen":
        w.emit(w.say.IN_BRACKETS.get(open_key) or w.names.get(open_key, open_key))


def cell(w: Voice, node: Node) -> None:
    if isinstance(node, Row) and not node.items:
        w.emit(w.say.BLANK)
    else:
        speak(w, node)


def rectangle(w: Voice, node: Table, determinant: bool = False) -> None:
    """The 2 by 2 matrix, row by row; each column by its number where the entries are long or many."""
    say, preference = w.say, w.prefs["Matrix"]
    rows = node.rows
    columns = max((len(cells) for cells in rows), default=0)
    determinant = determinant and len(rows) == columns
    if len(rows) == 1 and columns == 1 and not determinant:
        single(w, node)
        return
    if not determinant and (len(rows) == 1 or columns == 1):
        entries = (
            rows[0] if len(rows) == 1 else [cells[0] if cells else Row([], node.start, node.start) for cells in rows]
        )
        vector(w, Vector(len(rows) > 1, entries, node.open, node.close, node.start, node.end))
        return
    if determinant:
        w.emit(say.DETERMINANT_OF)
    w.emit(say.MATRIX.format(len(rows), columns))
    if not determinant:
        brackets(w, node.open)
    rules(w, node)
    w.breathe(LONG)
    short = len(rows) <= SMALL and columns <= SMALL
    short = short and all(is_simple_cell(w, content) for cells in rows for content in cells)
    if preference == NO_COLUMNS:
        short = True
    elif preference == COLUMNS or w.ends:
        short = False
    for i, cells in enumerate(rows, 1):
        w.breathe(LONG)
        w.emit(say.ROW.format(i))
        for j, content in enumerate(cells, 1):
            w.breathe(SHORT if short else MEDIUM)
            if not short:
                w.emit(say.IN_COLUMN.format(j))
                w.breathe()
            cell(w, content)
    finish(w, say.END_DETERMINANT if determinant else say.END_MATRIX)


def single(w: Voice, node: Table) -> None:
    """The matrix of one entry."""
    say, preference = w.say, w.prefs["Matrix"]
    if preference in (NO_COLUMNS, COLUMNS) or preference in VECTORS:
        entries = [node.rows[0][0]]
        vector(w, Vector(True, entries, node.open, node.close, node.start, node.end))
        return
    w.emit(say.WITH_ENTRY)
    cell(w, node.rows[0][0])
    finish(w, say.END_MATRIX)
