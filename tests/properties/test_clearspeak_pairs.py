"""The preset of ClearSpeak that promises it tells formulas apart by words alone, as the natural style does.

MS_PAIR_SEED and MS_CLEARSPEAK_PAIRS choose other pairs and another number of them, for a drill.
"""

from __future__ import annotations

import os
import re

import pytest

from mathspeak import Translator
from mathspeak.speech.words import LANGUAGES

from .draws import Drawer
from .formulas import Writer
from .mutations import KINDS, SLIDE, twins

SEED = int(os.environ.get("MS_PAIR_SEED", "20"))
PAIRS = int(os.environ.get("MS_CLEARSPEAK_PAIRS", "3000"))
SPOKEN = re.compile(r"\d+[.,]\d+|(?<!\w)[.,]\d+|[^\W_]+")

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pair_is_read_alike(language: str) -> None:
    translator = Translator("clearspeak", language=language, prefs={"Preset": "Unambiguous"})
    grower = Drawer(SEED)
    kinds = [*KINDS, SLIDE]
    alike = []
    for number in range(PAIRS):
        left, right = twins(kinds[number % len(kinds)], grower)
        pair = left.latex(Writer(2 * number)), right.latex(Writer(2 * number + 1))
        one, other = (" ".join(SPOKEN.findall(translator.read(latex).text.casefold())) for latex in pair)
        if one == other:
            alike.append(f"{pair[0]}   |   {pair[1]}   ->   {one}")
    assert not alike, "\n".join([f"{len(alike)} of {PAIRS} pairs are read alike (seed {SEED}):", *alike[:5]])


def test_the_default_readings_do_need_pauses() -> None:
    """The promise is the preset's: without it words alone do not do."""
    translator = Translator("clearspeak")
    one, other = (" ".join(SPOKEN.findall(translator.read(latex).text)) for latex in (r"\sqrt{t}-1", r"\sqrt{t-1}"))
    assert one == other
