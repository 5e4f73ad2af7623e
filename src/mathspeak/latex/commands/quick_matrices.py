r"""Matrices of the ``physics`` package: ``\mqty(a & b \\ c & d)``, and cells that one command fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.commands.delimiters import as_group
from mathspeak.latex.nodes import Node, Row, Table

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

ENDS = frozenset(["&", "\\\\", "\\cr", "}"])
PLAIN = ("", "")
FENCED = {
    "\\pmqty": ("lparen", "rparen"),
    "\\Pmqty": ("lgroup", "rgroup"),
    "\\bmqty": ("lbrack", "rbrack"),
    "\\vmqty": ("vert", "vert"),
    "\\spmqty": ("lparen", "rparen"),
    "\\sPmqty": ("lgroup", "rgroup"),
    "\\sbmqty": ("lbrack", "rbrack"),
    "\\svmqty": ("vert", "vert"),
    "\\mdet": ("vert", "vert"),
    "\\matrixdeterminant": ("vert", "vert"),
    "\\smdet": ("vert", "vert"),
}
BARE = ("\\mqty", "\\smqty", "\\matrixquantity", "\\smallmatrixquantity")
OPENERS = {"(": (")", "lparen", "rparen"), "[": ("]", "lbrack", "rbrack"), "|": ("|", "vert", "vert")}
# More than this many cells on a side is no matrix that anybody would listen to.
LARGEST = 20
PAULI = {
    "0": ("1", "0", "0", "1"),
    "1": ("0", "1", "1", "0"),
    "x": ("0", "1", "1", "0"),
    "2": ("0", "-i", "i", "0"),
    "y": ("0", "-i", "i", "0"),
    "3": ("1", "0", "0", "-1"),
    "z": ("1", "0", "0", "-1"),
}


def _matrix(parser: Parser, token: str, start: int) -> Node:
    star = parser.star()
    opening, closing = FENCED.get(token, PLAIN)
    opener = parser.peek()
    if token in BARE and opener in OPENERS:
        closer, *pair = OPENERS[opener]
        if as_group(parser, closer):
            opening, closing = pair
            if star and opener == "(":
                opening, closing = "lgroup", "rgroup"
    if parser.peek() != "{":
        return parser.argument()
    parser.next()
    rows: list[list[Node]] = [[]]
    while True:
        items = parser.items(ENDS)
        rows[-1].append(parser.row(items, parser.start()))
        if parser.stopped in ("\\\\", "\\cr"):
            rows.append([])
        elif parser.stopped != "&":
            break
    parser.close("}", start)
    if len(rows) > 1 and all(isinstance(cell, Row) and not cell.items for cell in rows[-1]):
        rows.pop()
    return Table("matrix", rows, opening, closing, [None] * len(rows), start, parser.end())


def _size(texts: list[str]) -> int:
    text = "".join(texts).strip()
    return min(int(text), LARGEST) if text.isdecimal() and len(text) < 4 else 1


def _split(texts: list[str]) -> list[list[str]]:
    entries: list[list[str]] = [[]]
    depth = 0
    for text in texts:
        depth += (text == "{") - (text == "}")
        if text == "," and not depth:
            entries.append([])
        else:
            entries[-1].append(text)
    return entries


def _cells(parser: Parser, token: str, start: int) -> None:
    """Put the cells that the command stands for in its place."""
    star = parser.star()
    rows: list[list[list[str]]]
    if token in ("\\imat", "\\identitymatrix"):
        size = _size(parser.raw_argument())
        rows = [[["1" if i == j else "0"] for j in range(size)] for i in range(size)]
    elif token in ("\\xmat", "\\xmatrix", "\\zmat", "\\zeromatrix"):
        entry = parser.raw_argument() if token[1] == "x" else ["0"]
        height, width = _size(parser.raw_argument()), _size(parser.raw_argument())
        rows = [[list(entry) for _ in range(width)] for _ in range(height)]
        if star:
            for i, row in enumerate(rows, 1):
                for j, cell in enumerate(row, 1):
                    cell += ["_", "{", *([str(i)] if height > 1 else []), *([str(j)] if width > 1 else []), "}"]
    elif token in ("\\pmat", "\\paulimatrix"):
        a, b, c, d = PAULI.get("".join(parser.raw_argument()).strip(), PAULI["0"])
        rows = [[list(a), list(b)], [list(c), list(d)]]
    else:
        parser.raw_option()
        entries = _split(parser.raw_argument())
        count = min(len(entries), LARGEST)
        rows = [[entries[i] if i == j else [] for j in range(count)] for i in range(count)]
        if token[1] == "a":
            rows = [row[::-1] for row in rows]
    texts: list[str] = []
    for i, row in enumerate(rows):
        texts += ["\\\\"] if i else []
        for j, cell in enumerate(row):
            texts += ["&", *cell] if j else cell
    parser.push(texts, start, parser.end())


FILLED = (
    "\\imat",
    "\\identitymatrix",
    "\\xmat",
    "\\xmatrix",
    "\\zmat",
    "\\zeromatrix",
    "\\pmat",
    "\\paulimatrix",
    "\\dmat",
    "\\diagonalmatrix",
    "\\admat",
    "\\antidiagonalmatrix",
)
COMMANDS = {**dict.fromkeys((*BARE, *FENCED), _matrix), **dict.fromkeys(FILLED, _cells)}
