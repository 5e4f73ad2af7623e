"""Every language: its tables whole, its words its own, its readings against cases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from types import ModuleType

import pytest

from cases import FIXTURES, Case, cases_in
from mathspeak import Translator, config, translate
from mathspeak.errors import UnknownPreference
from mathspeak.latex.nodes import Name, Text, Unknown
from mathspeak.latex.symbols import LETTERS, SYMBOLS
from mathspeak.speech.words import LANGUAGES, words_for
from mathspeak.speech.words.missing import missing

TRANSLATIONS = [language for language in LANGUAGES if language != "en"]
CASES = [
    pytest.param(language, case, id=f"{language} {case.name}")
    for language in TRANSLATIONS
    for case in cases_in(FIXTURES / f"natural-{language}")
]
FORMULAS = [case.latex for case in cases_in(FIXTURES / "natural")]
KEYS = {key for key, _ in SYMBOLS.values()} | {name for name, _ in LETTERS.values()}
WORD = re.compile(r"[^\W\d_]{2,}")
# Tables of what may stand in a document, and of keys: their words are not said.
NOT_SAID = frozenset(["CONDITIONS", "DASHES", "TERSE_AFTER", "TWINS", "VARIANTS", "NOTATIONAL"])

# Signs that share their words because grammar tells them apart, as in English.
SHARED = {"de": {("amalg", "coprod")}}
# Phrases of words that other signs have, and why nothing that is written can be mistaken for them.
COMPOUND = {
    "de": {
        "pm": "a sum is not joined by a logical or",
        "mp": "a sum is not joined by a logical or",
        "colondash": "the two signs side by side print the same",
        "dashcolon": "the two signs side by side print the same",
        "Colondash": "the two signs side by side print the same",
        "Dashcolon": "the two signs side by side print the same",
        "Coloneqq": "the two signs side by side print the same",
        "Eqqcolon": "the two signs side by side print the same",
        "niff": "a negation sign stands before a formula, not before an arrow",
    }
}
# What a word may take on after a preposition.
ENDINGS = {"de": ("", "n")}
SIDES = {"de": (" auf", " zu")}
# Words that German and English spell alike.
ALIKE = {
    "de": """
        ae aleph alpha arg argument asterisk at bar be beta beth bra braket celsius chi const daleth
        definition delta diag digamma dimension dollar eng epsilon eta eth fahrenheit fraktur gamma gas
        gibbs gimel guillemet hat hom in index inferior infimum integral kappa ket koppa lambda matrix max
        min minus mod modulo norm normal numero oe omega operator parallel per phi pi plus proportion
        proportional psi relation rho ring sampi sigma softmax stigma superior supremum tau tensor text
        theta thorn tilde transversal variant weierstrass xi yen zeta
    """.split()
}


def phrases_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from phrases_in(entry)
    elif isinstance(value, tuple | list | set | frozenset):
        for entry in value:
            yield from phrases_in(entry)


def vocabulary(language: str) -> set[str]:
    """Every word of a language's tables for the natural style."""
    package = f"mathspeak.speech.words.{language}"
    natural = import_module(f"{package}.natural")
    modules = {getattr(value, "__module__", "") for value in vars(natural).values()} | {natural.__name__}
    found = {word for name in modules if name.startswith(package) for word in words_of(import_module(name))}
    found |= {word for number in range(1, 21) for word in WORD.findall(natural.ordinal(str(number)))}
    return found


def unit_words(language: str) -> set[str]:
    """Every word of a language's units, with and without prefixes and powers."""
    units = words_for(language, "natural").say.units
    tables = import_module(f"mathspeak.speech.words.{language}.units")
    measures = product(("", *tables.PREFIXES), tables.UNITS, ("", "2", "3"))
    return {
        word for measure in measures for several in (True, False) for word in WORD.findall(units([measure], several))
    }


def words_of(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        if name.strip("_").isupper() and name not in NOT_SAID:
            for phrase in phrases_in(value):
                yield from WORD.findall(phrase)


def test_settings_take_every_language() -> None:
    assert config.LANGUAGES == LANGUAGES


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(UnknownPreference, match="no words for the language “xx”"):
        Translator(language="xx")


def test_a_style_without_words_is_named() -> None:
    with pytest.raises(UnknownPreference, match="the style other has no words in the language “de”"):
        words_for("de", "other")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_is_missing(language: str) -> None:
    assert missing(language) == []


def test_a_missing_row_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    natural = import_module("mathspeak.speech.words.de.natural")
    units = import_module("mathspeak.speech.words.de.units")
    monkeypatch.delitem(natural.NAMES, "sum")
    monkeypatch.delitem(natural.END, "fraction")
    monkeypatch.delattr(natural, "OVER")
    monkeypatch.delitem(units.UNITS, "meter")
    assert missing("de") == ["sign sum", "END['fraction']", "OVER", "UNITS['meter']"]
    assert missing("xx") == ["the module xx/natural.py"]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_reading(language: str, case: Case) -> None:
    assert translate(case.latex, language=language) == case.expected


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_signs_have_words_of_their_own(language: str) -> None:
    names = words_for(language, "natural").names
    assert set(names) == KEYS
    by_sound: dict[str, list[str]] = defaultdict(list)
    for key, words in names.items():
        by_sound[words.casefold().replace("-", " ")].append(key)
    assert {tuple(keys) for keys in by_sound.values() if len(keys) > 1} == SHARED[language]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_words_are_plain(language: str) -> None:
    plain = re.compile(r"[^\W\d_]+(-[^\W\d_]+)*( [^\W\d_]+(-[^\W\d_]+)*)*")
    assert [words for words in words_for(language, "natural").names.values() if not plain.fullmatch(words)] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_phrase_is_made_of_other_phrases(language: str) -> None:
    words = words_for(language, "natural")
    phrases = {tuple(phrase.split()): key for key, phrase in words.names.items()}
    said_after = (words.say.ACCENTS, words.say.MARKS, words.say.POWERS)
    marks = [
        words.say.CAPITAL,
        words.say.OVER,
        words.say.TO,
        *(mark for table in said_after for mark in table.values()),
    ]
    phrases.update({tuple(mark.split()): mark for mark in marks if tuple(mark.split()) not in phrases})

    def cut(rest: tuple[str, ...], whole: tuple[str, ...]) -> bool:
        heads = (rest[:length] for length in range(1, len(rest) + 1))
        return not rest or any(head != whole and head in phrases and cut(rest[len(head) :], whole) for head in heads)

    found = {key for phrase, key in phrases.items() if len(phrase) > 1 and cut(phrase, phrase)}
    assert found == set(COMPOUND[language])


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_brackets_say_which_side_they_are(language: str) -> None:
    names = words_for(language, "natural").names
    for token, (key, cls) in SYMBOLS.items():
        sides = tuple(names[key].endswith(side) for side in SIDES[language])
        assert cls not in ("open", "close") or sides == (cls == "open", cls == "close"), token


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_closing_words_differ(language: str) -> None:
    ends = words_for(language, "natural").say.END
    assert len(set(ends.values())) == len(ends)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_word_is_the_language_s_own(language: str) -> None:
    """What is said comes from the language's tables, or stands in the source."""
    own = vocabulary(language) | unit_words(language)
    declined = {word + ending for word in own for ending in ENDINGS[language]}
    translator = Translator(language=language)
    strangers = set()
    for latex in FORMULAS:
        utterance = translator.read(latex).utterance
        for phrase, node in zip(utterance.words, utterance.nodes, strict=True):
            printed = latex if isinstance(node, Text | Name | Unknown) else ""
            strangers |= {
                (word, latex) for word in WORD.findall(phrase) if word not in declined and word not in printed
            }
    assert strangers == set()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_table_has_english_words(language: str) -> None:
    common = {word.casefold() for word in vocabulary(language)} & {word.casefold() for word in vocabulary("en")}
    assert common == set(ALIKE[language])
