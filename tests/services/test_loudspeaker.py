"""What reaches a loudspeaker: a PulseAudio server of the test's own whose sink nobody hears, and a recorder at it.

Needs the Debian packages pulseaudio and pulseaudio-utils.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audio.sounds import correlation, voice
from mathspeak.audio import playback
from mathspeak.audio.pcm import Audio

RATE = 22050
# How well what is heard must agree with what is played: 1 is exactly.
ALIKE = 0.97
SINK = f"module-null-sink sink_name=loudspeaker rate={RATE} channels=1 format=s16le"


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is missing: apt-get install pulseaudio pulseaudio-utils")
    return found


def until(done: Callable[[], bool], what: str, seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.02)


class Recorder:
    """Everything that the loudspeaker has been given since."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "heard.raw"
        source = ["-d", "loudspeaker.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le", "--latency-msec=20"]
        with open(self._path, "wb") as file:
            self.process = subprocess.Popen([program("parec"), *source], stdout=file)
        until(lambda: self._path.stat().st_size > 0, "the recorder records nothing")

    def audio(self, since: int = 0) -> Audio:
        content = self._path.read_bytes()
        return Audio(content[2 * since : len(content) // 2 * 2], RATE)

    def wait_for(self, seconds: float, since: int = 0) -> None:
        """Until so much sound has been heard."""

        def heard() -> bool:
            first, last = self.audio(since).heard()
            return last - first >= seconds * RATE

        until(heard, f"{seconds} seconds of sound were not heard")

    def settle(self, since: int = 0) -> Audio:
        """What was heard, once half a second of silence came after it."""
        until(lambda: self.audio(since).frames - self.audio(since).heard()[1] > RATE // 2, "it never falls silent")
        return self.audio(since)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    # The path of a socket cannot be long, and the folders of pytest are.
    with tempfile.TemporaryDirectory(prefix="ms-") as name:
        folder = Path(name)
        for variable in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH"):
            monkeypatch.setenv(variable, name)
        socket = folder / "socket"
        options = ["--daemonize=no", "-n", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no"]
        door = f"module-native-protocol-unix socket={socket} auth-anonymous=1"
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen([program("pulseaudio"), *options, "-L", SINK, "-L", door], stderr=log)
        monkeypatch.setenv("PULSE_SERVER", f"unix:{socket}")
        recording = None
        try:
            until(socket.exists, "PulseAudio does not start")
            recording = Recorder(folder)
            yield recording
        finally:
            for process in (recording.process if recording else None, server):
                if process is not None:
                    process.terminate()
                    process.wait()


def place(heard: Audio, sound: Audio) -> tuple[int, float]:
    """Where in what was heard the sound begins, and how well the two agree there."""
    near = heard.heard()[0]
    start = sound.part(0, 4000)
    at = max(range(max(0, near - 300), near + 300), key=lambda at: correlation(heard.part(at, at + 4000), start))
    return at, correlation(heard.part(at, at + sound.frames), sound)


def in_time(once: Callable[[], float]) -> float:
    """How well what is heard agrees with what is played, in the best of a few tries.

    Sound servers work against the clock: on a machine that is busy with other tests they leave samples out.
    """
    best = 0.0
    for _ in range(4):
        best = max(best, once())
        if best >= ALIKE:
            break
    return best


def test_the_loudspeaker_is_given_the_sound_itself(recorder: Recorder) -> None:
    sound = voice(3.0, RATE, seed=5)
    assert playback.report() == ("loudspeaker", True, "PulseAudio", "")

    def once() -> float:
        before = recorder.audio().frames
        playback.play(sound)
        return place(recorder.settle(before), sound)[1]

    assert in_time(once) >= ALIKE


def test_pieces_are_played_without_a_gap(recorder: Recorder) -> None:
    sound = voice(3.0, RATE, seed=6)

    def once() -> float:
        before = recorder.audio().frames
        playback.play(sound.part(at, at + 7001) for at in range(0, sound.frames, 7001))
        return place(recorder.settle(before), sound)[1]

    assert in_time(once) >= ALIKE


def test_a_piece_is_heard_while_the_next_is_made_and_what_is_late_comes_after_silence(recorder: Recorder) -> None:
    first, second = voice(1.0, RATE, seed=1), voice(1.0, RATE, seed=2)

    def once() -> float:
        before = recorder.audio().frames

        def pieces() -> Iterator[Audio]:
            yield first
            recorder.wait_for(0.9, before)
            time.sleep(0.7)
            yield second

        playback.play(pieces())
        heard = recorder.settle(before)
        at, agreement = place(heard, first)
        rest = heard.part(at + first.frames + 20, heard.frames)
        after, later = place(rest, second)
        assert after >= 0.3 * RATE
        return min(agreement, later)

    assert in_time(once) >= ALIKE


def test_an_error_while_a_piece_is_made_ends_the_sound(recorder: Recorder) -> None:
    def pieces() -> Iterator[Audio]:
        yield voice(20.0, RATE)
        recorder.wait_for(0.5)
        raise LookupError("the voice is gone")

    with pytest.raises(LookupError):
        playback.play(pieces())
    first, last = recorder.settle().heard()
    assert (last - first) / RATE < 10
