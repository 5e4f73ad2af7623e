"""MP3 by lameenc, a wheel that carries the LAME encoder."""

from __future__ import annotations

from mathspeak.audio.pcm import Audio
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

_KILOBITS_PER_CHANNEL = 64
_BEST_QUALITY = 2


def write(audio: Audio, file: BinaryIO) -> None:
    """Write the audio as an MP3 file, a second of it at a time."""
    try:
        import lameenc
    except ImportError as error:
        raise AudioError(
            "MP3 cannot be written: lameenc is missing", hint="pip install lameenc, or use .wav"
        ) from error
    try:
        _encode(lameenc.Encoder(), audio, file)
    except RuntimeError as error:
        raise AudioError(f"MP3 cannot be made of {audio.channels} channels at {audio.rate} Hz: {error}") from error


def _encode(encoder: Any, audio: Audio, file: BinaryIO) -> None:
    encoder.silence()
    encoder.set_in_sample_rate(audio.rate)
    encoder.set_channels(audio.channels)
    encoder.set_bit_rate(_KILOBITS_PER_CHANNEL * audio.channels)
    encoder.set_quality(_BEST_QUALITY)
    block = audio.rate * audio.frame_bytes
    for start in range(0, len(audio.samples), block):
        file.write(encoder.encode(audio.samples[start : start + block]))
    file.write(encoder.flush())
