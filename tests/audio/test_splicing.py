from __future__ import annotations

import io
import math
import random
from array import array
from itertools import pairwise

import miniaudio
import pytest

from audio.sounds import difference, lame, voice
from audio.sounds import heard as by_ffmpeg
from mathspeak.audio.decoding import pcm
from mathspeak.audio.encoding import DELAY, TAIL, encode
from mathspeak.audio.mp3 import Mp3Writer
from mathspeak.audio.mp3_frames import frame_samples, frames
from mathspeak.audio.pcm import Audio, join, silence
from mathspeak.audio.recording import Recording
from mathspeak.audio.splicing import spliced
from mathspeak.audio.tags import Tags
from mathspeak.audio.timeline import Cue, Item, samples
from mathspeak.audio.units import Unit
from mathspeak.errors import AudioError

# After the last frame of a sound its echo in the decoder's filters lasts so many samples.
FADING = 1056
SEEDS = range(4)


SETTINGS = {
    "24000 constant": (24000, {"bit_rate": 48}),
    "22050 constant": (22050, {"bit_rate": 64}),
    "16000 constant": (16000, {"bit_rate": 32}),
    "44100 constant": (44100, {"bit_rate": 64}),
    "24000 variable": (24000, {"vbr": 4, "vbr_quality": 5}),
    "44100 variable": (44100, {"vbr": 4, "vbr_quality": 5}),
}


def engine_made(name: str, *, quiet: float = 0.1) -> list[Recording]:
    rate, settings = SETTINGS[name]
    return [lame(voice(0.6, rate, seed=seed, quiet=quiet), **settings) for seed in SEEDS]


def joined(*items: Item) -> tuple[bytes, int, list[Cue]]:
    pieces = list(spliced(items))
    spare = pieces[-1][1] if pieces else 0
    return b"".join(data for data, _, _ in pieces), spare, [cue for _, _, cues in pieces for cue in cues]


def by_miniaudio(data: bytes) -> Audio:
    decoded = miniaudio.mp3_read_s16(data)
    return Audio.of(decoded.samples, decoded.sample_rate, decoded.nchannels)


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("pause", [0.3, 0.5, 1.234])
def test_pauses_are_as_long_as_asked_to_within_half_a_frame(name: str, pause: float) -> None:
    recordings = engine_made(name)
    data, _, cues = joined(*(Item(recording, pause) for recording in recordings))
    half = frame_samples(recordings[0].rate) / recordings[0].rate / 2
    for before, after in pairwise(cues):
        assert after.start - before.end == pytest.approx(pause, abs=half + 1e-9)
    heard = by_miniaudio(data)
    # The cues are where the sound is, and between them there is nothing.
    for cue, recording in zip(cues, recordings, strict=True):
        start, end = (round(at * heard.rate) + DELAY for at in (cue.start, cue.end))
        assert end - start == recording.offset - recording.onset
        assert heard.part(start, end).heard() == (0, end - start)
        assert heard.part(end, end + round((pause - half) * heard.rate)).peak <= 100


@pytest.mark.parametrize("name", SETTINGS)
def test_every_recording_sounds_as_it_does_alone_and_every_pause_is_zeros(name: str) -> None:
    recordings = engine_made(name)
    data, _, cues = joined(Item(None, 0.4), *(Item(recording, 0.7) for recording in recordings))
    heard = by_miniaudio(data)
    size = frame_samples(heard.rate)
    assert heard.part(0, size).peak == 0
    end = 0
    for cue, recording in zip(cues, recordings, strict=True):
        alone = pcm(recording)
        start = round(cue.start * heard.rate) + DELAY - recording.onset
        if end:
            assert heard.part(end + FADING, start).frames > 0
            assert heard.part(end + FADING, start).peak == 0
        kept = -(-(recording.offset + TAIL) // size) * size
        assert heard.part(start, start + kept).samples == alone.part(0, kept).samples
        end = start + min(kept, alone.frames)
    assert heard.part(end + FADING, heard.frames).peak == 0


def test_another_decoder_hears_the_same() -> None:
    data, _, _ = joined(*(Item(recording, 0.4) for recording in engine_made("24000 constant")))
    one, other = by_miniaudio(data), by_ffmpeg(io.BytesIO(data))
    assert one.frames == other.frames
    assert difference(one, other) <= 2


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 44100])
def test_a_loud_end_dies_away_as_it_would_without_the_cut(rate: int) -> None:
    for count in range(rate // 4, rate // 4 + 1200, 151):
        tone = Audio.of(array("h", [round(12000 * math.sin(at * 0.3)) for at in range(count)]), rate)
        alone = lame(join([tone, silence(0.5, rate)]), bit_rate=64)
        for recording in (encode(tone), alone):
            recording.offset = DELAY + count
            data, _, _ = joined(Item(recording, 0.3), Item(recording, 0.3))
            end = DELAY + count
            assert difference(by_miniaudio(data).part(end, end + 3000), pcm(alone).part(end, end + 3000)) <= 2


def test_where_a_pause_is_too_short_for_frames_nothing_of_the_sound_is_lost() -> None:
    recordings = engine_made("24000 constant", quiet=0.02)
    data, _, cues = joined(*(Item(recording, 0.01) for recording in recordings))
    heard = by_miniaudio(data)
    for cue, recording in zip(cues, recordings, strict=True):
        start = round(cue.start * heard.rate) + DELAY
        length = recording.offset - recording.onset
        assert (
            heard.part(start, start + length).samples == pcm(recording).part(recording.onset, recording.offset).samples
        )
    shortest = max(after.start - before.end for before, after in pairwise(cues))
    assert shortest < (recordings[0].onset + TAIL + 576) / 24000


def test_without_a_pause_all_frames_are_kept() -> None:
    recordings = engine_made("24000 constant")
    data, spare, cues = joined(*(Item(recording) for recording in recordings))
    assert data == b"".join(recording.data for recording in recordings)
    assert spare == 0
    at = 0
    for cue, recording in zip(cues, recordings, strict=True):
        assert cue.start == pytest.approx((at + recording.onset - DELAY) / 24000)
        at += recording.frames


def test_a_unit_that_was_encoded_before_is_not_encoded_again() -> None:
    known: dict[bytes, Recording] = {}
    made: list[bytes] = []

    def encoded(unit: Unit) -> Recording:
        key = unit.audio().samples
        if key not in known:
            made.append(key)
            known[key] = Recording.from_bytes(encode(unit.audio()).to_bytes())
        return known[key]

    items = [Item(None, 0.3), *(Item(Recording.of(voice(0.2, seed=seed)), 0.3) for seed in (1, 2, 1))]
    first, second = (b"".join(data for data, _, _ in spliced(items, encoded)) for _ in range(2))
    assert first == second == joined(*items)[0]
    assert len(made) == 2


def test_frames_of_two_formats_do_not_come_into_one_file() -> None:
    writer = Mp3Writer(io.BytesIO(), Tags(), seekable=False)
    writer.write_frames(encode(voice(0.2)).data)
    with pytest.raises(AudioError, match="24000"):
        writer.write_frames(encode(voice(0.2, 24000)).data)


def test_many_random_sequences_keep_every_promise() -> None:
    chance = random.Random(7)
    made = [Recording.of(voice(0.1 + 0.1 * seed, seed=seed, quiet=0.03)) for seed in range(5)]
    for _ in range(30):
        items = [
            Item(chance.choice([*made, None]), chance.choice([0, 0, 0.03, 0.1, 0.16, 0.4, 1.0]), number)
            for number in range(chance.randint(1, 8))
        ]
        data, spare, cues = joined(*items)
        exact = [cue for _, cue in samples(items) if cue]
        assert [cue.label for cue in cues] == [cue.label for cue in exact]
        if not exact:
            assert data == b""
            continue
        total = sum(576 for _ in frames(data))
        whole = sum(audio.frames for audio, _ in samples(items))
        # Each boundary of two units may be off by half a frame, or by what lies around a unit where no pause is.
        assert abs((total - DELAY - spare) - whole) <= len(items) * 288
        assert [cue.end - cue.start for cue in cues] == pytest.approx([cue.end - cue.start for cue in exact])


def test_a_recording_of_silence_is_joined_like_any_other() -> None:
    nothing = Recording.of(silence(0.5, 22050))
    data, _, cues = joined(Item(nothing, 0.5), Item(Recording.of(voice(0.3)), 0.0))
    assert len(cues) == 2
    assert by_miniaudio(data).peak > 1000
