"""Abbreviations of prose: where they stand, what they are said as, and whether one can end a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from mathspeak.narration.flow import INLINE, REFERENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

_OPENING = " “‘\"'([„»«"
_CLOSING = "”’\"')]“«»"
# What a short form may be written right before: "Fig.2".
_TOUCHING = frozenset(["(", REFERENCE, INLINE, *"0123456789"])
# What follows a short form that is said in full only before a number.
_NUMBER = rf"(?=\ ?\(?(?:\d|{REFERENCE}|{INLINE}|[A-Z]\b(?!\.)|[ivx]+\b))"


class ShortForm:
    """One abbreviation in a text: ``text[start:end]`` is said as ``words``."""

    __slots__ = ("can_end", "end", "start", "words")

    def __init__(self, start: int, end: int, words: str, can_end: bool) -> None:
        self.start = start
        self.end = end
        self.words = words
        self.can_end = can_end


class ShortForms:
    """The abbreviations of one language, ready to be found."""

    __slots__ = ("_ending", "_pattern", "_words")

    def __init__(self, forms: Any) -> None:
        always, numbered = forms.NAMES, forms.BEFORE_NUMBERS
        self._words: dict[str, str | None] = {_key(short): said for short, said in {**always, **numbered}.items()}
        self._words |= {_key(short): None for short in forms.STANDING}
        self._ending = frozenset(map(_key, forms.ENDING))
        kinds = (_alternatives(always), _alternatives(forms.STANDING), f"(?:{_alternatives(numbered)}){_NUMBER}")
        self._pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(kinds)})(?![^\W\d])")

    def find(self, text: str) -> Iterator[ShortForm]:
        """The abbreviations of a text in order; those that stay as they are have their own text for words."""
        for found in self._pattern.finditer(text):
            key = _key(found[0])
            if key not in self._words:
                key = key[0].lower() + key[1:]
            said = self._words[key]
            yield ShortForm(found.start(), found.end(), found[0] if said is None else said, key in self._ending)

    def said(self, text: str) -> str:
        """The text with its abbreviations in full.

        >>> from mathspeak.speech.words import words_for
        >>> ShortForms(words_for("en", "abbreviations").say).said("See Fig. 2, i.e. this, etc. Cf. Thm. 2.3.")
        'See figure 2, that is this, et cetera. Compare theorem 2.3.'
        """
        parts: list[str] = []
        position, ended = 0, True
        for form in self.find(text):
            words = form.words
            if _begins_sentence(text[position : form.start], ended):
                words = words[:1].upper() + words[1:]
            ended = form.can_end and text[form.end - 1] == "." and _ends_sentence(text, form.end)
            if ended:
                words += "."
            if text[form.end : form.end + 1] in _TOUCHING:
                words += " "
            parts += [text[position : form.start], words]
            position = form.end
        parts.append(text[position:])
        return "".join(parts)


@lru_cache(maxsize=8)
def short_forms(forms: Any) -> ShortForms:
    """The abbreviations of a language by its module of abbreviations, made once."""
    return ShortForms(forms)


def _begins_sentence(before: str, ended: bool) -> bool:
    """Whether a sentence begins after this text; ``ended`` tells whether one had just ended before it."""
    before = before.rstrip(_OPENING)
    return before[-1] in ".!?…" if before else ended


def _ends_sentence(text: str, at: int) -> bool:
    """Whether the full stop of a short form was the one of its sentence, too."""
    rest = text[at:].lstrip(_CLOSING)
    return not rest or (rest[0] == " " and rest[1:2].isupper())


def _key(short: str) -> str:
    """A short form without blanks after its full stops and without its last one: two spellings are one.

    >>> _key("z. B."), _key("z.B"), _key("et al.")
    ('z.B', 'z.B', 'et al')
    """
    return re.sub(r"\.\s", ".", short).removesuffix(".")


def _alternatives(shorts: Iterable[str] | Mapping[str, str]) -> str:
    return "|".join(map(_spelled, sorted(shorts, key=len, reverse=True)))


def _spelled(short: str) -> str:
    """The pattern of a short form; of one with inner full stops people leave out the last."""
    body, stop = (short[:-1], r"\.") if short.endswith(".") else (short, "")
    inner = r"\.\ ?".join(map(re.escape, body.split(".")))
    first = body[0]
    if first.islower():
        inner = f"[{first}{first.upper()}]{inner[1:]}"
    return inner + (stop + "?" if stop and "." in body else stop)
