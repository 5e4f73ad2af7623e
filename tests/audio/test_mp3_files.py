"""MP3 files from items to what players hear."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import miniaudio
import mutagen.mp3
import pytest

from audio.sounds import correlation, lame, voice
from audio.sounds import heard as by_ffmpeg
from mathspeak.audio import formats
from mathspeak.audio.encoding import DELAY, encode
from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Recording
from mathspeak.audio.tags import Tags
from mathspeak.audio.timeline import Item, samples, write
from mathspeak.audio.units import MIN_PAUSE
from mathspeak.errors import AudioError


def by_miniaudio(data: bytes) -> Audio:
    decoded = miniaudio.mp3_read_s16(data)
    return Audio.of(decoded.samples, decoded.sample_rate, decoded.nchannels)


@pytest.mark.parametrize("pause", [0.0, 0.5, 1.0])
def test_pauses_at_the_start_and_the_end_are_heard(tmp_path: Path, pause: float) -> None:
    recording = lame(voice(0.6, 24000, quiet=0.1), bit_rate=48)
    target = tmp_path / "x.mp3"
    with formats.saving(target) as writer:
        [cue] = write([Item(None, pause), Item(recording, pause)], writer)
    heard = by_ffmpeg(target)
    if pause:
        assert cue.start == pytest.approx(pause, abs=288 / 24000 + 1e-9)
        assert heard.seconds - cue.end == pytest.approx(pause, abs=1 / 24000)
    else:
        assert cue.start == pytest.approx((recording.onset - DELAY) / 24000)
        assert heard.frames == recording.frames - DELAY


def test_speech_of_samples_is_heard_at_its_cues_by_players_that_know_where_a_file_begins(tmp_path: Path) -> None:
    sounds = [voice(0.4, seed=seed, quiet=0.05) for seed in range(6)]
    pauses = [0.05, 0.3, 0.1, MIN_PAUSE, 0.0, 0.25]
    items = [Item(Recording.of(sound), pause, n) for n, (sound, pause) in enumerate(zip(sounds, pauses, strict=True))]
    target = tmp_path / "x.mp3"
    with formats.saving(target, Tags(title="Six")) as writer:
        cues = list(write(items, writer))
    exact = [cue for _, cue in samples(items) if cue]
    for heard in (by_ffmpeg(target), by_miniaudio(target.read_bytes())):
        assert heard.seconds == pytest.approx(mutagen.mp3.MP3(target).info.length, abs=1e-4)
        for cue, sound in zip(cues, sounds, strict=True):
            start = round(cue.start * heard.rate)
            there = heard.part(start, start + round((cue.end - cue.start) * heard.rate))
            here = sound.trimmed(start=True, end=True)
            best = max(
                range(-30, 31), key=lambda at: correlation(heard.part(start + at, start + at + here.frames), here)
            )
            assert best == 0
            assert correlation(there, here) > 0.9
    # Short pauses are exact, long ones are to within half a frame, and no error adds up.
    gaps = [(after.start - before.end) for before, after in pairwise(cues)]
    wanted = [(after.start - before.end) for before, after in pairwise(exact)]
    for gap, asked, pause in zip(gaps, wanted, pauses, strict=False):
        assert gap == pytest.approx(asked, abs=1e-9 if pause < MIN_PAUSE else 288 / 22050 + 1e-9)
    assert heard.seconds - cues[-1].end == pytest.approx(0.25, abs=1 / 22050)


def test_one_other_sentence_changes_the_bytes_of_its_own_unit_alone(tmp_path: Path) -> None:
    def file(*seeds: int) -> bytes:
        target = tmp_path / "x.mp3"
        items = [Item(Recording.of(voice(0.4, seed=seed)), 0.3) for seed in seeds]
        with formats.saving(target) as writer:
            assert len(list(write(items, writer))) == len(seeds)
        return target.read_bytes()

    one, other = file(1, 2, 3, 4), file(1, 2, 9, 4)
    assert len(one) == len(other)
    changed = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    unit = encode(voice(0.4, seed=3)).data
    start = one.index(unit)
    assert min(changed) >= start
    assert max(changed) < start + len(unit)


def test_a_voice_that_falls_silent_is_replaced_by_one_of_another_format(tmp_path: Path) -> None:
    far = lame(voice(0.6, 24000, seed=1, quiet=0.1), bit_rate=48)
    near = Recording.of(voice(0.6, 22050, seed=2, quiet=0.1))
    for first, second, rate in ((far, near, 24000), (near, far, 22050)):
        target = tmp_path / "x.mp3"
        with formats.saving(target) as writer:
            cues = list(write([Item(first, 0.4), Item(second, 0.4), Item(first, 0.4)], writer))
        heard = by_ffmpeg(target)
        assert heard.rate == rate
        assert by_miniaudio(target.read_bytes()).frames == heard.frames
        for before, after in pairwise(cues):
            assert after.start - before.end == pytest.approx(0.4, abs=288 / 22050 + 1e-9)
        # A sound that was coded begins within a frame of where it did, and is as long to within another.
        assert [cue.end - cue.start for cue in cues] == pytest.approx([0.6] * 3, abs=0.05)
        assert heard.part(round(cues[1].end * rate) + 2000, round(cues[2].start * rate) - 2000).peak <= 100


def test_a_file_of_both_bit_rates_says_that_its_bit_rate_varies(tmp_path: Path) -> None:
    far = lame(voice(0.6, 24000, seed=1), bit_rate=48)
    target = tmp_path / "x.mp3"
    with formats.saving(target) as writer:
        list(write([Item(far, 0.4), Item(Recording.of(voice(0.6, 24000)), 0.4)], writer))
    info = mutagen.mp3.MP3(target).info
    assert info.bitrate_mode is mutagen.mp3.BitrateMode.VBR
    with formats.saving(target) as writer:
        list(write([Item(far, 0.4), Item(far, 0.4)], writer))
    info = mutagen.mp3.MP3(target).info
    assert (info.bitrate_mode, info.encoder_info) == (mutagen.mp3.BitrateMode.CBR, "LAME 3.100.0+")


def test_silence_alone_is_an_empty_file_and_so_an_error(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no audio to write"), formats.saving(tmp_path / "x.mp3") as writer:
        assert list(write([Item(None, 1.0)], writer)) == []
    assert list(tmp_path.iterdir()) == []
