r"""Tables: rows of cells, which of them head the table, and the environments of all packages that set them."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Run, Table
from mathspeak.documents.tex.arguments import read_spec
from mathspeak.documents.tex.floats import Float
from mathspeak.documents.tex.state import Open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

# What stands before the cells: options and arguments, in order.
_SPECS = {
    **dict.fromkeys("tabular supertabular longtable longtable* tblr longtblr tabu longtabu".split(), "om"),
    **dict.fromkeys("tabular* tabularx tabularx* tabulary xltabular".split(), "mom"),
}
_LONG = frozenset("longtable longtable* longtblr longtabu xltabular".split())
_TO = re.compile(r"\s*(?:to|spread)\s*[^{\n]*")
_TRIM = re.compile(r"\s*\([lr0-9.a-z{}]*\)")
_MOST_COLUMNS = 500


class Cells:
    """A table that is being read."""

    __slots__ = ("foot", "head", "mark", "row", "rows", "rules", "span")

    def __init__(self) -> None:
        self.rows: list[list[list[Run]]] = []
        self.row: list[list[Run]] = []
        # How many columns the cell that is being read takes.
        self.span = 1
        # After how many rows rules are drawn, and how many rows a command says are the head.
        self.rules: list[int] = []
        self.head = -1
        # Where the rows begin that a command such as \endfoot is about, and those that it puts last.
        self.mark = 0
        self.foot: list[list[list[Run]]] = []

    def end_row(self) -> None:
        if any(self.row):
            self.rows.append(self.row)
        self.row = []

    def header(self) -> int:
        """How many rows head the table: those above the only rule, or the first two, that stands between rows."""
        if self.head >= 0:
            return min(self.head, len(self.rows))
        inner = sorted({rule for rule in self.rules if 0 < rule < len(self.rows)})
        return inner[0] if inner and (len(inner) == 1 or inner[:2] != [1, 2]) else 0


def _table(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    frame = mouth.top()
    if name.endswith("tabu") and (found := _TO.match(frame.source.string, frame.position, frame.end)):
        frame.position = found.end()
    for sign in _SPECS[name]:
        if sign == "o":
            mouth.option()
        else:
            mouth.argument()
    reader.builder.paragraph()
    if not reader.may_nest(start):
        reader.open(Open(name, start))
        return
    cells = Cells()
    floating = Float("table", start)
    reader.nesting += 1
    outer = reader.target
    if name in _LONG:
        # A table of several pages has its caption among its rows.
        reader.open(Open("caption", start, holder=floating, needed=True))
    reader.builder.open(inline=True)

    def close() -> None:
        reader.nesting -= 1
        _take_cell(reader, cells)
        cells.end_row()
        cells.rows += cells.foot
        if name in _LONG:
            reader.stack.pop()
            reader.target = outer
        if cells.rows or floating.caption:
            end = reader.here()
            table = Table(cells.rows, start, end, cells.header(), floating.caption, floating.number)
            reader.builder.block(table)

    reader.open(Open(name, start, close, holder=cells, needed=True))


def _take_cell(reader: Reader, cells: Cells) -> None:
    cells.row.append(reader.builder.close().runs)
    cells.row += [[] for _ in range(min(cells.span, _MOST_COLUMNS) - 1)]
    cells.span = 1


def _cells(reader: Reader) -> Cells | None:
    """The table whose cell is being read, if nothing else in that cell is open."""
    for index in range(len(reader.stack) - 1, reader.floor - 1, -1):
        entry = reader.stack[index]
        if isinstance(entry.holder, Cells):
            return entry.holder
        if entry.name and entry.holder is not None:
            return None
    return None


def next_cell(reader: Reader, start: int) -> None:
    cells = _cells(reader)
    if cells is None or len(cells.row) >= _MOST_COLUMNS:
        reader.builder.words(" ", start, reader.mouth.here())
        return
    _close_groups(reader)
    _take_cell(reader, cells)
    reader.builder.open(inline=True)


def _next_row(reader: Reader, name: str, start: int) -> None:
    r"""``\\``: a row of a table, else only a line."""
    mouth = reader.mouth
    cells = _cells(reader)
    if name == "\\":
        frame = mouth.top()
        if frame.position < frame.end and frame.source.string[frame.position] == "*":
            frame.position += 1
        mouth.option(adjacent=True)
    if cells is None:
        if reader.front.printing:
            reader.builder.mark(", ", start, mouth.here())
        else:
            reader.builder.words(" ", start, mouth.here())
        return
    _close_groups(reader)
    _take_cell(reader, cells)
    cells.end_row()
    reader.builder.open(inline=True)


def _close_groups(reader: Reader) -> None:
    """Leave what was opened in a cell and not closed, for a cell is a group of its own."""
    index = len(reader.stack) - 1
    while not isinstance(reader.stack[index].holder, Cells):
        index -= 1
    reader.unwind(index + 1)


def _rule(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    if name in ("cmidrule", "toprule", "midrule", "bottomrule"):
        mouth.option()
    if name in ("cline", "cmidrule", "hhline"):
        frame = mouth.top()
        if found := _TRIM.match(frame.source.string, frame.position, frame.end):
            frame.position = found.end()
        mouth.argument()
        return
    cells = _cells(reader)
    if cells is not None and len(cells.rules) < 1_000_000:
        cells.rules.append(len(cells.rows))


def _columns(reader: Reader, name: str, start: int) -> None:
    count = reader.mouth.name()
    cells = _cells(reader)
    if cells is not None and count.isdecimal() and len(count) < 4:
        cells.span = max(1, int(count))
    read_spec(reader, "mt", start)


def _part(reader: Reader, name: str, start: int) -> None:
    r"""``\endhead`` and its like: the rows before it are repeated on each page, and said once."""
    cells = _cells(reader)
    if cells is None:
        return
    rows = cells.rows[cells.mark :]
    if name == "endfirsthead" or (name == "endhead" and cells.head < 0):
        cells.head = len(cells.rows)
    else:
        del cells.rows[cells.mark :]
        if name == "endlastfoot":
            cells.foot = rows
    cells.mark = len(cells.rows)


COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(["\\", "tabularnewline"], _next_row),
    **dict.fromkeys("hline hdashline toprule midrule bottomrule cline cmidrule hhline Xhline".split(), _rule),
    "multicolumn": _columns,
    **dict.fromkeys("endhead endfirsthead endfoot endlastfoot".split(), _part),
}
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = dict.fromkeys(_SPECS, _table)
