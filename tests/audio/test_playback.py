from __future__ import annotations

import ctypes.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mathspeak.audio import playback
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


@pytest.mark.skipif(
    not (ALSA.is_file() and ctypes.util.find_library("asound")),
    reason="no ALSA whose file device could stand for a speaker",
)
def test_every_sample_reaches_the_device(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    heard = tmp_path / "heard.raw"
    config = tmp_path / "asound.conf"
    config.write_text(f'<{ALSA}>\npcm.!default {{ type file slave.pcm "null" file "{heard}" format "raw" }}\n')
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    samples = b"".join((at * 37 % 20001 - 10000).to_bytes(2, "little", signed=True) for at in range(22050))
    assert playback.report() == ("loudspeaker", True, "ALSA", "")
    playback.play(Audio(samples, 22050))
    assert samples in heard.read_bytes()


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
