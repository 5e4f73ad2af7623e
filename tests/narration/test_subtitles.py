"""Subtitles: cues that can be read, and files that other people's parsers take."""

from __future__ import annotations

import io
from html import unescape
from itertools import pairwise

import pytest
import srt
import webvtt as parser
from hypothesis import given, settings
from hypothesis import strategies as st

from mathspeak.audio.recording import Word
from mathspeak.narration.subtitles import LINES, LONGEST_LINE, Cue, cues, subrip, webvtt

SENTENCE = (
    "The derivative of f at x is the limit as h goes to 0 of the fraction f of x plus h minus f of x over h, "
    "if that limit exists; otherwise f is not differentiable there, and we say so."
)


def parsed(text: str) -> list[tuple[float, float, str]]:
    found = parser.from_buffer(io.StringIO(text), format="vtt")
    return [(seconds(cue.start), seconds(cue.end), unescape(cue.text)) for cue in found]


def seconds(time: str) -> float:
    hours, minutes, rest = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_a_long_sentence_becomes_cues_of_two_lines_that_end_at_marks() -> None:
    made = cues(SENTENCE, 10.0, 25.0)
    assert [cue.text for cue in made] == [
        "The derivative of f at x is the limit as\nh goes to 0 of the fraction f of x plus h",
        "minus f of x over h, if that limit exists;\notherwise f is not differentiable there,",
        "and we say so.",
    ]
    assert (made[0].start, made[-1].end) == (10.0, 25.0)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab ,.;\n", max_size=400), st.floats(0, 9e4), st.floats(0.01, 600))
def test_every_word_is_shown_once_in_lines_that_fit(text: str, start: float, seconds: float) -> None:
    made = cues(text, start, start + seconds)
    assert "".join("".join(cue.text.split()) for cue in made) == "".join(text.split())
    assert all(len(line) <= LONGEST_LINE for cue in made for line in cue.text.split("\n"))
    assert all(cue.text.count("\n") < LINES for cue in made)
    assert all(one.end == two.start for one, two in pairwise(made))


def test_cues_part_at_the_times_of_the_words_where_they_are_known() -> None:
    tokens = SENTENCE.replace(",", " ").replace(";", " ").replace(".", " ").split()
    words = [Word(token, 100 + i, 100 + i + 0.5) for i, token in enumerate(tokens)]
    second = cues(SENTENCE, 99.5, 150.0, words)[1]
    assert second.start == 100 + tokens.index("minus")
    assert cues(SENTENCE, 99.5, 150.0, words[1:])[1].start == cues(SENTENCE, 99.5, 150.0)[1].start


def test_the_silence_at_a_mark_has_its_share_of_the_time() -> None:
    plain = cues("a" * 42 + " " + "b" * 42 + " " + "c" * 84, 0, 10)
    marked = cues("a" * 42 + " " + "b" * 41 + ". " + "c" * 84, 0, 10)
    assert marked[1].start > plain[1].start


def test_webvtt_is_read_back_as_it_was_meant() -> None:
    made = [Cue(0, 1.5, "1 < 2 & <i>so</i>\nx --> y"), Cue(1.5, 3661.25, "Ende – “ja”"), Cue(9000, 9001, " ")]
    assert parsed(webvtt(made, "Notes --> 1\n2")) == [
        (0.0, 1.5, "1 < 2 & <i>so</i>\nx --> y"),
        (1.5, 3661.25, "Ende – “ja”"),
    ]


def test_webvtt_keeps_to_its_grammar() -> None:
    blocks = webvtt([Cue(0, 1, "a --> b\n\nc"), Cue(1, 2, "d\r\x00e\u2028f")], "T").split("\n\n")
    assert blocks[0] == "WEBVTT T"
    assert [block.count("-->") for block in blocks[1:]] == [1, 1]
    assert blocks[2].split("\n")[2] == "d e f\n".strip()


def test_subrip_is_read_back_as_it_was_meant() -> None:
    made = [Cue(0.0004, 1.5, "one\ntwo"), Cue(1.5, 360_000.25, "1 < 2\n\n\n3")]
    found = list(srt.parse(subrip(made)))
    assert [(cue.index, cue.content) for cue in found] == [(1, "one\ntwo"), (2, "1 ‹ 2\n3")]
    assert found[1].end.total_seconds() == 360_000.25


@pytest.mark.parametrize("write", [webvtt, subrip])
def test_no_cue_is_shorter_than_nothing_or_begins_before_the_last_has_ended(write: object) -> None:
    made = [Cue(1.0, 1.0, "a"), Cue(0.9, 0.95, "b"), Cue(2.00049, 2.0005, "c")]
    text = write(made)  # type: ignore[operator]
    found = (
        parsed(text)
        if write is webvtt
        else [(cue.start.total_seconds(), cue.end.total_seconds(), cue.content) for cue in srt.parse(text)]
    )
    assert [cue[2] for cue in found] == ["a", "b", "c"]
    assert all(start < end for start, end, _ in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))


def test_no_cues_are_still_a_file() -> None:
    assert (webvtt([]), subrip([]), cues(" \n", 0, 1)) == ("WEBVTT\n", "", [])
