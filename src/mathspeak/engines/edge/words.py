"""What the online voices are given to say, and which words they say that they said."""

from __future__ import annotations

import re

from mathspeak.audio.recording import Word
from mathspeak.engines.base import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mathspeak.audio.recording import Recording
    from mathspeak.engines.base import Segment

    # The seconds at which a word starts and ends, and the word.
    Boundary = tuple[float, float, str]

# Letters that a voice takes for a word of its language, in a spelling that it says as the letter is called. The service
# takes no markup that would tell it. "ay" is a word that sounds like "eye".
SPELLINGS = {
    "en": {"a": "eigh"},
    "es": {"y": "ye"},
    "fr": {"y": "i grec"},
    "pl": {"w": "wu", "z": "zet"},
    "pt": {"a": "á", "e": "é", "o": "ó"},
}
# How far a word may stand from where the last one ended: a voice leaves out signs, not sentences.
_REACH = 80
_FASTEST_LETTERS = 25.0
# Words that nobody was told of may be said a little faster than those before them: this share of their time is enough.
_HURRY = 0.9
_SLACK_SECONDS = 0.3


class Script:
    """A phrase as it is sent: ``text``, and which places of it are spelled-out letters.

    >>> from mathspeak.engines.base import Segment
    >>> Script([Segment("x over"), Segment("A", letter=True)], "en-US").text
    'x over eigh'
    """

    __slots__ = ("_letters", "text")

    def __init__(self, phrase: Sequence[Segment], language: str) -> None:
        spellings = SPELLINGS.get(language.partition("-")[0].casefold(), {})
        self._letters: dict[int, tuple[int, str]] = {}
        text = ""
        for segment in phrase:
            words = clean(segment.text)
            for letter in words.replace(" ", "") if segment.letter else (words,) * bool(words):
                text += " " if text else ""
                said = spellings.get(letter.casefold(), letter) if segment.letter else letter
                if said != letter:
                    self._letters[len(text)] = (len(text) + len(said), letter)
                text += said
        self.text = text

    def words(self, boundaries: Sequence[Boundary]) -> list[Word]:
        """The words with their times, letters as they were before they were spelled out."""
        words: list[Word] = []
        until = 0
        for (start, end, said), at in zip(boundaries, self.places(boundaries), strict=True):
            letter_end, letter = self._letters.get(at, (0, ""))
            if letter:
                words.append(Word(letter, start, end))
                until = letter_end
            elif 0 <= at < until:
                words[-1].end = end
            else:
                words.append(Word(said, start, end))
        return words

    def places(self, boundaries: Sequence[Boundary]) -> list[int]:
        """Where in the text each of the words stands, -1 for one that does not."""
        places: list[int] = []
        end = 0
        for _, _, said in boundaries:
            match = re.compile(rf"(?<!\w){re.escape(said)}(?!\w)").search(self.text, end, end + _REACH + len(said))
            places.append(match.start() if match and said else -1)
            end = match.end() if match else end
        return places

    def missing(self, boundaries: Sequence[Boundary]) -> str:
        """The end of the text of which no word is told; nothing where the last words are in other letters than it."""
        places = self.places(boundaries)
        if not places or places[-1] < 0:
            return "" if places else self.text
        rest = self.text[places[-1] + len(boundaries[-1][2]) :]
        return rest.strip() if any(c.isalnum() for c in rest) else ""


def shortfall(script: Script, boundaries: Sequence[Boundary], recording: Recording, rate: float) -> str:
    """What shows that the recording is not all of the text; nothing if it is.

    Words that nobody was told of may have been said all the same: then there is sound after the last one.
    """
    if not boundaries:
        return ""
    last = max(end for _, end, _ in boundaries)
    if last > recording.seconds + _SLACK_SECONDS:
        return f"its words take {last:.1f} seconds and its sound {recording.seconds:.1f}"
    missing = script.missing(boundaries)
    heard = recording.offset / recording.rate
    if missing and heard - last < _HURRY * len(missing) / _pace(boundaries, rate):
        return f"it ends before {missing[:40]!r}"
    return ""


def _pace(boundaries: Sequence[Boundary], rate: float) -> float:
    """How many letters a second were said of the words that are told, and of a few words no more than is usual."""
    seconds = max(end for _, end, _ in boundaries) - min(start for start, _, _ in boundaries)
    letters = sum(len(said) + 1 for _, _, said in boundaries)
    return min(letters / max(seconds, 0.1), _FASTEST_LETTERS * rate)
