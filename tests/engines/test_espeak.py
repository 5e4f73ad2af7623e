"""What only espeak-ng can be asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.hearing import ALIKE, difference, heard_seconds
from mathspeak.engines.base import Segment, Voice
from mathspeak.engines.children.engine import ChildEngine
from mathspeak.engines.espeak.engine import Espeak
from mathspeak.engines.espeak.script import Script
from mathspeak.engines.espeak.voices import DEFAULT_VOICE
from mathspeak.errors import EngineFailed

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the wheel is installed on Linux alone")


@pytest.fixture(scope="module")
def espeak() -> Iterator[Espeak]:
    engine = Espeak()
    yield engine
    engine.close()


def described(voices: list[Voice]) -> set[tuple[str, str, str, str]]:
    return {(voice.id, voice.name, voice.language, voice.gender) for voice in voices}


def test_the_voices_are_those_that_the_library_lists_and_can_speak(espeak: Espeak) -> None:
    own = ChildEngine("espeak", espeak._pool.command, capabilities=espeak.capabilities)
    missing = described(own.voices()) - described(espeak.voices())
    assert described(espeak.voices()) < described(own.voices())
    assert {id for id, _, _, _ in missing} == {"gmq/fo", "trk/kaa", "art/xex"}
    assert described([own.voice(None)]) == described([DEFAULT_VOICE]) == described([espeak.voice(None)])
    own.close()


def test_a_voice_without_its_dictionary_is_an_error_and_no_silence(espeak: Espeak) -> None:
    own = ChildEngine("espeak", espeak._pool.command, capabilities=espeak.capabilities)
    with pytest.raises(EngineFailed, match="espeak has no reading for 'hello' with the voice gmq/fo") as caught:
        own.synthesize([Segment("hello")], "gmq/fo", 1.0)
    assert not caught.value.transient
    own.close()


def test_a_letter_flows_with_the_words_around_it(espeak: Espeak) -> None:
    with_letter = espeak.synthesize([Segment("plus"), Segment("a", letter=True), Segment("plus")], None, 1.0)
    spelled = espeak.synthesize([Segment("plus ay plus")], None, 1.0)
    assert heard_seconds(with_letter) == pytest.approx(heard_seconds(spelled), abs=0.1)


def test_in_other_languages_letters_have_other_names(espeak: Espeak) -> None:
    letters = {voice: espeak.synthesize([Segment("a", letter=True)], voice, 1.0) for voice in ("en", "de", "fr")}
    assert difference(letters["en"], letters["de"]) > ALIKE
    # Not "w" as in "we", but "double v".
    w = espeak.synthesize([Segment("w", letter=True)], "fr", 1.0)
    assert heard_seconds(w) > 2 * heard_seconds(letters["fr"])


@pytest.mark.parametrize("sign", ["^", "|", "∇", "∈", "≤", "%", "x^2", "a|b"])
def test_no_sign_is_passed_over(espeak: Espeak, sign: str) -> None:
    without = espeak.synthesize([Segment("now then")], None, 1.0)
    said = espeak.synthesize([Segment(f"now {sign} then")], None, 1.0)
    assert heard_seconds(said) > heard_seconds(without) + 0.08


@pytest.mark.parametrize("text", ["数学", "математика", "naïve façade"])
def test_letters_of_other_scripts_are_said(espeak: Espeak, text: str) -> None:
    said = espeak.synthesize([Segment(text)], None, 1.0)
    assert [word.text for word in said.words] == text.split()


def test_words_are_found_again_behind_commands_and_marks() -> None:
    runs = [("over", False, 0.0), ("XY", True, 0.2), ("— then [[x]]", False, 0.0)]
    script = Script(runs, english=True)
    assert script.words == ["over", "XY", "then", "[[x]]"]
    assert "[[x" not in script.text
    for word, shown in enumerate(["over", "x y", "then", "[ [x]]"]):
        assert script.word_at(script.text.index(shown) + 1) == word
    # At the command for the pitch, too.
    assert script.word_at(script.text.index("\x01") + 1) == 1
    assert script.word_at(script.text.rindex("\x01") + 1) == 2


def test_the_version_names_the_adapter_and_the_wheel(espeak: Espeak) -> None:
    assert espeak.version.startswith("espeak 2, espeakng-loader 0.")


SYSTEM = """
import sys
sys.path.insert(0, {hidden!r})
from mathspeak.engines.espeak import library as espeak_library
espeak_library.SYSTEM_LIBRARY = {library!r}
from mathspeak.engines.espeak.child import main
main()
"""


def test_without_the_wheel_the_system_s_own_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import espeakng_loader

    (tmp_path / "espeakng_loader.py").write_text("raise ImportError('hidden by the test')")
    monkeypatch.setenv("ESPEAK_DATA_PATH", str(espeakng_loader.get_data_path()))
    script = SYSTEM.format(hidden=str(tmp_path), library=str(espeakng_loader.get_library_path()))
    engine = Espeak()
    engine._pool.command = [sys.executable, "-c", script]
    assert engine.about().endswith(" of the system")
    assert heard_seconds(engine.synthesize([Segment("hello")], None, 1.0)) > 0.2
    engine.close()
