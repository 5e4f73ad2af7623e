"""FLAC, Opus and AAC by PyAV, a wheel that carries the libraries of FFmpeg."""

from __future__ import annotations

from contextlib import suppress

from mathspeak.audio.pcm import check_format
from mathspeak.audio.tags import encoded_by, spans
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, BinaryIO

    from mathspeak.audio.pcm import Audio
    from mathspeak.audio.tags import Chapter, Tags

MISSING_HINT = 'pip install "mathspeak[formats]"'
_KILOBITS_PER_CHANNEL = {"libopus": 40, "aac": 64}
_AAC_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
_OPUS_RATE = 48000
# Options of FFmpeg's writers. Without "bitexact" they sign the file with their own version and number it at random.
_ALWAYS = {"fflags": "+bitexact"}
_AT_ONCE = {"flush_packets": "1"}
_IN_FRAGMENTS = {"movflags": "+frag_keyframe+delay_moov+default_base_moof", "frag_duration": "1000000"}
_BLOCK_FRAMES = 1 << 14


class Kind:
    """A format of FFmpeg's: its writer, its codec and the options of the writer."""

    __slots__ = ("codec", "muxer", "options")

    def __init__(self, muxer: str, codec: str, options: dict[str, str] | None = None) -> None:
        self.muxer = muxer
        self.codec = codec
        self.options = options or {}


FLAC = Kind("flac", "flac")
OPUS = Kind("ogg", "libopus")
M4A = Kind("ipod", "aac")
M4B = Kind("ipod", "aac", {"brand": "M4B "})


class ContainerWriter:
    """Writes samples in one of FFmpeg's formats. In a stream, which is not ``seekable``, MP4 comes in fragments."""

    def __init__(self, file: BinaryIO, tags: Tags, *, seekable: bool, kind: Kind) -> None:
        self._av = _av(kind)
        self._kind = kind
        self._tags = tags
        self._seekable = seekable
        self._format: tuple[int, int] | None = None
        self._closed = False
        self._frames = 0
        self._stream: Any = None
        options = _ALWAYS | kind.options
        if not seekable:
            options |= _AT_ONCE | (_IN_FRAGMENTS if kind.muxer == "ipod" else {})
        self._target = _Target(file, seekable)
        self._container = self._told(lambda: self._av.open(self._target, "w", format=kind.muxer, options=options))

    def __del__(self) -> None:
        # What is not closed here is closed when garbage is collected, which ended the process before PyAV 18. Nothing
        # of that reaches the file.
        with suppress(Exception):
            self._target.live = False
            self._container.close()

    def write(self, audio: Audio) -> None:
        if self._format is None:
            if audio.channels not in (1, 2):
                raise AudioError(f"{self._kind.codec} is not made of {audio.channels} channels here")
            self._format = (audio.rate, audio.channels)
            self._told(lambda: self._begin(audio.rate, audio.channels))
        check_format(self._format, audio)
        self._told(lambda: self._encode(audio))

    def close(self, chapters: Sequence[Chapter] = ()) -> None:
        """Write what is left, and the chapters where the format has them."""
        if self._closed:
            return
        if self._format is None:
            raise AudioError("there is no audio to write")
        self._closed = True
        self._told(lambda: self._finish(chapters))

    def _begin(self, rate: int, channels: int) -> None:
        """What is told of the file must be known before the first sample is encoded."""
        codec = self._kind.codec
        layout = "mono" if channels == 1 else "stereo"
        self._stream = self._container.add_stream(codec, rate=_rate(codec, rate), layout=layout)
        if codec in _KILOBITS_PER_CHANNEL:
            self._stream.bit_rate = _KILOBITS_PER_CHANNEL[codec] * channels * 1000
        tags = self._tags
        told = {"title": tags.title, "artist": tags.artist, "album": tags.album, "comment": tags.comment}
        if self._kind.muxer == "ipod":
            told["encoding_tool"] = encoded_by()
            self._stream.metadata["language"] = tags.language_code or "und"
        else:
            told["language"] = tags.language
            # FFmpeg keeps the name "encoder" in FLAC for itself.
            told["encoder" if self._kind.muxer == "ogg" else "encoded_by"] = encoded_by()
        target = self._stream if self._kind.muxer == "ogg" else self._container
        target.metadata.update({name: text for name, text in told.items() if text})

    def _encode(self, audio: Audio) -> None:
        from fractions import Fraction

        layout = "mono" if audio.channels == 1 else "stereo"
        for start in range(0, audio.frames, _BLOCK_FRAMES):
            part = audio.part(start, start + _BLOCK_FRAMES)
            frame = self._av.AudioFrame(format="s16", layout=layout, samples=part.frames)
            frame.planes[0].update(part.samples)
            frame.sample_rate = audio.rate
            frame.time_base = Fraction(1, audio.rate)
            frame.pts = self._frames
            self._frames += part.frames
            self._container.mux(self._stream.encode(frame))

    def _finish(self, chapters: Sequence[Chapter]) -> None:
        from fractions import Fraction

        assert self._format is not None
        self._container.mux(self._stream.encode(None))
        if chapters and self._seekable and self._kind.muxer == "ipod":
            parts = spans(chapters, self._frames / self._format[0])
            unit = Fraction(1, 1000)
            self._container.set_chapters(
                [
                    {"id": number, "start": start, "end": end, "time_base": unit, "metadata": {"title": title}}
                    for number, (title, start, end) in enumerate(parts, 1)
                ]
            )
        self._container.close()

    def _told(self, work: Any) -> Any:
        try:
            result = work()
        except self._av.FFmpegError as error:
            if self._target.failure is None:
                raise AudioError(f"{self._kind.codec} cannot be written as {self._kind.muxer}: {error}") from error
        if self._target.failure is not None:
            raise self._target.failure
        return result


class _Target:
    """What FFmpeg writes to: the file, until something goes wrong.

    An error is kept until FFmpeg's work is done, because what is raised inside it may be lost there, Ctrl-C above all.
    """

    def __init__(self, file: BinaryIO, seekable: bool) -> None:
        self._file = file
        self._seekable = seekable
        self.live = True
        self.failure: BaseException | None = None

    def seekable(self) -> bool:
        return self._seekable

    def write(self, data: bytes) -> int:
        if self.live:
            try:
                self._file.write(data)
            except BaseException as error:
                self._fail(error)
        return len(data)

    def seek(self, at: int, whence: int = 0) -> int:
        if self.live:
            try:
                return self._file.seek(at, whence)
            except BaseException as error:
                self._fail(error)
        return at

    def tell(self) -> int:
        return self._file.tell() if self.live else 0

    def _fail(self, error: BaseException) -> None:
        self.failure = error
        self.live = False


def _rate(codec: str, rate: int) -> int:
    if codec == "libopus":
        return _OPUS_RATE
    if codec == "aac":
        return next((known for known in _AAC_RATES if known >= rate), _AAC_RATES[-1])
    return rate


def _av(kind: Kind) -> Any:
    try:
        import av
    except ImportError as error:
        raise AudioError(f"{kind.codec} cannot be written: PyAV is missing", hint=MISSING_HINT) from error
    return av
