r"""Numbers as LaTeX counts and prints them: counters, what starts them again, and their printed forms."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_SIGNS = ("", "∗", "†", "‡", "§", "¶", "‖", "∗∗", "††", "‡‡")
# \ifnumbered{chapter} prints the chapter's number and a full stop, unless it is still zero.
# A form such as \thesection.\arabic{equation}: other counters' forms, styles of a counter, and plain text.
_PART = re.compile(
    r"\\ifnumbered\{(\w+)\}|\\the([A-Za-z@]+)\s?|\\(arabic|roman|Roman|alph|Alph|fnsymbol)\s*\{\s*([^{}]*?)\s*\}"
)
_COMMAND = re.compile(r"\\[A-Za-z@]+\s*|[{}$\\]")
_DEEPEST = 8
_LONGEST_ROMAN = 5000


def roman(number: int) -> str:
    """
    >>> roman(1994)
    'mcmxciv'
    """
    if not 0 < number < _LONGEST_ROMAN:
        return str(number) if number else ""
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def letter(number: int) -> str:
    """As LaTeX packages count on after z.

    >>> letter(3), letter(27), letter(0)
    ('c', 'aa', '')
    """
    if not 0 < number <= 260:
        return str(number) if number else ""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def place_in_alphabet(number: int) -> str:
    """As web pages number lists: after z comes aa, ab.

    >>> place_in_alphabet(3), place_in_alphabet(28)
    ('c', 'ab')
    """
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


STYLES: dict[str, Callable[[int], str]] = {
    "arabic": str,
    "roman": roman,
    "Roman": lambda number: roman(number).upper(),
    "alph": letter,
    "Alph": lambda number: letter(number).upper(),
    "fnsymbol": lambda number: _SIGNS[number] if 0 <= number < len(_SIGNS) else str(number),
}


class Counters:
    r"""The counters of one document.

    >>> counters = Counters()
    >>> counters.new("section")
    >>> counters.new("equation", within="section")
    >>> counters.step("section"), counters.step("equation"), counters.step("equation")
    (1, 1, 2)
    >>> counters.printed("equation")
    '1.2'
    >>> counters.forms["section"] = r"\Alph{section}"
    >>> counters.printed("equation")
    'A.2'
    """

    __slots__ = ("forms", "resets", "values")

    def __init__(self) -> None:
        self.values: dict[str, int] = {}
        self.forms: dict[str, str] = {}
        self.resets: dict[str, list[str]] = {}

    def new(self, name: str, within: str = "") -> None:
        self.values[name] = 0
        self.forms[name] = f"\\arabic{{{name}}}"
        if within:
            self.number_within(name, within)

    def number_within(self, name: str, parent: str) -> None:
        """Start ``name`` again with each ``parent``, and print the parent's number before it."""
        self.values.setdefault(name, 0)
        self.values.setdefault(parent, 0)
        self.forms.setdefault(parent, f"\\arabic{{{parent}}}")
        self.forms[name] = f"\\the{parent}.\\arabic{{{name}}}"
        children = self.resets.setdefault(parent, [])
        if name not in children and name != parent:
            children.append(name)

    def number_alone(self, name: str, parent: str) -> None:
        if name in self.resets.get(parent, ()):
            self.resets[parent].remove(name)
        self.forms[name] = f"\\arabic{{{name}}}"

    def step(self, name: str) -> int:
        self.values[name] = self.values.get(name, 0) + 1
        self.forms.setdefault(name, f"\\arabic{{{name}}}")
        self.restart(name)
        return self.values[name]

    def restart(self, name: str) -> None:
        """Begin again with all that is counted within ``name``."""
        pending = list(self.resets.get(name, ()))
        seen = {name}
        while pending:
            child = pending.pop()
            if child not in seen:
                seen.add(child)
                self.values[child] = 0
                pending += self.resets.get(child, ())

    def printed(self, name: str) -> str:
        return self.print_form(self.forms.get(name, f"\\arabic{{{name}}}"))

    def print_form(self, form: str, depth: int = 0) -> str:
        r"""A form with its counters' values in it; commands that only say how it looks print nothing."""

        def part(match: re.Match[str]) -> str:
            name = match[1] or match[2]
            if match[3]:
                return STYLES[match[3]](self.values.get(match[4], 0))
            if name not in self.forms or depth >= _DEEPEST or (match[1] and self.values.get(name, 0) <= 0):
                return ""
            return self.print_form(self.forms[name], depth + 1) + ("." if match[1] else "")

        return _COMMAND.sub("", _PART.sub(part, form)).strip()
