"""A script as text: the words alone, exactly as they are said, and a page of Markdown beside what was written."""

from __future__ import annotations

import re
from itertools import groupby

from mathspeak.speech.words import words_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mathspeak.narration.script import Piece, Script, Sentence, Skipped

_MARKUP = re.compile(r"([\\`*_\[\]<>$|])")
_LINE_START = re.compile(r"^(?=[#>+-])")
# A break of the line, until blanks have become single.
_BREAK = "\f"
_AROUND_BREAK = re.compile(rf" *{_BREAK}[ {_BREAK}]*")
_BLANKS = re.compile(r"[^\S\f]+")


def words(script: Script) -> str:
    """The words that are said: one sentence a line, a blank line between paragraphs."""
    blocks = ("\n".join(sentence.text for sentence in block) for _, block in _blocks(script))
    return "\n\n".join(blocks) + "\n" if script.sentences else ""


def markdown(script: Script) -> str:
    """What was written, with its formulas, and under what has formulas the words that are said; what is left out is
    marked where it stands."""
    say = words_for(script.language, "documents").say
    parts: list[str] = []
    if script.formulas:
        parts.append(f"*{say.HOW_TO_READ}*")
    if script.macros.strip():
        parts.append(f"$$\n{script.macros.strip()}\n$$")
    skipped = list(script.skipped)
    for number, block in _blocks(script):
        while skipped and skipped[0].block < number:
            parts.append(_mark(skipped.pop(0), say))
        parts += _block(block)
        # What is left out within a paragraph is marked after it.
        while skipped and skipped[0].block == number:
            parts.append(_mark(skipped.pop(0), say))
    parts += [_mark(left, say) for left in skipped]
    return "\n\n".join(filter(None, parts)) + "\n"


def _blocks(script: Script) -> Iterator[tuple[int, list[Sentence]]]:
    """The sentences by their blocks, with the number of each."""
    for number, group in groupby(script.sentences, key=lambda sentence: sentence.block):
        yield number, list(group)


def _block(block: list[Sentence]) -> Iterator[str]:
    kind = block[0].kind
    text = _AROUND_BREAK.sub("\n", " ".join(filter(None, map(_written, block)))).strip()
    said = " ".join(sentence.text for sentence in block)
    if kind == "heading" and text:
        yield f"{'#' * max(1, min(block[0].level, 6))} {text}"
    elif not text:
        yield f"*{_escaped(said)}*"
    elif kind == "label":
        yield f"**{text}**" if "$" not in text else text
    else:
        yield _LINE_START.sub(r"\\", text)
    if text and any(piece.kind == "formula" for sentence in block for piece in sentence.pieces):
        yield f"> {_escaped(said)}"
    for sentence in block:
        yield from map(_shown, sentence.pieces)


def _written(sentence: Sentence) -> str:
    return _BLANKS.sub(" ", "".join(map(_piece, sentence.pieces)))


def _piece(piece: Piece) -> str:
    if not piece.written or piece.kind == "table" or (piece.kind == "code" and piece.display):
        return ""
    if piece.kind == "code":
        fence = "``" if "`" in piece.written else "`"
        return f"{fence}{piece.written}{fence}"
    if piece.kind != "formula":
        return _escaped(piece.written)
    latex = _BLANKS.sub(" ", piece.written).strip()
    if not piece.display:
        return f"${latex}$"
    number = f"\\tag{{{piece.number}}}" if piece.number and "\\tag" not in latex and "\\begin" not in latex else ""
    return f"{_BREAK}$${latex}{number}$${_BREAK}"


def _shown(piece: Piece) -> str:
    """Code and tables, which stand by themselves."""
    if piece.kind == "table":
        return _table(piece.rows)
    if piece.kind == "code" and piece.display and piece.written:
        fence = "`" * max(3, max(map(len, re.findall("`+", piece.written)), default=0) + 1)
        return f"{fence}\n{piece.written}\n{fence}"
    return ""


def _table(rows: list[list[list[Piece]]]) -> str:
    cells = [["".join(map(_piece, cell)).strip().replace("|", "\\|") for cell in row] for row in rows]
    head, *body = [[cell.replace("\\\\|", "\\|") for cell in row] for row in cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *body))


def _mark(left: Skipped, say: Any) -> str:
    what = left.what if len(left.what) <= _LONGEST_MARK else f"{left.what[:_LONGEST_MARK].rstrip()} …"
    return f"*{_escaped(say.MARKED.format(what=what))}*"


# Characters of something left out that its mark shows.
_LONGEST_MARK = 80


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
