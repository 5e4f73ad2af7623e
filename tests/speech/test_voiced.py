"""Utterances as engines take them: texts, letters, silences and pitch; and what no voice should meet."""

from __future__ import annotations

import pytest

from mathspeak import Translator
from mathspeak.errors import ConfigError
from mathspeak.latex.nodes import Letter, Node, Number
from mathspeak.speech.formats.pauses import milliseconds
from mathspeak.speech.formats.pitch import CAPITAL, depths, lowered
from mathspeak.speech.formats.segments import segments
from mathspeak.speech.formats.ssml import document, escape, mark
from mathspeak.speech.formats.voice import clean, split_marker, spoken
from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, SHORT, Utterance

HERE = Number("0", "", 0, 1)


def of(*words: str) -> Utterance:
    return Utterance(list(words), [HERE] * len(words))


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (["x equals", "one"], [("x", True, 0.0), ("equals one", False, 0.0)]),
        (["one", SHORT, "two"], [("one,", False, 0.25), ("two", False, 0.0)]),
        (["one", MEDIUM, "two"], [("one;", False, 0.5), ("two", False, 0.0)]),
        (["one", LONG, "two"], [("one.", False, 0.75), ("two", False, 0.0)]),
        (["one", BREATH, "two"], [("one,", False, 0.08), ("two", False, 0.0)]),
        (["x", SHORT, "one"], [("x", True, 0.0), (",", False, 0.25), ("one", False, 0.0)]),
        (["one", SHORT, SHORT, "two"], [("one,", False, 0.25), ("two", False, 0.0)]),
        (["x", SHORT, SHORT, "one"], [("x", True, 0.0), (",", False, 0.25), ("one", False, 0.0)]),
        ([SHORT, "one"], [("one", False, 0.0)]),
        (["one x", "two"], [("one", False, 0.0), ("x", True, 0.0), ("two", False, 0.0)]),
        (["x", "one", SHORT], [("x", True, 0.0), ("one,", False, 0.25)]),
        (["x"], [("x", True, 0.0)]),
        ([], []),
    ],
)
def test_texts_and_silences(words: list[str], texts: list[tuple[str, bool, float]]) -> None:
    assert [(text, letter, seconds) for text, letter, _, seconds in segments(of(*words))] == texts


def test_breaths_may_be_left_out_and_other_pauses_stay() -> None:
    said = segments(of("one", BREATH, "two", SHORT, "three"), breaths=False)
    assert [(text, seconds) for text, _, _, seconds in said] == [("one two,", 0.25), ("three", 0.0)]


def test_a_pause_of_no_length_leaves_no_mark() -> None:
    assert [run[0] for run in segments(of("one", LONG, "two"), 0)] == ["one two"]


def test_capitals_are_higher_where_pitch_tells_them() -> None:
    said = of("X", "plus", "x")
    assert [run[2] for run in segments(said, pitch=["capitals"])] == [CAPITAL, 0.0, 0.0]
    assert [run[2] for run in segments(said, pitch=["nesting"])] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(("depth", "pitch"), [(0, 0.0), (1, -0.06), (3, -0.18), (4, -0.24), (5, -0.24)])
def test_a_nested_part_is_lower_down_to_a_depth(depth: int, pitch: float) -> None:
    assert lowered(depth) == pitch


def test_depth_counts_the_parts_around_that_are_spoken_of() -> None:
    outer, inner, last = Letter("s", False, "", 0, 9), Letter("t", False, "", 2, 5), Letter("u", False, "", 6, 9)
    leaf = Letter("v", False, "", 3, 4)
    nodes: list[Node] = [outer, inner, leaf, leaf, inner, last, outer]
    said = Utterance(["a", "b", "c", SHORT, "e", "f", "g"], nodes)
    assert depths(said) == [0, 1, 2, 2, 1, 1, 0]


def test_a_part_that_only_a_pause_stands_for_is_around_nothing() -> None:
    outer, inner = Letter("s", False, "", 0, 9), Letter("t", False, "", 2, 5)
    assert depths(Utterance([SHORT, "b"], [outer, inner])) == [0, 0]


def test_parts_side_by_side_are_not_in_one_another() -> None:
    parts: list[Node] = [Letter("s", False, "", place, place + 1) for place in range(4)]
    assert depths(Utterance(["a", "b", "c", "d"], parts)) == [0, 0, 0, 0]


def test_nesting_is_heard_in_a_formula() -> None:
    said = Translator("clearspeak").read(r"\frac{s+1}{t}").utterance
    heights = [(text, height) for text, _, height, _ in segments(said, pitch=["nesting", "capitals"])]
    assert heights == [
        ("the fraction with numerator", 0.0),
        ("s", -0.06),
        ("plus 1,", -0.06),
        ("and denominator", 0.0),
        ("t", -0.06),
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("one two", "one two"),
        ("one\x00two", "one two"),
        ("one\ttwo \n three", "one two three"),
        ("caf\u00e9\ud800s", "caf\u00e9 s"),
        ("\u00e4\u00e4", "\u00e4\u00e4"),
        ("\ue000", ""),
        ("\uffff\u00df", "\u00df"),
    ],
)
def test_what_no_voice_can_say_becomes_a_blank(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("s<t", "s&lt;t"),
        ("s>t", "s&gt;t"),
        ("s & t", "s &amp; t"),
        ("s\ud800t", "s t"),
        ("s\x01t", "s t"),
        ("<&>", "&lt;&amp;&gt;"),
    ],
)
def test_text_in_an_element(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_a_document_of_prose_and_of_formulas() -> None:
    said = document([(0, "so & so"), (10, of("one", LONG, "X", "two"))], language="de-CH", pause=2)
    begin, end = '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="de-CH">', "</speak>"
    body = said.removeprefix(begin).removesuffix(end)
    letter = '<prosody pitch="+20%"><say-as interpret-as="characters">X</say-as></prosody>'
    assert body == f'so &amp; so <mark name="f10-11"/> one <break time="1500ms"/> {letter} two'
    assert mark(10, 11) == "f10-11"


def test_a_pause_of_no_length_is_no_element() -> None:
    assert "break" not in document([(0, of("one", LONG, "two"))], pause=0)


def test_a_document_needs_a_language_and_a_way_to_set_off_capitals() -> None:
    with pytest.raises(ConfigError, match="'de_CH' is not the tag of a language") as error:
        document([], language="de_CH")
    assert error.value.hint == "write en or de-CH"
    with pytest.raises(ConfigError, match="there is no 'loud' for capitals") as error:
        document([], capitals="loud")
    assert error.value.hint == "there are: pitch, emphasis, none"


@pytest.mark.parametrize("factor", [-0.1, 10.1, float("nan")])
def test_a_factor_of_pauses_has_bounds(factor: float) -> None:
    with pytest.raises(ConfigError, match="from 0 to 10"):
        milliseconds(SHORT, factor)


def test_a_factor_may_be_its_bounds() -> None:
    assert (milliseconds(SHORT, 0), milliseconds(SHORT, 10)) == (0, 2500)


@pytest.mark.parametrize(
    ("phrase", "runs"),
    [
        ("a", [("a", True)]),
        ("a point", [("a point", False)]),
        ("point a", [("point", False), ("a", True)]),
        ("x y", [("x", True), ("y", True)]),
        ("5", [("5", False)]),
        ("", []),
    ],
)
def test_letters_are_told_from_words(phrase: str, runs: list[tuple[str, bool]]) -> None:
    assert list(spoken(phrase, HERE)) == runs


@pytest.mark.parametrize(
    ("word", "parts"), [("EndRoot", "end root"), ("Root", "Root"), ("StartNested2", "start nested 2")]
)
def test_marker_words_are_said_in_their_parts(word: str, parts: str) -> None:
    assert split_marker(word) == parts
