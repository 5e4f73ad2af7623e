"""The parts of a formula, each with what is heard there: what a page needs to step through it by keys."""

from __future__ import annotations

import time

from mathspeak.errors import LimitExceeded
from mathspeak.explore import Explorer
from mathspeak.expression import place_of_formula

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.explore.parts import Part
    from mathspeak.translator import Translator

_MOST_PARTS = 2_000


class Parts:
    """The tree of parts of one formula, under a bound on their number and on the time that it takes."""

    def __init__(
        self,
        latex: str,
        translator: Translator,
        verbosity: str,
        *,
        display: bool | None,
        seconds: float,
    ) -> None:
        self._translator = translator
        self._offset, end = place_of_formula(latex)
        self._source = latex[self._offset : end]
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._display = display
        self._walk = Explorer(self._source, lambda *_: translator, translator.style, verbosity, display)
        self._number = 0

    def as_dict(self) -> dict[str, Any]:
        reading = self._walk.parsed.reading
        for warning in reading.warnings:
            warning.start += self._offset
            warning.end += self._offset
        return {
            "speech": reading.text,
            "warnings": [warning.as_dict() for warning in reading.warnings],
            "mathml": self._translator.mathml(self._source, display=self._display is not False, words=reading.text),
            "offset": self._offset,
            "whole": self._told(self._walk.top),
        }

    def _told(self, part: Part) -> dict[str, Any]:
        self._number += 1
        if self._number > _MOST_PARTS:
            raise LimitExceeded("max_parts", f"the formula has more than {_MOST_PARTS:,} parts", hint="split it")
        if time.monotonic() > self._end:
            raise LimitExceeded("max_seconds", f"its parts took longer than {self._seconds:g} seconds")
        self._walk.here = part
        return {
            "number": self._number,
            "heard": self._walk.repeat().text,
            "where": self._walk.where().text,
            "kind": part.kind,
            "role": part.role,
            "start": part.start + self._offset,
            "end": part.end + self._offset,
            "row": part.row,
            "column": part.column,
            "parts": [self._told(inner) for inner in part.parts],
        }
