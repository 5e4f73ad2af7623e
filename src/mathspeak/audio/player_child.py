"""The child that plays: samples come in on stdin, and one line on stdout says which sound system plays them."""

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

_BUFFER_MILLISECONDS = 100
# What a device holds back after it took the last sample, with room for sound servers that hold more.
_TAIL_SECONDS = 0.4


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
    done = threading.Event()
    frames = _frames(sys.stdin.buffer, 2 * channels, round(_TAIL_SECONDS * rate), done)
    next(frames)
    device.start(frames)
    done.wait()
    device.close()
    print(PLAYED, flush=True)


def _frames(source: BinaryIO, frame_bytes: int, tail: int, done: threading.Event) -> Generator[bytes, int, None]:
    """What the device asks for: the samples, then silence until the last of them has left the device."""
    wanted = yield b""
    while samples := source.read(wanted * frame_bytes):
        wanted = yield samples + bytes(wanted * frame_bytes - len(samples))
    while tail > 0:
        tail -= wanted
        wanted = yield bytes(wanted * frame_bytes)
    done.set()
    while True:
        wanted = yield bytes(wanted * frame_bytes)


if __name__ == "__main__":
    main()
