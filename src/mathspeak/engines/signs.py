"""Words for signs that a voice would pass over in silence."""

from __future__ import annotations

import unicodedata

from mathspeak.engines.base import is_speakable

_WORDS = {
    "+": "plus",
    "−": "minus",
    "±": "plus or minus",
    "∓": "minus or plus",
    "×": "times",
    "⋅": "times",
    "·": "times",
    "÷": "divided by",
    "/": "over",
    "=": "equals",
    "≠": "is not equal to",
    "≈": "is approximately",
    "≡": "is equivalent to",
    "<": "less than",
    ">": "greater than",
    "≤": "less than or equal to",
    "≥": "greater than or equal to",
    "→": "to",
    "⇒": "implies",
    "∞": "infinity",
    "∂": "partial",
    "∇": "nabla",
    "∑": "sum",
    "∏": "product",
    "∫": "integral",
    "√": "square root of",
    "∈": "in",
    "⊂": "subset of",
    "²": "squared",
    "³": "cubed",
    "°": "degrees",
    "%": "percent",
    "&": "and",
    "@": "at",
    "#": "number",
    "*": "times",
    "\\": "backslash",
    "^": "caret",
    "|": "bar",
    "~": "tilde",
    "`": "grave",
    "ℵ": "aleph",
    "ℏ": "h bar",
    "ħ": "h bar",
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "§": "section",
    "¶": "paragraph",
    "©": "copyright",
}


def name_of(sign: str) -> str:
    """What a sign is called, by itself, or by Unicode where no shorter name is known; empty where it has none.

    >>> name_of("≤"), name_of("⊕"), name_of("α"), name_of("x")
    ('less than or equal to', 'circled plus', 'alpha', '')
    """
    if sign in _WORDS:
        return _WORDS[sign]
    name = unicodedata.name(sign, "").lower()
    if name.startswith("greek ") and " letter " in name:
        return name.partition(" letter ")[2].removeprefix("final ").partition(" with ")[0]
    return name if unicodedata.category(sign).startswith("S") else ""


def is_said(word: str) -> bool:
    """Whether there is anything to be heard of a word, be it the name of a sign.

    >>> is_said("x"), is_said("%"), is_said("…")
    (True, True, False)
    """
    return is_speakable(word) or any(map(name_of, word))


def with_names(text: str) -> str:
    """The text with names for its signs.

    >>> with_names("2∇ ≤ x")
    '2 nabla less than or equal to x'
    """
    return " ".join("".join(f" {name} " if (name := name_of(c)) else c for c in text).split())
