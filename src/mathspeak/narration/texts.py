"""Headings, paragraphs, statements and their proofs, quotations, and what the reader did not understand."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Paragraph, Words
from mathspeak.narration.runs import plain_text
from mathspeak.narration.script import HEADING, PARAGRAPH, SENTENCE, Piece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.blocks import Heading, Output, Quote, Run, Statement, Unread
    from mathspeak.narration.composer import Composer

# Headings of this level and below it begin a paragraph; nobody calls them sections.
_RUN_IN = 5
# Chapter 3: Curves
_OWN_NAME = re.compile(r"([^\W\d_]+)\.?\s(?:\d|[A-Z]\b|[IVX]+\b)")
_ENDS = (".", "?", "!", ":", "…")


def heading(c: Composer, block: Heading) -> None:
    if c.policy.heading == "skip":
        c.skip("heading", plain_text([block]), block.start, block.end)
        return
    c.end_label()
    c.pause(HEADING)
    first = not any(sentence.kind == "heading" for sentence in c.script.sentences)
    pieces = c.pieces(block.runs)
    text = "".join(piece.text for piece in pieces).strip()
    number = c.wording.number(block.number) if block.number else ""
    own_name = _OWN_NAME.match(text)
    names_itself = own_name is not None and own_name[1].lower() in c.wording.forms.NAMING
    if names_itself:
        said = ""
    elif c.policy.heading == "speak" or (first and block.level == 1) or (block.level >= _RUN_IN and not number):
        said = f"{number} " if number else ""
    else:
        said = f"{c.words.SECTIONS[block.kind].format(number=number) if number else c.words.SECTION_WITHOUT_NUMBER} "
    front = Piece("prose", said, f"{block.number} " if number else "", block.start, block.start)
    stop = Piece("prose", "" if text.endswith(_ENDS) else ".", "", block.end, block.end)
    c.add("heading", [front, *pieces, stop], PARAGRAPH, block.level)


def paragraph(c: Composer, block: Paragraph) -> None:
    c.text(block.runs)


def statement(c: Composer, block: Statement) -> None:
    """A theorem or its like by its name, number and title; of a proof the end is said, too."""
    proof = block.kind == "proof"
    policy = getattr(c.policy, block.kind if block.kind in ("proof", "exercise") else "statement")
    # What stands in place of the word, "Solution", is its name.
    unnamed = c.words.PROOF if proof and not block.title else ""
    name = " ".join(filter(None, (block.name or unnamed, block.number)))
    printed = name or plain_text([Paragraph(block.title, 0, 0)])
    if policy == "skip":
        c.skip(block.kind, f"{printed}. {plain_text(block.blocks)}", block.start, block.end)
    elif policy == "announce":
        left_out(c, block.kind, c.words.A_PROOF if proof else printed, block)
    else:
        c.end_label()
        c.text(_named(name, block), "label", SENTENCE)
        c.blocks(block.blocks)
        c.end_label()
        if proof:
            c.announce(c.words.END_OF_PROOF, pause=PARAGRAPH)


def _named(name: str, block: Statement) -> list[Run]:
    """``Theorem 2 (Title).``"""
    place = block.start
    title = plain_text([Paragraph(block.title, 0, 0)]).strip()
    if title.startswith(name) and title:
        return [*block.title, Words("" if title.endswith(_ENDS) else ".", place, place)]
    if not block.title:
        return [Words(f"{name}.", place, place)]
    return [Words(f"{name} (", place, place), *block.title, Words(").", place, place)]


def quote(c: Composer, block: Quote) -> None:
    if c.policy.quote == "skip":
        c.skip("quote", plain_text(block.blocks), block.start, block.end)
    elif c.policy.quote == "announce":
        left_out(c, "quote", c.words.A_QUOTE, block)
    else:
        c.label(c.words.QUOTE, c.words.QUOTE, block.start)
        c.blocks(block.blocks)
        c.announce(c.words.END_OF_QUOTE, pause=PARAGRAPH)


def unread(c: Composer, block: Unread) -> None:
    if c.policy.unread == "skip":
        c.skip("unread", block.what, block.start, block.end)
    else:
        c.announce(c.words.NOT_READ.format(what=c.wording.prose(block.what).strip()), pause=PARAGRAPH)


def left_out(c: Composer, kind: str, what: str, block: Quote | Output | Statement) -> None:
    """Say that something is left out, and list it."""
    c.announce(c.words.LEFT_OUT.format(what=what), pause=PARAGRAPH)
    c.skip(kind, plain_text(block.blocks), block.start, block.end)
