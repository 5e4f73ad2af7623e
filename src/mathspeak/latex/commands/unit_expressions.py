r"""Units as they are written: macros (``\meter\per\second\squared``) and letters (``m/s^2``, ``kg.m.s^{-2}``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.macros import expand
from mathspeak.latex.nodes import Node, Quantity, Script, Text

if TYPE_CHECKING:
    from mathspeak.latex.macros import Macros
    from mathspeak.latex.parser import Parser

SQUARES = {"\\square": "2", "\\cubic": "3"}
SQUARED = {"\\squared": "2", "\\cubed": "3"}
SEPARATORS = frozenset([".", "~", "*", "·", "⋅", "×", "\\,", "\\cdot", "\\times", "\\ ", "\\;", "{", "}", "1", "$"])
WRAPPERS = frozenset(["\\text", "\\mathrm", "\\textrm", "\\cancel", "\\rm", "\\ensuremath", "\\mbox", "\\mathit"])
GREEK = {"\\mu": "µ", "\\Omega": "Ω"}
DEGREES = ("°", "º", "\\circ", "\\degree")


class Units:
    """Factors as (prefix, unit, power), and what a unit is of, where ``\\of`` says it."""

    __slots__ = ("factors", "of")

    def __init__(self, factors: list[tuple[str, str, str]], of: str) -> None:
        self.factors = factors
        self.of = of

    def attach(self, quantity: Quantity) -> Node:
        if not self.of:
            return quantity
        start, end = quantity.start, quantity.end
        return Script(quantity, Text([self.of], "", start, end), None, 0, start, end)


def read_units(parser: Parser, texts: list[str], start: int) -> Units:
    """The units that a group holds."""
    reading = _Reading(_expanded(parser, texts), start, parser)
    reading.run()
    return Units(reading.factors, reading.of)


def _expanded(parser: Parser, texts: list[str]) -> list[str]:
    """The tokens with the user's own units replaced by what they stand for."""
    macros: Macros = parser.macros
    found = list(texts)
    for _ in range(8):
        if macros.keys().isdisjoint(found):
            break
        once: list[str] = []
        for text in found:
            macro = macros.get(text)
            if macro is None:
                once.append(text)
            elif isinstance(macro, str):
                once.append(macro)
            elif macro.count == 0 and macro.pair is None:
                once += expand(parser, macro)
        found = once[:1000]
    return found


class _Reading:
    __slots__ = ("divided", "factors", "group", "i", "of", "parser", "power", "prefix", "start", "texts", "word")

    def __init__(self, texts: list[str], start: int, parser: Parser) -> None:
        self.texts = [*texts, ""]
        self.i = 0
        self.start = start
        self.parser = parser
        self.factors: list[tuple[str, str, str]] = []
        self.of = ""
        self.prefix = ""
        self.power = ""
        self.divided = False
        # Everything in parentheses after a slash is divided by.
        self.group = False
        # Letters of a literal unit, gathered until something else comes.
        self.word = ""

    def run(self) -> None:
        while text := self.texts[self.i]:
            self.i += 1
            if (text.isalpha() or text in "°º'\"%Ω") and text not in ("º", "°"):
                self.word += text
                continue
            if text in GREEK:
                self.word += GREEK[text]
                while self.texts[self.i].isspace():
                    self.i += 1
                continue
            self.flush()
            self.token(text)
        self.flush()
        if self.prefix:
            self.add("", self.prefix)

    def token(self, text: str) -> None:
        if text == "^":
            power = self.script()
            if power in DEGREES:
                self.degree()
            else:
                self.raise_last(power)
        elif text in ("_", "\\of", "\\polymer"):
            self.of = self.argument()
        elif text in ("/", "\\per"):
            self.divided = True
        elif text == "(":
            self.group, self.divided = self.divided, False
        elif text == ")":
            self.group = False
        elif text in SQUARES:
            self.power = SQUARES[text]
        elif text in SQUARED:
            self.raise_last(SQUARED[text])
        elif text == "\\tothe":
            self.raise_last(self.argument())
        elif text == "\\raiseto":
            self.power = self.argument()
        elif text in DEGREES:
            self.degree()
        elif text == "\\%":
            self.add("", "percent")
        elif text == "-" and self.texts[self.i].isdecimal():
            self.raise_last("-" + self.texts[self.i])
            self.i += 1
        elif text.isdecimal() and self.factors and self.texts[self.i - 2].isalpha():
            self.raise_last(text)
        elif text[0] == "\\" and text[1:].isalpha():
            self.command(text)
        elif not text.isspace() and text not in SEPARATORS:
            self.parser.warn("unknown-unit", f"“{text}” in a unit", self.start, self.parser.end())

    def command(self, text: str) -> None:
        from mathspeak.latex.units import ABBREVIATIONS, PREFIX_COMMANDS, UNIT_COMMANDS

        name = text[1:]
        if text in WRAPPERS:
            return
        if name in PREFIX_COMMANDS:
            self.prefix = PREFIX_COMMANDS[name]
        elif name in UNIT_COMMANDS:
            self.add(*UNIT_COMMANDS[name])
        elif name in ABBREVIATIONS:
            self.add(*ABBREVIATIONS[name])
        elif name == "highlight":
            self.argument()
        else:
            self.parser.warn("unknown-unit", f"unknown unit {text}", self.start, self.parser.end())
            self.add("", name)

    def degree(self) -> None:
        while self.texts[self.i] in ("}", " "):
            self.i += 1
        scale = self.texts[self.i]
        if scale in ("C", "F"):
            self.i += 1
            self.add("", "degreeCelsius" if scale == "C" else "degreeFahrenheit")
        else:
            self.add("", "degree")

    def flush(self) -> None:
        if not self.word:
            return
        from mathspeak.latex.units import ABBREVIATIONS

        word, self.word = self.word, ""
        self.add(*ABBREVIATIONS.get(word, ("", word)))

    def add(self, prefix: str, unit: str) -> None:
        power, divided = self.power, self.divided or self.group
        if divided:
            power = f"-{power or '1'}"
        self.factors.append((prefix or self.prefix, unit, power))
        self.prefix = self.power = ""
        self.divided = False

    def raise_last(self, power: str) -> None:
        if not self.factors:
            return
        prefix, unit, before = self.factors[-1]
        if before.startswith("-"):
            power = power[1:] if power.startswith("-") else f"-{power}"
        self.factors[-1] = (prefix, unit, "" if power == "1" else power)

    def script(self) -> str:
        power = self.argument()
        if power in ("-", "+") and self.texts[self.i].isdecimal():
            power += self.texts[self.i]
            self.i += 1
        return power.lstrip("+").replace("−", "-")

    def argument(self) -> str:
        """A group's text, or one token."""
        while self.texts[self.i].isspace():
            self.i += 1
        text = self.texts[self.i]
        if text != "{":
            self.i += 1 if text else 0
            return text
        depth, inside = 0, ""
        while text := self.texts[self.i]:
            self.i += 1
            depth += (text == "{") - (text == "}")
            if not depth:
                break
            if text not in "{}":
                inside += text
        return inside.strip()
