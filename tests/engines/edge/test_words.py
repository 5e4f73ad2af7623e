from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.edge.speech import words
from mathspeak.audio.recording import MP3, Recording
from mathspeak.engines.base import Segment
from mathspeak.engines.edge.words import SPELLINGS, Script, shortfall

WORD = st.text(st.sampled_from("bcdfgxyzäß"), min_size=2, max_size=6)
LETTER = st.sampled_from("abxyzwoeABY")


def told(said: list[str]) -> list[tuple[float, float, str]]:
    """Half a second for each word."""
    return [(number / 2, number / 2 + 0.4, word) for number, word in enumerate(said)]


@settings(deadline=None)
@given(
    st.lists(st.tuples(WORD, st.just(False)) | st.tuples(LETTER, st.just(True)), min_size=1),
    st.sampled_from([*SPELLINGS, "de"]),
)
def test_every_word_comes_back_as_it_was_given(parts: list[tuple[str, bool]], language: str) -> None:
    script = Script([Segment(text, letter=letter) for text, letter in parts], f"{language}-XX")
    boundaries = told(words(script.text))
    assert [word.text for word in script.words(boundaries)] == [text for text, _ in parts]
    assert script.missing(boundaries) == ""
    assert [word.end for word in script.words(boundaries)][-1] == boundaries[-1][1]


@settings(deadline=None)
@given(st.lists(WORD, min_size=2, max_size=30), st.data())
def test_what_no_word_is_told_of_is_missing(said: list[str], data: st.DataObject) -> None:
    script = Script([Segment(" ".join(said))], "en-US")
    count = data.draw(st.integers(0, len(said) - 1))
    assert script.missing(told(said[:count])) == " ".join(said[count:])


@pytest.mark.parametrize(
    ("text", "said", "missing"),
    [
        ("x plus y.", ["x", "plus", "y"], ""),
        ("x plus y!", ["x", "plus"], "y!"),
        ("it is so ... (really)", ["it", "is", "so", "really"], ""),
        ("so it is ...", ["so", "it", "is"], ""),
        # Words that the voice writes in its own way.
        ("three ½ of it", ["three", "one half", "of", "it"], ""),
        ("of it ½", ["of", "it", "one half"], ""),
        ("of it ½", ["of", "it"], "½"),
        # A word that stands in another one.
        ("than an hour", ["than", "an", "hour"], ""),
        ("an an an", ["an", "an"], "an"),
        ("", [], ""),
    ],
)
def test_the_end_of_the_text_is_told_or_not(text: str, said: list[str], missing: str) -> None:
    assert Script([Segment(text)], "en").missing(told(said)) == missing


def test_a_word_far_off_is_not_taken_for_the_next() -> None:
    script = Script([Segment("so x " + "and then " * 30 + "y")], "en")
    assert script.places(told(["so", "y", "and"])) == [0, -1, 5]


@pytest.mark.parametrize(
    ("said", "heard", "seconds", "problem"),
    [
        (4, 2.0, 2.5, ""),
        (4, 1.5, 1.5, "its words take 1.9 seconds and its sound 1.5"),
        (2, 1.0, 1.5, "it ends before 'square root'"),
        (2, 2.2, 2.5, ""),
        # There is sound after the last word that is told, and not enough of it for the two that are not.
        (2, 1.4, 1.6, "it ends before 'square root'"),
        (0, 2.0, 2.5, ""),
    ],
)
def test_sound_and_words_must_fit(said: int, heard: float, seconds: float, problem: str) -> None:
    script = Script([Segment("of the square root")], "en")
    rate = 1000
    frames, offset = round(seconds * rate), round(heard * rate)
    recording = Recording(MP3, b"", rate=rate, channels=1, frames=frames, onset=0, offset=offset)
    assert shortfall(script, told(script.text.split()[:said]), recording, 1.0) == problem


def test_letters_are_letters_whatever_stands_between_them() -> None:
    assert Script([Segment(" a  b\x00", letter=True), Segment(""), Segment("Ab a")], "en-US").text == "eigh b Ab a"
