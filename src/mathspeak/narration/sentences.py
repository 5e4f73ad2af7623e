"""Where a text falls into sentences: at the stops that end one, and after a displayed formula before a capital."""

from __future__ import annotations

import re

from mathspeak.narration.flow import CITATION, DISPLAY, FOOTNOTE, INLINE, THINGS
from mathspeak.narration.short_forms import short_forms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_CLOSERS = "\"'“”‘’»«)\\]"
_OPENERS = "\"'“‘„«»(\\["
# A stop with what closes after it; notes and citations that follow are still the sentence's own.
_STOP = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]++)[{_CLOSERS}{FOOTNOTE}]*(?:\s?{CITATION}(?=\s+[^\W\d_a-z]|\s*\Z))?{FOOTNOTE}*(?=\s|\Z)"
    rf"|{DISPLAY}{FOOTNOTE}*(?=\s)"
)
_NEXT = re.compile(rf"\s*[{_OPENERS}]*(?P<word>[^\W\d_]+\.?|.)?")
_INITIAL = re.compile(r"(?:^|[\s(.\-])[A-ZÄÖÜ]\Z")
_LABEL = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")
_PLACE_IN_A_ROW = re.compile(r"(?:^|(?P<before>\S+)\s)\d{1,3}\Z")
_WORTH = re.compile(rf"[^\W_]|[{THINGS}]")
# An aside of more characters than this is split like any text.
_LONGEST_ASIDE = 200
# A sentence of more characters than this, five minutes of speech, is ended where it is: no author wrote it so.
_LONGEST = 5_000
# Characters before a full stop that can tell what it is.
_LONGEST_LOOK = 60


def sentences(text: str, forms: Any) -> list[tuple[int, int]]:
    """The first and the last place of each sentence, without the blanks between them.

    ``forms`` is the language's module of abbreviations, whose tables tell short forms from ends of sentences.

    >>> from mathspeak.speech.words import words_for
    >>> text = "By Eq. (3), i.e. by D. Knuth, it is 2.5. See “this.” Done"
    >>> [text[start:end] for start, end in sentences(text, words_for("en", "abbreviations").say)]
    ['By Eq. (3), i.e. by D. Knuth, it is 2.5.', 'See “this.”', 'Done']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for end in _bounded(text, _ends(text, forms)):
        if _WORTH.search(text, start, end):
            found.append((start, end))
        elif found:
            found[-1] = (found[-1][0], end)
        start = end
        while text[start : start + 1].isspace():
            start += 1
    return found


def _ends(text: str, forms: Any) -> Iterator[int]:
    splitter = _Splitter(text, forms)
    for stop in _STOP.finditer(text):
        if stop.end() < len(text) and splitter.is_end(stop):
            splitter.start = stop.end() + 1
            yield stop.end()
    yield len(text)


def _bounded(text: str, ends: Iterator[int]) -> Iterator[int]:
    """The ends, and more of them where one is too far from the last."""
    start = 0
    for end in ends:
        while end - start > _LONGEST:
            blank = text.rfind(" ", start + 1, start + _LONGEST)
            start = blank if blank > start else start + _LONGEST
            yield start
        yield end
        start = end


class _Splitter:
    """One text with what is known of it."""

    def __init__(self, text: str, forms: Any) -> None:
        self.text = text
        self.forms = forms
        self.start = 0
        found = list(short_forms(forms).find(text))
        self._inside = {at for form in found for at in range(form.start, form.end - 1)}
        self._last = {form.end - 1: form.can_end for form in found}
        self._in_aside = _in_asides(text)

    def is_end(self, stop: re.Match[str]) -> bool:
        """Whether a sentence ends here, where there is more text after it."""
        found = _NEXT.match(self.text, stop.end())
        word = (found and found["word"]) or ""
        if self._in_aside[stop.start()] and self._in_aside[stop.end() - 1]:
            return False
        if stop["stop"] is None:
            return word[:1].isupper() or word == INLINE
        if word[:1].islower():
            return False
        at = stop.start()
        if stop["stop"] != "." or at in self._inside or at in self._last:
            return at not in self._inside and self._last.get(at, True)
        return not self._continues(at, word)

    def _continues(self, at: int, word: str) -> bool:
        """Whether a full stop after a letter or a number belongs to that."""
        before = self.text[max(self.start, at - _LONGEST_LOOK) : at]
        starts = word in self.forms.STARTERS
        if _LABEL.fullmatch(before.strip("( ")):
            return True
        if _INITIAL.search(before):
            return not starts and word[:1].isalpha()
        if self.forms.PLACES_IN_A_ROW or not word[:1].isalpha():
            return False
        place = _PLACE_IN_A_ROW.search(before)
        named = place is not None and (place["before"] or "").strip(_OPENERS).lower() in (
            *self.forms.NAMING,
            "=",
            "<",
            ">",
        )
        return place is not None and not starts and not named


def _in_asides(text: str) -> bytearray:
    """For each character, whether it stands between round brackets that are short enough to be said in one breath."""
    inside = bytearray(len(text))
    open_at: list[int] = []
    for at, character in enumerate(text):
        if character == "(":
            open_at.append(at)
        elif character == ")" and open_at:
            first = open_at.pop()
            if at - first <= _LONGEST_ASIDE:
                inside[first + 1 : at] = b"\1" * (at - first - 1)
    return inside
