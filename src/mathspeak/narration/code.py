"""Code and what it printed: named with its size, told by its comments, or said sign by sign."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import CodeBlock
from mathspeak.narration.runs import plain_text
from mathspeak.narration.script import PARAGRAPH, ROW, Piece
from mathspeak.narration.texts import left_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mathspeak.documents.blocks import Output
    from mathspeak.narration.composer import Composer

_COMMENT = re.compile(r"\s*(?:#+|//+|--+|%+|;+)!?\s*(?P<words>\S.*)")


def code_block(c: Composer, block: CodeBlock) -> None:
    said = _description(c, block)
    if c.policy.code == "skip":
        c.skip("code", said, block.start, block.end)
        return
    shown = Piece("code", "", block.text.strip("\n"), block.start, block.end, display=True)
    c.announce(said, "announcement", PARAGRAPH, shown)
    if c.policy.code == "summarise":
        for comment in _comments(block.text):
            c.add("prose", [Piece("prose", c.wording.prose(comment), "", block.start, block.end)])
        c.pause(PARAGRAPH)
    elif c.policy.code == "speak":
        _lines(c, block)
        c.announce(c.words.END_OF_CODE, pause=PARAGRAPH)


def _description(c: Composer, block: CodeBlock) -> str:
    lines = c.wording.counted(c.words.LINES, len(block.text.strip("\n").split("\n")))
    name = block.language.strip()
    language = c.words.LANGUAGES.get(name.lower()) or (name if name.isalnum() else "")
    return str(c.words.CODE_IN.format(language=language, lines=lines) if language else c.words.CODE.format(lines=lines))


def _lines(c: Composer, block: CodeBlock) -> None:
    for line in block.text.split("\n"):
        c.add("prose", [Piece("prose", c.wording.code(line), "", block.start, block.end)], ROW)


def _comments(text: str) -> Iterator[str]:
    """What the comments say that have lines of their own, neighbouring lines as one."""
    held: list[str] = []
    for line in text.split("\n"):
        found = _COMMENT.fullmatch(line)
        words = found["words"] if found else ""
        if words and any(character.isalpha() for character in words):
            held.append(words)
        elif held:
            yield _sentence(held)
            held = []
    if held:
        yield _sentence(held)


def _sentence(lines: list[str]) -> str:
    text = " ".join(lines)
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def output(c: Composer, block: Output) -> None:
    if c.policy.output == "skip":
        c.skip("output", plain_text(block.blocks), block.start, block.end)
        return
    if c.policy.output == "announce":
        left_out(c, "output", c.words.AN_OUTPUT, block)
        return
    c.label(c.words.OUTPUT, "", block.start)
    for inner in block.blocks:
        if isinstance(inner, CodeBlock):
            _printed(c, inner)
        else:
            c.blocks([inner])
    c.end_label()


def _printed(c: Composer, block: CodeBlock) -> None:
    if c.policy.code == "speak":
        _lines(c, block)
        return
    lines = c.wording.counted(c.words.LINES, len(block.text.strip("\n").split("\n")))
    shown = Piece("code", "", block.text.strip("\n"), block.start, block.end, display=True)
    c.announce(c.words.PRINTED.format(lines=lines), "announcement", PARAGRAPH, shown)
