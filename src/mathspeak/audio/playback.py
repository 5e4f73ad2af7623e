"""The loudspeaker, by a child process, so that a sound system's chatter and its crashes stay outside."""

from __future__ import annotations

import subprocess
import threading
import time
from collections import deque

from mathspeak.audio.decoding import converted
from mathspeak.audio.pcm import SAMPLE_BYTES, Audio
from mathspeak.audio.player_child import AHEAD_SECONDS, NO_DEVICE, PLAYED, READY
from mathspeak.audio.spawn import detached, python_command
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MODULE = "mathspeak.audio.player_child"
_START_SECONDS = 10.0
_SLACK_SECONDS = 10.0
# How much may be made before it is heard: enough for an engine that is slow now and then.
_AHEAD_SECONDS = 30.0
# Short waits, because on Windows a long one does not hear Ctrl-C.
_TICK_SECONDS = 0.1
_NO_DEVICE = "there is no sound device here"
_NO_DEVICE_HINT = "write a file instead: -o FILE.wav"


class NoSoundDevice(AudioError):
    """Nothing here can make a sound."""

    code = "no-sound-device"


def play(sound: Audio | Iterable[Audio]) -> None:
    """Play the audio to its end, or pieces of it as they come: one is heard while the next is made.

    What comes late is preceded by silence; what has another format than the first is converted. NoSoundDevice where
    there is nothing to play on. Whatever interrupts it, Ctrl-C or an error while a piece is made, also ends the sound.
    """
    pieces = iter([sound] if isinstance(sound, Audio) else sound)
    first = next(pieces, None)
    if first is None:
        return
    with _Player(first.rate, first.channels) as player:
        player.expect_ready(_START_SECONDS)
        player.feed(first)
        for piece in pieces:
            player.feed(converted(piece, first.rate, first.channels))
        player.end()


def report() -> tuple[str, bool, str, str]:
    """Name, whether it works, what is there, and what to do if it does not: a line for ``ms doctor``."""
    try:
        with _Player(44100, 1) as player:
            detail = player.expect_ready(_START_SECONDS)
            player.end()
    except AudioError as error:
        return ("loudspeaker", False, error.message, error.hint)
    return ("loudspeaker", True, detail, "")


class _Player:
    """The child, the samples on their way to it, and its two answers: a device is open, and everything was played."""

    def __init__(self, rate: int, channels: int) -> None:
        self._second = rate * channels * SAMPLE_BYTES
        self._waiting: deque[bytes] = deque()
        # How many bytes wait, and whether more will come; the child's lines, and when it last took anything.
        self._size = 0
        self._complete = False
        self._lines: list[str] = []
        self._moved = time.monotonic()
        self._news = threading.Condition()
        command = [*python_command(_MODULE), str(rate), str(channels)]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **detached()
            )
        except OSError as error:
            raise AudioError(f"the player cannot be started: {error}") from error
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._send, self._listen)]
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
        with self._news:
            self._complete = True
            self._news.notify_all()
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

    def feed(self, audio: Audio) -> None:
        """Hand the audio over, once no more than `_AHEAD_SECONDS` wait to be played."""
        with self._news:
            for start in range(0, len(audio.samples), self._second):
                self._waiting.append(audio.samples[start : start + self._second])
            self._size += len(audio.samples)
            self._moved = time.monotonic()
            self._news.notify_all()
        self._expect(lambda: self._size <= _AHEAD_SECONDS * self._second)

    def end(self) -> None:
        """Wait until everything has been heard."""
        with self._news:
            self._complete = True
            self._moved = time.monotonic()
            self._news.notify_all()
        self._expect(lambda: not self._size)
        line = self._line(1, AHEAD_SECONDS + _SLACK_SECONDS)
        if line != PLAYED:
            raise AudioError(f"the player failed: {line}")

    def _expect(self, done: Callable[[], bool]) -> None:
        with self._news:
            while not done():
                if len(self._lines) > 1:
                    raise AudioError(f"the player failed: {self._lines[1]}")
                if time.monotonic() - self._moved > _SLACK_SECONDS:
                    raise AudioError(f"the sound device took nothing for {_SLACK_SECONDS:.0f} seconds")
                self._news.wait(_TICK_SECONDS)

    def _line(self, index: int, seconds: float) -> str:
        end = time.monotonic() + seconds
        with self._news:
            while len(self._lines) <= index:
                if time.monotonic() > end:
                    raise AudioError(f"the sound device did not answer within {seconds:.0f} seconds")
                self._news.wait(_TICK_SECONDS)
            return self._lines[index]

    def _send(self) -> None:
        assert self._process.stdin is not None
        try:
            with self._process.stdin as pipe:
                while block := self._next():
                    pipe.write(block)
                    pipe.flush()
                    with self._news:
                        self._size -= len(block)
                        self._moved = time.monotonic()
                        self._news.notify_all()
        except (BrokenPipeError, OSError):
            pass  # The child is gone, and what it last said is the reason.

    def _next(self) -> bytes:
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._complete)
            return self._waiting.popleft() if self._waiting else b""

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
