"""German words of whole numbers."""

from __future__ import annotations

from mathspeak.speech.words.de.numerals import ORDINALS
from mathspeak.speech.words.de.numerals import ordinal as numeric_ordinal

ONES = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
).split()
TENS = "null zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
MILLION = 1_000_000
# What a million and its like are called, one and several.
LARGE = (
    ("Million", "Millionen"),
    ("Milliarde", "Milliarden"),
    ("Billion", "Billionen"),
    ("Billiarde", "Billiarden"),
    ("Trillion", "Trillionen"),
)
LARGEST = 1000 ** (len(LARGE) + 2) - 1


def cardinal(value: int) -> str:
    """A whole number in words; one beyond the names stays in digits.

    >>> cardinal(1), cardinal(100), cardinal(342), cardinal(20_001), cardinal(3_000_000)
    ('eins', 'einhundert', 'dreihundertzweiundvierzig', 'zwanzigtausendeins', 'drei Millionen')
    """
    if not 0 <= value <= LARGEST:
        return str(value)
    if not value:
        return ONES[0]
    words = []
    for i in range(len(LARGE) - 1, -1, -1):
        group = value // MILLION // 1000**i % 1000
        if group:
            words.append(f"eine {LARGE[i][0]}" if group == 1 else f"{_below_million(group)} {LARGE[i][1]}")
    if value % MILLION:
        words.append(_below_million(value % MILLION))
    return " ".join(words)


def _below_million(value: int) -> str:
    words = f"{_stem(value // 1000)}tausend" if value >= 1000 else ""
    rest = value % 1000
    words += _stem(rest) if rest else ""
    return f"{words}s" if value % 100 == 1 else words


def _stem(value: int) -> str:
    """A number below a thousand as it stands inside a longer one."""
    words = f"{ONES[value // 100]}hundert" if value >= 100 else ""
    value %= 100
    if not value:
        return words
    if value < len(ONES):
        return words + ONES[value]
    one = f"{ONES[value % 10]}und" if value % 10 else ""
    return f"{words}{one}{TENS[value // 10]}"


def ordinal(value: int) -> str:
    """The place in a row that a whole number gives, in words.

    >>> ordinal(4), ordinal(19), ordinal(21), ordinal(100), ordinal(103)
    ('vierte', 'neunzehnte', 'einundzwanzigste', 'hundertste', 'hundertdritte')
    """
    if not 0 < value < MILLION:
        return numeric_ordinal(str(value))
    last = value % 100
    if 0 < last < len(ONES):
        front = cardinal(value - last) if value > last else ""
        words = front + ORDINALS.get(str(last), f"{ONES[last]}te")
    else:
        words = f"{cardinal(value)}ste"
    return words.removeprefix("ein") if words.startswith(("einhundert", "eintausend")) else words


def vulgar_fraction(top: int, bottom: int) -> str:
    """A fraction of whole numbers in words.

    >>> vulgar_fraction(1, 2), vulgar_fraction(3, 2), vulgar_fraction(3, 4), vulgar_fraction(21, 40)
    ('ein halb', 'drei Halbe', 'drei Viertel', 'einundzwanzig Vierzigstel')
    """
    count = "ein" if top == 1 else cardinal(top)
    if bottom == 2:
        return f"{count} {'halb' if top == 1 else 'Halbe'}"
    return f"{count} {ordinal(bottom).capitalize()}l"


def place(value: int) -> str:
    """The place in a row: up to the twelfth in words, then in digits.

    >>> place(4), place(14)
    ('vierte', '14-te')
    """
    return numeric_ordinal(str(value))


def whole_power(value: int, preference: str) -> tuple[str, str, str]:
    """What is said before a whole exponent, the exponent, and what is said after it.

    >>> whole_power(5, "Auto"), whole_power(2, "OrdinalPower")
    (('hoch', '5', ''), ('zur', 'zweiten', 'Potenz'))
    """
    if preference == "OrdinalPower" and value:
        return "zur", f"{ordinal(value)}n", "Potenz"
    return "hoch", str(value), ""
