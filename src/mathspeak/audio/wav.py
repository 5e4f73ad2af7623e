"""WAV files with 16-bit samples, read with suspicion and written plainly."""

from __future__ import annotations

import struct
import wave

from mathspeak.audio.pcm import SAMPLE_BYTES, Audio, check_format
from mathspeak.audio.tags import encoded_by
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from mathspeak.audio.tags import Chapter, Tags

_FORM = struct.Struct("<4sI4s4sIHHIIHH")
_CHUNK = struct.Struct("<4sI")
_HEAD_BYTES = _FORM.size + _CHUNK.size
_PCM = 1
_LARGEST = 0xFFFFFFFF
# What programs that write WAV to a pipe say, and those that read one take for "to the end".
_UNKNOWN_SIZE = 0xFFFFFFFF


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
    """Write the audio as a WAV file, without going back in it."""
    file.write(_head(audio.rate, audio.channels, len(audio.samples), b""))
    file.write(audio.samples)


class WavWriter:
    """Writes samples as they come.

    With ``seekable`` the sizes at the start are written at the end; in a stream they say that nobody knows.
    """

    def __init__(self, file: BinaryIO, tags: Tags, *, seekable: bool) -> None:
        self._file = file
        self._info = _info(tags)
        self._seekable = seekable
        self._format: tuple[int, int] | None = None
        self._closed = False
        self._size = 0

    def write(self, audio: Audio) -> None:
        if self._format is None:
            self._format = (audio.rate, audio.channels)
            self._file.write(_head(*self._format, _UNKNOWN_SIZE, self._info))
        check_format(self._format, audio)
        self._size += len(audio.samples)
        if self._seekable and self._size + _HEAD_BYTES + len(self._info) > _LARGEST:
            raise AudioError("a WAV file cannot hold more than 4 GiB", hint="use .flac or .mp3, or several files")
        self._file.write(audio.samples)

    def close(self, chapters: Sequence[Chapter] = ()) -> None:
        """Write the sizes; WAV has no chapters that players would show."""
        if self._closed:
            return
        if self._format is None:
            raise AudioError("there is no audio to write")
        self._closed = True
        if self._seekable:
            self._file.seek(0)
            self._file.write(_head(*self._format, self._size, self._info))


def _head(rate: int, channels: int, size: int, info: bytes) -> bytes:
    """Everything that stands before the samples."""
    frame = SAMPLE_BYTES * channels
    whole = min(_LARGEST, _HEAD_BYTES - 8 + len(info) + size)
    form = _FORM.pack(b"RIFF", whole, b"WAVE", b"fmt ", 16, _PCM, channels, rate, rate * frame, frame, 8 * SAMPLE_BYTES)
    return form + info + _CHUNK.pack(b"data", size)


def _info(tags: Tags) -> bytes:
    fields = (
        (b"INAM", tags.title),
        (b"IART", tags.artist),
        (b"IPRD", tags.album),
        (b"ILNG", tags.language),
        (b"ICMT", tags.comment),
        (b"ISFT", encoded_by()),
    )
    body = b"INFO"
    for name, text in fields:
        if text:
            content = text.encode() + b"\0"
            body += _CHUNK.pack(name, len(content)) + content + b"\0" * (len(content) % 2)
    return _CHUNK.pack(b"LIST", len(body)) + body
