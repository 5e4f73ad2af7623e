from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from audio.sounds import correlation, voice
from mathspeak.audio import wav
from mathspeak.audio.encoding import DELAY, encode
from mathspeak.audio.pcm import Audio, join, silence
from mathspeak.audio.recording import Recording, Word
from mathspeak.audio.timeline import Cue, Item, samples, write
from mathspeak.audio.writing import open_writer

BEEP = b"\x00\x20"
QUIET = bytes(2 * 100)


def beep(count: int, rate: int = 8000, words: tuple[Word, ...] = ()) -> Recording:
    return Recording.of(Audio(QUIET + BEEP * count + QUIET, rate), words)


def laid(*items: Item) -> tuple[bytes, list[Cue]]:
    pieces = list(samples(items))
    assert all(audio.rate == 8000 for audio, _ in pieces)
    return b"".join(audio.samples for audio, _ in pieces), [cue for _, cue in pieces if cue]


def times(cues: list[Cue]) -> list[tuple[object, int, int]]:
    """The cues in samples, which is what they are to the last bit."""
    found = [(cue.label, round(cue.start * 8000), round(cue.end * 8000)) for cue in cues]
    assert [(cue.start, cue.end) for cue in cues] == [(start / 8000, end / 8000) for _, start, end in found]
    return found


def test_a_pause_takes_the_place_of_the_quiet_around_it() -> None:
    sound, cues = laid(Item(beep(30), 0.5, "one"), Item(beep(40), 0.0, "two"))
    assert sound == QUIET + BEEP * 30 + bytes(2 * 4000) + BEEP * 40 + QUIET
    assert times(cues) == [("one", 100, 130), ("two", 4130, 4170)]


def test_without_a_pause_recordings_are_joined_as_they_are() -> None:
    sound, cues = laid(Item(beep(30), 0.0, 1), Item(beep(40), 0.0, 2))
    assert sound == QUIET + BEEP * 30 + QUIET + QUIET + BEEP * 40 + QUIET
    assert times(cues) == [(1, 100, 130), (2, 330, 370)]


def test_pauses_add_up_where_nothing_is_said() -> None:
    items = [
        Item(None, 1.0),
        Item(None, 0.5),
        Item(beep(30), 0.0),
        Item(None, 0.25),
        Item(beep(40), 0.5),
        Item(None, 1),
    ]
    sound, cues = laid(*items)
    assert sound == bytes(2 * 12000) + BEEP * 30 + bytes(2 * 2000) + BEEP * 40 + bytes(2 * 12000)
    assert times(cues) == [(None, 12000, 12030), (None, 14030, 14070)]


def test_silence_alone_has_no_format_and_so_is_nothing() -> None:
    assert laid(Item(None, 3.0)) == (b"", [])
    assert laid() == (b"", [])


def test_a_long_silence_comes_in_pieces() -> None:
    pieces = [audio for audio, _ in samples([Item(None, 3600.0), Item(beep(30))])]
    assert max(len(audio.samples) for audio in pieces) <= 160_000
    assert sum(audio.frames for audio in pieces) == 3600 * 8000 + 30 + 100


@pytest.mark.parametrize("pause", [0.1, 1 / 3, 0.00001, 2.71828])
def test_silence_is_exact_to_the_nearest_sample_and_does_not_drift(pause: float) -> None:
    sound, cues = laid(*(Item(beep(30), pause, number) for number in range(50)))
    length = round(pause * 8000)
    assert times(cues)[-1] == (49, 100 + 49 * (30 + length), 100 + 49 * (30 + length) + 30)
    assert len(sound) == 2 * (100 + 50 * (30 + length))


def test_each_recording_comes_out_before_the_next_is_asked_for() -> None:
    asked: list[int] = []

    def items() -> Iterator[Item]:
        for number in range(3):
            asked.append(number)
            yield Item(beep(30), 0.5 * (number % 2), number)

    heard = 0
    for _, cue in samples(items()):
        if cue:
            heard += 1
            assert len(asked) == heard


def test_a_pause_comes_out_before_the_next_recording_is_asked_for() -> None:
    asked: list[int] = []

    def items() -> Iterator[Item]:
        for number in range(3):
            asked.append(number)
            yield Item(beep(30), 0.5)

    frames = []
    for audio, _ in samples(items()):
        frames.append((len(asked), audio.frames))
    assert frames == [(1, 130), (1, 4000), (2, 30), (2, 4000), (3, 30), (3, 4000)]


def test_words_are_told_in_the_time_of_the_output_and_stay_inside_their_cue() -> None:
    words = (Word("early", 0.0, 0.014), Word("x", 0.0125, 0.015), Word("late", 0.015, 0.5))
    _, cues = laid(Item(beep(30), 0.5), Item(beep(40, words=words), 0.0))
    first, second, third = cues[1].words
    start, end = cues[1].start, cues[1].end
    assert (first.text, first.start, first.end) == ("early", start, pytest.approx(start + 0.0015))
    assert (second.start, second.end) == (start, pytest.approx(start + 0.0025))
    assert (third.text, third.end) == ("late", end)


def test_a_silent_recording_is_kept_only_where_there_is_no_pause() -> None:
    nothing = Recording.of(silence(0.05, 8000))
    sound, _ = laid(Item(beep(30), 0.5), Item(nothing, 0.5), Item(beep(30)))
    assert sound == QUIET + BEEP * 30 + bytes(2 * 8000) + BEEP * 30 + QUIET
    sound, _ = laid(Item(beep(30)), Item(nothing), Item(beep(30)))
    assert len(sound) == 2 * (400 + 60 + 400)


def test_mp3_is_decoded_and_its_delay_counts_as_quiet() -> None:
    audio = voice(0.5, 8000)
    sound, cues = laid(Item(beep(30), 0.5), Item(encode(audio), 0.5))
    start = 130 + 4000
    assert times(cues)[1][1:] == (start, start + audio.frames)
    assert correlation(Audio(sound[2 * start : 2 * (start + audio.frames)], 8000), audio) > 0.99
    assert times(laid(Item(encode(audio), 0.5))[1])[0][1] == DELAY


def test_another_rate_is_converted_to_the_first() -> None:
    audio = voice(1.0, 22050, quiet=0.1)
    words = [Word("x", 0.2, 0.3)]
    sound, cues = laid(Item(beep(30), 0.5), Item(Recording.of(audio, words), 0.5), Item(beep(40)))
    assert len(sound) / 2 == pytest.approx(130 + 4000 + 8000 + 4000 + 140, abs=200)
    assert cues[1].end - cues[1].start == pytest.approx(1.0, abs=0.02)
    assert cues[1].words[0].start - cues[1].start == pytest.approx(0.1, abs=0.01)
    assert cues[2].start == pytest.approx(cues[1].end + 0.5, abs=0.001)


def test_two_channels_become_one_after_one() -> None:
    both = Recording.of(Audio(BEEP * 2 * 50, 8000, channels=2))
    sound, _ = laid(Item(beep(30), 0.5), Item(both, 0.0))
    assert sound == QUIET + BEEP * 30 + bytes(2 * 4000) + BEEP * 50


def test_writing_gives_each_cue_once_its_sound_is_written() -> None:
    file = io.BytesIO()
    writer = open_writer(file, ".wav", seekable=True)
    sizes = {}
    for cue in write([Item(beep(30), 0.5, "one"), Item(beep(40), 0.0, "two")], writer):
        sizes[cue.label] = file.tell()
    assert sizes["two"] - sizes["one"] == 2 * (4000 + 40)
    writer.close()
    file.seek(0)
    assert wav.read(file).samples == laid(Item(beep(30), 0.5), Item(beep(40)))[0]


def test_joining_the_pieces_is_what_is_written() -> None:
    items = [Item(Recording.of(voice(0.4, 8000, seed=n)), 0.1 * n) for n in range(4)]
    file = io.BytesIO()
    writer = open_writer(file, ".wav")
    assert len(list(write(items, writer))) == 4
    writer.close()
    assert file.getvalue().endswith(join(audio for audio, _ in samples(items)).samples)
