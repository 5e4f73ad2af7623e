from __future__ import annotations

import struct

import pytest

from mathspeak.audio.pcm import Audio, join, silence
from mathspeak.errors import AudioError


def samples(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}h", *values)


def test_the_peak_is_the_loudest_sample_of_either_sign() -> None:
    assert Audio(samples(3, -32768, 7), 8000).peak == 32768
    assert Audio(samples(3, -5, 7), 8000).peak == 7
    assert Audio(b"", 8000).peak == 0


def test_trimming_takes_only_the_quiet_at_the_ends() -> None:
    audio = Audio(samples(0, 20, 500, 0, 0, -500, 99, 0), 8000)
    assert audio.trimmed(start=True, end=True).samples == samples(500, 0, 0, -500)
    assert audio.trimmed(start=True, end=False).samples == samples(500, 0, 0, -500, 99, 0)
    assert audio.trimmed(start=False, end=True).samples == samples(0, 20, 500, 0, 0, -500)


def test_trimming_keeps_both_channels_of_a_frame() -> None:
    audio = Audio(samples(0, 0, 0, 500, 500, 0, 0, 0), 8000, channels=2)
    assert audio.trimmed(start=True, end=True).samples == samples(0, 500, 500, 0)


def test_trimming_pure_silence_leaves_nothing() -> None:
    assert silence(0.1, 8000).trimmed(start=True, end=True).frames == 0


def test_joining_is_exact() -> None:
    first, second = Audio(samples(1, 2), 8000), Audio(samples(3), 8000)
    assert join([first, silence(2 / 8000, 8000), second]).samples == samples(1, 2, 0, 0, 3)


def test_joining_refuses_another_rate_and_nothing_at_all() -> None:
    with pytest.raises(AudioError, match="22050 Hz x 1 cannot follow 8000 Hz x 1"):
        join([silence(1, 8000), silence(1, 22050)])
    with pytest.raises(AudioError, match="no audio"):
        join([])


def test_silence_has_the_nearest_number_of_samples() -> None:
    assert silence(0.25, 22050).frames == round(0.25 * 22050)
    assert silence(0.25, 22050, channels=2).samples == bytes(4 * round(0.25 * 22050))
