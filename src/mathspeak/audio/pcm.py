"""Audio in memory: 16-bit samples, and what can be measured on them."""

from __future__ import annotations

import sys
from array import array
from functools import lru_cache

from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLE_BYTES = 2
# About -50 dB of full scale: below it a voice has not begun, above it somebody can hear something.
QUIET = 100
LOUDEST = 32767
# Samples looked at together: `max` over a block costs a tenth of a loop over its samples.
_BLOCK = 2048


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

    @classmethod
    def of(cls, values: array[int], rate: int, channels: int = 1) -> Audio:
        """Samples that are numbers of this machine, which the array may lose its own order for."""
        if sys.byteorder == "big":
            values.byteswap()
        return cls(values.tobytes(), rate, channels)

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

    def heard(self) -> tuple[int, int]:
        """The frames between which something is louder than `QUIET`; both are the last frame where nothing is.

        >>> Audio(bytes(20) + b"\\0\\x20" * 5 + bytes(10), 8000).heard()
        (10, 15)
        """
        values = _values(self.samples)
        first = _first_loud(values)
        last = _last_loud(values, first)
        return first // self.channels, -(-last // self.channels)

    def trimmed(self, *, start: bool, end: bool) -> Audio:
        """Without the quiet before the first sound (``start``) and after the last one (``end``)."""
        first, last = self.heard()
        return self.part(first if start else 0, last if end else self.frames)

    def part(self, start: int, end: int) -> Audio:
        """The frames from ``start`` to ``end``."""
        return Audio(self.samples[start * self.frame_bytes : end * self.frame_bytes], self.rate, self.channels)

    def gain(self, factor: float) -> Audio:
        """Every sample times ``factor``, 0 to silence, 2 for twice as loud; what goes beyond the loudest is cut there.

        >>> Audio(b"\\0\\x20", 8000).gain(1.5).peak, Audio(b"\\0\\x20", 8000).gain(9).peak
        (12288, 32767)
        """
        if factor == 1:
            return self
        table = _products(factor)
        return Audio.of(array("h", [table[value] for value in _values(self.samples)]), self.rate, self.channels)

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
        check_format((rate, channels), part)
    return Audio(b"".join(part.samples for part in parts), rate, channels)


def check_format(first: tuple[int, int], audio: Audio) -> None:
    """AudioError when the audio has not that rate and so many channels."""
    if (audio.rate, audio.channels) != first:
        rate, channels = first
        raise AudioError(f"audio of {audio.rate} Hz x {audio.channels} cannot follow {rate} Hz x {channels}")


def _first_loud(values: array[int]) -> int:
    for start in range(0, len(values), _BLOCK):
        block = values[start : start + _BLOCK]
        if max(block) > QUIET or min(block) < -QUIET:
            return start + next(at for at, value in enumerate(block) if abs(value) > QUIET)
    return len(values)


def _last_loud(values: array[int], first: int) -> int:
    for end in range(len(values), first, -_BLOCK):
        block = values[max(first, end - _BLOCK) : end]
        if max(block) > QUIET or min(block) < -QUIET:
            return end - next(at for at, value in enumerate(reversed(block)) if abs(value) > QUIET)
    return first


@lru_cache(maxsize=2)
def _products(factor: float) -> list[int]:
    """What becomes of each sample; a negative one is its own index too, because lists count from the end as well."""
    samples = (*range(LOUDEST + 1), *range(-LOUDEST - 1, 0))
    return [max(-LOUDEST - 1, min(LOUDEST, round(sample * factor))) for sample in samples]


def _values(samples: bytes) -> array[int]:
    values = array("h", samples)
    if sys.byteorder == "big":
        values.byteswap()
    return values
