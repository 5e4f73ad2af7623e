"""What espeak-ng is given: plain text with its own commands for letters and pitch, and where each word stands in it.

SSML would do as well, but it makes espeak look through all its voices, which takes longer than a short phrase.
"""

from __future__ import annotations

import math
from bisect import bisect_right

from mathspeak.engines.base import without_angles
from mathspeak.engines.signs import is_said, with_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from mathspeak.engines.children.worker import Run

# English voices take "a" for the article however it is written, and characters are said with a halt at each.
_LETTER_A = "[['eI]]"
_CHARACTERS = ("\x0118Y", "\x010Y")
# Of its scale of pitches. It calls 50 steps an octave, but its melody does not follow: this is what is heard as one.
_MEDIUM_PITCH = 50
_OCTAVE = 75


class Script:
    """The text for espeak-ng, and its words in order; ``named``, signs are words."""

    def __init__(self, runs: Iterable[Run], *, english: bool, named: bool = False) -> None:
        self._english = english
        self._plain = with_names if named else without_angles
        self._parts: list[str] = []
        self._size = 0
        self.words: list[str] = []
        self._starts: list[int] = []
        before = ""
        for text, letter, pitch in runs:
            before += _pitch(_MEDIUM_PITCH + _OCTAVE * math.log2(1 + pitch)) if pitch else ""
            for word in text.split():
                if not is_said(word):
                    before += f"{word} "
                    continue
                self.words.append(word)
                # espeak tells of a word at the marks and commands in front of it.
                self._starts.append(self._size)
                self._add(before + (self._spelled(word) if letter else self._read(word)))
                before = ""
            before += _pitch(_MEDIUM_PITCH) if pitch else ""
        self._add(before)

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def word_at(self, position: int) -> int:
        """Which word stands at a character of the text, counted from one as espeak counts."""
        return bisect_right(self._starts, position - 1) - 1

    def _add(self, part: str) -> None:
        self._parts.append(f"{part} ")
        self._size += len(part) + 1

    def _read(self, word: str) -> str:
        # Without the sign that starts phonemes.
        return self._plain(word).replace("[[", "[ [").strip()

    def _spelled(self, letters: str) -> str:
        if not (self._english and letters.isascii()):
            return f"{_CHARACTERS[0]}{letters}{_CHARACTERS[1]}"
        return " ".join(_LETTER_A if letter in "aA" else letter.lower() for letter in letters)


def _pitch(value: float) -> str:
    return f"\x01{min(max(round(value), 0), 99)}P"
