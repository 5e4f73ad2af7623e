"""Audio in memory: 16-bit samples, and what can be measured on them."""

from __future__ import annotations

import sys
from array import array

from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLE_BYTES = 2
# About -50 dB of full scale: below it a voice has not begun, above it somebody can hear something.
QUIET = 100


class Audio:
    """Signed 16-bit little-endian samples, interleaved if there is more than one channel.

    >>> audio = Audio(bytes(44100), rate=22050)
    >>> audio.seconds, audio.frames
    (1.0, 22050)
    """

    __slots__ = ("channels", "rate", "samples")

    def __init__(self, samples: bytes, rate: int, channels: int = 1) -> None:
        self.samples = samples
        self.rate = rate
        self.channels = channels

    @property
    def frame_bytes(self) -> int:
        return SAMPLE_BYTES * self.channels

    @property
    def frames(self) -> int:
        return len(self.samples) // self.frame_bytes

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    @property
    def peak(self) -> int:
        """The loudest sample, 0 to 32768."""
        values = _values(self.samples)
        return max((max(values), -min(values))) if values else 0

    def trimmed(self, *, start: bool, end: bool) -> Audio:
        """Without the quiet before the first sound (``start``) and after the last one (``end``)."""
        values = _values(self.samples)
        first, last = 0, len(values)
        if start:
            first = next((at for at, value in enumerate(values) if abs(value) > QUIET), last)
        if end:
            last = next((at for at in range(last, first, -1) if abs(values[at - 1]) > QUIET), first)
        first -= first % self.channels
        last += -last % self.channels
        return Audio(self.samples[first * SAMPLE_BYTES : last * SAMPLE_BYTES], self.rate, self.channels)

    def __repr__(self) -> str:
        return f"Audio({self.seconds:.2f} s, rate={self.rate}, channels={self.channels})"


def silence(seconds: float, rate: int, channels: int = 1) -> Audio:
    """Zeros of exactly that length, to the nearest sample.

    >>> silence(0.5, 22050)
    Audio(0.50 s, rate=22050, channels=1)
    """
    return Audio(bytes(round(seconds * rate) * SAMPLE_BYTES * channels), rate, channels)


def join(parts: Iterable[Audio]) -> Audio:
    """The parts one after another, sample by sample; AudioError when their rates or channels differ.

    >>> join([silence(1, 8000), silence(0.5, 8000)]).frames
    12000
    """
    parts = list(parts)
    if not parts:
        raise AudioError("there is no audio to join")
    rate, channels = parts[0].rate, parts[0].channels
    for part in parts:
        if (part.rate, part.channels) != (rate, channels):
            raise AudioError(f"audio of {part.rate} Hz x {part.channels} cannot follow {rate} Hz x {channels}")
    return Audio(b"".join(part.samples for part in parts), rate, channels)


def _values(samples: bytes) -> array[int]:
    values = array("h", samples)
    if sys.byteorder == "big":
        values.byteswap()
    return values
