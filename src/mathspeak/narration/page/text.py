"""The text of the page: blocks of sentences, formulas as MathML, and what is left out."""

from __future__ import annotations

from html import escape
from itertools import groupby

from mathspeak.errors import MathspeakError
from mathspeak.latex.reader import read
from mathspeak.limits import Limits
from mathspeak.mathml.writer import write
from mathspeak.narration.script import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.narration.script import Piece, Script, Sentence

_DEEPEST = 6


class Text:
    """Writes the sentences of one script as HTML."""

    def __init__(self, script: Script, say: Any, macros: str) -> None:
        self._script = script
        self._say = say
        self._macros = "\n".join(filter(None, (macros, script.macros)))
        self._formulas = 0

    def title(self) -> str:
        """The title of the document where none of its headings is the first of all."""
        first = any(sentence.kind == "heading" and sentence.level <= 1 for sentence in self._script.sentences)
        return "" if first or not self._script.title else f'<h1 class="title">{escape(self._script.title)}</h1>'

    def contents(self) -> str:
        """Links to the sections, if there are several."""
        sections = [section for section in self._script.sections() if section.title]
        if len(sections) < 3:
            return ""
        links = "".join(f'<li><a href="#s{s.first}">{escape(s.title)}</a></li>' for s in sections)
        title = escape(self._say.PAGE["contents"])
        return f'<nav aria-label="{title}"><details><summary>{title}</summary><ol>{links}</ol></details></nav>'

    def blocks(self, *, listening: bool) -> str:
        """All blocks in order; with ``listening`` each has a button to listen from there."""
        parts: list[str] = []
        first = 0
        skipped = list(self._script.skipped)
        for number, group in groupby(self._script.sentences, key=lambda sentence: sentence.block):
            block = list(group)
            while skipped and skipped[0].block < number:
                parts.append(self._left_out(skipped.pop(0).what))
            parts.append(self._block(block, first, listening))
            while skipped and skipped[0].block == number:
                parts.append(self._left_out(skipped.pop(0).what))
            first += len(block)
        parts += [self._left_out(left.what) for left in skipped]
        return "\n".join(parts)

    def _left_out(self, what: str) -> str:
        return f'<p class="left-out">{escape(self._say.PAGE["left out"].format(what=what))}</p>'

    def _block(self, block: list[Sentence], first: int, listening: bool) -> str:
        sentences = " ".join(self._sentence(sentence, first + i) for i, sentence in enumerate(block))
        label = escape(self._say.PAGE["listen"])
        button = (
            f'<button type="button" class="listen" data-first="{first}" aria-label="{label}" title="{label}">▶</button>'
        )
        before = button if listening and block[0].kind in ("heading", "prose", "formula", "label") else ""
        tag = f"h{max(1, min(block[0].level, _DEEPEST))}" if block[0].kind == "heading" else "p"
        shown = "".join(self._shown(piece) for sentence in block for piece in sentence.pieces)
        return f'<div class="block">{before}<{tag}>{sentences}</{tag}>{shown}</div>'

    def _sentence(self, sentence: Sentence, number: int) -> str:
        written = "".join(map(self._piece, sentence.pieces)).strip()
        said = escape(sentence.text)
        if not written:
            return f'<span class="sentence" id="s{number}"><span class="announcement">{said}</span></span>'
        formulas = any(piece.kind == "formula" for piece in sentence.pieces)
        words = f'<span class="words">{said}</span>' if formulas else ""
        return f'<span class="sentence" id="s{number}">{written}{words}</span>'

    def _piece(self, piece: Piece) -> str:
        if not piece.written or piece.kind == "table" or (piece.kind == "code" and piece.display):
            return ""
        if piece.kind == "code":
            return f"<code>{escape(piece.written)}</code>"
        if piece.kind == "prose":
            return escape(piece.written)
        written = self._formula(piece.written, piece.text, display=piece.display)
        if not piece.display:
            return written
        number = f'<span class="equation-number">({escape(piece.number)})</span>' if piece.number else ""
        return f'<span class="display">{written}{number}</span>'

    def _formula(self, latex: str, words: str, *, display: bool) -> str:
        self._formulas += 1
        try:
            node = read(latex, limits=Limits(), macros=self._macros).node
            return write(node, display=display, prefix=f"m{self._formulas}-", words=words)
        except (MathspeakError, RecursionError):
            return f"<code>{escape(latex)}</code>"

    def _shown(self, piece: Piece) -> str:
        """Code and tables, which stand by themselves."""
        if piece.kind == "code" and piece.display and piece.written:
            return f"<pre><code>{escape(piece.written)}</code></pre>"
        return f'<div class="table">{self._table(piece.rows)}</div>' if piece.kind == "table" else ""

    def _table(self, rows: list[list[list[Piece]]]) -> str:
        head, *body = rows
        lines = ["".join(f"<td>{self._cell(cell)}</td>" for cell in row) for row in body]
        if any(head):
            lines.insert(0, "".join(map(self._header, head)))
        return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"

    def _header(self, cell: list[Piece]) -> str:
        if not cell:
            return "<td></td>"
        if not any(piece.kind == "formula" for piece in cell):
            return f'<th scope="col">{self._cell(cell)}</th>'
        # A reader says the header again in every row: words are short, and a formula is no text to all of them.
        said = escape(join(piece.text for piece in cell))
        shown = f'<span aria-hidden="true">{self._cell(cell)}</span>'
        return f'<th scope="col"><span class="heard">{said}</span>{shown}</th>'

    def _cell(self, cell: list[Piece]) -> str:
        return "".join(map(self._piece, cell)).strip()
