"""Whether two pieces of speech are the same words, where an engine never makes the same samples twice."""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import Any

from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Recording, Word


def audio_of(recording: Recording) -> Audio:
    return Audio(recording.data, recording.rate, recording.channels)


def heard_seconds(recording: Recording) -> float:
    return (recording.offset - recording.onset) / recording.rate


def alike(first: Recording | Audio, second: Recording | Audio) -> bool:
    """Of the same length to 5 ms, and loud and quiet at the same times."""
    if abs(first.seconds - second.seconds) > 0.005:
        return False
    loudness = list(zip(loudness_of(first), loudness_of(second), strict=False))
    difference = sum(abs(one - other) for one, other in loudness)
    return difference < 0.2 * sum(max(pair) for pair in loudness)


def loudness_of(sound: Recording | Audio) -> list[float]:
    """Fifty times a second."""
    step = sound.rate // 50
    values = array("h", sound.samples if isinstance(sound, Audio) else sound.data)
    return [sum(map(abs, values[at : at + step])) / step for at in range(0, len(values), step)]


def hisses(recording: Recording) -> list[tuple[float, float]]:
    """The seconds between which an "s" is heard: a wave that turns at every third sample or more."""
    step = recording.rate // 100
    values = array("h", recording.data)
    found: list[list[int]] = []
    for at in range(len(values) // step):
        frame = values[at * step : (at + 1) * step]
        turns = sum((one < 0) != (other < 0) for one, other in pairwise(frame)) / step
        if turns > 0.3 and max(frame) > 300:
            if not found or at > found[-1][1]:
                found.append([at, at + 1])
            found[-1][1] = at + 1
    return [(start / 100, end / 100) for start, end in found if end - start > 2]


def pitch_of(recording: Recording, word: Word) -> float:
    """The height of the voice in the middle of a word, in Hz."""
    import numpy as np

    middle = round((word.start + word.end) / 2 * recording.rate)
    half = recording.rate // 20
    samples = np.frombuffer(recording.data, "<i2")[middle - half : middle + half].astype(float)
    # Without what is above the voice's own height, and with the same weight for all heights.
    samples = np.convolve(samples, np.ones(recording.rate // 400), "same")
    shortest, longest = recording.rate // 450, recording.rate // 65
    likeness = [np.dot(samples[lag:], samples[:-lag]) / (len(samples) - lag) for lag in range(shortest, longest)]
    return recording.rate / (shortest + int(np.argmax(likeness)))


def difference(first: Recording, second: Recording) -> float:
    """How differently two short pieces sound; below `ALIKE` the same word said twice, above it "f" and "s"."""
    import numpy as np

    pictures = _picture(first), _picture(second)
    size = max(map(len, pictures))
    padded = [np.pad(one, ((0, size - len(one)), (0, 0)), mode="edge") for one in pictures]
    return float(np.abs(padded[0] - padded[1]).mean())


ALIKE = 0.22
_BANDS = 16


def _picture(recording: Recording) -> Any:
    """The strength of each band of frequencies, forty times a second."""
    import numpy as np

    samples = np.frombuffer(recording.data, "<i2")[recording.onset : recording.offset].astype(float)
    size = recording.rate // 40
    frames = samples[: len(samples) // size * size].reshape(-1, size) * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    edges = np.geomspace(2, power.shape[1], _BANDS + 1).astype(int)
    bands = [power[:, start : max(end, start + 1)].sum(1) for start, end in pairwise(edges)]
    return np.log10(np.stack(bands, 1) + 1e4)
