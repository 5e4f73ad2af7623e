from __future__ import annotations

import pytest

from mathspeak.audio.pcm import Audio, silence
from mathspeak.engines.checks import check_speech
from mathspeak.errors import EngineFailed


def noise(seconds: float, rate: int = 22050, level: int = 8000) -> Audio:
    frame = level.to_bytes(2, "little") + (-level).to_bytes(2, "little", signed=True)
    return Audio(frame * round(seconds * rate / 2), rate)


SENTENCE = "the integral from zero to one of x squared"


@pytest.mark.parametrize(
    ("audio", "text", "rate"),
    [
        (noise(2.6), SENTENCE, 1.0),
        (noise(5.2), SENTENCE, 0.5),
        (noise(0.9), SENTENCE, 3.0),
        (noise(0.3), "x", 1.0),
        (noise(8.0), "1234567890", 1.0),
        (noise(1.0, level=600), "hello", 1.0),
    ],
)
def test_speech_of_a_likely_length_passes(audio: Audio, text: str, rate: float) -> None:
    check_speech(audio, text, rate, "x")


@pytest.mark.parametrize(
    ("audio", "text", "rate", "problem"),
    [
        (noise(0), SENTENCE, 1.0, "it is empty"),
        (silence(2.6, 22050), SENTENCE, 1.0, "it is silent"),
        (noise(2.6, level=80), SENTENCE, 1.0, "it is silent"),
        (noise(0.2), SENTENCE, 1.0, "0.20 seconds for 42 characters"),
        (noise(60), SENTENCE, 1.0, "60.00 seconds for 42 characters"),
        (noise(20), "x", 1.0, "20.00 seconds for 1 characters"),
        (Audio(b"\x00\x20" * 6, 22050, channels=6), "x", 1.0, "6 channels"),
        (noise(1.0, rate=100), "hello", 1.0, "100 Hz"),
    ],
)
def test_what_cannot_be_speech_of_the_text_is_refused(audio: Audio, text: str, rate: float, problem: str) -> None:
    with pytest.raises(EngineFailed, match=problem) as caught:
        check_speech(audio, text, rate, "x")
    assert caught.value.transient
