"""The first frame of an MP3 file: silent itself, it tells players where the sound begins and ends."""

from __future__ import annotations

from mathspeak.audio.encoding import ENCODER_DELAY
from mathspeak.audio.mp3_frames import frame_bytes, header, kilobits_for, side_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.audio.mp3_frames import Frame

_HAS_ALL_FIELDS = b"\0\0\0\x0f"
_CONTENTS = 100
# Players believe delay and padding only where LAME says them.
_ENCODER = b"LAME3.100"
_CONSTANT, _VARIABLE = 1, 4
_INFO_BYTES = 4 + 4 + 4 + 4 + _CONTENTS + 4 + 36
_MOST_MARKS = 1024


class Tally:
    """Counts the frames of a file as they are written, and remembers where some of them stand."""

    def __init__(self) -> None:
        self.frames = 0
        self.bytes = 0
        self._marks: list[int] = []
        self._step = 1
        self._kilobits: set[int] = set()

    def count(self, frame: Frame) -> None:
        if self.frames % self._step == 0:
            self._marks.append(self.bytes)
            if len(self._marks) == _MOST_MARKS:
                self._marks = self._marks[::2]
                self._step *= 2
        self.frames += 1
        self.bytes += frame.size
        self._kilobits.add(frame.kilobits)

    @property
    def constant(self) -> bool:
        return len(self._kilobits) < 2

    @property
    def kilobits(self) -> int:
        """The lowest bit rate of them."""
        return min(self._kilobits, default=0)

    def contents(self, info_bytes: int) -> bytes:
        """For each hundredth of the time, the 256th of the bytes at which it begins."""
        whole = self.bytes + info_bytes
        places = (self._marks[self.frames * part // _CONTENTS // self._step] for part in range(_CONTENTS))
        return bytes(min(255, (info_bytes + place) * 256 // whole) if place else 0 for place in places)


def info_size(rate: int, channels: int) -> int:
    """The bytes that `info_frame` takes."""
    return frame_bytes(rate, _kilobits(rate, channels))


def info_frame(rate: int, channels: int, tally: Tally, padding: int) -> bytes:
    """The frame, for a file in which ``padding`` samples at the end are not meant to be heard.

    ``padding`` is counted as LAME does: what a decoder holds back is part of it.
    """
    kilobits = _kilobits(rate, channels)
    size = frame_bytes(rate, kilobits)
    start = header(rate, channels, kilobits) + bytes(side_bytes(rate, channels))
    info = b"Info" if tally.constant else b"Xing"
    info += _HAS_ALL_FIELDS + _four(tally.frames) + _four(tally.bytes + size) + tally.contents(size)
    quality = bytes(4)
    method = bytes([_CONSTANT if tally.constant else _VARIABLE])
    # Nothing is told of filters, loudness and presets.
    lame = _ENCODER + method + bytes(9) + bytes([0, min(255, tally.kilobits)])
    lame += (
        (ENCODER_DELAY << 12 | min(padding, 0xFFF)).to_bytes(3, "big") + bytes(4) + _four(tally.bytes + size) + bytes(2)
    )
    frame = start + info + quality + lame
    return (frame + _crc(frame).to_bytes(2, "big")).ljust(size, b"\0")


def _kilobits(rate: int, channels: int) -> int:
    return kilobits_for(rate, 4 + side_bytes(rate, channels) + _INFO_BYTES)


def _four(number: int) -> bytes:
    return min(number, 0xFFFFFFFF).to_bytes(4, "big")


def _crc(data: bytes) -> int:
    """CRC-16 as LAME makes it of what stands before."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
