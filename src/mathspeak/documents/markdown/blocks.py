"""Markdown's tokens to blocks."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.token import Token

from mathspeak.documents import blocks as b
from mathspeak.documents.html.reader import read_fragment
from mathspeak.documents.line import flowing, paragraph, plain_title, words_of
from mathspeak.documents.markdown import code, naming
from mathspeak.documents.markdown.beginnings import shorten, take_alert, take_task
from mathspeak.documents.markdown.directives import read_directive
from mathspeak.documents.markdown.grammar import attributes
from mathspeak.documents.markdown.runs import read_runs
from mathspeak.documents.markdown.state import Places, State

_ATTRIBUTES = re.compile(r"[ \t]*\{([^{}\n]*)\}[ \t]*$")
_SLUG = re.compile(r"[^\w\- ]")


class Reader:
    """Reads the tokens of one document, or of one piece of it, in their order."""

    __slots__ = ("_at", "sections", "state", "tokens")

    def __init__(self, state: State, tokens: list[Token], sections: list[int] | None = None) -> None:
        self.state = state
        self.tokens = tokens
        self._at = 0
        # The counters of numbered sections; none where they have no numbers.
        self.sections = sections

    def blocks(self, closing: str = "") -> list[b.Block]:
        """The blocks up to a closing token, which is taken."""
        found: list[b.Block] = []
        while self._at < len(self.tokens):
            token = self.tokens[self._at]
            self._at += 1
            if token.type == closing:
                break
            reader = _READERS.get(token.type)
            if reader is not None:
                reader(self, token, found)
            if self.state.pending:
                found += self.state.pending
                self.state.pending.clear()
        return flowing(found)

    def inline(self) -> Token:
        """The inline token that comes next, and past what closes it."""
        token = self.tokens[self._at]
        self._at += 1
        return token

    def runs(self) -> tuple[list[b.Run], Token]:
        token = self.inline()
        return read_runs(token, self.state), token

    # Blocks

    def heading(self, token: Token, found: list[b.Block]) -> None:
        inline = self.inline()
        self._at += 1
        level = int(token.tag[1])
        given: dict[str, str] = {}
        trailing = _ATTRIBUTES.search(inline.content)
        if trailing is not None and inline.children and inline.children[-1].type == "text":
            given = attributes(trailing[1])
            shorten(inline, trailing.start())
        runs = read_runs(inline, self.state)
        labels = self.take_labels()
        if not runs:
            return
        number = self.section_number(level, given.get("class", ""))
        start, end = self.state.span(token.map)
        found.append(b.Heading(level, runs, start, end, number))
        title = plain_title(runs)
        for label in filter(None, (given.get("id"), *labels, _slug(title))):
            self.state.labels.define(label, "section", number, title)

    def section_number(self, level: int, names: str) -> str:
        if self.sections is None or "unnumbered" in names.split() or "-" in names.split():
            return ""
        del self.sections[level:]
        self.sections += [0] * (level - len(self.sections))
        self.sections[level - 1] += 1
        numbers = self.sections
        while len(numbers) > 1 and numbers[0] == 0:
            numbers = numbers[1:]
        return ".".join(map(str, numbers))

    def paragraph(self, token: Token, found: list[b.Block]) -> None:
        runs, inline = self.runs()
        self._at += 1
        labels = self.take_labels()
        if labels:
            if not runs:
                naming.name_last(labels, found, self.state)
                return
            if not (len(runs) == 1 and isinstance(runs[0], b.Image)):
                naming.name_runs(labels, runs, self.state)
                labels = []
        if not runs:
            return
        first = runs[0]
        if len(runs) == 1 and isinstance(first, b.Image):
            found.append(naming.figure(first, inline, token, self.state))
            for label in labels:
                naming.name_block(label, found, self.state)
        elif not (found and naming.is_caption(runs, found[-1], self.state)):
            found.append(paragraph(runs))

    def leading_title(self) -> list[b.Run]:
        """A heading that comes next, as the title of what it stands in."""
        if self._at >= len(self.tokens) or self.tokens[self._at].type != "heading_open":
            return []
        self._at += 1
        runs, _ = self.runs()
        self._at += 1
        return runs

    def take_labels(self) -> list[str]:
        labels, self.state.beside = self.state.beside, []
        return labels

    def listing(self, token: Token, found: list[b.Block]) -> None:
        ordered = token.type.startswith("ordered")
        count = int(token.attrGet("start") or 1) if ordered and str(token.attrGet("start") or "1").isdigit() else 1
        items: list[list[b.Block]] = []
        labels: list[str] = []
        closing = token.type.replace("_open", "_close")
        while self._at < len(self.tokens) and self.tokens[self._at].type != closing:
            self._at += 1
            label = str(count) if ordered else take_task(self.next_inline())
            blocks = self.blocks("list_item_close")
            if blocks:
                items.append(blocks)
                labels.append(label)
            count += 1
        self._at += 1
        if items:
            start, end = self.state.span(token.map)
            found.append(b.ListBlock(items, labels, start, end, ordered=ordered))

    def next_inline(self) -> Token | None:
        """The text of the paragraph that comes next, if one does."""
        inline = self.tokens[self._at + 1] if self._at + 1 < len(self.tokens) else None
        return inline if inline is not None and inline.type == "inline" else None

    def quote(self, token: Token, found: list[b.Block]) -> None:
        alert = take_alert(self.next_inline())
        self.state.quotes += 1
        blocks = self.blocks("blockquote_close")
        self.state.quotes -= 1
        start, end = self.state.span(token.map)
        if alert:
            found.append(b.Statement("remark", alert, "", [], blocks, start, end))
        elif blocks:
            found.append(b.Quote(blocks, start, end))

    def table(self, token: Token, found: list[b.Block]) -> None:
        rows: list[list[list[b.Run]]] = []
        header = 0
        is_table, self.state.is_table = self.state.is_table, True
        while self._at < len(self.tokens):
            part = self.tokens[self._at]
            self._at += 1
            if part.type == "tr_open":
                rows.append([])
            elif part.type == "inline":
                at = code.cell_place(self.state, part, len(rows[-1]))
                rows[-1].append(read_runs(part, self.state, Places(part.content, part.map, self.state, at)))
            elif part.type == "thead_close":
                header = len(rows)
            elif part.type == "table_close":
                break
        self.state.is_table = is_table
        labels = self.take_labels()
        if labels and not any(rows[-1]):
            rows.pop()  # in d2l the label stands in the line after the table
        if header == 1 and not any(rows[0]):
            rows, header = rows[1:], 0
        if any(any(row) for row in rows):
            start, end = self.state.span(token.map)
            found.append(b.Table(rows, start, end, header))
            for label in labels:
                naming.name_block(label, found, self.state)

    def definitions(self, token: Token, found: list[b.Block]) -> None:
        items: list[list[b.Block]] = []
        labels: list[str] = []
        while self._at < len(self.tokens):
            part = self.tokens[self._at]
            self._at += 1
            if part.type == "dt_open":
                runs, _ = self.runs()
                label = words_of(runs)
                labels.append(label)
                items.append([] if label or not runs else [paragraph(runs)])
            elif part.type == "dd_open":
                items[-1] += self.blocks("dd_close")
            elif part.type == "dl_close":
                break
        start, end = self.state.span(token.map)
        found.append(b.ListBlock(items, labels, start, end))

    def html(self, token: Token, found: list[b.Block]) -> None:
        start, _ = self.state.span(token.map)
        source = self.state.covered.uncover(token.content)
        blocks, macros = read_fragment(source)
        self.state.macros.append(macros)
        document = b.Document(code.NOWHERE, blocks)
        code.shift(document, start)
        found += blocks

    def directive(self, token: Token, found: list[b.Block]) -> None:
        read_directive(self, token, found)

    def note(self, token: Token, found: list[b.Block]) -> None:
        """Notes are read where their marks stand; past them here."""
        while self._at < len(self.tokens) and self.tokens[self._at].type != "footnote_reference_close":
            self._at += 1
        self._at += 1

    def code(self, token: Token, found: list[b.Block]) -> None:
        labels = self.take_labels()
        count = len(found)
        code.read(self.state, token, found)
        for label in labels if len(found) > count else ():
            naming.name_block(label, found, self.state)


def _slug(title: str) -> str:
    return _SLUG.sub("", title.strip().lower()).replace(" ", "-")


_READERS: dict[str, Callable[[Reader, Token, list[b.Block]], None]] = {
    "heading_open": Reader.heading,
    "paragraph_open": Reader.paragraph,
    "bullet_list_open": Reader.listing,
    "ordered_list_open": Reader.listing,
    "blockquote_open": Reader.quote,
    "table_open": Reader.table,
    "dl_open": Reader.definitions,
    "fence": Reader.code,
    "code_block": Reader.code,
    "html_block": Reader.html,
    "directive_open": Reader.directive,
    "footnote_reference_open": Reader.note,
}
