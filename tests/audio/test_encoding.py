from __future__ import annotations

import hashlib
import subprocess
import sys

import miniaudio
import pytest

from audio.sounds import correlation, voice
from mathspeak.audio.decoding import converted, pcm
from mathspeak.audio.encoding import DELAY, TAIL, Encoder, encode, encoder_version, mp3_rate
from mathspeak.audio.mp3_frames import RATES, frame_samples, frames
from mathspeak.audio.pcm import Audio, join, silence
from mathspeak.errors import AudioError


@pytest.mark.parametrize("rate", RATES)
def test_the_first_sample_comes_out_after_the_known_delay(rate: int) -> None:
    audio = voice(0.7, rate, seed=3)
    decoded = Audio.of(miniaudio.mp3_read_s16(encode(audio).data).samples, rate)
    reach = range(DELAY - 40, DELAY + 41)
    best = max(reach, key=lambda at: correlation(decoded.part(at, at + audio.frames), audio))
    assert best == DELAY


@pytest.mark.parametrize("rate", [22050, 24000, 44100])
def test_a_recording_tells_where_its_sound_is_heard(rate: int) -> None:
    audio = voice(0.5, rate, quiet=0.3)
    recording = encode(audio)
    onset, offset = audio.heard()
    assert (recording.onset, recording.offset) == (DELAY + onset, DELAY + offset)
    # A coder smears a sound that begins out of nothing over the frame that it begins in.
    near = frame_samples(rate)
    first, last = pcm(recording).heard()
    assert abs(first - recording.onset) <= near
    assert abs(last - recording.offset) <= near


@pytest.mark.parametrize("frames_given", [1, 100, 575, 576, 577, 22050, 22051])
def test_all_of_a_sound_is_in_its_frames_and_next_to_nothing_more(frames_given: int) -> None:
    audio = voice(1.0).part(0, frames_given)
    recording = encode(audio)
    found = list(frames(recording.data))
    assert len(found) * 576 == recording.frames
    assert sum(frame.size for frame in found) == len(recording.data)
    assert DELAY + frames_given + TAIL <= recording.frames < DELAY + frames_given + TAIL + 576
    assert pcm(recording).frames == recording.frames
    assert found[0].borrowed == 0


def test_the_same_samples_are_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib; from audio.sounds import voice; from mathspeak.audio.encoding import encode; "
        "print(hashlib.sha256(encode(voice(3.0, seed=5)).data).hexdigest())"
    )
    command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"]
    said = {subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)}
    encode(voice(1.0, 44100))
    said.add(hashlib.sha256(encode(voice(3.0, seed=5)).data).hexdigest() + "\n")
    assert len(said) == 1
    assert encoder_version().startswith("lameenc ")


def test_a_sound_given_in_pieces_is_the_same_as_in_one() -> None:
    audio = voice(1.5)
    whole, pieces = Encoder(22050, 1), Encoder(22050, 1)
    one = whole.encode(audio) + whole.finish()
    many = b"".join(pieces.encode(audio.part(at, at + 1000)) for at in range(0, audio.frames, 1000))
    assert many + pieces.finish() == one
    assert list(frames(one))


def test_every_piece_that_an_encoder_gives_is_whole_frames() -> None:
    encoder, audio = Encoder(44100, 1), voice(1.0, 44100)
    for at in range(0, audio.frames, 777):
        piece = encoder.encode(audio.part(at, at + 777))
        assert sum(frame.size for frame in frames(piece)) == len(piece)


def test_silence_and_nothing_can_be_encoded() -> None:
    assert pcm(encode(silence(0.5, 22050))).peak == 0
    assert pcm(encode(Audio(b"", 22050))).peak == 0


@pytest.mark.parametrize(("rate", "channels"), [(96000, 1), (22050, 3), (7350, 1)])
def test_what_mp3_does_not_have_is_refused(rate: int, channels: int) -> None:
    with pytest.raises(AudioError, match=f"MP3 cannot be made of {channels} channels at {rate} Hz"):
        encode(silence(0.1, rate, channels))


def test_a_rate_that_mp3_does_not_have_is_replaced_by_a_higher_one() -> None:
    assert [mp3_rate(rate) for rate in (7350, 20000, 22050, 22051, 48000, 96000)] == [
        8000,
        22050,
        22050,
        24000,
        48000,
        48000,
    ]


def test_converting_keeps_the_sound_and_its_place() -> None:
    audio = join([silence(0.2, 22050), voice(1.0, 22050), silence(0.2, 22050)])
    there = converted(audio, 48000, 1)
    back = converted(there, 22050, 1)
    assert there.seconds == pytest.approx(audio.seconds, abs=0.001)
    assert abs(back.frames - audio.frames) <= 2
    shift = max(range(-5, 30), key=lambda at: correlation(back.part(4410 + at, 26460 + at), audio.part(4410, 26460)))
    assert abs(shift) <= 4
    assert correlation(back.part(4410 + shift, 26460 + shift), audio.part(4410, 26460)) > 0.9
    assert converted(audio, 22050, 1) is audio


def test_converting_makes_two_channels_of_one_and_one_of_two() -> None:
    audio = voice(0.2)
    both = converted(audio, 22050, 2)
    assert (both.channels, both.frames) == (2, audio.frames)
    assert correlation(converted(both, 22050, 1), audio) > 0.999
    assert converted(Audio(b"", 8000), 22050, 2).frames == 0
