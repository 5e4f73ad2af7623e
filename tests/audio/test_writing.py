from __future__ import annotations

import io
import os
import struct
import threading
from pathlib import Path
from typing import BinaryIO, cast

import av
import mutagen
import mutagen.mp3
import mutagen.wave
import pytest

from audio.sounds import correlation, heard, voice, written
from mathspeak.audio import formats, writing
from mathspeak.audio.encoding import DELAY
from mathspeak.audio.pcm import Audio, silence
from mathspeak.audio.tags import Chapter, Tags
from mathspeak.errors import AudioError

RATE = 22050
# Not a whole number of any coder's frames.
SOUND = voice(2.0, seed=4).part(0, 2 * RATE - 77)
TITLE = "Grüße, \u03b1 and \U0001d4d0"
TAGS = Tags(title=TITLE, artist="hibari", album="Lectures", language="en-gb", comment="Said by a machine")
CHAPTERS = [Chapter("One", 0.0), Chapter("Zwei ß", 0.5), Chapter("Three", 1.25)]
SUFFIXES = writing.formats()
WITH_CHAPTERS = (".mp3", ".m4a", ".m4b")
EXACT = (".wav", ".flac")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_heard_is_what_was_written_from_its_first_sample_on(tmp_path: Path, suffix: str) -> None:
    audio = heard(written(SOUND, tmp_path / f"x{suffix}", TAGS), RATE)
    if suffix in EXACT:
        assert audio.samples == SOUND.samples
        return
    assert correlation(audio.part(0, SOUND.frames), SOUND) > 0.9
    best = max(range(12), key=lambda at: correlation(audio.part(at, RATE), SOUND.part(0, RATE - at)))
    assert best == 0
    # AAC's last frame is whole to this decoder; players cut it where the file says.
    assert 0 <= audio.frames - SOUND.frames < (1024 if suffix.startswith(".m4") else 3)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_length_that_a_file_tells_is_that_of_its_sound(tmp_path: Path, suffix: str) -> None:
    path = written(SOUND, tmp_path / f"x{suffix}", TAGS, CHAPTERS)
    with av.open(str(path)) as container:
        told = container.duration / 1e6
    within = 0.007 if suffix in (".opus", ".ogg") else 0.001
    assert told == pytest.approx(SOUND.seconds, abs=within)
    if not suffix.startswith(".m4"):
        assert mutagen.File(path).info.length == pytest.approx(SOUND.seconds, abs=0.0002)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_sound_is_the_same_file(tmp_path: Path, suffix: str) -> None:
    one, other = (written(SOUND, tmp_path / f"{name}{suffix}", TAGS, CHAPTERS) for name in "ab")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_without_a_word_about_it_is_a_file(tmp_path: Path, suffix: str) -> None:
    assert heard(written(SOUND, tmp_path / f"x{suffix}", Tags()), RATE).frames >= SOUND.frames


class Pipe:
    """A stream that can do nothing but take bytes."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def write(self, data: bytes) -> int:
        self.taken += data
        return len(data)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_stream_is_heard_while_it_is_written(suffix: str) -> None:
    pipe = Pipe()
    writer = writing.open_writer(cast(BinaryIO, pipe), suffix, TAGS)
    writer.write(SOUND)
    before = len(pipe.taken)
    writer.write(SOUND)
    # Of four seconds two were given: something of them must have come out.
    assert 0.15 * before < len(pipe.taken) - before
    writer.close(CHAPTERS)
    audio = heard(io.BytesIO(bytes(pipe.taken)), RATE)
    delay = DELAY if suffix == ".mp3" else 0
    there = audio.part(delay, delay + 2 * SOUND.frames)
    assert correlation(there, Audio(SOUND.samples * 2, RATE)) > 0.9
    if suffix in EXACT:
        assert audio.samples == SOUND.samples * 2


@pytest.mark.skipif(not hasattr(os, "pipe") or os.name == "nt", reason="the test reads a pipe of POSIX")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_stream_goes_through_a_pipe_of_the_system(suffix: str) -> None:
    reading, writing_end = os.pipe()
    taken: list[bytes] = []

    def read() -> None:
        with open(reading, "rb") as file:
            taken.append(file.read())

    reader = threading.Thread(target=read)
    reader.start()
    with open(writing_end, "wb") as file:
        writer = writing.open_writer(file, suffix)
        writer.write(SOUND)
        writer.close()
    reader.join()
    assert heard(io.BytesIO(taken[0]), RATE).frames >= SOUND.frames


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("error", [BrokenPipeError, KeyboardInterrupt])
def test_what_goes_wrong_with_a_stream_comes_through(suffix: str, error: type[BaseException]) -> None:
    class Gone:
        def write(self, data: bytes) -> int:
            raise error("gone")

    with pytest.raises(error, match="gone"):
        writer = writing.open_writer(cast(BinaryIO, Gone()), suffix)
        for _ in range(30):
            writer.write(SOUND)
        writer.close()


def test_a_stream_of_wav_says_that_nobody_knows_its_length() -> None:
    pipe = Pipe()
    writer = writing.open_writer(cast(BinaryIO, pipe), ".wav")
    writer.write(SOUND)
    writer.close()
    at = pipe.taken.index(b"data")
    assert struct.unpack_from("<I", pipe.taken, at + 4) == (0xFFFFFFFF,)
    assert bytes(pipe.taken[at + 8 :]) == SOUND.samples


class Nowhere:
    """Takes any number of bytes, and may be gone back in."""

    def write(self, data: bytes) -> int:
        return len(data)

    def seek(self, at: int, whence: int = 0) -> int:
        return at


def test_a_wav_file_does_not_grow_beyond_what_its_sizes_can_say() -> None:
    gibibyte = silence((1 << 29) / 48000, 48000)
    writer = writing.open_writer(cast(BinaryIO, Nowhere()), ".wav", seekable=True)
    for _ in range(3):
        writer.write(gibibyte)
    with pytest.raises(AudioError, match="more than 4 GiB") as caught:
        writer.write(gibibyte)
    assert ".flac" in caught.value.hint
    stream = writing.open_writer(cast(BinaryIO, Nowhere()), ".wav")
    for _ in range(5):
        stream.write(gibibyte)
    stream.close()


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("rate", [8000, 16000, 24000, 44100, 48000])
def test_every_rate_of_an_engine_can_be_written(tmp_path: Path, suffix: str, rate: int) -> None:
    path = formats.save(voice(0.5, rate), tmp_path / f"x{suffix}")
    assert heard(path).seconds == pytest.approx(0.5, abs=0.13)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_two_channels_stay_two(tmp_path: Path, suffix: str) -> None:
    mono = voice(0.3)
    pairs = b"".join(mono.samples[at : at + 2] + b"\0\0" for at in range(0, len(mono.samples), 2))
    audio = heard(formats.save(Audio(pairs, RATE, channels=2), tmp_path / f"x{suffix}"))
    assert audio.channels == 2
    values = memoryview(audio.samples).cast("h")
    assert sum(map(abs, values[::2])) > 10 * sum(map(abs, values[1::2]))


def test_a_rate_that_mp3_and_aac_do_not_have_is_converted(tmp_path: Path) -> None:
    for suffix, rate in ((".mp3", 22050), (".m4a", 22050), (".flac", 20000)):
        with av.open(str(formats.save(voice(0.5, 20000), tmp_path / f"x{suffix}"))) as container:
            assert container.streams.audio[0].rate == rate


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_another_format_in_the_middle_is_an_error(suffix: str) -> None:
    writer = writing.open_writer(io.BytesIO(), suffix)
    writer.write(SOUND)
    with pytest.raises(AudioError, match="16000 Hz x 1 cannot follow 22050 Hz x 1"):
        writer.write(silence(1.0, 16000))


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(AudioError, match=r"not as \.midi"):
        writing.open_writer(io.BytesIO(), ".midi")
