"""Articles that stand by themselves, and what they do to the noun behind them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mathspeak.speech.utterance import PAUSES
from mathspeak.speech.words.de.grammar import ACCUSATIVE_AFTER, ARTICLES, CLOSING, DATIVE, DATIVE_AFTER, dative

if TYPE_CHECKING:
    from collections.abc import Callable

# What may stand behind a set of numbers.
WITH_ZERO = "mit null"
# What a phrase says whose noun, and so whose gender, is in the next one.
THE = "das"
THE_INVERSE = "das inverse"
_OPEN = frozenset([THE, THE_INVERSE])
GENDERS = {
    **ARTICLES,
    "Teiler": "der",
    "exp": "die",
    "Exponentialfunktion": "die",
    "Gradfunktion": "die",
    "Ableitung": "die",
    "Erwartungswert": "der",
    "Potenz": "die",
    "Und-Verknüpfung": "die",
    "Oder-Verknüpfung": "die",
}
_MASCULINE_ENDINGS = ("sinus", "tangens", "sekans", "logarithmus")
# Signs that are an operator where nothing stands before them.
NOUNS = {"vereinigt": "die Vereinigung", "geschnitten": "der Durchschnitt"}
# Adjectives that are nouns, in the dative.
IRREGULAR = {"das komplex Konjugierte von": "dem komplex Konjugierten von"}
# What is said of several numbers.
_PLURALS = {"ist": "sind", "gehört": "gehören", "liegt": "liegen", "enthält": "enthalten"}
_NUMBERS = re.compile(r"Zahlen( mit null)?$")
_DATIVE = DATIVE_AFTER | {"in", "unter"}
_ACCUSATIVE = ACCUSATIVE_AFTER | {"pro", "ohne", "aber ohne"}


def article(words: str) -> str:
    """The article of the noun in a phrase.

    >>> article("größter gemeinsamer Teiler"), article("Arkussinus"), article("direkte Summe"), article("Maximum")
    ('der', 'der', 'die', 'das')
    """
    for word in words.split():
        if word in GENDERS:
            return GENDERS[word]
        if word.lower().endswith(_MASCULINE_ENDINGS):
            return "der"
    return THE


def weak(words: str) -> str:
    """Adjectives as they are behind an article.

    >>> weak("größter gemeinsamer Teiler"), weak("Sinus")
    ('größte gemeinsame Teiler', 'Sinus')
    """
    return _adjectives(words, lambda word: word[:-1] if word.endswith(("er", "es")) else word)


def oblique(words: str) -> str:
    """The same behind an article that is not in the nominative.

    >>> oblique("natürliche Logarithmus")
    'natürlichen Logarithmus'
    """
    return _adjectives(words, lambda word: f"{word}n" if word.endswith("e") else word)


def _adjectives(words: str, change: Callable[[str], str]) -> str:
    out = words.split()
    noun = next((i for i, word in enumerate(out) if word[0].isupper()), 0)
    return " ".join([*map(change, out[:noun]), *out[noun:]])


def the_operator(words: str) -> str:
    """An operator with its article.

    >>> the_operator("Summe"), the_operator("oberer Limes"), the_operator("vereinigt"), the_operator("n-te Ableitung")
    ('die Summe', 'der obere Limes', 'die Vereinigung', 'die n-te Ableitung')
    """
    return NOUNS.get(words) or f"{article(words)} {weak(words)}"


def agree(phrases: list[str]) -> None:
    """Give articles the gender of their nouns and the case of their prepositions.

    >>> phrases = ["die Wurzel aus", "das", "natürlicher Logarithmus", "von", "der Bruch"]
    >>> agree(phrases)
    >>> phrases
    ['die Wurzel aus', 'dem', 'natürlichen Logarithmus', 'von', 'dem Bruch']
    >>> phrases = ["die reellen Zahlen", "ist Teilmenge von", "die komplexen Zahlen"]
    >>> agree(phrases)
    >>> phrases
    ['die reellen Zahlen', 'sind Teilmenge von', 'den komplexen Zahlen']
    """
    spoken = [i for i, phrase in enumerate(phrases) if phrase not in PAUSES]
    before = ""
    for i, following in pairwise([*spoken, -1]):
        phrase = phrases[i]
        opens = phrase in _OPEN and following >= 0
        if opens:
            phrase = phrase.replace(THE, article(phrases[following]), 1)
            phrases[following] = weak(phrases[following])
        first, _, rest = phrase.partition(" ")
        if first in _PLURALS and _NUMBERS.search(before):
            phrase = f"{_PLURALS[first]} {rest}"
        if first in DATIVE and before not in CLOSING and not before.endswith("Klammer zu"):
            declined = phrase
            if before in _ACCUSATIVE:
                declined = f"den {oblique(rest)}".rstrip() if first == "der" else phrase
            elif before.rpartition(" ")[2] in _DATIVE:
                declined = IRREGULAR.get(phrase) or dative(first, rest)
            if opens and declined != phrase:
                phrases[following] = oblique(phrases[following])
            phrase = declined
        if phrase != phrases[i]:
            phrases[i] = phrase
        before = f"{before} {phrase}" if phrase == WITH_ZERO else phrase


def arc(function: str) -> str:
    """The inverse of a function by its own name.

    >>> arc("Sinus"), arc("Sinus hyperbolicus")
    ('Arkussinus', 'Areasinus hyperbolicus')
    """
    return f"{'Area' if function.endswith('hyperbolicus') else 'Arkus'}{function[0].lower()}{function[1:]}"
