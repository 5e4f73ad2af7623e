from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathspeak.audio.pcm import QUIET, Audio, join, silence
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


def by_hand(audio: Audio) -> tuple[int, int]:
    values = struct.unpack(f"<{len(audio.samples) // 2}h", audio.samples)
    loud = [at for at, value in enumerate(values) if abs(value) > QUIET]
    if not loud:
        return len(values) // audio.channels, -(-len(values) // audio.channels)
    return loud[0] // audio.channels, loud[-1] // audio.channels + 1


@settings(deadline=None)
@given(
    before=st.integers(0, 5000),
    between=st.integers(0, 5000),
    after=st.integers(0, 5000),
    values=st.lists(st.sampled_from([0, QUIET, -QUIET, QUIET + 1, -QUIET - 1, 32767, -32768]), max_size=4),
    channels=st.sampled_from([1, 2]),
)
def test_what_is_heard_is_found_wherever_it_is(
    before: int, between: int, after: int, values: list[int], channels: int
) -> None:
    quiet = samples(QUIET)
    content = quiet * before + (quiet * between).join(samples(value) for value in values) + quiet * after
    audio = Audio(content[: len(content) // (2 * channels) * 2 * channels], 8000, channels)
    assert audio.heard() == by_hand(audio)


def test_gain_multiplies_every_sample_and_cuts_what_is_too_loud() -> None:
    audio = Audio(samples(0, 1, -1, 100, -100, 20000, -20000, 32767, -32768), 8000)
    assert audio.gain(2).samples == samples(0, 2, -2, 200, -200, 32767, -32768, 32767, -32768)
    assert audio.gain(0.5).samples == samples(0, 0, 0, 50, -50, 10000, -10000, 16384, -16384)
    assert audio.gain(0).samples == bytes(18)
    assert audio.gain(1) is audio
    assert (audio.gain(2).rate, audio.gain(2).channels) == (8000, 1)


def test_gain_keeps_both_channels_apart() -> None:
    assert Audio(samples(1, 2, 3, 4), 8000, channels=2).gain(3).samples == samples(3, 6, 9, 12)


def test_gain_of_nothing_is_nothing() -> None:
    assert Audio(b"", 8000).gain(2).samples == b""
