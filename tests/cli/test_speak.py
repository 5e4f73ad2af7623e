from __future__ import annotations

import json
import wave
from pathlib import Path

import pytest

from mathspeak.audio.playback import NoSoundDevice
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.config import FASTEST, SLOWEST
from mathspeak.engines import registry
from mathspeak.engines.base import MAX_RATE, MIN_RATE
from mathspeak.errors import AudioError
from mathspeak.speaker import Speaker
from running import Faraway, Ms


@pytest.mark.parametrize("arguments", [(), ("speak",)])
def test_no_play_prints_the_words_only(ms: Ms, arguments: tuple[str, ...]) -> None:
    result = ms(*arguments, "--no-play", r"\frac{a}{b}")
    assert (result.code, result.out, result.err) == (ExitCode.OK, "a over b\n", "")


def test_writes_a_file_and_says_with_stats_what_it_did(ms: Ms, tmp_path: Path) -> None:
    file = tmp_path / "fraction.wav"
    result = ms("speak", r"\frac{a}{b}", "-o", str(file), "--stats")
    assert (result.code, result.out) == (ExitCode.OK, "a over b\n")
    assert f"{file.stat().st_size} bytes in {file}" in result.err
    assert "3 words, 0 warnings" in result.err
    with wave.open(str(file)) as sound:
        assert 0.4 < sound.getnframes() / sound.getframerate() < 5


def test_a_faster_rate_makes_a_shorter_file(ms: Ms, tmp_path: Path) -> None:
    slow, fast = tmp_path / "slow.wav", tmp_path / "fast.wav"
    assert ms("x^2 + y^2 = z^2", "-o", str(slow), "--rate", "0.7").code == ExitCode.OK
    assert ms("x^2 + y^2 = z^2", "-o", str(fast), "--rate", "2").code == ExitCode.OK
    assert fast.stat().st_size * 1.5 < slow.stat().st_size


def test_a_file_in_place_of_playing_is_not_played(ms: Ms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[object] = []
    monkeypatch.setattr(Speaker, "play", lambda self, text: played.append(text))
    file = tmp_path / "x.mp3"
    assert ms("x^2", "-o", str(file)).code == ExitCode.OK
    assert played == []
    assert ms("x^2", "-o", str(file), "--play").code == ExitCode.OK
    assert ms("x^2").code == ExitCode.OK
    assert len(played) == 2


def test_prose_and_utterances_reach_the_speaker_in_order(ms: Ms, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[list[object]] = []
    monkeypatch.setattr(Speaker, "play", lambda self, pieces: played.append(list(pieces)))
    assert ms("Let $x^2$ be $y$.").code == ExitCode.OK
    (pieces,) = played
    assert [piece if isinstance(piece, str) else type(piece).__name__ for piece in pieces] == [
        "Let ",
        "Utterance",
        " be ",
        "Utterance",
        ".",
    ]


def test_prose_is_written_with_its_formulas(ms: Ms, tmp_path: Path) -> None:
    short, long = tmp_path / "short.wav", tmp_path / "long.wav"
    assert ms("$x^2$", "-o", str(short)).code == ExitCode.OK
    assert ms("Then ($x^2$), which is at most $y$, is what we look for.", "-o", str(long)).code == ExitCode.OK
    assert long.stat().st_size > 2 * short.stat().st_size


def test_no_sound_device_is_said_once_and_is_no_failure(ms: Ms, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_device(self: Speaker, text: str) -> None:
        raise NoSoundDevice("there is no sound device here", hint="write a file")

    monkeypatch.setattr(Speaker, "play", no_device)
    result = ms("x^2")
    assert (result.code, result.out) == (ExitCode.OK, "x squared\n")
    assert result.err == "Not played: there is no sound device here (write a file)\n"


def test_another_failure_of_the_player_is_a_failure(ms: Ms, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Speaker, text: str) -> None:
        raise AudioError("the player failed")

    monkeypatch.setattr(Speaker, "play", broken)
    result = ms("x^2")
    assert (result.code, result.out) == (ExitCode.FILE, "x squared\n")
    assert "the player failed" in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-o", "x.aac"], ExitCode.FILE, "audio is written as .wav, .mp3, .flac"),
        (["-o", "nowhere/at/all/x.wav"], ExitCode.FILE, "does not exist"),
        (
            ["-o", "x.wav", "--engine", "gramophone"],
            ExitCode.CONFIG,
            "--engine: there is no speech engine 'gramophone'",
        ),
        (["-o", "x.wav", "--voice", "nobody at all"], ExitCode.ENGINE, "nobody at all"),
        (["-o", "x.wav", "--rate", "9"], ExitCode.USAGE, "--rate"),
    ],
)
def test_what_cannot_be_made_is_said_with_its_own_code(
    ms: Ms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: ExitCode, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = ms("speak", "x", *arguments)
    assert result.code == code
    assert said in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_engine_in_the_environment_names_the_variable(ms: Ms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MS_ENGINE", "gramophone")
    result = ms("x")
    assert result.code == ExitCode.CONFIG
    assert "MS_ENGINE: there is no speech engine 'gramophone'" in result.err
    assert "offline" in result.err


def test_offline_overrules_the_engine_of_the_settings(ms: Ms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MS_ENGINE", "gramophone")
    assert ms("x", "--offline", "-o", str(tmp_path / "x.wav")).code == ExitCode.OK


def test_offline_refuses_an_engine_that_needs_a_network(
    ms: Ms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry._made, "faraway", Faraway())  # type: ignore[arg-type]
    result = ms("x", "--offline", "--engine", "faraway", "-o", str(tmp_path / "x.wav"))
    assert (result.code, list(tmp_path.iterdir())) == (ExitCode.USAGE, [])
    assert "faraway needs a network" in result.err


def test_the_bounds_of_the_rate_are_those_of_the_engines() -> None:
    assert (SLOWEST, FASTEST) == (MIN_RATE, MAX_RATE)


def test_voices_are_listed_for_people_and_for_programs(ms: Ms) -> None:
    found = json.loads(ms("voices", "--json").out)
    lines = ms("voices").out.splitlines()
    assert found
    assert set(found[0]) == {"id", "name", "language", "gender", "engine"}
    assert lines == ["\t".join(voice.values()) for voice in found]


def test_the_doctor_says_what_works_and_where_the_settings_are(ms: Ms, monkeypatch: pytest.MonkeyPatch) -> None:
    result = ms("doctor")
    assert result.code == ExitCode.OK
    assert "words\tworks\ta over b" in result.out
    assert "config.toml (not there); cache_dir from MS_CACHE_DIR" in result.out
    monkeypatch.setenv("MS_STYLE", "baroque")
    assert "settings\tdoes not work\tMS_STYLE is 'baroque'" in ms("doctor").out
