"""English words for signs: all there, sayable, and never mistaken for one another."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from mathspeak.latex.symbols import LETTERS, NEGATED, SYMBOLS
from mathspeak.speech.words.en import symbols
from mathspeak.speech.words.en.symbols import NATURAL, NOTATIONAL, VARIANTS

CLASSES: dict[str, set[str]] = defaultdict(set)
for _key, _cls in SYMBOLS.values():
    CLASSES[_key].add(_cls)
KEYS = {*CLASSES, *(name for name, _ in LETTERS.values())}

# Each pair shares a word because grammar tells them apart: "a union b", "the union over i of".
TWINS = {("cap", "bigcap"), ("cup", "bigcup"), ("amalg", "coprod")}

# Phrases of two words that other signs have, and why nothing that is written can be mistaken for them.
COMPOUND = {
    "pm": "a sum is not joined by a logical or",
    "mp": "a sum is not joined by a logical or",
    "Coloneqq": "the two signs side by side print the same",
    "Eqqcolon": "the two signs side by side print the same",
    "bigotimes": "a tensor sign stands between factors, and a product sign begins with its article",
    "plim": "nothing is an element of Pr",
    "niff": "a negation sign stands before a formula, not before an arrow",
}


def test_every_key_has_words_and_no_words_lack_a_key() -> None:
    assert set(NATURAL) == KEYS


def test_no_key_is_written_twice() -> None:
    written = [
        key.value
        for path in Path(symbols.__file__).parent.glob("*.py")
        if path.stem != "__init__"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert len(written) == len(set(written)) == len(NATURAL)


def test_words_are_plain() -> None:
    plain = re.compile(r"[A-Za-z'-]+( [A-Za-z'-]+)*")
    assert [words for words in NATURAL.values() if not plain.fullmatch(words)] == []


def test_different_signs_have_different_words() -> None:
    by_sound: dict[str, list[str]] = defaultdict(list)
    for key, words in NATURAL.items():
        by_sound[words.lower().replace("-", " ")].append(key)
    assert {tuple(keys) for keys in by_sound.values() if len(keys) > 1} == TWINS


def test_no_phrase_is_made_of_other_phrases() -> None:
    phrases = {tuple(words.split()): key for key, words in NATURAL.items()}
    marks = "bar hat dot tilde vector check acute grave breve ring star squared cubed cap over to from"
    phrases.update({(word,): word for word in marks.split() if (word,) not in phrases})

    def cut(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
        if not words:
            return True
        heads = (words[:length] for length in range(1, len(words) + 1))
        return any(head != whole and head in phrases and cut(words[len(head) :], whole) for head in heads)

    found = {key for words, key in phrases.items() if len(words) > 1 and cut(words, words)}
    negations = {key for key in found if NATURAL[key].startswith("not ") and CLASSES[key] <= {"rel"}}
    # "not" before a relation is never the sign for negation, which stands before a formula.
    assert found - negations == set(COMPOUND)
    assert {key for key in negations if key not in NEGATED.values()} == set()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("leq", "is less than or equal to"),
        ("neq", "is not equal to"),
        ("eq", "equals"),
        ("in", "in"),
        ("notin", "not in"),
        ("to", "goes to"),
        ("implies", "implies"),
        ("iff", "if and only if"),
        ("cup", "union"),
        ("setminus", "set minus"),
        ("circ", "composed with"),
        ("ast", "asterisk"),
        ("forall", "for all"),
        ("sinh", "hyperbolic sine"),
        ("ln", "natural log"),
        ("lparen", "open paren"),
        ("rfloor", "close floor"),
        ("int", "integral"),
        ("gamma", "gamma"),
        ("varepsilon", "variant epsilon"),
    ],
)
def test_words_a_lecturer_says(key: str, words: str) -> None:
    assert NATURAL[key] == words


def test_brackets_say_which_side_they_are() -> None:
    sides = {"open": "open ", "close": "close "}
    for token, (key, cls) in SYMBOLS.items():
        if cls in sides:
            assert NATURAL[key].startswith(sides[cls]), token
        else:
            assert not NATURAL[key].startswith(tuple(sides.values())), token


def test_the_two_sides_of_a_bracket_have_one_name() -> None:
    opening = {NATURAL[key].removeprefix("open ") for key, cls in SYMBOLS.values() if cls == "open"}
    closing = {NATURAL[key].removeprefix("close ") for key, cls in SYMBOLS.values() if cls == "close"}
    assert opening == closing


@pytest.mark.parametrize("table", [VARIANTS, NOTATIONAL], ids=["letters", "signs"])
def test_variants_lead_to_a_plain_key(table: dict[str, str]) -> None:
    for variant, plain in table.items():
        assert variant in KEYS
        assert plain in KEYS
        assert plain not in table
        assert NATURAL[variant] != NATURAL[plain]


def test_letter_variants_keep_the_letter_in_their_name() -> None:
    letters = {name for name, _ in LETTERS.values()}
    assert set(VARIANTS) == {name for name in letters if name.startswith("var")}
    assert all(variant == "var" + plain for variant, plain in VARIANTS.items())
