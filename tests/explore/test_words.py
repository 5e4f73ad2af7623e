"""Every language has every phrase of a walk, with the same slots."""

from __future__ import annotations

from string import Formatter

import pytest

from mathspeak.explore import Explorer
from mathspeak.speech.words import LANGUAGES, words_for
from mathspeak.translator import Translator

ENGLISH = vars(words_for("en", "explore").say)
PHRASES = {name: rows for name, rows in ENGLISH.items() if name.isupper()}


def slots(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def same_slots(ours: object, theirs: object) -> bool:
    if isinstance(ours, str):
        return isinstance(theirs, str) and slots(ours) == slots(theirs)
    if isinstance(ours, dict):
        return isinstance(theirs, dict) and all(same_slots(ours[key], theirs.get(key)) for key in ours)
    assert isinstance(ours, tuple)
    return isinstance(theirs, tuple) and all(map(same_slots, ours, theirs))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_missing(language: str) -> None:
    theirs = vars(words_for(language, "explore").say)
    for name, phrases in PHRASES.items():
        assert name in theirs
        assert same_slots(phrases, theirs[name]), name
        assert not isinstance(phrases, dict) or phrases.keys() == theirs[name].keys(), name


def test_german_walks_in_german() -> None:
    walk = Explorer(
        r"x = \frac{a+b}{\sqrt{c}}", lambda style, verbosity: Translator(style, verbosity=verbosity, language="de")
    )
    walk.into()
    assert walk.last().text.startswith("rechte Seite: ")
    assert walk.size().text.startswith("Bruch: oben eine Summe aus 2 Summanden, unten eine Quadratwurzel, ")
    walk.into()
    assert walk.where().text == "Zähler des Bruchs, rechte Seite der Gleichung"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_has_a_word(language: str) -> None:
    from mathspeak.latex.commands.accents import MARKS

    names = words_for(language, "explore").names
    assert {mark for mark, _ in MARKS.values()} <= names.keys()
