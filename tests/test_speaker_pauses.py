"""Pauses reach the ear: what is silent in the audio is as long as the utterance says, in every engine and format."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from mathspeak.audio import formats
from mathspeak.audio.decoding import mp3_recording, pcm
from mathspeak.audio.encoding import DELAY
from mathspeak.audio.pcm import QUIET, Audio
from mathspeak.audio.timeline import Cue
from mathspeak.speaker import Speaker
from mathspeak.speech.formats.pauses import milliseconds
from mathspeak.speech.utterance import PAUSES
from mathspeak.translator import Translator

FORMULAS = [
    r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"f(x) = \begin{cases} x^2 & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}",
    r"A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}, \quad x > 0",
    r"\sqrt{x+\frac{1}{2}}+c",
]


def pauses(formula: str) -> list[float]:
    """The pauses between words, in seconds."""
    words = Translator().read(formula).utterance.words
    return [milliseconds(word) / 1000 for word in words if word in PAUSES]


def silences(audio: Audio, cues: list[Cue]) -> list[float]:
    """How long it is silent between one cue and the next, measured on the samples."""
    values = memoryview(audio.samples).cast("h")
    found = []
    for before, after in pairwise(cues):
        middle = round((before.end + after.start) / 2 * audio.rate)
        start, end = middle, middle
        while abs(values[start - 1]) <= QUIET:
            start -= 1
        while abs(values[end]) <= QUIET:
            end += 1
        found.append((end - start) / audio.rate)
    return found


@pytest.mark.parametrize("engine", ["neural", "espeak"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_silences_are_as_long_as_the_pauses(engine: str, formula: str, tmp_path: Path) -> None:
    utterance = Translator().read(formula).utterance
    path = tmp_path / "x.wav"
    cues = Speaker(engine).record([(utterance, 0.0, None)], path)
    asked = pauses(formula)
    assert asked
    assert silences(formats.read(path), cues) == pytest.approx(asked, abs=0.015)


@pytest.mark.parametrize("formula", [formula for formula in FORMULAS if max(pauses(formula)) >= 0.15])
def test_silences_in_mp3_are_too(formula: str, tmp_path: Path) -> None:
    utterance = Translator().read(formula).utterance
    path = tmp_path / "x.mp3"
    speaker = Speaker("neural")
    cues = speaker.record([(utterance, 0.0, None)], path)
    long = [pause for pause in pauses(formula) if pause >= 0.15]
    # Frames begin where the encoder's delay does; the tag in front of them is taken away here.
    heard = pcm(mp3_recording(path.read_bytes()))
    shifted = [cue.moved(DELAY / heard.rate) for cue in cues]
    assert silences(heard, shifted) == pytest.approx(long, abs=0.015)


def test_without_pauses_a_voice_makes_none_of_its_own() -> None:
    utterance = Translator().read(FORMULAS[1]).utterance
    usual, none = (Speaker("espeak", pause=factor).synthesize(utterance).seconds for factor in (1, 0))
    assert none < usual - 0.5 * sum(pauses(FORMULAS[1]))


def test_all_pauses_are_longer_for_whoever_wants_them_so() -> None:
    utterance = Translator().read(FORMULAS[1]).utterance
    usual, longer = (Speaker("espeak", pause=factor).synthesize(utterance).seconds for factor in (1, 3))
    assert longer - usual == pytest.approx(2 * sum(pauses(FORMULAS[1])), abs=0.01)
