from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from mathspeak.audio import formats, playback
from mathspeak.audio.pcm import QUIET
from mathspeak.audio.recording import Recording
from mathspeak.engines.base import Segment
from mathspeak.errors import AudioError, ConfigError, EngineUnavailable, UnknownVoice
from mathspeak.latex.nodes import Node, Row
from mathspeak.speaker import Speaker, report
from mathspeak.speech.utterance import BREATH, LONG, SHORT, Utterance
from mathspeak.translator import Translator
from speaking import QUIET_EDGE, Beeping, beep


def said(formula: str) -> list[tuple[str, bool]]:
    engine = Beeping()
    Speaker(engine).synthesize(Translator().read(formula).utterance)
    return engine.runs


@pytest.mark.parametrize(
    ("formula", "runs"),
    [
        (r"\frac{a}{b}", [("a", True), ("over", False), ("b", True)]),
        ("A=12", [("cap", False), ("A", True), ("equals 12", False)]),
        (r"x,\text{a big one}", [("x", True), ("comma,", False), ("a big one", False)]),
        (r"\text{a big }a", [("a big", False), ("a", True)]),
    ],
)
def test_letters_of_a_formula_are_letters_and_the_article_is_a_word(formula: str, runs: list[tuple[str, bool]]) -> None:
    assert said(formula) == runs


def test_the_pauses_of_an_utterance_are_silences_of_their_strength() -> None:
    engine = Beeping()
    nodes: list[Node] = [Row([], 0, 0)] * 5
    audio = Speaker(engine).synthesize(Utterance(["x", SHORT, "a", LONG, "y"], nodes))
    assert engine.said == ["x ,", "a .", "y"]
    silences = bytes(2 * 2000), bytes(2 * 6000)
    assert audio.samples == QUIET_EDGE + beep("x ,") + silences[0] + beep("a .") + silences[1] + beep("y") + QUIET_EDGE


def test_pauses_shorten_as_the_voice_quickens() -> None:
    utterance = Utterance(["x", LONG, "y"], [Row([], 0, 0)] * 3)
    slow, quick = (Speaker(Beeping(), rate=rate).synthesize(utterance).seconds for rate in (1, 3))
    assert slow - quick == pytest.approx(0.5)


def test_a_breath_is_left_to_a_voice_that_is_far() -> None:
    breathing = Utterance(["x", BREATH, "y"], [Row([], 0, 0)] * 3)
    near, far = Beeping(), Beeping(offline=False)
    Speaker(near).synthesize(breathing)
    Speaker(far).synthesize(breathing)
    assert (near.said, far.said) == (["x ,", "y"], ["x y"])


def test_prose_and_formulas_are_said_together() -> None:
    engine = Beeping()
    Speaker(engine).synthesize(["Take", Translator().read("a").utterance, "here."])
    assert engine.runs == [("Take", False), ("a", True), ("here.", False)]


def test_pauses_are_zeros_of_the_asked_length() -> None:
    audio = Speaker(Beeping()).synthesize([("one", 0.5), ("two", 0.0), ("three", 0.25)])
    assert audio.samples == (QUIET_EDGE + beep("one") + bytes(2 * 4000) + beep("two three") + bytes(2 * 2000))


def test_pauses_without_words_between_them_add_up() -> None:
    audio = Speaker(Beeping()).synthesize(
        [Segment("", pause=1.0), Segment("one", pause=0.5), Segment("...", pause=0.5), ("x", 0)]
    )
    assert audio.samples == bytes(2 * 8000) + beep("one") + bytes(2 * 8000) + beep("x") + QUIET_EDGE


def test_a_long_text_is_cut_at_its_clauses_and_joined_exactly() -> None:
    engine = Beeping()
    audio = Speaker(engine).synthesize("This is the first. And this, the second one, is long.")
    assert engine.said == ["This is the first.", "And this,", "the second one,", "is long."]
    assert audio.samples == b"".join(QUIET_EDGE + beep(text) + QUIET_EDGE for text in engine.said)


@pytest.mark.parametrize("text", ["", " \n", "...", [], [("", 1.0)], [Segment(",", pause=2)]])
def test_nothing_to_say_is_an_error(text: str | list[Segment]) -> None:
    with pytest.raises(AudioError, match="there is nothing to say"):
        Speaker(Beeping()).synthesize(text)


@pytest.mark.parametrize("name", ["out.wav", "out.MP3"])
def test_a_formula_becomes_a_file_with_speech_in_it(tmp_path: Path, name: str) -> None:
    miniaudio = pytest.importorskip("miniaudio")
    target = Speaker().save("a over b", tmp_path / name)
    heard = miniaudio.decode_file(str(target), nchannels=1)
    assert 0.6 < heard.duration < 1.6
    assert max(heard.samples) > 5000
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_two_speakers_at_once_get_what_they_asked_for(tmp_path: Path) -> None:
    texts = {"short": "x", "long": "the integral from zero to infinity of e to the minus x squared"}
    threads = [
        threading.Thread(target=Speaker().save, args=(text, tmp_path / f"{name}{number}.wav"))
        for name, text in texts.items()
        for number in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = {path.stem: formats.read(path).seconds for path in tmp_path.iterdir()}
    assert len(seconds) == 6
    assert all(seconds[f"short{number}"] < 1 for number in range(3))
    assert all(seconds[f"long{number}"] > 3 for number in range(3))


def test_the_pause_between_real_words_is_heard() -> None:
    audio = Speaker().synthesize([("one", 0.7), ("two", 0)])
    values = memoryview(audio.samples).cast("h")
    longest = quiet = 0
    for value in values:
        quiet = quiet + 1 if abs(value) <= QUIET else 0
        longest = max(longest, quiet)
    assert longest / audio.rate == pytest.approx(0.7, abs=0.015)


def test_a_target_that_cannot_be_written_is_refused_before_any_speech(tmp_path: Path) -> None:
    engine = Beeping()
    for name in ("missing/x.wav", "x.aac", "x"):
        with pytest.raises(AudioError):
            Speaker(engine).save("a over b", tmp_path / name)
    assert engine.said == []


def test_wrong_settings_are_errors() -> None:
    with pytest.raises(ConfigError, match=r"from 0\.5 to 3, not 7"):
        Speaker(rate=7)
    with pytest.raises(ConfigError, match="no speech engine 'gramophone'"):
        Speaker("gramophone").synthesize("x")
    with pytest.raises(UnknownVoice, match="has no voice 'Gremany'"):
        Speaker(voice="Gremany").synthesize("x")


def test_the_voices_are_those_of_the_engine() -> None:
    assert [voice.id for voice in Speaker(Beeping()).voices()] == ["beep"]
    assert len(Speaker().voices()) > 1


def test_an_engine_that_is_not_there_says_so() -> None:
    class Absent(Beeping):
        def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
            raise EngineUnavailable("gone", hint="fetch it")

    with pytest.raises(EngineUnavailable, match="gone"):
        Speaker(Absent()).synthesize("x")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only on Linux can a test hide the sound system")
def test_playing_without_a_device_is_one_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "empty.conf").write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "empty.conf"))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(playback.NoSoundDevice, match="there is no sound device here"):
        Speaker().play("x")


def test_the_report_covers_engines_and_the_loudspeaker() -> None:
    lines = report()
    assert [line[0] for line in lines if line[0] in ("pyttsx3", "loudspeaker")] == ["pyttsx3", "loudspeaker"]
    assert all(detail and (works or hint or name == "loudspeaker") for name, works, detail, hint in lines)
