"""The words of a language's tables, and those that are said and are not among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import product
from types import ModuleType
from typing import Any

from mathspeak import Translator
from mathspeak.latex.nodes import Name, Text, Unknown
from mathspeak.speech.words import words_for

WORD = re.compile(r"[^\W\d_]{2,}")
# What may say words of the source: prose, names of operators, commands that nobody knows.
PRINTED = (Text, Name, Unknown)
# Tables of what may stand in a document, and of keys: their words are not said.
NOT_SAID = frozenset(
    ["_LENGTHS", "ARCS", "DEFINITIONS", "CONDITIONS", "DASHES", "TERSE_AFTER", "TWINS", "VARIANTS", "NOTATIONAL"]
)
# What a word may take on beside its neighbours.
ENDINGS = {"de": ("n",)}


def phrases_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from phrases_in(entry)
    elif isinstance(value, tuple | list | set | frozenset):
        for entry in value:
            yield from phrases_in(entry)


def vocabulary(language: str, style: str = "natural") -> set[str]:
    """Every word of a language's tables for a style."""
    package = f"mathspeak.speech.words.{language}"
    phrases = import_module(f"{package}.{style}")
    modules = {getattr(value, "__module__", "") for value in vars(phrases).values()} | {phrases.__name__}
    found = {word for name in modules if name.startswith(package) for word in words_of(import_module(name))}
    return found | {word for made in MADE[style](phrases) for word in WORD.findall(made)}


def made_in_natural(phrases: Any) -> Iterator[str]:
    """Phrases that functions of the natural style put together."""
    for number in range(1, 21):
        yield phrases.ordinal(str(number))


def made_in_clearspeak(phrases: Any) -> Iterator[str]:
    """Phrases that functions of ClearSpeak put together."""
    for number in range(1, 101):
        yield phrases.cardinal(number)
        yield phrases.ordinal(number)
        yield phrases.place(number)
        yield from phrases.whole_power(number, "OrdinalPower")
    for top, bottom in product(range(1, 20), range(2, 11)):
        yield phrases.vulgar_fraction(top, bottom)
    for words in phrases.NAMES.values():
        yield phrases.the_operator(words)
    for function in phrases.FUNCTIONS.values():
        yield phrases.arc(function)


MADE: dict[str, Callable[[Any], Iterator[str]]] = {"natural": made_in_natural, "clearspeak": made_in_clearspeak}


def unit_words(language: str) -> set[str]:
    """Every word of a language's units, with and without prefixes and powers."""
    units = words_for(language, "natural").say.units
    tables = import_module(f"mathspeak.speech.words.{language}.units")
    measures = product(("", *tables.PREFIXES), tables.UNITS, ("", "2", "3"))
    return {
        word for measure in measures for several in (True, False) for word in WORD.findall(units([measure], several))
    }


def strangers(language: str, style: str = "natural") -> Callable[[str], list[str]]:
    """Finds the words of a formula's reading that are neither in the language's tables nor printed as words."""
    own = vocabulary(language, style) | unit_words(language)
    own |= {word + ending for word in own for ending in ENDINGS.get(language, ())}
    translator = Translator(style, language=language)

    def read(latex: str) -> list[str]:
        utterance = translator.read(latex).utterance
        return [
            word
            for phrase, node in zip(utterance.words, utterance.nodes, strict=True)
            if not isinstance(node, PRINTED)
            for word in WORD.findall(phrase)
            if word not in own
        ]

    return read


def words_of(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        if name.strip("_").isupper() and name not in NOT_SAID:
            for phrase in phrases_in(value):
                yield from WORD.findall(phrase)
