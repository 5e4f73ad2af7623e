"""Lists: each item begins with its number or a word that says it is one; items within items say that, too."""

from __future__ import annotations

import re

from mathspeak.narration.runs import runs_from
from mathspeak.narration.script import ITEM, PARAGRAPH, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.blocks import ListBlock
    from mathspeak.narration.composer import Composer

# What is a number or a letter and no term that is explained.
_NUMBER = re.compile(r"(?:\d{1,4}|[A-Za-z]|[ivxIVX]{1,5})(?:\d{1,3}|[.\-][\da-z]{1,3})*['′*]*\Z")


def list_block(c: Composer, block: ListBlock) -> None:
    c.end_label()
    for i, item in enumerate(block.items):
        label = block.labels[i].strip() if i < len(block.labels) else ""
        bare = label.strip("().[]: ")
        if block.ordered and not bare:
            bare = str(i + 1)
        number = c.wording.number(bare) if bare and _NUMBER.match(bare) else ""
        said = _said(c, number, bare)
        c.label(said, _printed(label, bare), item[0].start if item else block.start)
        c.items.append(number)
        c.blocks(item)
        c.items.pop()
        c.end_label()
    c.pause(ITEM if c.items else PARAGRAPH)


def _printed(label: str, bare: str) -> str:
    if not bare:
        return "•"
    if label[-1:] in (".", ")", ":"):
        return label
    return f"{bare}{'.' if _NUMBER.match(bare) else ':'}"


def _said(c: Composer, number: str, label: str) -> str:
    if label in c.words.BOXES:
        return str(c.words.BOXES[label])
    if any(character.isalnum() for character in label) and not number:
        term = join(piece.text for piece in c.pieces(runs_from(label, 0)))
        return f"{term}:"
    if not number:
        return str(c.words.SUBITEM if c.items else c.words.ITEM)
    if all(c.items):
        return str(c.words.ITEM_NUMBERED.format(number=" ".join([*c.items, number])))
    return str(c.words.SUBITEM_NUMBERED.format(number=number))
