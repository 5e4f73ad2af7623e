"""The examples of the page on MathSpeak say what they say there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mathspeak import Translator
from mathspeak.speech.styles import VERBOSITIES

PAGE = (Path(__file__).parents[2] / "docs" / "mathspeak.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| (.+) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)


def test_the_page_has_examples() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_example(row: tuple[str, str, str, str]) -> None:
    latex, *said = row
    assert [Translator("mathspeak", verbosity=v).read(latex).text for v in VERBOSITIES] == said
