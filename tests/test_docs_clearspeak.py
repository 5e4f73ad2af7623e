"""The page of ClearSpeak against the program: every reading on it is as it says, and no choice of ours is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cases import words
from mathspeak import Translator
from mathspeak.speech.preferences import PREFERENCES, PRESETS, parse

PAGE = (Path(__file__).parent.parent / "docs" / "clearspeak.md").read_text(encoding="utf-8")


def rows(*header: str) -> list[list[str]]:
    """The rows of the table with that header; an escaped bar is a bar."""
    for block in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        table = [
            [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in block.splitlines()
            if not set(line) <= set("|- ")
        ]
        if table[0] == list(header):
            return table[1:]
    raise LookupError(header)


def read(cell: str, preferences: str, language: str = "en") -> str:
    (latex,) = re.findall(r"^`(.+)`$", cell)
    return Translator("clearspeak", prefs=parse(preferences), language=language).read(latex).text


PREFERENCE_ROWS = rows("preference", "value", "LaTeX", "reading")
CHOICES = rows("LaTeX", "preferences", "elsewhere", "here", "why")


@pytest.mark.parametrize(("name", "value", "latex", "reading"), PREFERENCE_ROWS)
def test_reading_of_a_preference(name: str, value: str, latex: str, reading: str) -> None:
    assert read(latex, f"{name}={value}") == reading


def test_every_value_of_every_preference_is_on_the_page() -> None:
    on_page = [(name, value) for name, value, _, _ in PREFERENCE_ROWS]
    assert on_page == [(name, value) for name, values in PREFERENCES.items() for value in values]


def test_every_preset_is_on_the_page() -> None:
    assert [row[0] for row in rows("preset", "what it is for")] == list(PRESETS)


@pytest.mark.parametrize(("latex", "preferences", "reading"), rows("LaTeX", "preferences", "in German"))
def test_reading_in_german(latex: str, preferences: str, reading: str) -> None:
    assert read(latex, preferences, "de") == reading


@pytest.mark.parametrize(("latex", "preferences", "elsewhere", "here", "why"), CHOICES)
def test_where_we_read_otherwise(latex: str, preferences: str, elsewhere: str, here: str, why: str) -> None:
    assert read(latex, preferences) == here
    assert words(here) != words(elsewhere)
    assert why


def test_no_choice_is_listed_twice() -> None:
    listed = [(latex, preferences) for latex, preferences, *_ in CHOICES]
    assert len(listed) == len(set(listed)) > 40
