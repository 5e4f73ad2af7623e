"""What pointers within a sentence say: "equation 3", unless the words before it have said what the number is of."""

from __future__ import annotations

import re

from mathspeak.narration.flow import REFERENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.blocks import Citation, Reference
    from mathspeak.narration.wording import Wording

_LAST_WORD = re.compile(r"([^\W\d_]+|§{1,2})[.\s(\[~]*\Z")
_PLACE = re.compile(r"(?P<number>\d+)[,;]\s+(?P<place>\D.*)\Z")
_LIST = re.compile(r"\s*(?:,|;|and|und|&)\s*")
_NUMBERS = re.compile(r"\d+(?:\s*[-–,;]\s*\d+)*\Z")


class References:
    """Words the references of one sentence, in order."""

    __slots__ = ("_named", "_previous", "_wording")

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._previous: Reference | None = None
        # Whether the words of the sentence said what the numbers of the references at hand are of.
        self._named = False

    def say(self, reference: Reference, before: str) -> str:
        """The words for a reference after the text ``before`` it, in which things are private characters."""
        words = self._wording.words
        if not reference.number:
            self._previous = None
            return self._wording.prose(reference.text) if reference.text else str(words.UNKNOWN_REFERENCE)
        number = self._wording.number(reference.number)
        between = before.rpartition(REFERENCE)[2].strip(" ()")
        joined = self._previous is not None and REFERENCE in before and between in self._wording.forms.JOINING
        if joined and self._previous is not None and self._previous.kind == reference.kind:
            named = self._named or between in ("–", "-", words.TO)
        else:
            last = _LAST_WORD.search(before)
            named = last is not None and last[1].lower() in self._wording.forms.NAMING
        self._previous, self._named = reference, named
        kind = words.NAMES.get(reference.kind, reference.kind)
        if named or not kind:
            return number
        return f"{kind} {number}"


def written(reference: Reference, wording: Wording) -> str:
    """A reference as it is printed."""
    if not reference.number and reference.text:
        return reference.text
    number = reference.number or "??"
    if reference.bracketed:
        number = f"({number})"
    kind = wording.words.NAMES.get(reference.kind, reference.kind) if reference.named else ""
    return f"{kind} {number}".lstrip()


def citation(cited: Citation, wording: Wording, before: str) -> str:
    """The words for a pointer to literature after the text ``before`` it, in brackets where it is no part of that."""
    said = _citation(cited, wording)
    last = _LAST_WORD.search(before)
    part = (
        not before.strip()
        or (last is not None and last[1].lower() in wording.forms.CITING)
        or before.rstrip()[-1] in "(["
    )
    return said if part else f"({said})"


def _citation(cited: Citation, wording: Wording) -> str:
    """The numbers, or authors and year as they are printed."""
    printed = cited.printed.strip().strip("[]()").strip()
    if not printed:
        return str(wording.words.UNKNOWN_REFERENCE)
    place = _PLACE.match(printed)
    if place is not None:
        return f"{wording.words.CITATION.format(number=place['number'])}, {wording.prose(place['place']).strip()}"
    if not _NUMBERS.match(printed):
        return wording.prose(printed)
    numbers = [number for number in _LIST.split(printed) if number]
    if len(numbers) == 1 and numbers[0].isdigit():
        return str(wording.words.CITATION.format(number=numbers[0]))
    listed = ", ".join(numbers[:-1]) + f" {wording.words.AND} " * (len(numbers) > 1) + numbers[-1]
    return wording.prose(wording.words.CITATIONS.format(numbers=listed))
