"""The engines that every installation has, with the real library and its real voices."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.hearing import alike
from mathspeak.audio.pcm import Audio
from mathspeak.engines import offline
from mathspeak.engines.base import Engine, Segment
from mathspeak.errors import AudioError, ConfigError, EngineUnavailable, UnknownVoice


@pytest.fixture(scope="module", params=["pyttsx3", "espeak"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = getattr(offline, request.param)()
    yield engine
    engine.close()


def say(engine: Engine, *segments: str | Segment, voice: str | None = None, rate: float = 1.0) -> Audio:
    return engine.synthesize([Segment(s) if isinstance(s, str) else s for s in segments], voice, rate)


SENTENCE = "the square root of x plus one, all over two, is greater than the sum of the first ten numbers"


def test_a_sentence_is_heard_at_the_pace_of_speech(engine: Engine) -> None:
    audio = say(engine, SENTENCE)
    assert audio.peak > 5000
    assert 19 / audio.seconds * 60 == pytest.approx(170, rel=0.4)


def test_the_rate_is_heard(engine: Engine) -> None:
    slow, normal, fast = (say(engine, SENTENCE, rate=rate).seconds for rate in (0.5, 1.0, 3.0))
    assert slow / normal == pytest.approx(2.0, rel=0.15)
    assert normal / fast == pytest.approx(3.0, rel=0.15)


def test_the_longest_phrase_is_said_whole(engine: Engine) -> None:
    words = "seventeen " * (engine.capabilities.max_chars // 10)
    short = "seventeen " * 10
    assert say(engine, words).seconds / say(engine, short).seconds == pytest.approx(len(words) / len(short), rel=0.1)


def test_a_letter_is_said_by_its_name(engine: Engine) -> None:
    article, letter = say(engine, "a", "over b"), say(engine, Segment("a", letter=True), "over b")
    # The article is a short murmur, the letter a long vowel.
    assert letter.seconds > article.seconds + 0.03
    assert alike(say(engine, Segment("A", letter=True), "over b"), letter)
    # On its own the word is the letter already.
    assert say(engine, Segment("a", letter=True)).seconds == pytest.approx(say(engine, "a").seconds, abs=0.08)


def test_letters_together_are_said_one_by_one(engine: Engine) -> None:
    assert say(engine, Segment("cat", letter=True)).seconds > say(engine, "cat").seconds * 1.4


def test_what_a_library_could_take_for_a_command_is_only_text(engine: Engine) -> None:
    for text in ("x < y", "<break time='9s'/> x", "[[eks]] x", "&lt; x", "\\x"):
        assert 0.2 < say(engine, text).seconds < 6, text


def test_the_angles_are_heard(engine: Engine) -> None:
    assert alike(say(engine, "x<y"), say(engine, "x less than y"))
    assert alike(say(engine, "x > y"), say(engine, "x greater than y"))


def test_nul_and_lone_surrogates_end_no_text(engine: Engine) -> None:
    assert alike(say(engine, "one two\0 three four\ud800 five"), say(engine, "one two three four five"))


@pytest.mark.parametrize("text", ["", "  ", "...", "\0"])
def test_an_empty_text_is_an_error(engine: Engine, text: str) -> None:
    with pytest.raises(AudioError, match="there is nothing to say"):
        say(engine, text)


def test_voices_differ_and_are_listed(engine: Engine) -> None:
    voices = engine.voices()
    assert len({voice.id for voice in voices}) == len(voices) > 1
    assert {voice.engine for voice in voices} == {engine.name}
    assert any(voice.language.startswith("en") and voice.name for voice in voices)
    other = next(voice for voice in voices if voice.language.startswith("de"))
    assert not alike(say(engine, "hello", voice=other.id), say(engine, "hello"))
    assert alike(say(engine, "hello", voice=other.name), say(engine, "hello", voice=other.id))


def test_a_voice_is_not_kept_for_the_next_job(engine: Engine) -> None:
    before = say(engine, "hello")
    say(engine, "hello", voice="de", rate=2)
    assert alike(say(engine, "hello"), before)


def test_an_unknown_voice_is_an_error_with_its_neighbours(engine: Engine) -> None:
    with pytest.raises(UnknownVoice, match=r"has no voice 'Gremany'; near to it: .*de"):
        say(engine, "hello", voice="Gremany")


def test_a_rate_out_of_bounds_is_an_error(engine: Engine) -> None:
    with pytest.raises(ConfigError, match=r"from 0\.5 to 3"):
        say(engine, "hello", rate=9)


def test_the_same_words_take_the_same_time_every_time(engine: Engine) -> None:
    lengths = [say(engine, "x plus y", rate=1.0 + at % 2).seconds for at in range(60)]
    for half in (lengths[::2], lengths[1::2]):
        assert max(half) - min(half) < 0.01


def test_threads_at_once_each_get_their_own_audio(engine: Engine) -> None:
    texts = [f"{word} plus {other}" for word in ("one", "x", "seventeen") for other in ("alpha", "the integral", "y")]
    expected = [say(engine, text) for text in texts]
    assert sum(alike(one, other) for one in expected for other in expected) == len(texts)
    got: dict[int, Audio] = {}
    threads = [
        threading.Thread(target=lambda at=at: got.__setitem__(at, say(engine, texts[at]))) for at in range(len(texts))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(alike(got[at], audio) for at, audio in enumerate(expected))


FULL = """
import resource, sys
from mathspeak.engines import offline
from mathspeak.engines.base import Segment
from mathspeak.errors import EngineFailed
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
try:
    getattr(offline, sys.argv[1])().synthesize([Segment("hello there")], None, 1.0)
except EngineFailed as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size to stand for a full disk")
def test_a_full_temporary_folder_is_said_at_once(engine: Engine, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, engine.name],
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
        "from mathspeak.engines import espeak_library; espeak_library.SYSTEM_LIBRARY = 'none.so';"
        "from mathspeak.engines.pyttsx3_child import main; main()"
    )
    engine = offline.ChildEngine("pyttsx3", [sys.executable, "-c", script], max_chars=100)
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
        "from mathspeak.engines import espeak_library; espeak_library.SYSTEM_LIBRARY = 'none.so';"
        "from mathspeak.engines.pyttsx3_child import main; main()"
    )
    engine = offline.ChildEngine("pyttsx3", [sys.executable, "-c", script], max_chars=100)
    assert "espeakng-loader" in engine.about()
    assert say(engine, "hello").peak > 5000
    engine.close()


def test_a_module_in_the_current_folder_is_not_taken_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("wave.py", "json.py", "pyttsx3.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    engine = offline.pyttsx3()
    assert say(engine, "hello").peak > 5000
    assert not (tmp_path / "ran").exists()
    engine.close()
