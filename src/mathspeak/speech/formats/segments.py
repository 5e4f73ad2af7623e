"""An utterance as what an engine can take: texts, letters told from words, pitch, and the silences between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.speech.formats.pauses import milliseconds
from mathspeak.speech.formats.pitch import CAPITAL, depths, lowered
from mathspeak.speech.formats.voice import spoken
from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, PAUSES, SHORT, Utterance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    # Words, whether they are a letter, their pitch, and the seconds of silence after them.
    Run = tuple[str, bool, float, float]

# Tells the voice how to end a text before the silence that follows.
ENDINGS = {BREATH: ",", SHORT: ",", MEDIUM: ";", LONG: "."}


def segments(
    utterance: Utterance, pause: float = 1.0, *, breaths: bool = True, pitch: Collection[str] = ()
) -> Iterator[Run]:
    """Texts in order, each with whether it is a letter, its pitch, and the seconds of silence after it.

    ``pause`` lengthens all pauses by a factor. Without ``breaths`` only those are kept that plain text shows. ``pitch``
    says what is heard by pitch: "capitals" are higher, and what is nested ("nesting") is lower, as parts of the voice's
    own height.

    >>> from mathspeak.latex.nodes import Row
    >>> list(segments(Utterance(["x equals", "a", SHORT, "2"], [Row([], 0, 0)] * 4)))
    [('x', True, 0.0, 0.0), ('equals', False, 0.0, 0.0), ('a', True, 0.0, 0.0), (',', False, 0.0, 0.25),
    ('2', False, 0.0, 0.0)]
    """
    held: list[str] = []
    height = 0.0
    ends_in_letter = False
    levels = depths(utterance) if "nesting" in pitch else None
    for at, (phrase, node) in enumerate(zip(utterance.words, utterance.nodes, strict=True)):
        if phrase in PAUSES:
            seconds = milliseconds(phrase, pause) / 1000
            # A mark without a silence would leave the pause to the voice.
            if not seconds or (phrase == BREATH and not breaths):
                continue
            if held:
                yield " ".join(held) + ENDINGS[phrase], False, height, seconds
            elif ends_in_letter:
                yield ENDINGS[phrase], False, 0.0, seconds
            held, ends_in_letter = [], False
            continue
        level = lowered(levels[at]) if levels else 0.0
        for words, is_letter in spoken(phrase, node):
            if held and (is_letter or level != height):
                yield " ".join(held), False, height, 0.0
                held = []
            if is_letter:
                yield words, True, level + CAPITAL * (words.isupper() and "capitals" in pitch), 0.0
            else:
                held.append(words)
                height = level
            ends_in_letter = is_letter
    if held:
        yield " ".join(held), False, height, 0.0
