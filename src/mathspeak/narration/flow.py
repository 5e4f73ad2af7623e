"""Runs as one text: what is no words stands in it as one private character, so that sentences can go on around it."""

from __future__ import annotations

import re
from array import array
from itertools import repeat

from mathspeak.documents.blocks import Citation, Code, Footnote, Formula, Image, Reference, Words
from mathspeak.narration.endings import final_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mathspeak.documents.blocks import Run

INLINE, DISPLAY, REFERENCE, CITATION, CODE, IMAGE, FOOTNOTE = "\ue110\ue111\ue112\ue113\ue114\ue115\ue116"
THINGS = f"{INLINE}-{FOOTNOTE}"
THING = re.compile(f"[{THINGS}]")
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_SEEN = rf"[^\s\ue000-\uf8ff{_INVISIBLE}]+"
# Blanks, with the private characters that a document has; what is not seen; and text that stays as it is.
_STRETCH = re.compile(rf"(?P<blank>[\s\ue000-\uf8ff]+)|[{_INVISIBLE}]+|(?P<text>{_SEEN}(?: {_SEEN})*)")


class Flow:
    """One text, the things that its private characters stand for in order, and the place of each character.

    ``places`` count characters of the document's source; within a run of words they are as near as can be told.
    """

    __slots__ = ("places", "text", "things")

    def __init__(self, text: str, things: list[Run], places: array[int]) -> None:
        self.text = text
        self.things = things
        self.places = places

    def part(self, start: int, end: int) -> Flow:
        """The flow from one character to another."""
        return next(self.parts([(start, end)]))

    def parts(self, spans: Iterable[tuple[int, int]]) -> Iterator[Flow]:
        """The flow from one character to another, for several spans in their order: in one walk over the text."""
        at = before = 0
        for start, end in spans:
            before += len(THING.findall(self.text, at, start))
            inside = len(THING.findall(self.text, start, end))
            yield Flow(self.text[start:end], self.things[before : before + inside], self.places[start:end])
            at, before = end, before + inside

    def stripped(self) -> Flow:
        """The flow without blanks at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.part(start, max(start, len(self.text.rstrip())))


def flow(runs: Sequence[Run]) -> Flow:
    """The runs as one text with single blanks.

    >>> flow([Words("We  have ", 0, 9), Formula("x^2 = 4,", True, 9, 21), Words("so", 22, 24)]).text
    'We have \\ue111, so'
    """
    joined = _Joined()
    for run in runs:
        if isinstance(run, Words):
            joined.words(run)
        elif isinstance(run, Formula) and run.display:
            joined.blank(run.start)
            joined.thing(DISPLAY, run)
            joined.mark(final_mark(run.latex)[1], run.end)
            joined.blank(run.end)
        elif isinstance(run, Formula):
            joined.thing(INLINE, run)
            joined.mark(final_mark(run.latex)[1], run.end)
        else:
            joined.thing(_SIGNS[type(run)], run)
    return Flow("".join(joined.text), joined.things, joined.places).stripped()


_SIGNS: dict[type, str] = {Reference: REFERENCE, Citation: CITATION, Code: CODE, Image: IMAGE, Footnote: FOOTNOTE}


class _Joined:
    """The text of a flow as it grows."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.things: list[Run] = []
        self.places = array("q")

    def words(self, run: Words) -> None:
        for found in _STRETCH.finditer(run.text):
            place = run.start + found.start()
            if found["blank"]:
                self.blank(min(place, run.end))
            elif found["text"]:
                if found["text"][0] in ",.;:!?" and self.text[-2:] == [DISPLAY, " "]:
                    # A mark after a displayed formula belongs to it: no blank parts the two.
                    self.text.pop()
                    self.places.pop()
                self._stretch(found["text"], place, run.end)

    def _stretch(self, text: str, place: int, end: int) -> None:
        self.text.append(text)
        told = max(0, min(len(text), end - place))
        self.places.extend(range(place, place + told))
        self.places.extend(repeat(end, len(text) - told))

    def thing(self, sign: str, run: Run) -> None:
        self.add(sign, run.start)
        self.things.append(run)

    def mark(self, mark: str, place: int) -> None:
        if mark:
            self.add(mark, place)

    def blank(self, place: int) -> None:
        if self.text and self.text[-1] != " ":
            self.add(" ", place)

    def add(self, character: str, place: int) -> None:
        self.text.append(character)
        self.places.append(place)
