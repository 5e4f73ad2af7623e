"""MathSpeak in English: the words of its three verbosities."""

from __future__ import annotations

import re
from functools import lru_cache

from mathspeak.speech.words.en.alphabets import ALPHABETS
from mathspeak.speech.words.en.mathspeak import markers
from mathspeak.speech.words.en.mathspeak.arrows import ARROWS
from mathspeak.speech.words.en.mathspeak.relations import RELATIONS
from mathspeak.speech.words.en.mathspeak.signs import SIGNS
from mathspeak.speech.words.en.symbols import NATURAL
from mathspeak.speech.words.en.units import PREFIXES, UNITS

__all__ = ["NAMES", "Vocabulary", "vocabulary"]

NAMES: dict[str, str] = {**NATURAL, **SIGNS, **RELATIONS, **ARROWS}
DIRECTION = re.compile(r"\b(left|right|up|down|top|bottom)\b(?=.*\b(?:arrows?|brace|p'ren|brack|angle bracket)\b)")
BRACKETS = re.compile(r"(?<!angle )(?<!square )bracket\b|parenthesis\b")
SHORT = {"bracket": "brack", "parenthesis": "p'ren"}
NUMBER_SIGN = "num sign"


def vocabulary(verbosity: str) -> Vocabulary:
    """The words of a verbosity.

    >>> vocabulary("superbrief").fraction_marks(2)
    ('NestFrac', 'NestOver', 'NestEndFrac')
    """
    return _vocabulary(verbosity)


class Vocabulary:
    """``mark`` has a verbosity's marker words; ``names`` its words for signs, by key."""

    __slots__ = ("brief", "fonts", "functions", "levels", "mark", "marks", "names", "prose", "superbrief")

    def __init__(self, verbosity: str) -> None:
        self.mark = markers.MARKERS[verbosity]
        self.fonts = ALPHABETS
        self.prose = markers.PROSE_SIGNS
        self.brief = verbosity != "verbose"
        self.superbrief = verbosity == "superbrief"
        self.names = {key: self.shortened(words) for key, words in NAMES.items()} if self.brief else dict(NAMES)
        if self.brief:
            self.names["hash"] = NUMBER_SIGN
        self.functions = markers.FUNCTIONS
        self.marks = {mark: self.shortened(words) for mark, words in markers.MARKS.items()}
        if self.superbrief:
            self.names.update(markers.SUPERBRIEF_NAMES)
        for key, (base, mark, below) in markers.MARKED_FUNCTIONS.items():
            words = f"{self.modifying(below, False)} {self.names[base]} {self.mark.WITH} {self.marks[mark]}"
            self.names[key] = words
        # The levels that formulas have; a deeper one is put together when it is met.
        self.levels: dict[tuple[str, ...], str] = {(): self.mark.LINE}
        for level in (("sub",), ("sup",)):
            self.levels[level] = self.level(level)

    def shortened(self, words: str) -> str:
        """Brackets in short, and in superbrief the sides of brackets and arrows as letters."""
        if self.brief:
            words = BRACKETS.sub(lambda match: SHORT[match[0]], words)
        if self.superbrief:
            words = DIRECTION.sub(lambda match: match[0][0].upper(), words)
        return words

    def level(self, level: tuple[str, ...]) -> str:
        """A level's name: ``Super Subscript`` below something raised, ``Baseline`` on the line."""
        found = self.levels.get(level)
        if found is not None:
            return found
        return " ".join([*(self.mark.PREFIXES[side] for side in level[:-1]), self.mark.SCRIPTS[level[-1]]])

    def fraction_marks(self, depth: int) -> tuple[str, str, str]:
        """What opens, parts and closes a fraction that has others in it."""
        mark = self.mark
        if not self.superbrief:
            return mark.START * depth + mark.FRACTION, mark.OVER * depth, mark.END * depth + mark.FRACTION
        nested = self.nested(depth)
        return nested + mark.FRACTION, nested + mark.OVER, f"{nested}{mark.END}{mark.FRACTION}"

    def root_marks(self, depth: int) -> tuple[str, str, str]:
        """What is said before a root's index, before the root and after it, where it has others in it."""
        nested, mark = self.nested(depth), self.mark
        return nested + mark.ROOT_INDEX, nested + mark.ROOT, nested + mark.END_ROOT

    def nested(self, depth: int) -> str:
        """``NestedTwice`` for the third of three."""
        more = depth - 1
        return f"{self.mark.NESTED}{('', 'Twice')[more - 1] if more <= 2 else more}" if more else ""

    def modifying(self, below: bool, twice: bool) -> str:
        """What a mark begins with; the second on one thing says so."""
        words = self.mark.MODIFYING_BELOW if below else self.mark.MODIFYING_ABOVE
        return f"{words} {'Below' if below else 'Above'}" if twice else words

    def underscript(self, outer: int) -> str:
        return "Under" * outer + self.mark.UNDERSCRIPT

    def overscript(self, outer: int) -> str:
        return "Over" * outer + self.mark.OVERSCRIPT

    def primes(self, count: int) -> str:
        """``double prime``.

        >>> vocabulary("brief").primes(5)
        'five prime'
        """
        if count < len(markers.PRIMES):
            return markers.PRIMES[count] + self.mark.PRIME
        return f"{markers.CARDINALS[count] if count < len(markers.CARDINALS) else count} {self.mark.PRIME}"

    def fraction_words(self, top: int, bottom: int) -> str:
        """One half, seven twelfths, one twenty fifth."""
        if bottom < len(markers.PARTS):
            part = markers.PARTS[bottom]
        else:
            tens, ones = markers.TENS[bottom // 10], bottom % 10
            if ones:
                part = f"{tens} {(markers.FIRST[ones] if ones < len(markers.FIRST) else markers.PARTS[ones])}"
            else:
                part = f"{tens[:-1]}ieth"
        if top > 1:
            part = "halves" if bottom == 2 else part + "s"
        return f"{markers.CARDINALS[top]} {part}"

    def row(self, count: int) -> str:
        return self.mark.ROW.format(ordinal(count))

    def column(self, count: int) -> str:
        return self.mark.COLUMN.format(ordinal(count))

    def unit(self, prefix: str, unit: str) -> str:
        """A unit in the plural."""
        return PREFIXES.get(prefix, prefix) + UNITS.get(unit, (unit, unit))[1]


@lru_cache(maxsize=512)
def ordinal(count: int) -> str:
    """A number's place: ``1st``, ``12th``, ``23rd``."""
    ending = "th" if count // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


@lru_cache(maxsize=8)
def _vocabulary(verbosity: str) -> Vocabulary:
    return Vocabulary(verbosity)
