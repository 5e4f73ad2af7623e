"""MathSpeak's words for signs: one for each, in every verbosity, and told apart wherever the grammar allows."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from mathspeak.latex.symbols import LETTERS, SYMBOLS
from mathspeak.speech.styles import VERBOSITIES
from mathspeak.speech.words.en.mathspeak import NAMES, vocabulary

KEYS = {*(key for key, _ in SYMBOLS.values()), *(name for name, _ in LETTERS.values())}
# Signs that print alike, or that the grammar gives one word.
ALIKE = [
    {"bot", "perp"},
    {"backslash", "setminus"},
    {"asciitilde", "sim"},
    {"triangle", "bigtriangledown"},
    {"dots", "ldots"},
    {"cap", "bigcap"},
    {"cup", "bigcup"},
    {"wedge", "land", "bigwedge"},
    {"vee", "lor", "bigvee"},
    {"oplus", "bigoplus"},
    {"otimes", "bigotimes"},
    {"odot", "bigodot"},
    {"models", "vDash"},
    {"mid", "lvert", "rvert", "vert"},
    {"parallel", "Vert"},
    {"lVert", "rVert"},
    {"gets", "leftarrow"},
    {"implies", "Longrightarrow"},
    {"impliedby", "Longleftarrow"},
    {"iff", "Longleftrightarrow"},
    {"upharpoonright", "restriction"},
]


def test_every_sign_has_words() -> None:
    assert KEYS - {*NAMES, *(name for name, _ in LETTERS.values())} == set()


def test_words_are_plain() -> None:
    plain = re.compile(r"[A-Za-z'-]+( [A-Za-z0-9'-]+)*")
    for verbosity in VERBOSITIES:
        assert [words for words in vocabulary(verbosity).names.values() if not plain.fullmatch(words)] == []


@pytest.mark.parametrize("verbosity", VERBOSITIES)
def test_different_signs_have_different_words(verbosity: str) -> None:
    by_words: dict[str, set[str]] = defaultdict(set)
    for key, words in vocabulary(verbosity).names.items():
        by_words[words].add(key)
    shared = [keys for keys in by_words.values() if len(keys) > 1]
    assert [keys for keys in shared if not any(keys <= alike for alike in ALIKE)] == []


@pytest.mark.parametrize(
    ("key", "verbose", "brief", "superbrief"),
    [
        ("lparen", "left parenthesis", "left p'ren", "L p'ren"),
        ("rbrack", "right bracket", "right brack", "R brack"),
        ("lbrace", "left brace", "left brace", "L brace"),
        ("langle", "left angle bracket", "left angle bracket", "l angle bracket"),
        ("lfloor", "left floor", "left floor", "left floor"),
        ("to", "right arrow", "right arrow", "R arrow"),
        ("Longleftrightarrow", "long left right double arrow", "long left right double arrow", "long L R double arrow"),
        ("Rsh", "up arrow with tip right", "up arrow with tip right", "U arrow with tip right"),
        ("leftharpoonup", "left harpoon with barb up", "left harpoon with barb up", "left harpoon with barb up"),
        ("hash", "number sign", "num sign", "num sign"),
        ("varphi", "variant phi", "variant phi", "variant phi"),
    ],
)
def test_shorter_words(key: str, verbose: str, brief: str, superbrief: str) -> None:
    assert [vocabulary(verbosity).names[key] for verbosity in VERBOSITIES] == [verbose, brief, superbrief]
