"""Tables, named with their size or said row by row under their headers, and figures."""

from __future__ import annotations

from dataclasses import replace

from mathspeak.documents.blocks import Paragraph, Words
from mathspeak.narration.runs import plain_text, runs_from
from mathspeak.narration.script import PARAGRAPH, ROW, Piece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.blocks import Figure, Run, Table
    from mathspeak.narration.composer import Composer

_ENDS = (".", "?", "!", "…")


def table(c: Composer, block: Table) -> None:
    name = _name(c, c.words.TABLE, c.words.TABLE_WITHOUT_NUMBER, block.number)
    if c.policy.table == "skip":
        c.skip("table", " ".join(filter(None, (name, plain_text([block])))), block.start, block.end)
        return
    caption = _captioned(c, name, block.caption, block.start)
    columns = max((len(row) for row in block.rows), default=0)
    cells = [[c.pieces(cell) for cell in row] + [[] for _ in range(columns - len(row))] for row in block.rows]
    head, body = cells[: block.header], cells[block.header :]
    headers = [_joined([row[i] for row in head], block.start) for i in range(columns)]
    shown = Piece("table", "", "", block.start, block.end, display=True, rows=[headers, *body])
    if c.policy.table == "announce":
        c.add("announcement", [*caption, _stop(caption), shown], PARAGRAPH)
        return
    counted = (c.wording.counted(c.words.COLUMNS, columns), c.wording.counted(c.words.ROWS, len(body)))
    size = str(c.words.SIZE.format(columns=counted[0], rows=counted[1]))
    if _is_ended(caption):
        c.add("announcement", caption)
        caption, size = [], size[:1].upper() + size[1:]
    joined = Piece("prose", f"{'; ' if caption else ''}{size}.", "", block.start, block.start)
    c.add("announcement", [*caption, joined, shown], PARAGRAPH)
    if c.policy.table == "summarise":
        _summary(c, block, headers)
    else:
        _rows(c, block, headers, body)


def _summary(c: Composer, block: Table, headers: list[list[Piece]]) -> None:
    filled = [said for said in map(_silent, headers) if said]
    if filled:
        pieces = [Piece("prose", f"{c.words.HEADED} ", "", block.start, block.start), *_listed(filled, block.start)]
        c.add("announcement", [*pieces, Piece("prose", ".", "", block.end, block.end)], PARAGRAPH)


def _rows(c: Composer, block: Table, headers: list[list[Piece]], body: list[list[list[Piece]]]) -> None:
    for number, row in enumerate(body, 1):
        cells: list[list[Piece]] = []
        for i, cell in enumerate(row[: len(block.rows[block.header + number - 1])]):
            said = _silent(cell) or [Piece("prose", c.words.EMPTY_CELL, "", block.start, block.start)]
            header = _silent(headers[i])
            colon = [Piece("prose", ": ", "", block.start, block.start)] if header else []
            cells.append([*header, *colon, *said])
        label = Piece("prose", f"{c.words.ROW.format(number=number)} ", "", block.start, block.start)
        stop = Piece("prose", ".", "", block.end, block.end)
        c.add("prose", [label, *_listed(cells, block.start), stop], ROW)
    c.pause(PARAGRAPH)


def _joined(cells: list[list[Piece]], place: int) -> list[Piece]:
    """What stands over a column, in one cell or in several."""
    pieces: list[Piece] = []
    for cell in filter(None, cells):
        if pieces:
            pieces.append(Piece("prose", " ", " ", place, place))
        pieces += cell
    return pieces


def _silent(pieces: list[Piece]) -> list[Piece]:
    """Pieces for which nothing is shown, because the table is; none where nothing is said."""
    said = any(character.isalnum() for piece in pieces for character in piece.text)
    return [replace(piece, written="", kind="prose", display=False) for piece in pieces] if said else []


def _listed(entries: list[list[Piece]], place: int) -> list[Piece]:
    pieces: list[Piece] = []
    for entry in entries:
        if pieces:
            pieces.append(Piece("prose", "; ", "", place, place))
        pieces += entry
    return pieces


def figure(c: Composer, block: Figure) -> None:
    name = _name(c, c.words.FIGURE, c.words.FIGURE_WITHOUT_NUMBER, block.number)
    if c.policy.figure == "skip":
        c.skip("figure", " ".join(filter(None, (name, plain_text([block]) or block.alt))), block.start, block.end)
        return
    caption = _captioned(c, name, block.caption, block.start)
    alt = c.pieces(runs_from(block.alt, block.start)) if c.policy.figure == "speak" and block.alt.strip() else []
    if alt and not block.caption:
        caption = [*caption, Piece("prose", ": ", "", block.start, block.end), *alt]
        alt = []
    c.add("announcement", [*caption, _stop(caption)], PARAGRAPH)
    if alt and block.alt.strip() != plain_text([Paragraph(block.caption, 0, 0)]):
        picture = c.words.PICTURE[:1].upper() + c.words.PICTURE[1:]
        c.announce(f"{picture}: ", "announcement", PARAGRAPH, *alt, _stop(alt))


def _name(c: Composer, numbered: str, plain: str, number: str) -> str:
    return numbered.format(number=c.wording.number(number)) if number else plain


def _captioned(c: Composer, name: str, caption: list[Run], place: int) -> list[Piece]:
    if not caption:
        return [Piece("prose", name, name, place, place)]
    return c.pieces([Words(f"{name}: ", place, place), *caption])


def _is_ended(pieces: list[Piece]) -> bool:
    return "".join(piece.text for piece in pieces).rstrip().endswith(_ENDS)


def _stop(pieces: list[Piece]) -> Piece:
    place = pieces[-1].end
    return Piece("prose", "" if _is_ended(pieces) else ".", "", place, place)
