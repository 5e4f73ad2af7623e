"""Directives of MyST and divisions of Pandoc: theorems, notes set apart, figures, tables, and what only arranges."""

from __future__ import annotations

import re

from markdown_it.token import Token

from mathspeak.documents import blocks as b
from mathspeak.documents.line import paragraph, plain_text
from mathspeak.documents.markdown.keys import is_label
from mathspeak.documents.markdown.names import FIGURES, NOTES, PLAIN, PREFIXES, QUOTES
from mathspeak.documents.statements import THEOREMS, UNNUMBERED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.markdown.blocks import Reader

_HIDDEN = frozenset(["hidden", "content-hidden", "notes", "visually-hidden"])
_FLOATS = ("fig-", "tbl-", "lst-")
_BRACKETED = re.compile(r"\((.*)\)", re.DOTALL)


class Directive:
    """A directive or division as it is read: where it stands, what it is called, and what stands in it."""

    __slots__ = ("argument", "blocks", "is_division", "labels", "name", "options", "span", "title")

    def __init__(self, token: Token, span: tuple[int, int], title: list[b.Run], labels: list[str]) -> None:
        self.name = str(token.meta["name"])
        self.argument = str(token.meta["argument"])
        self.options: dict[str, str] = token.meta["options"]
        self.is_division = bool(token.meta["division"])
        self.span = span
        self.title = title
        self.labels = [*labels, *filter(None, map(self.options.get, ("id", "label", "name")))]
        self.blocks: list[b.Block] = []

    def classes(self) -> list[str]:
        return self.options.get("class", "").split()


def read_directive(reader: Reader, token: Token, found: list[b.Block]) -> None:
    title, _ = reader.runs()
    directive = Directive(token, reader.state.span(token.map), title, reader.take_labels())
    kind = _theorem(directive)
    is_callout = directive.name.startswith("callout")
    if not title and directive.is_division and (kind or is_callout):
        directive.title = reader.leading_title()
    directive.blocks = reader.blocks("directive_close")
    note = directive.name.removeprefix("callout-").removeprefix("callout")
    if kind:
        found.append(_statement(reader, kind, directive))
    elif not _HIDDEN.isdisjoint([directive.name, *directive.classes()]):
        return
    elif directive.name in FIGURES and not directive.is_division:
        _figure(reader, directive, found)
    elif note in NOTES or is_callout:
        renamed = directive.title and (is_callout or directive.is_division)
        name = "" if renamed else NOTES.get(note, "")
        found.append(b.Statement("remark", name, "", directive.title, directive.blocks, *directive.span))
    elif directive.name in QUOTES:
        found.append(b.Quote(directive.blocks, *directive.span))
    elif directive.is_division and directive.options.get("id", "").startswith(_FLOATS):
        _float(reader, directive, found)
    else:
        if directive.title and directive.name in PLAIN and not directive.is_division:
            found.append(paragraph(directive.title))
        found += directive.blocks


def _theorem(directive: Directive) -> str:
    """The name of the statement that a directive or division is; empty if none."""
    plain = directive.name.removeprefix("prf:").removeprefix("proof:").removesuffix("-start")
    for word in (plain, *directive.classes()):
        if word in THEOREMS:
            return word
    label = directive.options.get("id", "")
    return PREFIXES[label.partition("-")[0]][1] if is_label(label) else ""


def _statement(reader: Reader, kind: str, directive: Directive) -> b.Statement:
    of, printed = THEOREMS[kind]
    labels = reader.state.labels
    title = _without_brackets(directive.title)
    argument = " ".join(run.text for run in title if isinstance(run, b.Words)).strip()
    if kind == "solution" and argument and " " not in argument:
        title = [labels.refer(b.Reference("exercise", "", argument, *directive.span, named=True))]
    number = labels.number(kind) if _is_numbered(kind, directive) else ""
    for label in directive.labels:
        labels.define(label, kind, number, printed)
        if reader.state.is_pandoc and ":" not in label and not is_label(label):
            short = next((prefix for prefix, (_, word) in PREFIXES.items() if word == kind), "")
            labels.define(f"{short}:{label}", kind, number, printed)  # as R Markdown refers to it
    return b.Statement(of, printed, number, title, directive.blocks, *directive.span)


def _is_numbered(kind: str, directive: Directive) -> bool:
    if "nonumber" in directive.options or "unnumbered" in directive.classes():
        return False
    if kind in UNNUMBERED:
        return kind != "proof" and any(map(is_label, directive.labels))
    # Quarto prints no number without a label.
    return bool(directive.labels) or "class" not in directive.options


def _without_brackets(title: list[b.Run]) -> list[b.Run]:
    if len(title) == 1 and isinstance(only := title[0], b.Words) and (inner := _BRACKETED.fullmatch(only.text)):
        only.text = inner[1]
    return title


def _figure(reader: Reader, directive: Directive, found: list[b.Block]) -> None:
    """A figure, whose first paragraph is its caption, or a table, whose title is."""
    labels, blocks, title = reader.state.labels, directive.blocks, directive.title
    kind = "figure" if directive.name == "figure" else "table"
    number = labels.number(kind) if directive.labels else ""
    for label in directive.labels:
        labels.define(label, kind, number)
    if kind == "table":
        table = _list_table(directive) if directive.name == "list-table" else None
        blocks = blocks if table is None else [table]
        for block in blocks:
            if isinstance(block, b.Table):
                block.caption, block.number = title or block.caption, number
                title = []
        found += blocks
        return
    caption: list[b.Run] = []
    if blocks and isinstance(first := blocks[0], b.Paragraph):
        caption, blocks = first.runs, blocks[1:]
    alt = plain_text(reader.state.covered.uncover(directive.options.get("alt", "")))
    found.append(b.Figure(alt, caption, *directive.span, number, directive.argument.strip()))
    found += blocks


def _list_table(directive: Directive) -> b.Table | None:
    """A table that is written as a list of lists."""
    if len(directive.blocks) != 1 or not isinstance(outer := directive.blocks[0], b.ListBlock):
        return None
    rows: list[list[list[b.Run]]] = []
    for item in outer.items:
        if len(item) != 1 or not isinstance(inner := item[0], b.ListBlock):
            return None
        rows.append(
            [[run for block in cell if isinstance(block, b.Paragraph) for run in block.runs] for cell in inner.items]
        )
    header = directive.options.get("header-rows", "0")
    return b.Table(rows, *directive.span, int(header) if header.isdigit() else 0)


def _float(reader: Reader, directive: Directive, found: list[b.Block]) -> None:
    """A division around a figure or a table, whose last paragraph is the caption."""
    label, blocks = directive.options["id"], directive.blocks
    kind = PREFIXES[label.partition("-")[0]][0]
    number = reader.state.labels.number(kind)
    reader.state.labels.define(label, kind, number)
    caption: list[b.Run] = []
    if len(blocks) > 1 and isinstance(last := blocks[-1], b.Paragraph):
        caption, blocks = last.runs, blocks[:-1]
    for block in blocks:
        if isinstance(block, b.Figure | b.Table):
            block.number = number
            block.caption = caption or block.caption
            caption = []
    found += blocks
    if caption:
        found.append(paragraph(caption))
