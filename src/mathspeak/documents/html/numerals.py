"""Numbers of lists as letters and as Roman numerals."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_SMALL = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """
    >>> roman(14)
    'xiv'
    """
    if not 0 < number < 4000:
        return str(number)
    letters = ""
    for value, sign in (*_ROMAN, *_SMALL):
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def letter(number: int) -> str:
    """
    >>> letter(3), letter(28)
    ('c', 'ab')
    """
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters or "0"
