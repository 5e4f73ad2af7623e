"""What stands at the ends of a text and is not part of it: boxes of tasks, names of notes, attributes."""

from __future__ import annotations

import re

from markdown_it.token import Token

from mathspeak.documents.markdown.names import NOTES

_TASK = re.compile(r"\[([ xX])\][ \t]+")
_ALERT = re.compile(r"\[!([A-Za-z]\w*)\][+-]?[ \t]*")


def take_task(inline: Token | None) -> str:
    """The box of a task, which is then no longer part of its text."""
    box = _TASK.match(inline.content) if inline is not None else None
    if box is None or inline is None:
        return ""
    _drop_start(inline, box.end())
    return "☑" if box[1] in "xX" else "☐"


def take_alert(inline: Token | None) -> str:
    """The name of the note that GitHub or Obsidian make of a quotation; a title in its line ends with a colon."""
    found = _ALERT.match(inline.content) if inline is not None else None
    if found is None or inline is None:
        return ""
    _drop_start(inline, found.end())
    children = inline.children or []
    line_end = next((at for at, child in enumerate(children) if child.type == "softbreak"), len(children))
    last = children[line_end - 1] if line_end else None
    if last is not None and last.type == "text" and last.content.strip()[-1:].isalnum() and line_end < len(children):
        last.content = f"{last.content.rstrip()}:"
    return NOTES.get(found[1].lower(), found[1].capitalize())


def shorten(inline: Token, end: int) -> None:
    """Take away all of an inline text from a place on."""
    inline.content = inline.content[:end]
    kept: list[Token] = []
    for child in inline.children or []:
        at = (child.meta or {}).get("at", 0)
        if at >= end and child.type in ("text", "text_special"):
            continue
        if child.type == "text" and at + len(child.content) > end:
            child.content = child.content[: end - at]
        kept.append(child)
    inline.children = kept


def _drop_start(inline: Token, size: int) -> None:
    """Take away the text that an inline token begins with."""
    for child in inline.children or []:
        at = (child.meta or {}).get("at", 0)
        if at >= size:
            break
        if child.type == "text":
            gone = min(len(child.content), size - at)
            child.content = child.content[gone:]
            child.meta["at"] = at + gone
