from __future__ import annotations

import math

import pytest

from mathspeak.engines.base import Segment, Voice, check_rate, clean, find_voice, is_speakable
from mathspeak.engines.phrases import cut, phrases
from mathspeak.errors import ConfigError, UnknownVoice

VOICES = [
    Voice("gmw/en", "English (Great Britain)", "en-gb", "male", "x"),
    Voice("gmw/en-us", "English (America)", "en-us", "male", "x"),
    Voice("gmw/de", "German", "de", "male", "x"),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("gmw/en-us", 1), ("English (America)", 1), ("EN_US", 1), ("en", 0), ("en-gb", 0), (" german ", 2), ("de", 2)],
)
def test_a_voice_is_found_by_id_name_or_language(wanted: str, found: int) -> None:
    assert find_voice(VOICES, wanted) is VOICES[found]


def test_an_unknown_voice_is_told_its_neighbours() -> None:
    with pytest.raises(UnknownVoice, match="x has no voice 'english'; near to it: gmw/en, gmw/en-us"):
        find_voice(VOICES, "english")
    with pytest.raises(UnknownVoice, match="near to it: gmw/de"):
        find_voice(VOICES, "Gremany")
    with pytest.raises(UnknownVoice, match=r"no voice 'qqq'$"):
        find_voice(VOICES, "qqq")


@pytest.mark.parametrize("rate", [0.49, 3.01, -1, math.nan, math.inf])
def test_a_rate_out_of_bounds_is_refused(rate: float) -> None:
    with pytest.raises(ConfigError, match=r"a number from 0\.5 to 3, not"):
        check_rate(rate)


def test_the_bounds_of_the_rate_are_rates() -> None:
    assert (check_rate(0.5), check_rate(3)) == (0.5, 3)


def test_cleaning_takes_what_no_library_should_see() -> None:
    assert clean("a\0b \ud800 c\u200bd\t\n e\ue000") == "a b c\u200bd e"
    assert clean("naïve ∑ 数 😀") == "naïve ∑ 数 😀"


@pytest.mark.parametrize(
    ("text", "speaks"), [("", False), (" \n", False), ("?!", False), ("7", True), ("=", True), ("β", True)]
)
def test_what_can_be_spoken(text: str, speaks: bool) -> None:
    assert is_speakable(text) is speaks


def test_a_text_is_cut_at_the_best_place_that_fits() -> None:
    assert list(cut("First one. Second; third, fourth and fifth", 20)) == [
        "First one.",
        "Second; third,",
        "fourth and fifth",
    ]
    assert list(cut("a. bcdefg hijklm nopq", 12)) == ["a. bcdefg", "hijklm nopq"]
    assert list(cut("x" * 25, 10)) == ["x" * 10, "x" * 10, "x" * 5]
    assert list(cut("  ", 10)) == []


def test_cutting_loses_no_word_and_keeps_the_bound() -> None:
    text = "Let x be a number. " * 30 + "and " * 200 + "y" * 300
    pieces = list(cut(text, 100))
    assert max(map(len, pieces)) <= 100
    assert "".join("".join(pieces).split()) == "".join(text.split())


def spoken(segments: list[Segment], max_chars: int = 100) -> list[tuple[str, float]]:
    return [(phrase.text, phrase.pause) for phrase in phrases(segments, max_chars)]


def test_segments_without_a_pause_make_one_phrase() -> None:
    segments = [Segment("a", letter=True), Segment("over"), Segment("b", letter=True, pause=0.5), Segment("end")]
    assert spoken(segments) == [("a over b", 0.5), ("end", 0.0)]
    letters = [segment.letter for phrase in phrases(segments, 100) for segment in phrase.segments]
    assert letters == [True, False, True, False]


def test_a_phrase_too_long_is_cut_without_a_pause() -> None:
    assert spoken([Segment("one two"), Segment("three", pause=1)], 8) == [("one two", 0.0), ("three", 1.0)]
    assert spoken([Segment("one two three four", pause=1)], 8) == [("one two", 0.0), ("three", 0.0), ("four", 1.0)]


def test_pauses_remain_where_there_is_nothing_to_say() -> None:
    assert spoken([Segment("", pause=1), Segment("...", pause=2), Segment("x"), Segment(",")]) == [
        ("", 1.0),
        ("", 2.0),
        ("x ,", 0.0),
    ]
