"""What tests of audio share: something like speech, and how well two sounds agree."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import av
import lameenc

from mathspeak.audio import formats
from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Recording
from mathspeak.audio.tags import Chapter, Tags

_LOUD = 9000
_FORMANTS = ((500, 1.0), (1500, 0.5), (2500, 0.25))


def voice(seconds: float, rate: int = 22050, *, seed: int = 0, quiet: float = 0.0) -> Audio:
    """Syllables of a voice that goes up and down, different for each seed, with that much quiet before and after it.

    It begins and ends loud, as no voice does: whatever cuts a sound short or lets it click is seen on it.
    """
    chance = random.Random(seed)
    values = array("h", bytes(2 * round(seconds * rate)))
    at, phase = 0, 0.0
    while at < len(values):
        length = round(chance.uniform(0.08, 0.25) * rate)
        pitch = chance.uniform(90, 220)
        colour = [(chance.uniform(0.8, 1.2) * hertz, part) for hertz, part in _FORMANTS]
        hiss = chance.random() < 0.2
        for step in range(min(length, len(values) - at)):
            phase += 2 * math.pi * pitch / rate
            shape = 0.4 + 0.6 * math.sin(math.pi * step / length)
            tone = sum(part * math.sin(hertz * 2 * math.pi * step / rate) for hertz, part in colour)
            sound = chance.uniform(-1, 1) if hiss else (0.6 + 0.4 * math.sin(phase)) * tone
            values[at + step] = round(_LOUD * shape * sound)
        at += length
    # Loud at its very ends, so that where it begins and ends is beyond doubt.
    values[0] = values[-1] = _LOUD
    around = bytes(2 * round(quiet * rate))
    return Audio(around + values.tobytes() + around, rate)


def correlation(first: Audio, second: Audio) -> float:
    """1 where they are the same but for loudness, 0 where they have nothing to do with each other."""
    one, other = memoryview(first.samples).cast("h"), memoryview(second.samples).cast("h")
    both = sum(a * b for a, b in zip(one, other, strict=True))
    return both / math.sqrt(sum(a * a for a in one) * sum(b * b for b in other) or 1)


def difference(first: Audio, second: Audio) -> int:
    """How far the samples of two sounds of the same length are apart at the most."""
    one, other = memoryview(first.samples).cast("h"), memoryview(second.samples).cast("h")
    return max((abs(a - b) for a, b in zip(one, other, strict=True)), default=0)


def lame(audio: Audio, **settings: int) -> Recording:
    """An MP3 as an engine may give it: whatever its encoder adds, at any bit rate, constant or not."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(audio.rate)
    encoder.set_out_sample_rate(audio.rate)
    encoder.set_channels(audio.channels)
    for name, value in settings.items():
        getattr(encoder, f"set_{name}")(value)
    return Recording.of_mp3(bytes(encoder.encode(audio.samples) + encoder.flush()))


def written(sound: Audio, path: Path, tags: Tags | None = None, chapters: Sequence[Chapter] = ()) -> Path:
    """A file of the sound, which was given in pieces."""
    with formats.saving(path, tags) as writer:
        for at in range(0, sound.frames, 5001):
            writer.write(sound.part(at, at + 5001))
        writer.close(chapters)
    return path


def heard(file: BinaryIO | Path, rate: int | None = None) -> Audio:
    """What FFmpeg makes of a file, at its own rate or another one."""
    with av.open(str(file) if isinstance(file, Path) else file) as container:
        resampler = av.AudioResampler(format="s16", rate=rate)
        frames = [*container.decode(audio=0), None]
        blocks = [block for frame in frames for block in resampler.resample(frame)]
    channels = blocks[0].layout.nb_channels
    samples = b"".join(bytes(block.planes[0])[: 2 * channels * block.samples] for block in blocks)
    return Audio(samples, blocks[0].sample_rate, channels)
