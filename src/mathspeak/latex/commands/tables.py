r"""Environments: matrices, cases, aligned lines, arrays, and those that only say where mathematics stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.forbidden import FORBIDDEN_ENVIRONMENTS, forbidden
from mathspeak.latex.nodes import Node, Row, Symbol, Table, Tagged, Text

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

CELL_ENDS = frozenset(["&", "\\\\", "\\cr", "\\newline", "\\tabularnewline", "\\end"])
MATRICES = {
    "matrix": ("", ""),
    "pmatrix": ("lparen", "rparen"),
    "bmatrix": ("lbrack", "rbrack"),
    "Bmatrix": ("lbrace", "rbrace"),
    "vmatrix": ("vert", "vert"),
    "Vmatrix": ("Vert", "Vert"),
}
# Environment -> kind, delimiters, how many arguments stand in front of the cells.
ENVIRONMENTS: dict[str, tuple[str, str, str, int]] = {
    **{name: ("matrix", *pair, 0) for name, pair in MATRICES.items()},
    **{f"{name}*": ("matrix", *pair, 0) for name, pair in MATRICES.items()},
    **{f"{name[:-6]}smallmatrix": ("matrix", *pair, 0) for name, pair in MATRICES.items()},
    **{f"{name[:-6]}smallmatrix*": ("matrix", *pair, 0) for name, pair in MATRICES.items()},
    "array": ("array", "", "", 1),
    "tabular": ("array", "", "", 1),
    "tabular*": ("array", "", "", 2),
    "subarray": ("stack", "", "", 1),
    "cases": ("cases", "lbrace", "", 0),
    "cases*": ("cases", "lbrace", "", 0),
    "dcases": ("cases", "lbrace", "", 0),
    "dcases*": ("cases", "lbrace", "", 0),
    "numcases": ("cases", "lbrace", "", 1),
    "subnumcases": ("cases", "lbrace", "", 1),
    "rcases": ("cases", "", "rbrace", 0),
    "rcases*": ("cases", "", "rbrace", 0),
    "drcases": ("cases", "", "rbrace", 0),
    "drcases*": ("cases", "", "rbrace", 0),
    **dict.fromkeys(
        (
            "align align* aligned eqnarray eqnarray* split gather gather* gathered multline multline* multlined "
            "lgathered rgathered flalign flalign* equation equation* displaymath math dmath dmath* dgroup dgroup* "
            "darray subequations empheq spreadlines center CD"
        ).split(),
        ("lines", "", "", 0),
    ),
    "alignat": ("lines", "", "", 1),
    "alignat*": ("lines", "", "", 1),
    "alignedat": ("lines", "", "", 1),
    "xalignat": ("lines", "", "", 1),
    "xalignat*": ("lines", "", "", 1),
    "IEEEeqnarray": ("lines", "", "", 1),
    "IEEEeqnarray*": ("lines", "", "", 1),
}


# Environments that hold one formula and align nothing.
UNALIGNED = frozenset("equation equation* displaymath math dmath dmath* subequations empheq spreadlines center".split())
# Environments that take a place in brackets, such as [t]; in any other a bracket is printed.
PLACED = frozenset(
    (
        "array tabular tabular* subarray aligned gathered alignedat multlined split lgathered rgathered "
        "matrix* pmatrix* bmatrix* Bmatrix* vmatrix* Vmatrix* smallmatrix* psmallmatrix* bsmallmatrix*"
    ).split()
)
# Environments in which the sign of a relation has a column of its own, between its two sides.
SIGNS_APART = frozenset("eqnarray eqnarray* IEEEeqnarray IEEEeqnarray*".split())
PLACES = frozenset("tcblr")
COLUMNS = frozenset("lcrpmbXS")


def _begin(parser: Parser, token: str, start: int) -> Node | None:
    name = "".join(parser.raw_argument()).strip()
    if name in FORBIDDEN_ENVIRONMENTS:
        raise forbidden(f"\\begin{{{name}}}", start, parser.end())
    known = ENVIRONMENTS.get(name)
    if known is None:
        parser.warn("unknown-environment", f"unknown environment {name}", start, parser.end())
        known = ("lines", "", "", 0)
    kind, opening, closing, arguments = known
    if parser.as_printed and kind == "lines" and name not in UNALIGNED:
        kind = "array"
    if name in PLACED and parser.texts[parser.i] == "[" and parser.texts[parser.i + 1] in PLACES:
        parser.raw_option()
    front: list[Node] = []
    columns: list[str] = []
    for _ in range(arguments):
        if kind == "cases":
            front.append(parser.argument())
        else:
            columns = parser.raw_argument()
    outer = parser.font, parser.tag, parser.ruled
    parser.tag, parser.ruled = None, False
    rows, tags, lines = _rows(parser, name, start)
    parser.font, parser.tag, parser.ruled = outer
    if name in SIGNS_APART and kind == "lines":
        rows = [_with_signs(cells) for cells in rows]
    rules = (_ruled_columns(columns) if kind == "array" else (), lines)
    table = _table(parser, kind, opening, closing, rows, tags, rules, start)
    if not front or table is None:
        return table
    return Row([*_flat(front), table], start, parser.end())


def _ruled_columns(columns: list[str]) -> tuple[int, ...]:
    """After which columns a specification such as ``cc|c`` draws a line; the frame around them is none."""
    ruled: list[int] = []
    count = 0
    for token in columns:
        if token in COLUMNS:
            count += 1
        elif token == "|" and count and count not in ruled:
            ruled.append(count)
    return tuple(column for column in ruled if column < count)


def _rows(parser: Parser, name: str, start: int) -> tuple[list[list[Node]], list[Node | None], tuple[int, ...]]:
    """Rows of cells, their numbers, and after which of them a line is drawn."""
    rows: list[list[Node]] = []
    tags: list[Node | None] = []
    lines: list[int] = []
    cells: list[Node] = []
    while True:
        items = parser.items(CELL_ENDS)
        if parser.ruled:
            parser.ruled = False
            if rows:
                lines.append(len(rows))
        cells.append(parser.row(items, parser.start()))
        if parser.stopped == "&":
            continue
        rows.append(cells)
        tags.append(parser.tag)
        cells, parser.tag = [], None
        if parser.stopped == "\\end":
            closed = "".join(parser.raw_argument()).strip()
            if closed != name:
                parser.warn("unmatched", f"\\begin{{{name}}} ends with \\end{{{closed}}}", start, parser.end())
            break
        if not parser.stopped:
            parser.warn("unclosed", f"\\begin{{{name}}} without its \\end", start, parser.end())
            break
        if parser.texts[parser.i] == "*":
            parser.i += 1
        if parser.texts[parser.i] == "[":  # a skip, never a cell's own bracket after a space
            parser.raw_option()
    while len(rows) > 1 and tags[-1] is None and all(isinstance(cell, Row) and not cell.items for cell in rows[-1]):
        rows.pop()
        tags.pop()
        if parser.as_printed:
            break  # a break before the end prints nothing, one more prints an empty row
    return rows, tags, tuple(line for line in lines if line < len(rows))


def _table(
    parser: Parser,
    kind: str,
    opening: str,
    closing: str,
    rows: list[list[Node]],
    tags: list[Node | None],
    rules: tuple[tuple[int, ...], tuple[int, ...]],
    start: int,
) -> Node | None:
    end = parser.end()
    if kind == "lines" and len(rows) == 1:
        cells = [cell for cell in rows[0] if not (isinstance(cell, Row) and not cell.items)]
        if not cells and tags[0] is None:
            return None
        body = cells[0] if len(cells) == 1 else Row(_flat(cells), start, end)
        return body if tags[0] is None else Tagged(body, tags[0], start, end)
    return Table(kind, rows, opening, closing, tags, start, end, rules)


def _flat(cells: list[Node]) -> list[Node]:
    """Cells of one line side by side; every second ``&`` begins a column of its own, with space before it."""
    items: list[Node] = []
    for i, cell in enumerate(cells):
        if i and i % 2 == 0:
            items.append(Symbol("quad", "space", cell.start, cell.start))
        items.extend(cell.items if isinstance(cell, Row) else [cell])
    return items


def _with_signs(cells: list[Node]) -> list[Node]:
    """The cells of a line, each sign in one cell with what follows it, as ``align`` has them."""
    joined: list[Node] = []
    for i in range(0, len(cells), 3):
        joined.append(cells[i])
        right = cells[i + 1 : i + 3]
        if right:
            joined.append(Row(_flat(right), right[0].start, right[-1].end))
    return joined


def _tag(parser: Parser, token: str, start: int) -> None:
    from mathspeak.latex.commands.text import read_text

    parser.star()
    tag = read_text(parser, parser.end())
    if isinstance(tag, Text):
        # The parentheses around a number are printed with every number.
        tag = Text([run.strip("()") if isinstance(run, str) else run for run in tag.runs], "", tag.start, tag.end)
    parser.tag = tag


def _interlude(parser: Parser, token: str, start: int) -> Node | None:
    r"""``\intertext`` between two lines is a line of prose."""
    from mathspeak.latex.commands.text import read_text

    return read_text(parser, start)


def _multicolumn(parser: Parser, token: str, start: int) -> Node | None:
    for _ in range(2):
        parser.raw_option()
        parser.raw_argument()
    body = parser.argument()
    return None if isinstance(body, Row) and not body.items else body


def _line(parser: Parser, token: str, start: int) -> None:
    """A line between rows."""
    parser.ruled = True
    if token in RULES_WITH_ARGUMENT:
        parser.raw_option()
        parser.raw_argument()


RULES_WITH_ARGUMENT = ("\\cline", "\\cmidrule", "\\hhline")
RULES = ("\\hline", "\\hdashline", "\\toprule", "\\midrule", "\\bottomrule", *RULES_WITH_ARGUMENT)
COMMANDS = {
    "\\begin": _begin,
    "\\tag": _tag,
    "\\intertext": _interlude,
    "\\shortintertext": _interlude,
    "\\multicolumn": _multicolumn,
    "\\multirow": _multicolumn,
    **dict.fromkeys(RULES, _line),
}
