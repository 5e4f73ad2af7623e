"""English words of whole numbers."""

from __future__ import annotations

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
GROUPS = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")
ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
LARGEST = 1000 ** len(GROUPS) - 1


def cardinal(value: int) -> str:
    """A whole number in words; one beyond the names stays in digits.

    >>> cardinal(0), cardinal(342), cardinal(20_001)
    ('zero', 'three hundred forty two', 'twenty thousand one')
    """
    if not 0 <= value <= LARGEST:
        return str(value)
    if value < 20:
        return ONES[value]
    words: list[str] = []
    for group in range(len(GROUPS) - 1, -1, -1):
        part = value // 1000**group % 1000
        if part:
            words.append(f"{_hundreds(part)} {GROUPS[group]}".rstrip())
    return " ".join(words)


def _hundreds(value: int) -> str:
    words: list[str] = []
    if value >= 100:
        words.append(f"{ONES[value // 100]} hundred")
        value %= 100
    if value >= 20:
        words.append(TENS[value // 10])
        value %= 10
    if value:
        words.append(ONES[value])
    return " ".join(words)


def ordinal(value: int) -> str:
    """The place in a row that a whole number gives, in words.

    >>> ordinal(4), ordinal(21), ordinal(30)
    ('fourth', 'twenty first', 'thirtieth')
    """
    front, _, last = cardinal(value).rpartition(" ")
    regular = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return f"{front} {ORDINALS.get(last, regular)}".lstrip()


def numeric_ordinal(value: int) -> str:
    """The same in digits.

    >>> numeric_ordinal(11), numeric_ordinal(22)
    ('11th', '22nd')
    """
    ending = "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
