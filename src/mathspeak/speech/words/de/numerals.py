"""German fractions and ordinals in words."""

from __future__ import annotations

CARDINALS = ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
PARTS = {
    2: "halb",
    3: "Drittel",
    4: "Viertel",
    5: "Fünftel",
    6: "Sechstel",
    7: "Siebtel",
    8: "Achtel",
    9: "Neuntel",
    10: "Zehntel",
}
PLURALS = {2: "Halbe"}
ORDINALS = {
    "1": "erste",
    "2": "zweite",
    "3": "dritte",
    "4": "vierte",
    "5": "fünfte",
    "6": "sechste",
    "7": "siebte",
    "8": "achte",
    "9": "neunte",
    "10": "zehnte",
    "11": "elfte",
    "12": "zwölfte",
}


def fraction_words(top: int, bottom: int) -> str:
    """Ein halb, drei Viertel.

    >>> fraction_words(1, 2), fraction_words(3, 4)
    ('ein halb', 'drei Viertel')
    """
    part = PARTS[bottom] if top == 1 else PLURALS.get(bottom, PARTS[bottom])
    return f"{CARDINALS[top]} {part}"


def ordinal(value: str) -> str:
    """``vierte``, ``21-ste``, ``n-te``.

    >>> ordinal("4"), ordinal("15"), ordinal("21"), ordinal("n")
    ('vierte', '15-te', '21-ste', 'n-te')
    """
    if value in ORDINALS:
        return ORDINALS[value]
    return f"{value}-{_ending(value)}"


def marked_ordinal(words: str, ending: str) -> str:
    """``n-te`` and ``4-te``, whatever the ending that is printed."""
    return f"{words}-{_ending(words)}"


def _ending(value: str) -> str:
    return "ste" if value.isdecimal() and int(value[-2:]) in (0, *range(20, 100)) else "te"
