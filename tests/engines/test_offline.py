"""The engines that need no network, with the real libraries and their real voices."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from string import ascii_lowercase

import pytest

from engines.hearing import ALIKE, alike, audio_of, difference, heard_seconds, hisses, pitch_of
from mathspeak.audio.recording import Recording
from mathspeak.engines import registry
from mathspeak.engines.base import Capabilities, Engine, Segment
from mathspeak.engines.children.engine import ChildEngine
from mathspeak.engines.system.engine import pyttsx3
from mathspeak.errors import AudioError, ConfigError, EngineUnavailable, UnknownVoice

ENGINES = ("neural", "espeak", "pyttsx3")
# Those that make of the same text the same samples, whatever they said before.
EXACT = ("neural", "espeak")


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = registry.get(request.param)
    yield engine
    engine.close()


def say(engine: Engine, *segments: str | Segment, voice: str | None = None, rate: float = 1.0) -> Recording:
    return engine.synthesize([Segment(s) if isinstance(s, str) else s for s in segments], voice, rate)


def same(engine: Engine, first: Recording, second: Recording) -> bool:
    return first.to_bytes() == second.to_bytes() if engine.name in EXACT else alike(first, second)


SENTENCE = "the square root of x plus one, all over two, is greater than the sum of the first ten numbers"
PASSAGE = (
    "Suppose that the function is continuous on the closed interval from zero to one. Then it takes a largest and a "
    "smallest value there. To see why, look at a sequence of points at which the values come close to the least upper "
    "bound. The square root of x plus one, all over two, is greater than the sum of the first ten numbers. By the "
    "theorem, the sequence has a part that converges, and its limit is the point we want. The fraction x plus three "
    "over y is equal to alpha squared, so that the integral from zero to pi of sine t, d t, equals two."
)


def test_a_sentence_is_heard(engine: Engine) -> None:
    said = say(engine, SENTENCE)
    assert audio_of(said).peak > 5000
    assert 0 <= said.onset < said.offset <= said.frames


@pytest.mark.parametrize("rate", [0.5, 0.75, 1.0, 1.5, 2.0, 3.0])
def test_a_rate_means_the_same_with_every_engine(engine: Engine, rate: float) -> None:
    minutes = heard_seconds(say(engine, PASSAGE, rate=rate)) / 60
    assert len(PASSAGE.split()) / minutes == pytest.approx(170 * rate, rel=0.08)


def test_the_longest_phrase_is_said_whole(engine: Engine) -> None:
    words = "seventeen " * (engine.capabilities.max_chars // 10)
    short = "seventeen " * 10
    assert say(engine, words).seconds / say(engine, short).seconds == pytest.approx(len(words) / len(short), rel=0.1)


def test_a_letter_is_said_by_its_name(engine: Engine) -> None:
    article, letter = say(engine, "a", "over b"), say(engine, Segment("a", letter=True), "over b")
    # The article is a short murmur, the letter a long vowel.
    assert heard_seconds(letter) > heard_seconds(article) + 0.03
    capital = say(engine, Segment("A", letter=True), "over b")
    assert heard_seconds(capital) == pytest.approx(heard_seconds(letter), abs=0.03)
    # On its own the word is the letter already.
    alone = heard_seconds(say(engine, Segment("a", letter=True)))
    assert alone == pytest.approx(heard_seconds(say(engine, "a")), abs=0.08)


def test_every_letter_is_heard_and_none_like_another(engine: Engine) -> None:
    letters = [say(engine, Segment(letter, letter=True)) for letter in ascii_lowercase]
    for (one, first), (other, second) in combinations(zip(ascii_lowercase, letters, strict=True), 2):
        assert difference(first, second) > ALIKE, f"{one} and {other}"
    for letter, said in zip(ascii_lowercase, letters, strict=True):
        assert 0.1 < heard_seconds(said) < 0.9, letter
        assert difference(say(engine, Segment(letter.upper(), letter=True)), said) < ALIKE, letter


def test_letters_together_are_said_one_by_one(engine: Engine) -> None:
    assert heard_seconds(say(engine, Segment("cat", letter=True))) > heard_seconds(say(engine, "cat")) * 1.4


def test_what_a_library_could_take_for_a_command_is_only_text(engine: Engine) -> None:
    for text in ("x < y", "<break time='9s'/> x", "[[eks]] x", "&lt; x", "\\x"):
        assert 0.2 < say(engine, text).seconds < 6, text


def test_the_angles_are_heard(engine: Engine) -> None:
    assert heard_seconds(say(engine, "x<y")) == pytest.approx(heard_seconds(say(engine, "x less than y")), abs=0.03)
    assert heard_seconds(say(engine, "x > y")) == pytest.approx(
        heard_seconds(say(engine, "x greater than y")), abs=0.03
    )


def test_nul_and_lone_surrogates_end_no_text(engine: Engine) -> None:
    assert same(engine, say(engine, "one two\0 three four\ud800 five"), say(engine, "one two three four five"))


@pytest.mark.parametrize("text", ["", "  ", "...", "\0"])
def test_an_empty_text_is_an_error(engine: Engine, text: str) -> None:
    with pytest.raises(AudioError, match="there is nothing to say"):
        say(engine, text)


def test_voices_are_listed_and_the_default_is_one_of_them(engine: Engine) -> None:
    voices = engine.voices()
    assert len({voice.id for voice in voices}) == len(voices) > 0
    assert {voice.engine for voice in voices} == {engine.name}
    assert engine.voice(None).id in {voice.id for voice in voices}
    assert engine.voice(None).language.startswith("en")
    assert engine.voice("en").language.startswith("en")
    assert engine.voice(voices[0].id).name == engine.voice(voices[0].name).name == voices[0].name


@pytest.mark.parametrize("engine", ["espeak", "pyttsx3"], indirect=True)
def test_another_voice_is_another_and_not_kept_for_the_next_job(engine: Engine) -> None:
    before = say(engine, "hello")
    other = next(voice for voice in engine.voices() if voice.language.startswith("de"))
    assert not alike(say(engine, "hello", voice=other.id), before)
    assert same(engine, say(engine, "hello", voice=other.name), say(engine, "hello", voice="de"))
    say(engine, "hello", voice="de", rate=2)
    assert same(engine, say(engine, "hello"), before)


@pytest.mark.parametrize("ask", ["voice", "synthesize"])
def test_an_unknown_voice_is_an_error(engine: Engine, ask: str) -> None:
    with pytest.raises(UnknownVoice, match=r"has no voice 'Gremany'"):
        engine.voice("Gremany") if ask == "voice" else say(engine, "hello", voice="Gremany")


def test_a_rate_out_of_bounds_is_an_error(engine: Engine) -> None:
    with pytest.raises(ConfigError, match=r"from 0\.5 to 3"):
        say(engine, "hello", rate=9)


def test_the_same_words_take_the_same_time_every_time(engine: Engine) -> None:
    lengths = [say(engine, "x plus y", rate=1.0 + at % 2).seconds for at in range(60)]
    for half in (lengths[::2], lengths[1::2]):
        assert max(half) - min(half) < 0.01


@pytest.mark.parametrize("engine", EXACT, indirect=True)
def test_the_same_words_are_the_same_bytes_from_every_child(engine: Engine) -> None:
    first = say(engine, "x plus y", Segment("a", letter=True), rate=1.3).to_bytes()
    say(engine, SENTENCE, rate=2.0)
    assert say(engine, "x plus y", Segment("a", letter=True), rate=1.3).to_bytes() == first
    engine.close()
    say(engine, "alpha beta")
    assert say(engine, "x plus y", Segment("a", letter=True), rate=1.3).to_bytes() == first


def test_threads_at_once_each_get_their_own_audio(engine: Engine) -> None:
    texts = [f"{word} plus {other}" for word in ("one", "x", "seventeen") for other in ("alpha", "the integral", "y")]
    expected = [say(engine, text) for text in texts]
    assert sum(alike(one, other) for one in expected for other in expected) == len(texts)
    got: dict[int, Recording] = {}
    threads = [
        threading.Thread(target=lambda at=at: got.__setitem__(at, say(engine, texts[at]))) for at in range(len(texts))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(same(engine, got[at], said) for at, said in enumerate(expected))


FULL = """
import resource
from mathspeak.engines.system import engine as offline
from mathspeak.engines.base import Segment
from mathspeak.errors import EngineFailed
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
try:
    offline.pyttsx3().synthesize([Segment("hello there")], None, 1.0)
except EngineFailed as error:
    print(error)
"""


@pytest.mark.parametrize("engine", EXACT, indirect=True)
@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("text", ["one see nine say low soon may", "may, see; one, six. low soon"])
def test_words_are_told_to_be_where_they_are_heard(engine: Engine, text: str, rate: float) -> None:
    said = say(engine, text, rate=rate)
    assert [word.text for word in said.words] == text.split()
    near = 0.02 + 0.06 / rate
    hissing = [word for word in said.words if word.text.startswith("s")]
    heard = [start for start, _ in hisses(said)]
    for word in hissing:
        assert min(abs(word.start - start) for start in heard) < near, word
    assert said.words[0].start == pytest.approx(said.onset / said.rate, abs=near)
    assert said.words[-1].end == pytest.approx(said.offset / said.rate, abs=near)


@pytest.mark.parametrize("engine", EXACT, indirect=True)
def test_every_word_has_its_time_in_order(engine: Engine) -> None:
    letter = Segment("a", letter=True)
    said = say(
        engine, "the sum of the", letter, "times 3.14, then: — x<y %", Segment("XY", letter=True, pitch=0.2), "end"
    )
    told = "the sum of the a times 3.14, then: x<y % XY end".split()
    assert [word.text for word in said.words] == told
    ends = 0.0
    for word in said.words:
        assert ends <= word.start + 0.001
        assert word.start < word.end
        ends = word.end
    assert ends <= said.seconds
    assert 0.0 <= said.words[0].start < 0.5


@pytest.mark.parametrize("engine", EXACT, indirect=True)
@pytest.mark.parametrize("pitch", [-0.25, 0.2, 0.5])
def test_a_pitch_is_heard_for_its_segment_alone(engine: Engine, pitch: float) -> None:
    plain = say(engine, "one", Segment("none"), "one more one.")
    raised = say(engine, "one", Segment("none", pitch=pitch), "one more one.")
    assert [word.text for word in raised.words] == ["one", "none", "one", "more", "one."]
    before, middle, after = (
        pitch_of(raised, high) / pitch_of(plain, low)
        for low, high in zip(plain.words[:3], raised.words[:3], strict=True)
    )
    assert middle == pytest.approx(1 + pitch, rel=0.12)
    assert before == pytest.approx(1, rel=0.08)
    assert after == pytest.approx(1, rel=0.08)


@pytest.mark.parametrize("pitch", [-7.0, -1.0, 30.0])
def test_a_pitch_beyond_a_voice_is_as_far_as_it_goes(engine: Engine, pitch: float) -> None:
    assert audio_of(say(engine, Segment("none", pitch=pitch))).peak > 1000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size to stand for a full disk")
def test_a_full_temporary_folder_is_said_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    assert "File too large" in done.stdout
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the voices are the system's own")
def test_without_any_library_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError('hidden by the test')")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r});"
        "from mathspeak.engines.espeak import library as espeak_library; espeak_library.SYSTEM_LIBRARY = 'none.so';"
        "from mathspeak.engines.system.child import main; main()"
    )
    abilities = Capabilities(max_chars=100, offline=True)
    engine = ChildEngine("pyttsx3", [sys.executable, "-c", script], capabilities=abilities)
    with pytest.raises(EngineUnavailable, match="espeak-ng is not installed") as caught:
        engine.about()
    assert "pip install espeakng-loader" in caught.value.hint


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the voices are the system's own")
def test_data_in_a_folder_with_a_long_name_is_found(tmp_path: Path) -> None:
    espeakng_loader = pytest.importorskip("espeakng_loader")
    deep = tmp_path / ("d" * 120) / ("e" * 120)
    deep.mkdir(parents=True)
    (deep / "espeak-ng-data").symlink_to(espeakng_loader.get_data_path())
    (tmp_path / "espeakng_loader.py").write_text(
        f"def get_library_path(): return {espeakng_loader.get_library_path()!r}\n"
        f"def get_data_path(): return {str(deep / 'espeak-ng-data')!r}\n"
    )
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r});"
        "from mathspeak.engines.espeak import library as espeak_library; espeak_library.SYSTEM_LIBRARY = 'none.so';"
        "from mathspeak.engines.system.child import main; main()"
    )
    abilities = Capabilities(max_chars=100, offline=True)
    engine = ChildEngine("pyttsx3", [sys.executable, "-c", script], capabilities=abilities)
    assert "espeakng-loader" in engine.about()
    assert audio_of(say(engine, "hello")).peak > 5000
    engine.close()


def test_a_module_in_the_current_folder_is_not_taken_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("wave.py", "json.py", "pyttsx3.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    engine = pyttsx3()
    assert audio_of(say(engine, "hello")).peak > 5000
    assert not (tmp_path / "ran").exists()
    engine.close()
