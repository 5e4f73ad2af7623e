"""What the service sends for a text: MP3 as it makes it, a tone for each word, and when each word is said."""

from __future__ import annotations

import math
import re
from array import array
from functools import lru_cache

RATE = 24_000
FRAME_BYTES = 144
TICKS = 10_000_000
_KILOBITS = 48
_LEAD, _TAIL, _GAP = 0.1, 0.8, 0.06
_SECONDS_PER_LETTER = 0.065

Boundary = tuple[int, int, str]


def words(text: str) -> list[str]:
    """The words that the service would tell of: what has letters or digits, without the points around it."""
    return re.findall(r"\w(?:[\w'.,-]*\w)?", text)


@lru_cache(maxsize=256)
def speech(text: str, pace: float) -> tuple[bytes, tuple[Boundary, ...]]:
    """Whole frames, and of each word its start and length in ticks."""
    samples = array("h", bytes(2 * round(_LEAD * RATE)))
    boundaries: list[Boundary] = []
    for word in words(text):
        seconds = (0.08 + _SECONDS_PER_LETTER * len(word)) / pace
        boundaries.append((len(samples) * TICKS // RATE, round(seconds * TICKS), word))
        samples.extend(_tone(len(word), seconds))
        samples.extend(array("h", bytes(2 * round(_GAP / pace * RATE))))
    samples.extend(array("h", bytes(2 * round(_TAIL * RATE))))
    return encode(samples), tuple(boundaries)


def encode(samples: array[int]) -> bytes:
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_bit_rate(_KILOBITS)
    encoder.set_quality(7)
    return bytes(encoder.encode(samples.tobytes())) + bytes(encoder.flush())


def _tone(pitch: int, seconds: float) -> array[int]:
    length = RATE // (120 + 10 * (pitch % 12))
    period = array("h", (round(9000 * math.sin(2 * math.pi * at / length)) for at in range(length)))
    count = round(seconds * RATE)
    return (period * (count // length + 1))[:count]
