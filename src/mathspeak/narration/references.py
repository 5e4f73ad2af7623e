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
# Authors that are part of the sentence, with the year alone in brackets: Knuth (1984).
_IN_TEXT = re.compile(r"[\w.]\s\(\d{4}[^()]*\)\Z")
_STOPS = tuple(".,;:!?")
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
            if reference.text:
                return self._wording.prose(reference.text)
            page = reference.kind == "page" and _is_named(before, self._wording)
            return str(words.UNKNOWN_NUMBER if page else words.UNKNOWN_REFERENCE)
        number = self._wording.number(reference.number)
        between = before.rpartition(REFERENCE)[2].strip(" ()")
        joined = self._previous is not None and REFERENCE in before and between in self._wording.forms.JOINING
        if joined and self._previous is not None and self._previous.kind == reference.kind:
            named = self._named or between in ("–", "-", words.TO)
        else:
            named = _is_named(before, self._wording)
        self._previous, self._named = reference, named
        kind = words.NAMES.get(reference.kind, reference.kind)
        if named or not kind:
            return number
        return f"{kind} {number}"


def _is_named(before: str, wording: Wording) -> bool:
    """Whether the last word of a text says what the number after it is of."""
    last = _LAST_WORD.search(before)
    return last is not None and last[1].lower() in wording.forms.NAMING


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
    # A number may be glued to the full stop that it stands after.
    blank = " " if before[-1:] in _STOPS else ""
    in_brackets = before.count("(") > before.count(")") or before.rstrip()[-1:] == "["
    return f"{blank}{said}" if in_brackets or _is_part(said, wording, before) else f"{blank}({said})"


def without_citation(cited: Citation, wording: Wording, before: str) -> str:
    """The words for a pointer that is left out: none, or as few as the sentence cannot do without."""
    said = _citation(cited, wording)
    in_text = _IN_TEXT.search(said)
    if in_text:
        return said[: in_text.start() + 1]
    return str(wording.words.LITERATURE) if _is_part(said, wording, before) else ""


def _is_part(said: str, wording: Wording, before: str) -> bool:
    """Whether a sentence goes on through a citation: it begins with it, or was about to tell who says so."""
    last = _LAST_WORD.search(before)
    citing = last is not None and last[1].lower() in wording.forms.CITING
    return not before.strip() or citing or _IN_TEXT.search(said) is not None


def _citation(cited: Citation, wording: Wording) -> str:
    """The numbers, or authors and year as they are printed."""
    printed = " ".join(cited.printed.split())
    if printed[:1] + printed[-1:] in ("[]", "()"):
        printed = printed[1:-1].strip()
    if not printed:
        return str(wording.words.UNKNOWN_REFERENCE)
    place = _PLACE.match(printed)
    if place is not None:
        return wording.prose(f"{wording.words.CITATION.format(number=place['number'])}, {place['place']}")
    if not _NUMBERS.match(printed):
        return wording.prose(printed)
    numbers = [number for number in _LIST.split(printed) if number]
    if len(numbers) == 1 and numbers[0].isdigit():
        return str(wording.words.CITATION.format(number=numbers[0]))
    listed = ", ".join(numbers[:-1]) + f" {wording.words.AND} " * (len(numbers) > 1) + numbers[-1]
    return wording.prose(wording.words.CITATIONS.format(numbers=listed))
