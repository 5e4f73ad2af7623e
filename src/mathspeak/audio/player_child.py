"""The child that plays: samples come in on stdin, and lines on stdout say what plays them, and when all are played."""

from __future__ import annotations

import sys
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import BinaryIO

READY = "ready"
PLAYED = "played"
NO_DEVICE = "no-device"
# How much of the sound the child takes before it is asked for.
AHEAD_SECONDS = 2.0

_BUFFER_MILLISECONDS = 100
# What a device holds back after it took the last sample, with room for sound servers that hold more.
_TAIL_SECONDS = 0.4
# What is late by less than this is waited for, which a device bears; then it gets silence.
_PATIENCE_SECONDS = 0.05
_READ_BYTES = 1 << 13


def main() -> None:
    rate, channels = int(sys.argv[-2]), int(sys.argv[-1])
    try:
        import miniaudio
    except ImportError as error:
        print(f"miniaudio is missing: {error}", flush=True)
        return
    # The null system accepts everything and plays nothing, which is no device.
    systems = [system for system in miniaudio.Backend if system is not miniaudio.Backend.NULL]
    try:
        device = miniaudio.PlaybackDevice(
            miniaudio.SampleFormat.SIGNED16,
            channels,
            rate,
            _BUFFER_MILLISECONDS,
            backends=systems,
            app_name="mathspeak",
        )
    except miniaudio.MiniaudioError:
        print(NO_DEVICE, flush=True)
        return
    print(READY, device.backend, flush=True)
    frame_bytes = 2 * channels
    buffer = Buffer(rate, frame_bytes)
    threading.Thread(target=buffer.fill, args=(sys.stdin.buffer,), daemon=True).start()
    done = threading.Event()
    frames = _frames(buffer, frame_bytes, round(_TAIL_SECONDS * rate), done)
    next(frames)
    # A device that is started before there is anything would play silence first.
    buffer.wait()
    device.start(frames)
    done.wait()
    device.close()
    print(PLAYED, flush=True)


class Buffer:
    """Frames between the thread that reads them and the one that plays them: a bounded number, in their order."""

    def __init__(self, rate: int, frame_bytes: int) -> None:
        self._frame_bytes = frame_bytes
        self._most = round(AHEAD_SECONDS * rate) * frame_bytes
        # After a gap it goes on once there is enough to go on with, not with the first bytes of what comes.
        self._enough = rate * _BUFFER_MILLISECONDS // 1000 * frame_bytes
        self._late = True
        self._held = bytearray()
        self._ended = False
        self._news = threading.Condition()

    def fill(self, source: BinaryIO) -> None:
        """Take everything that the source has, no sooner than there is room for it."""
        while block := source.read1(_READ_BYTES):  # type: ignore[attr-defined]
            with self._news:
                self._news.wait_for(lambda: len(self._held) < self._most)
                self._held += block
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def wait(self) -> None:
        """Until there is enough to begin with, or the end."""
        with self._news:
            self._news.wait_for(lambda: self._ended or len(self._held) >= self._enough)

    def take(self, frames: int) -> bytes | None:
        """So many frames, or fewer where more do not come in time; None after the last."""
        wanted = frames * self._frame_bytes
        with self._news:
            if self._late and not self._ended and len(self._held) < self._enough:
                return b""
            self._late = not self._news.wait_for(lambda: self._ended or len(self._held) >= wanted, _PATIENCE_SECONDS)
            size = min(wanted, len(self._held) // self._frame_bytes * self._frame_bytes)
            if self._ended and not size:
                return None
            taken = bytes(self._held[:size])
            del self._held[:size]
            self._news.notify_all()
        return taken


def _frames(buffer: Buffer, frame_bytes: int, tail: int, done: threading.Event) -> Generator[bytes, int, None]:
    """What the device asks for: the samples, silence where they are late and until the last has left the device."""
    wanted = yield b""
    while (samples := buffer.take(wanted)) is not None:
        wanted = yield samples + bytes(wanted * frame_bytes - len(samples))
    while tail > 0:
        tail -= wanted
        wanted = yield bytes(wanted * frame_bytes)
    done.set()
    while True:
        wanted = yield bytes(wanted * frame_bytes)


if __name__ == "__main__":
    main()
