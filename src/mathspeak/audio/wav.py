"""WAV files with 16-bit samples, read with suspicion and written plainly."""

from __future__ import annotations

import wave

from mathspeak.audio.pcm import SAMPLE_BYTES, Audio
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO


def read(file: BinaryIO) -> Audio:
    """The audio of a WAV file; AudioError when it is not one, is cut short or has no 16-bit samples."""
    try:
        with wave.open(file, "rb") as source:
            rate, channels, width = source.getframerate(), source.getnchannels(), source.getsampwidth()
            promised = source.getnframes()
            samples = source.readframes(promised)
    except (wave.Error, EOFError) as error:
        raise AudioError(f"this is not a WAV file: {str(error) or 'it ends too soon'}") from error
    if width != SAMPLE_BYTES:
        raise AudioError(f"the WAV file has {8 * width}-bit samples, not 16-bit ones")
    if rate <= 0:
        raise AudioError("the WAV file has no sample rate")
    if len(samples) != promised * width * channels:
        raise AudioError("the WAV file is cut short")
    return Audio(samples, rate, channels)


def write(audio: Audio, file: BinaryIO) -> None:
    """Write the audio as a WAV file."""
    with wave.open(file, "wb") as target:
        target.setnchannels(audio.channels)
        target.setsampwidth(SAMPLE_BYTES)
        target.setframerate(audio.rate)
        target.writeframes(audio.samples)
