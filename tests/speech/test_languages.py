"""Every language: its tables whole, its words its own, its readings against cases."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib import import_module

import pytest

from cases import FIXTURES, Case, cases_in
from mathspeak import Translator, config, translate
from mathspeak.errors import UnknownPreference
from mathspeak.latex.symbols import LETTERS, SYMBOLS
from mathspeak.speech.preferences import PREFERENCES, parse
from mathspeak.speech.words import LANGUAGES, words_for
from mathspeak.speech.words.missing import missing
from vocabulary import strangers, vocabulary

TRANSLATIONS = [language for language in LANGUAGES if language != "en"]
CASES = [
    pytest.param(language, case, id=f"{language} {case.name}")
    for language in TRANSLATIONS
    for case in cases_in(FIXTURES / f"natural-{language}")
]
# Each language with each style that has words in it.
PAIRS = [(language, style) for language in TRANSLATIONS for style in ("natural", "clearspeak")]
CLEARSPEAK = [
    pytest.param(language, case, id=f"{language} {case.name}")
    for language in TRANSLATIONS
    for case in cases_in(FIXTURES / f"clearspeak-{language}")
]
PREFERRED = re.compile(r"\[([^\]]+)\]$")
KEYS = {key for key, _ in SYMBOLS.values()} | {name for name, _ in LETTERS.values()}

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
SIDES = {"de": (" auf", " zu")}
# Words that German and English spell alike.
ALIKE = {
    ("de", "natural"): """
        ae aleph alpha arg argument asterisk at bar be beta beth bra braket celsius chi const daleth
        definition delta diag digamma dimension dollar eng epsilon eta eth fahrenheit fraktur gamma gas
        gibbs gimel guillemet hat hom in index inferior infimum integral kappa ket koppa lambda matrix max
        min minus mod modulo norm normal numero oe omega operator parallel per phi pi plus proportion
        proportional psi relation rho ring sampi sigma softmax stigma superior supremum tau tensor text
        theta thorn tilde transversal variant weierstrass xi yen zeta
    """.split(),
    ("de", "clearspeak"): """
        ae aleph alpha arg argument asterisk at bar be beta beth billion bra braket celsius cent chi
        daleth definition delta digamma dimension dollar element eng epsilon eta eth euro exp exponent
        fahrenheit fraktur gamma gas gibbs gimel guillemet hat hom in index inferior infimum integral
        inverse kappa ket koppa lambda matrix max million min minus minute modulo nabla negative norm
        normal numero oe omega operator parallel per phi pi plus positive proportion proportional psi
        relation rho ring sampi sigma so stigma superior supremum tau ten tensor theta thorn tilde
        transversal trillion variant weierstrass xi yen zeta
    """.split(),
}


def read_clearspeak(language: str, latex: str, preferences: str = "") -> str:
    return Translator("clearspeak", language=language, prefs=parse(preferences)).read(latex).text


def preferences_of(case: Case) -> str:
    found = PREFERRED.search(case.title)
    return found[1] if found else ""


def test_settings_take_every_language() -> None:
    assert config.LANGUAGES == LANGUAGES


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(UnknownPreference, match="no words for the language “xx”"):
        Translator(language="xx")


def test_a_style_without_words_is_named() -> None:
    with pytest.raises(UnknownPreference, match="the style other has no words in the language “de”"):
        words_for("de", "other")


@pytest.mark.parametrize(("language", "style"), PAIRS)
def test_no_row_is_missing(language: str, style: str) -> None:
    assert missing(language, style) == []


def test_a_missing_row_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    natural = import_module("mathspeak.speech.words.de.natural")
    units = import_module("mathspeak.speech.words.de.units")
    monkeypatch.delitem(natural.NAMES, "sum")
    monkeypatch.delitem(natural.END, "fraction")
    monkeypatch.delattr(natural, "OVER")
    monkeypatch.delitem(units.UNITS, "meter")
    assert missing("de") == ["sign sum", "END['fraction']", "OVER", "UNITS['meter']"]
    assert missing("xx") == ["the module xx/natural.py"]


def test_a_missing_row_of_clearspeak_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    clearspeak = import_module("mathspeak.speech.words.de.clearspeak")
    monkeypatch.delitem(clearspeak.MEMBERSHIP, "Belongs")
    monkeypatch.delattr(clearspeak, "whole_power")
    assert missing("de", "clearspeak") == ["MEMBERSHIP['Belongs']", "whole_power"]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_reading(language: str, case: Case) -> None:
    assert translate(case.latex, language=language) == case.expected


@pytest.mark.parametrize(("language", "case"), CLEARSPEAK)
def test_reading_in_clearspeak(language: str, case: Case) -> None:
    assert read_clearspeak(language, case.latex, preferences_of(case)) == case.expected


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_each_value_of_a_preference_changes_a_reading(language: str) -> None:
    cases = cases_in(FIXTURES / f"clearspeak-{language}")
    assert len(cases) >= 120
    changed = {preferences_of(case) for case in cases if read_clearspeak(language, case.latex) != case.expected}
    values = {f"{name}={value}" for name, of_it in PREFERENCES.items() for value in of_it[1:]}
    assert values - changed == set()


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


@pytest.mark.parametrize(("language", "style"), PAIRS)
def test_every_word_is_the_language_s_own(language: str, style: str) -> None:
    """What is said comes from the language's tables, or stands in the source."""
    read = strangers(language, style)
    formulas = [case.latex for case in cases_in(FIXTURES / style)]
    assert {(word, latex) for latex in formulas for word in read(latex)} == set()


def test_a_stranger_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    read = strangers("de")
    monkeypatch.setattr(import_module("mathspeak.speech.words.de.natural"), "OVER", "over")
    assert read(r"\frac ab") == ["over"]


@pytest.mark.parametrize(("language", "style"), PAIRS)
def test_no_table_has_english_words(language: str, style: str) -> None:
    theirs, english = ({word.casefold() for word in vocabulary(name, style)} for name in (language, "en"))
    assert theirs & english == set(ALIKE[language, style])
