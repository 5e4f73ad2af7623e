"""The list in the image: each expression is read without a warning, and no two say the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from mathspeak.expression import read
from mathspeak.translator import Translator

FILE = Path(__file__).parent.parent.parent / "deploy" / "image" / "common_expressions.txt"
LINES = FILE.read_text(encoding="utf-8").splitlines()
EXPRESSIONS = [line for line in LINES if line and line[0] not in "#%"]


def test_there_are_some_hundreds_in_groups() -> None:
    assert 300 <= len(EXPRESSIONS) <= 600
    assert sum(line.startswith("%") for line in LINES) >= 15


def test_each_is_read_without_a_warning() -> None:
    translator = Translator()
    assert [(line, words.warnings) for line in EXPRESSIONS if (words := read(translator, line)).warnings] == []


def test_no_two_are_the_same_in_words() -> None:
    translator = Translator()
    counted = Counter(read(translator, line).text for line in EXPRESSIONS)
    assert [words for words, count in counted.items() if count > 1] == []
    assert "" not in counted
