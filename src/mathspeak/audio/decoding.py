"""Recordings to samples."""

from __future__ import annotations

from mathspeak.audio.mp3_frames import bare, frame_samples, whole_frames
from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import MP3, PCM, Recording
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from mathspeak.audio.recording import Word


def pcm(recording: Recording) -> Audio:
    """The samples of a recording; AudioError when its MP3 does not decode.

    Sample 0 is the first that the first frame decodes to. Nothing is trimmed: an MP3 begins with the delay of its
    encoder and of decoding, `encoding.DELAY` samples with LAME, which is what `onset` and `offset` count as well.
    """
    if recording.coding == PCM:
        return Audio(recording.data, recording.rate, recording.channels)
    audio = _decoded(recording.data)
    if (audio.frames, audio.rate, audio.channels) != (recording.frames, recording.rate, recording.channels):
        raise AudioError(f"the MP3 decodes to {audio} and not to {recording}")
    return audio


def mp3_recording(data: bytes, words: Sequence[Word] = ()) -> Recording:
    """What `Recording.of_mp3` gives."""
    data = bare(data)
    found = whole_frames(data)
    rate, channels = found[0].format
    audio = _decoded(data)
    if audio.frames != len(found) * frame_samples(rate) or (audio.rate, audio.channels) != (rate, channels):
        raise AudioError(f"the MP3 has {len(found)} frames and decodes to {audio}")
    onset, offset = audio.heard()
    return Recording(
        MP3, data, rate=rate, channels=channels, frames=audio.frames, onset=onset, offset=offset, words=words
    )


def converted(audio: Audio, rate: int, channels: int) -> Audio:
    """The audio at another rate, or with as many channels; itself where nothing is to be done."""
    if (audio.rate, audio.channels) == (rate, channels):
        return audio
    if not audio.frames:
        return Audio(b"", rate, channels)
    miniaudio = _miniaudio("this audio cannot be converted")
    signed = miniaudio.SampleFormat.SIGNED16
    samples = miniaudio.convert_frames(signed, audio.channels, audio.rate, audio.samples, signed, channels, rate)
    return Audio(bytes(samples), rate, channels)


def _decoded(data: bytes) -> Audio:
    miniaudio = _miniaudio("MP3 cannot be decoded")
    try:
        sound = miniaudio.mp3_read_s16(data)
    except miniaudio.DecodeError as error:
        raise AudioError(f"the MP3 does not decode: {error}") from error
    return Audio.of(sound.samples, sound.sample_rate, sound.nchannels)


def _miniaudio(failure: str) -> Any:
    try:
        import miniaudio
    except ImportError as error:
        raise AudioError(f"{failure}: miniaudio is missing", hint="pip install miniaudio") from error
    return miniaudio
