"""An utterance as what an engine can take: texts, which of them are letters, and the silences between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.speech.formats.pauses import milliseconds
from mathspeak.speech.formats.voice import spoken
from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, PAUSES, SHORT, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tells the voice how to end a text before the silence that follows.
ENDINGS = {BREATH: ",", SHORT: ",", MEDIUM: ";", LONG: "."}
# Letters that are words as well. All others are said by their names wherever they stand.
WORDS_TOO = frozenset("aA")


def segments(utterance: Utterance, pause: float = 1.0, *, breaths: bool = True) -> Iterator[tuple[str, bool, float]]:
    """Texts in order, each with whether it is a letter, and the seconds of silence after it.

    ``pause`` lengthens all pauses by a factor. Without ``breaths`` only those are kept that plain text shows.

    >>> from mathspeak.latex.nodes import Row
    >>> list(segments(Utterance(["x equals", "a", SHORT, "y"], [Row([], 0, 0)] * 4)))
    [('x equals', False, 0.0), ('a', True, 0.25), ('y', False, 0.0)]
    """
    held: list[str] = []
    letter = ""
    for phrase, node in zip(utterance.words, utterance.nodes, strict=True):
        if phrase in PAUSES:
            if phrase == BREATH and not breaths:
                continue
            seconds = milliseconds(phrase, pause) / 1000
            if letter:
                yield letter, True, seconds
            elif held:
                yield " ".join(held) + ENDINGS[phrase], False, seconds
            held, letter = [], ""
            continue
        for words, is_letter in spoken(phrase, node):
            if letter:
                yield letter, True, 0.0
                letter = ""
            if is_letter and words in WORDS_TOO:
                if held:
                    yield " ".join(held), False, 0.0
                held, letter = [], words
            else:
                held.append(words)
    if letter:
        yield letter, True, 0.0
    elif held:
        yield " ".join(held), False, 0.0
