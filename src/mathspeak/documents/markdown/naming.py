"""Labels, numbers and captions of what stands in a document: each dialect puts them before, behind or below it."""

from __future__ import annotations

import re

from markdown_it.token import Token

from mathspeak.documents import blocks as b
from mathspeak.documents.line import plain_text, plain_title
from mathspeak.documents.markdown import code
from mathspeak.documents.markdown.covered import COVER
from mathspeak.documents.markdown.grammar import attributes
from mathspeak.documents.markdown.keys import kind_of
from mathspeak.documents.markdown.state import Places, State

_BEHIND = re.compile(r"(?:Table)?:\s+", re.IGNORECASE)
_BEFORE = re.compile(r":\s*")
_TRAILING = re.compile(r"\s*\{([^{}\n]*)\}\s*$")


def figure(image: b.Image, inline: Token, token: Token, state: State) -> b.Figure:
    """A picture alone in its paragraph; in Pandoc's dialect what stands in its brackets is printed below it."""
    start, end = state.span(token.map)
    shown = next(child for child in inline.children or [] if child.type == "image")
    given = _given(inline.content, state)
    label = given.get("id", "")
    number = state.labels.number("figure") if label else ""
    if label:
        state.labels.define(label, "figure", number)
    caption: list[b.Run] = []
    if (state.is_pandoc or state.is_d2l) and shown.content:
        places = Places(inline.content, inline.map, state)
        at = (shown.meta or {}).get("at", 0) + 2
        caption = code.runs_of(shown.content, shown.children or [], places, at, state)
        image.alt = plain_text(given.get("fig-alt", given.get("alt", "")))
    elif title := str(shown.attrGet("title") or ""):
        caption = [b.Words(title, start, end)]
    return b.Figure(image.alt, caption, start, end, number, image.source)


def _given(content: str, state: State) -> dict[str, str]:
    """The attributes that stand behind a picture."""
    regions = (state.covered.under(found[0]) for found in COVER.finditer(content))
    texts = (state.covered.source[slice(*region.inner)] for region in regions if region.kind == "attributes")
    return attributes(next(texts, ""))


def is_caption(runs: list[b.Run], table: b.Block, state: State, beginning: re.Pattern[str] = _BEHIND) -> bool:
    """Whether a paragraph is the caption of a table beside it, which then has it."""
    first, last = runs[0], runs[-1]
    if not isinstance(table, b.Table) or not isinstance(first, b.Words) or table.caption:
        return False
    colon = beginning.match(first.text)
    if colon is None:
        return False
    first.text = first.text[colon.end() :]
    if isinstance(last, b.Words) and (trailing := _TRAILING.search(last.text)):
        last.text = last.text[: trailing.start()]
        if label := attributes(trailing[1]).get("id"):
            table.number = state.labels.number("table")
            state.labels.define(label, "table", table.number)
    table.caption = [run for run in runs if not isinstance(run, b.Words) or run.text]
    return True


def name_last(labels: list[str], found: list[b.Block], state: State) -> None:
    """Labels alone in their paragraph: in d2l of the block before them, in MyST of the one after."""
    if not state.is_d2l or not found:
        state.beside = labels
        return
    for label in labels:
        name_block(label, found, state)


def name_block(label: str, found: list[b.Block], state: State) -> None:
    """Give a label to the last block that was read."""
    block = found[-1]
    if isinstance(block, b.Heading):
        state.labels.define(label, "section", block.number, plain_title(block.runs))
    elif isinstance(block, b.Figure | b.Table):
        kind = "figure" if isinstance(block, b.Figure) else "table"
        block.number = block.number or state.labels.number(kind)
        state.labels.define(label, kind, block.number)
        before = found[-2] if len(found) > 1 else None
        if isinstance(before, b.Paragraph) and is_caption(before.runs, block, state, _BEFORE):
            del found[-2]
    elif isinstance(block, b.Paragraph):
        name_runs([label], block.runs, state)
    else:
        state.labels.define(label, kind_of(label), "")


def name_runs(labels: list[str], runs: list[b.Run], state: State) -> None:
    """Give labels to a paragraph: to the formula that it displays, if it does."""
    formula = next((run for run in reversed(runs) if isinstance(run, b.Formula) and run.display), None)
    for label in labels:
        if formula is None:
            state.labels.define(label, kind_of(label), "")
            continue
        if not formula.numbers:
            formula.numbers = [state.labels.number("equation")]
        number = next(filter(None, formula.numbers), "") or ""
        state.labels.define(label, "equation", number)
