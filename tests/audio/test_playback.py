from __future__ import annotations

import ctypes.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from audio.sounds import correlation, voice
from mathspeak.audio import playback
from mathspeak.audio.decoding import converted
from mathspeak.audio.pcm import Audio, silence
from mathspeak.errors import AudioError

ALSA = Path("/usr/share/alsa/alsa.conf")
linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only on Linux can a test hide the sound system"
)


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without a sound system, also where the tests run on one that has it."""
    (tmp_path / "empty.conf").write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "empty.conf"))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")


@linux_only
@pytest.mark.usefixtures("no_sound")
def test_without_a_device_there_is_one_clear_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(playback.NoSoundDevice, match="there is no sound device here") as caught:
        playback.play(silence(0.1, 22050))
    assert caught.value.code == "no-sound-device"
    assert "-o FILE" in caught.value.hint
    # The sound libraries say a page of their own on such machines.
    assert capfd.readouterr() == ("", "")


@linux_only
@pytest.mark.usefixtures("no_sound")
def test_the_report_says_that_there_is_no_device() -> None:
    name, works, detail, hint = playback.report()
    assert (name, works, detail) == ("loudspeaker", False, "there is no sound device here")
    assert hint


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file that stands for a speaker: everything that the device is given is appended to it."""
    if not (ALSA.is_file() and ctypes.util.find_library("asound")):
        pytest.skip("no ALSA whose file device could stand for a speaker")
    heard = tmp_path / "heard.raw"
    config = tmp_path / "asound.conf"
    config.write_text(f'<{ALSA}>\npcm.!default {{ type file slave.pcm "null" file "{heard}" format "raw" }}\n')
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    return heard


def test_every_sample_reaches_the_device(device: Path) -> None:
    sound = voice(1.0)
    assert playback.report() == ("loudspeaker", True, "ALSA", "")
    playback.play(sound)
    assert sound.samples in device.read_bytes()


def test_pieces_reach_the_device_as_one_sound(device: Path) -> None:
    sound = voice(2.0)
    sizes = iter([1, 20, 3000, 0, 22050, 5])
    ends = [0, *accumulate(sizes), sound.frames]
    playback.play(sound.part(start, end) for start, end in pairwise(ends))
    assert sound.samples in device.read_bytes()


def test_a_piece_of_another_format_is_converted(device: Path) -> None:
    sound, other = voice(0.5), converted(voice(0.5, 44100), 44100, 2)
    playback.play([sound, other, sound])
    heard = device.read_bytes()
    first, last = heard.index(sound.samples), heard.rindex(sound.samples)
    between = Audio(heard[first + len(sound.samples) : last], 22050)
    assert between.seconds == pytest.approx(0.5, abs=0.001)
    assert correlation(between, converted(other, 22050, 1).part(0, between.frames)) > 0.99


def test_both_channels_reach_the_device(device: Path) -> None:
    sound = converted(voice(0.3), 22050, 2).gain(0.5)
    playback.play(sound)
    assert sound.samples in device.read_bytes()


def test_nothing_is_played_in_silence(device: Path) -> None:
    playback.play([])
    assert not device.exists()
    playback.play(Audio(b"", 22050))
    assert set(device.read_bytes()) <= {0}


@linux_only
@pytest.mark.usefixtures("no_sound")
def test_without_a_device_no_more_than_the_first_piece_is_made() -> None:
    made: list[int] = []

    def pieces() -> Iterator[Audio]:
        for number in range(3):
            made.append(number)
            yield silence(1, 22050)

    with pytest.raises(playback.NoSoundDevice):
        playback.play(pieces())
    assert made == [0]


def test_an_error_while_a_piece_is_made_comes_through(device: Path) -> None:
    def pieces() -> Iterator[Audio]:
        yield silence(0.1, 22050)
        raise LookupError("the voice is gone")

    with pytest.raises(LookupError, match="the voice is gone"):
        playback.play(pieces())


DEAF = "import time; print('ready x', flush=True); time.sleep(60)"


def test_no_more_is_made_than_will_soon_be_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playback, "python_command", lambda module: [sys.executable, "-c", DEAF])
    monkeypatch.setattr(playback, "_SLACK_SECONDS", 1.0)
    made: list[int] = []

    def pieces() -> Iterator[Audio]:
        for number in range(1000):
            made.append(number)
            yield silence(5, 22050)

    with pytest.raises(AudioError, match="the sound device took nothing for 1 seconds"):
        playback.play(pieces())
    assert 5 <= len(made) <= 10


PLAYS = """
import sys
from mathspeak.audio import playback
from mathspeak.audio.pcm import silence
CHILD = "import os, time; print('ready x', flush=True); print(os.getpid(), file=open({pid!r}, 'w')); time.sleep(60)"
playback.python_command = lambda module: [sys.executable, "-c", CHILD.format(pid=sys.argv[1])]
playback.play(silence(30, 22050))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a test cannot press Ctrl-C on Windows without stopping itself")
def test_ctrl_c_stops_the_sound_at_once(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", PLAYS, str(pid_file)], stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 20
    while not (pid_file.exists() and pid_file.read_text().endswith("\n")):
        assert time.monotonic() < end, "the player never started"
        time.sleep(0.02)
    time.sleep(0.3)  # By now the parent has heard that the player is ready.
    began = time.monotonic()
    parent.send_signal(signal.SIGINT)
    _, said = parent.communicate(timeout=10)
    assert time.monotonic() - began < 2
    assert "KeyboardInterrupt" in said
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)


@pytest.mark.parametrize(
    ("child", "message"),
    [
        ("pass", "it ended by itself"),
        ("print('ready x')", "it ended by itself"),
        ("import sys; print('ready x', flush=True); sys.exit(3)", "it ended by itself"),
        ("print('miniaudio is missing: x')", "miniaudio is missing"),
    ],
)
def test_a_player_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch, child: str, message: str) -> None:
    monkeypatch.setattr(playback, "python_command", lambda module: [sys.executable, "-c", child])
    with pytest.raises(AudioError, match=message):
        playback.play(silence(0.1, 8000))
