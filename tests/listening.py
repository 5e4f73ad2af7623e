"""What is heard in encoded audio."""

from __future__ import annotations

import io
import wave
from array import array

import pytest


def heard(data: bytes) -> tuple[float, int]:
    """The seconds of some audio, and its loudest sample, 0 to 32768."""
    if data[:4] == b"RIFF":
        with wave.open(io.BytesIO(data)) as file:
            samples = array("h", file.readframes(len(data)))
            return len(samples) / file.getframerate() / file.getnchannels(), max(map(abs, samples))
    if data[:4] == b"OggS" or data[4:8] == b"ftyp":
        av = pytest.importorskip("av")
        with av.open(io.BytesIO(data)) as file:
            frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
            rate = file.streams.audio[0].rate
        peak = max(float(abs(frame).max()) for frame in frames)
        return sum(frame.shape[-1] for frame in frames) / rate, round(peak * 32768 if peak <= 2 else peak)
    miniaudio = pytest.importorskip("miniaudio")
    decoded = miniaudio.decode(data)
    return decoded.num_frames / decoded.sample_rate, max(map(abs, decoded.samples))
