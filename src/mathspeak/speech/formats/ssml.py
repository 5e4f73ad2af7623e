"""Utterances as SSML 1.1, the markup of speech synthesis. See docs/ssml.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mathspeak.errors import ConfigError
from mathspeak.speech.formats.pauses import milliseconds
from mathspeak.speech.formats.voice import clean, spoken
from mathspeak.speech.utterance import PAUSES, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMESPACE = "http://www.w3.org/2001/10/synthesis"
# How a capital letter is set off; the words name it all the same.
CAPITALS = {
    "pitch": ('<prosody pitch="+20%">', "</prosody>"),
    "emphasis": ('<emphasis level="moderate">', "</emphasis>"),
    "none": ("", ""),
}
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# What may stand in no XML document, however it is written.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_ssml(
    utterance: Utterance, *, language: str = "en", marks: bool = True, pause: float = 1.0, capitals: str = "pitch"
) -> str:
    """An utterance as a document of its own.

    ``marks`` sets a mark where the words of another part of the formula begin: ``f6-9`` stands before what characters
    6 to 9 of the formula say. ``pause`` lengthens all pauses by a factor, ``capitals`` is a key of `CAPITALS`.
    Raises `ConfigError` for a value that cannot be.

    >>> from mathspeak.latex.nodes import Letter
    >>> to_ssml(Utterance(["cap X"], [Letter("x", True, "", 0, 1)]), marks=False, capitals="none")
    '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en">cap
    <say-as interpret-as="characters">X</say-as></speak>'
    """
    return document([(0, utterance)], language=language, marks=marks, pause=pause, capitals=capitals)


def document(
    pieces: Iterable[tuple[int, str | Utterance]],
    *,
    language: str = "en",
    marks: bool = True,
    pause: float = 1.0,
    capitals: str = "pitch",
) -> str:
    """Prose and utterances as one document, each with the offset from which its marks count.

    >>> document([(0, "1 < 2")], language="de")
    '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="de">1 &lt; 2</speak>'
    """
    if not _LANGUAGE.fullmatch(language):
        raise ConfigError(f"{language!r} is not the tag of a language", hint="write en or de-CH")
    if capitals not in CAPITALS:
        raise ConfigError(f"there is no {capitals!r} for capitals", hint=f"there are: {', '.join(CAPITALS)}")
    parts: list[str] = []
    for offset, piece in pieces:
        if isinstance(piece, Utterance):
            parts += _elements(piece, offset if marks else None, pause, CAPITALS[capitals])
        else:
            parts.append(escape(clean(piece)))
    body = " ".join(part for part in parts if part)
    return f'<speak version="1.1" xmlns="{NAMESPACE}" xml:lang="{language}">{body}</speak>'


def escape(text: str) -> str:
    """Text as the content of an element; what no document may hold becomes a space.

    >>> escape("a<b & \\ud800 ]]>")
    'a&lt;b &amp;   ]]&gt;'
    """
    return _NO_XML.sub(" ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mark(start: int, end: int) -> str:
    """The name of the mark of a piece of the source.

    >>> mark(12, 15)
    'f12-15'
    """
    return f"f{start}-{end}"


def _elements(utterance: Utterance, offset: int | None, pause: float, capital: tuple[str, str]) -> Iterator[str]:
    """The pieces of the body in order; ``offset`` is none where no marks are wanted."""
    before = ""
    for phrase, node in zip(utterance.words, utterance.nodes, strict=True):
        if phrase in PAUSES:
            length = milliseconds(phrase, pause)
            if length:
                yield f'<break time="{length}ms"/>'
            continue
        if offset is not None:
            name = mark(node.start + offset, node.end + offset)
            if name != before:
                yield f'<mark name="{name}"/>'
                before = name
        for words, is_letter in spoken(phrase, node):
            said = escape(words)
            if is_letter:
                said = f'<say-as interpret-as="characters">{said}</say-as>'
                if words.isupper():
                    said = f"{capital[0]}{said}{capital[1]}"
            yield said
