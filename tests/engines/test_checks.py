from __future__ import annotations

import random

import pytest

from mathspeak.audio.pcm import Audio, silence
from mathspeak.audio.recording import MP3, Recording
from mathspeak.engines.checks import check_speech
from mathspeak.errors import AudioCutShort, EngineFailed

EDGE = bytes(2 * 4000)


def tone(seconds: float, rate: int = 22050, level: int = 8000) -> Audio:
    """A wave of a twentieth of the rate."""
    wave = level.to_bytes(2, "little") * 10 + (-level).to_bytes(2, "little", signed=True) * 10
    return Audio(wave * round(seconds * rate / 20), rate)


def noise(seconds: float, rate: int = 22050) -> Audio:
    return Audio(random.Random(1).randbytes(2 * round(seconds * rate)), rate)


def mp3(seconds: float, onset: float, offset: float) -> Recording:
    places = {"onset": round(onset * 24000), "offset": round(offset * 24000)}
    return Recording(MP3, b"", rate=24000, channels=1, frames=round(seconds * 24000), **places)


SENTENCE = "the integral from zero to one of x squared"


@pytest.mark.parametrize(
    ("audio", "text", "rate"),
    [
        (tone(2.6), SENTENCE, 1.0),
        (tone(5.2), SENTENCE, 0.5),
        (tone(0.9), SENTENCE, 3.0),
        (tone(0.3), "x", 1.0),
        (tone(8.0), "1234567890", 1.0),
        (tone(1.0, level=600), "hello", 1.0),
        (noise(0.3), "s", 1.0),
        (Audio(EDGE + tone(2.6).samples + EDGE, 22050), SENTENCE, 1.0),
        (mp3(3.0, 0.2, 2.8), SENTENCE, 1.0),
    ],
)
def test_speech_of_a_likely_length_passes(audio: Audio | Recording, text: str, rate: float) -> None:
    check_speech(audio, text, rate, "x")


@pytest.mark.parametrize(
    ("audio", "text", "rate", "problem"),
    [
        (tone(0), SENTENCE, 1.0, "it is empty"),
        (silence(2.6, 22050), SENTENCE, 1.0, "it is silent"),
        (tone(2.6, level=80), SENTENCE, 1.0, "it is silent"),
        (tone(60), SENTENCE, 1.0, "60.00 seconds for 42 characters"),
        (tone(20), "x", 1.0, "20.00 seconds for 1 characters"),
        (Audio(b"\x00\x20" * 6, 22050, channels=6), "x", 1.0, "6 channels"),
        (tone(1.0, rate=100), "hello", 1.0, "100 Hz"),
        (noise(2.6), SENTENCE, 1.0, "it is noise"),
        (mp3(3.0, 3.0, 3.0), SENTENCE, 1.0, "it is silent"),
    ],
)
def test_what_cannot_be_speech_of_the_text_is_refused(
    audio: Audio | Recording, text: str, rate: float, problem: str
) -> None:
    with pytest.raises(EngineFailed, match=problem) as caught:
        check_speech(audio, text, rate, "x")
    assert caught.value.transient
    assert not isinstance(caught.value, AudioCutShort)


@pytest.mark.parametrize(
    ("audio", "rate", "engine"),
    [
        (tone(0.2), 1.0, "x"),
        (tone(1.2), 1.0, "espeak"),
        (tone(1.3), 1.0, "neural"),
        (tone(0.4), 3.0, "espeak"),
        (tone(2.2), 0.5, "neural"),
        (Audio(EDGE + tone(1.2).samples + EDGE * 10, 22050), 1.0, "espeak"),
        (mp3(3.0, 1.0, 1.3), 1.0, "edge"),
    ],
)
def test_less_than_the_text_takes_is_cut_short(audio: Audio | Recording, rate: float, engine: str) -> None:
    with pytest.raises(AudioCutShort, match=rf"{engine} gave audio that is cut short: \d\.\d\d seconds for 42 char"):
        check_speech(audio, SENTENCE, rate, engine)
