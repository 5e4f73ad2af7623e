"""MP3 files and streams: frames as they are given, or samples encoded as they come."""

from __future__ import annotations

from mathspeak.audio import id3
from mathspeak.audio.decoding import converted
from mathspeak.audio.encoding import DECODER_DELAY, DELAY, Encoder, mp3_rate
from mathspeak.audio.mp3_frames import frame_samples, frames
from mathspeak.audio.mp3_info import Tally, info_frame, info_size
from mathspeak.audio.pcm import check_format
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from mathspeak.audio.pcm import Audio
    from mathspeak.audio.tags import Chapter, Tags

_BLOCK = 1 << 20


class Mp3Writer:
    """Writes samples or frames as MP3.

    With ``seekable`` the file can be read and gone back in: at its start there are then the chapters, and a frame by
    which players know its length and leave out what an encoder adds before and after the sound. A stream has neither.
    """

    def __init__(self, file: BinaryIO, tags: Tags, *, seekable: bool) -> None:
        self._file = file
        self._tags = tags
        self._seekable = seekable
        self._tally = Tally()
        self._format: tuple[int, int] | None = None
        self._closed = False
        self._spare = 0
        self._encoder: Encoder | None = None
        self._given = (0, 0)
        self._tag = id3.tag(tags)

    def write(self, audio: Audio) -> None:
        """Encode the audio, at the nearest rate that MP3 has; all of it has one format."""
        audio = converted(audio, mp3_rate(audio.rate), audio.channels)
        if self._encoder is None:
            self._encoder = Encoder(audio.rate, audio.channels)
            self._given = (audio.rate, audio.channels)
        check_format(self._given, audio)
        # A second at a time, so that what is encoded does not wait as a whole beside what is not.
        for start in range(0, audio.frames, audio.rate):
            self.write_frames(self._encoder.encode(audio.part(start, start + audio.rate)))

    def write_frames(self, data: bytes, spare: int = 0) -> None:
        """Write whole frames as they are; ``spare`` samples at their end are there only to fill the last one."""
        for frame in frames(data):
            if self._format is None:
                self._begin(*frame.format)
            if frame.format != self._format:
                raise AudioError(f"an MP3 of {self._format} cannot go on with {frame.format}")
            if not self._seekable:
                # Nothing is told of all frames at the end, so that they need not be looked at one by one.
                break
            self._tally.count(frame)
        self._file.write(data)
        self._spare = spare

    def close(self, chapters: Sequence[Chapter] = ()) -> None:
        """Write what is left, and the start of the file once its end is known."""
        if self._closed:
            return
        if self._encoder is not None:
            last = self._encoder.finish()
            self.write_frames(last, self._encoder.decoded - DELAY - self._encoder.given)
        if self._format is None:
            raise AudioError("there is no audio to write")
        self._closed = True
        if not self._seekable:
            return
        rate, channels = self._format
        self._file.seek(len(self._tag))
        self._file.write(info_frame(rate, channels, self._tally, self._spare + DECODER_DELAY))
        if chapters:
            samples = self._tally.frames * frame_samples(rate) - DELAY - self._spare
            tag = id3.tag(self._tags, chapters, samples / rate)
            self._make_room(len(tag) - len(self._tag))
            self._file.seek(0)
            self._file.write(tag)

    def _begin(self, rate: int, channels: int) -> None:
        self._format = (rate, channels)
        self._file.write(self._tag)
        if self._seekable:
            self._file.write(bytes(info_size(rate, channels)))

    def _make_room(self, count: int) -> None:
        """Move everything after the tag by that many bytes, from the end, within the file."""
        end = self._file.seek(0, 2)
        while end > len(self._tag):
            start = max(len(self._tag), end - _BLOCK)
            self._file.seek(start)
            block = self._file.read(end - start)
            self._file.seek(start + count)
            self._file.write(block)
            end = start
