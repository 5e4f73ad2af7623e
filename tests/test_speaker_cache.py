"""What is made once is not made again, whoever asks and in whatever form; and who speaks when somebody cannot."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import av
import pytest

from mathspeak.audio import formats
from mathspeak.audio.pcm import QUIET, Audio
from mathspeak.audio.recording import Recording
from mathspeak.cache.cache import Cache
from mathspeak.cache.memory import MemoryStore
from mathspeak.engines.base import Segment, Voice
from mathspeak.errors import EngineFailed, EngineUnavailable, UnknownVoice
from mathspeak.speaker import Speaker
from mathspeak.speech.lexicon import Entry, Lexicon
from mathspeak.translator import Translator
from speaking import Beeping, beep


@pytest.fixture
def cache() -> Cache:
    return Cache(MemoryStore())


class Failing(Beeping):
    """Speaks so often, and then no more."""

    name = "failing"

    def __init__(self, times: int = 0) -> None:
        super().__init__()
        self.left = times

    def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
        if not self.left:
            raise EngineFailed("it is broken", transient=False)
        self.left -= 1
        return super().synthesize(phrase, voice, rate)


def test_the_same_words_are_made_once(cache: Cache) -> None:
    engine = Beeping()
    speakers = [Speaker(engine, cache=cache) for _ in range(2)]
    first, second = (speaker.synthesize("x equals y") for speaker in speakers)
    assert first.samples == second.samples
    assert engine.said == ["x equals y"]
    assert [(speaker.recorder.made, speaker.recorder.found) for speaker in speakers] == [(1, 0), (0, 1)]


def test_what_sounds_otherwise_is_another_recording(cache: Cache) -> None:
    class Newer(Beeping):
        version = "2"

    class Two(Beeping):
        def voices(self) -> list[Voice]:
            return [*super().voices(), Voice("boop", "Boop", "en", "", self.name)]

    engine = Two()
    Speaker(engine, cache=cache).synthesize("x")
    Speaker(engine, rate=2, cache=cache).synthesize("x")
    Speaker(engine, voice="boop", cache=cache).synthesize("x")
    Speaker(engine, cache=cache).synthesize(Segment("x", letter=True))
    Speaker(engine, cache=cache).synthesize(Segment("x", pitch=0.2))
    Speaker(engine, lexicon=Lexicon([Entry("x", "eks")]), cache=cache).synthesize("x")
    assert engine.said == ["x", "x", "x", "x", "x", "eks"]
    newer = Newer()
    Speaker(newer, cache=cache).synthesize("x")
    assert newer.said == ["x"]


def test_pauses_and_volume_are_not_part_of_what_is_kept(cache: Cache) -> None:
    engine = Beeping()
    utterance = Translator().read(r"x=1,\quad y=2").utterance
    Speaker(engine, cache=cache).synthesize(utterance)
    made = list(engine.said)
    Speaker(engine, pause=3, volume=0.5, cache=cache).synthesize(utterance)
    assert engine.said == made


def test_a_passage_in_mp3_is_made_and_encoded_once(cache: Cache, tmp_path: Path) -> None:
    engine = Beeping()
    for name in ("a.mp3", "b.mp3"):
        speaker = Speaker(engine, cache=cache)
        speaker.save([("one", 0.05), ("two", 0.5), ("three", 0.0)], tmp_path / name)
        if name == "a.mp3":
            assert (speaker.recorder.made, speaker.recorder.found) == (3, 0)
    assert engine.said == ["one", "two", "three"]
    assert (speaker.recorder.made, speaker.recorder.found) == (0, 3)
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()


def test_what_is_streamed_in_mp3_is_encoded_once_too(cache: Cache) -> None:
    words = [("one", 0.05), ("two", 0.5), ("three", 0.0)]
    heard = []
    for _ in range(2):
        speaker = Speaker(Beeping(), cache=cache)
        heard.append(b"".join(speaker.stream(words, "mp3")))
    assert (speaker.recorder.made, speaker.recorder.found) == (0, 3)
    assert heard[0] == heard[1]
    assert speaker.is_kept(words, "mp3")


def test_a_passage_in_mp3_may_be_long_and_have_silences_that_add_up(cache: Cache, tmp_path: Path) -> None:
    class Slow(Beeping):
        def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
            return Recording.of(Audio(beep("x" * 8000 * 21), 8000))

    words = ["one", "two", "three", "four"]
    path = Speaker(Slow(), cache=cache).save([*((word, 0.1) for word in words), ("—", 0.1)], tmp_path / "a.mp3")
    with av.open(str(path)) as container:
        assert container.duration / 1e6 == pytest.approx(4 * 21 + 0.5, abs=0.1)
    path = Speaker(Beeping(), cache=cache).save([("one", 0.1), ("—", 0.1), ("two", 0.0)], tmp_path / "b.mp3")
    assert path.exists()


def test_another_sentence_changes_its_own_frames_and_no_others(cache: Cache, tmp_path: Path) -> None:
    def notes(middle: str) -> bytes:
        parts = [("the first one", 0.5, 1), (middle, 0.5, 2), ("the last one", 0.5, 3)]
        path = tmp_path / "notes.mp3"
        Speaker(Beeping(), cache=cache).record(parts, path)
        return path.read_bytes()

    before, after = notes("the second"), notes("the seconD")
    assert len(before) == len(after)
    differing = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert differing == []
    longer = notes("the second, which is longer by a good deal than it was before")
    body = before[len(before) // 2 :]
    assert before != longer
    # All that follows the middle is there as it was.
    assert longer.endswith(body[-1000:])


def test_many_at_once_ask_for_one_making(cache: Cache) -> None:
    class Slow(Beeping):
        def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
            together.wait(0.2)
            return super().synthesize(phrase, voice, rate)

    engine = Slow()
    together = threading.Event()
    heard: list[Audio] = []
    threads = [
        threading.Thread(target=lambda: heard.append(Speaker(engine, cache=cache).synthesize("x over y")))
        for _ in range(32)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert engine.said == ["x over y"]
    assert len(heard) == 32
    assert {audio.samples for audio in heard} == {heard[0].samples}


def test_a_failure_is_not_kept(cache: Cache) -> None:
    with pytest.raises(EngineFailed, match="it is broken"):
        Speaker(Failing(), cache=cache).synthesize("x")
    engine = Failing(1)
    assert Speaker(engine, cache=cache).synthesize("x").peak
    assert engine.said == ["x"]


def test_the_next_engine_speaks_and_the_user_is_told_once(cache: Cache) -> None:
    notices: list[str] = []
    broken, other = Failing(), Beeping()
    speaker = Speaker([broken, other], cache=cache, notify=notices.append)
    speaker.synthesize([("one", 0.5), ("two", 0.5), ("three", 0.0)])
    assert other.said == ["one", "two", "three"]
    assert speaker.recorder.spoke == "beeping"
    (notice,) = notices
    assert "failing cannot speak now (it is broken" in notice
    assert "beeping speaks instead" in notice


def test_what_an_engine_said_before_it_failed_is_still_heard(cache: Cache) -> None:
    Speaker(Failing(1), cache=cache).synthesize("one")
    other = Beeping()
    speaker = Speaker([Failing(), other], cache=cache)
    speaker.synthesize("one")
    assert (other.said, speaker.recorder.spoke) == ([], "failing")


def test_one_voice_says_a_passage_from_its_beginning_to_its_end() -> None:
    # The first engine fails in the middle of what no pause parts, so all of it is said again.
    other = Beeping()
    Speaker([Failing(1), other]).synthesize([Segment("one", pause=0.05), Segment("two", pause=0.5)])
    assert other.said == ["one", "two"]


def test_a_language_is_spoken_by_the_engine_that_knows_it_without_a_word_about_it() -> None:
    notices: list[str] = []
    english, other = Beeping(languages=["en"]), Beeping(languages=["de", "en"])
    other.voice = lambda wanted: Voice("b", "B", "de", "", "other")  # type: ignore[method-assign]
    Speaker([english, other], language="de", notify=notices.append).synthesize("eins")
    assert (english.said, other.said, notices) == ([], ["eins"], [])


def test_a_voice_is_spoken_by_the_engine_that_has_it() -> None:
    class Others(Beeping):
        def voices(self) -> list[Voice]:
            return [Voice("boop", "Boop", "en", "", "others")]

    first, other = Beeping(), Others()
    Speaker([first, other], voice="boop").synthesize("x")
    assert (first.said, other.said) == ([], ["x"])
    with pytest.raises(UnknownVoice, match="no voice 'buzz'"):
        Speaker([first, other], voice="buzz").synthesize("x")


def test_an_engine_that_is_not_there_is_passed_over(cache: Cache) -> None:
    class Absent(Beeping):
        def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
            raise EngineUnavailable("gone", hint="fetch it")

    other = Beeping()
    Speaker([Absent(), other], cache=cache).synthesize("x")
    assert other.said == ["x"]


def test_cues_tell_when_each_part_is_heard(tmp_path: Path) -> None:
    parts = [("one two", 1.0, "first"), ([("three", 0.3), ("four", 0.0)], 0.5, "second")]
    for name in ("x.wav", "x.mp3"):
        path = tmp_path / name
        cues = Speaker(Beeping()).record(parts, path)
        assert [cue.label for cue in cues] == ["first", "second", "second"]
        assert cues[1].start - cues[0].end == pytest.approx(1.0, abs=0.05 if name == "x.mp3" else 1e-6)
    audio = formats.read(tmp_path / "x.wav")
    values = memoryview(audio.samples).cast("h")
    loud = [at for at, value in enumerate(values) if abs(value) > QUIET]
    assert (loud[0] / audio.rate, (loud[-1] + 1) / audio.rate) == pytest.approx((cues[0].start, cues[-1].end), abs=0.2)


def test_a_stream_is_the_file_in_pieces() -> None:
    speaker = Speaker(Beeping())
    text = [("one", 0.5), ("two", 0.5), ("three", 0.5)]
    pieces = list(speaker.stream(text, "wav"))
    assert len(pieces) >= 3
    assert speaker.synthesize(text).samples in b"".join(pieces)


def test_the_first_words_come_before_the_last_are_made() -> None:
    class Waiting(Beeping):
        def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
            if phrase[0].text == "last":
                assert heard.wait(20)
            return super().synthesize(phrase, voice, rate)

    heard = threading.Event()
    pieces = Speaker(Waiting(parallel=2)).stream([("one", 0.5), ("two", 0.5), ("last", 0.5)], "wav")
    assert next(pieces)
    heard.set()
    assert sum(map(len, pieces)) > 1000


def test_an_entry_that_is_sound_and_no_recording_is_made_again(cache: Cache) -> None:
    """Whoever may write to a shared cache may put anything there, with a checksum that fits."""
    engine = Beeping()
    first = Speaker(engine, cache=cache).synthesize("some words").samples
    names = list(cache.store.keys())
    for foreign in (b"something else", b"MSR1\x00\x00\x00\x02{}", first):
        for name in names:
            cache.put(name, foreign)
        assert Speaker(engine, cache=cache).synthesize("some words").samples == first
    made = len(engine.said)
    assert Speaker(engine, cache=cache).synthesize("some words").samples == first
    assert len(engine.said) == made
