"""The loudspeaker, by a child process, so that a sound system's chatter and its crashes stay outside."""

from __future__ import annotations

import subprocess
import threading

from mathspeak.audio.player_child import NO_DEVICE, PLAYED, READY
from mathspeak.audio.spawn import detached, python_command
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.audio.pcm import Audio

_MODULE = "mathspeak.audio.player_child"
_START_SECONDS = 10.0
_SLACK_SECONDS = 10.0
_NO_DEVICE = "there is no sound device here"
_NO_DEVICE_HINT = "write a file instead: -o FILE.wav"


class NoSoundDevice(AudioError):
    """Nothing here can make a sound."""

    code = "no-sound-device"


def play(audio: Audio) -> None:
    """Play the audio to its end; NoSoundDevice where there is none. Whatever interrupts it also ends the sound."""
    with _Player(audio.rate, audio.channels, audio.samples) as player:
        player.expect_ready(_START_SECONDS)
        player.expect_end(audio.seconds + _SLACK_SECONDS)


def report() -> tuple[str, bool, str, str]:
    """Name, whether it works, what is there, and what to do if it does not: a line for ``ms doctor``."""
    try:
        with _Player(44100, 1, b"") as player:
            detail = player.expect_ready(_START_SECONDS)
            player.expect_end(_SLACK_SECONDS)
    except AudioError as error:
        return ("loudspeaker", False, error.message, error.hint)
    return ("loudspeaker", True, detail, "")


class _Player:
    """The child, its samples on the way and its two answers: a device is open, and everything was played."""

    def __init__(self, rate: int, channels: int, samples: bytes) -> None:
        self._samples = samples
        self._lines: list[str] = []
        self._news = threading.Condition()
        command = [*python_command(_MODULE), str(rate), str(channels)]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **detached()
            )
        except OSError as error:
            raise AudioError(f"the player cannot be started: {error}") from error
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._feed, self._listen)]
        try:
            for thread in self._threads:
                thread.start()
        except BaseException:
            # Ctrl-C may come before anybody holds this object.
            self._process.kill()
            self._process.wait()
            raise

    def __enter__(self) -> _Player:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()

    def expect_ready(self, seconds: float) -> str:
        """The name of the sound system that opened a device."""
        line = self._line(0, seconds)
        if line == NO_DEVICE:
            raise NoSoundDevice(_NO_DEVICE, hint=_NO_DEVICE_HINT)
        if not line.startswith(READY):
            raise AudioError(f"the player failed: {line}", hint="pip install miniaudio" if "miniaudio" in line else "")
        return line.removeprefix(READY).strip()

    def expect_end(self, seconds: float) -> None:
        line = self._line(1, seconds)
        if line != PLAYED:
            raise AudioError(f"the player failed: {line}")

    def _line(self, index: int, seconds: float) -> str:
        with self._news:
            # Short waits, because on Windows a long one does not hear Ctrl-C.
            for _ in range(round(seconds / 0.1)):
                if len(self._lines) > index:
                    return self._lines[index]
                self._news.wait(0.1)
        raise AudioError(f"the sound device did not answer within {seconds:.0f} seconds")

    def _feed(self) -> None:
        assert self._process.stdin is not None
        try:
            with self._process.stdin as pipe:
                pipe.write(self._samples)
        except (BrokenPipeError, OSError):
            pass  # The child is gone, and what it last said is the reason.

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            for line in pipe:
                self._tell(line.decode(errors="replace").strip())
        self._tell("it ended by itself")

    def _tell(self, line: str) -> None:
        with self._news:
            self._lines.append(line)
            self._news.notify_all()
