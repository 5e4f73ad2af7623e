"""What was said once: audio as it was made, where speech begins and ends in it, and when each word is said."""

from __future__ import annotations

import json
import struct
from math import isfinite

from mathspeak.audio.pcm import Audio
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

PCM = "pcm"
MP3 = "mp3"
_HEAD = struct.Struct(">4sI")
_MAGIC = b"MSR1"
_BYTES_A_SAMPLE = 2


class Word:
    """A word, and the seconds from the start of its recording at which it begins and ends."""

    __slots__ = ("end", "start", "text")

    def __init__(self, text: str, start: float, end: float) -> None:
        self.text = text
        self.start = start
        self.end = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and (self.text, self.start, self.end) == (other.text, other.start, other.end)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Word({self.text!r}, {self.start:.3f}, {self.end:.3f})"


class Recording:
    """Audio as an engine made it.

    ``coding`` is `PCM` (signed 16-bit little-endian samples, interleaved) or `MP3` (whole frames, no tags). ``rate`` is
    in Hz, ``frames`` counts samples of one channel. ``onset`` and ``offset`` are the frames between which something is
    heard; what is outside is the engine's own quiet. Of an MP3 these are frames of what `decoding.pcm` makes of it.
    ``words`` is empty where the engine does not tell.

    >>> Recording.of(Audio(bytes(200) + b"\\0\\x20" * 50 + bytes(100), 8000))
    Recording('pcm', 0.03 s, heard 0.013-0.019)
    """

    __slots__ = ("channels", "coding", "data", "frames", "offset", "onset", "rate", "words")

    def __init__(
        self,
        coding: str,
        data: bytes,
        *,
        rate: int,
        channels: int,
        frames: int,
        onset: int,
        offset: int,
        words: Sequence[Word] = (),
    ) -> None:
        self.coding = coding
        self.data = data
        self.rate = rate
        self.channels = channels
        self.frames = frames
        self.onset = onset
        self.offset = offset
        self.words = tuple(words)

    @classmethod
    def of(cls, audio: Audio, words: Sequence[Word] = (), heard: tuple[int, int] | None = None) -> Recording:
        """Samples as a recording; ``heard`` are the frames between which something is, measured unless told."""
        onset, offset = heard or audio.heard()
        return cls(
            PCM,
            audio.samples,
            rate=audio.rate,
            channels=audio.channels,
            frames=audio.frames,
            onset=onset,
            offset=offset,
            words=words,
        )

    @classmethod
    def of_mp3(cls, data: bytes, words: Sequence[Word] = ()) -> Recording:
        """An MP3 as an engine gave it, without its tags; where something is heard is measured on what it decodes to.

        AudioError says so when it is not whole frames of one format from the start of an encoding to its end: when it
        is cut short, changes its format, or has something between its frames.
        """
        from mathspeak.audio import decoding

        return decoding.mp3_recording(data, words)

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    @property
    def heard_seconds(self) -> float:
        """From the first sound to the last."""
        return (self.offset - self.onset) / self.rate

    def to_bytes(self) -> bytes:
        """The recording as one piece, which `from_bytes` takes."""
        head = {
            "coding": self.coding,
            "rate": self.rate,
            "channels": self.channels,
            "frames": self.frames,
            "onset": self.onset,
            "offset": self.offset,
            "words": [[word.text, word.start, word.end] for word in self.words],
        }
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        return _HEAD.pack(_MAGIC, len(text)) + text + self.data

    @classmethod
    def from_bytes(cls, data: bytes) -> Recording:
        """The recording that ``data`` holds; AudioError where it holds none.

        >>> Recording.from_bytes(b"something else")
        Traceback (most recent call last):
        ...
        mathspeak.errors.AudioError: this is not a recording
        """
        try:
            magic, length = _HEAD.unpack_from(data)
            if magic != _MAGIC:
                raise ValueError(magic)
            start = _HEAD.size + length
            head = json.loads(data[_HEAD.size : start])
            words = [Word(str(text), float(first), float(last)) for text, first, last in head.pop("words")]
            found = cls(str(head.pop("coding")), data[start:], words=words, **{k: int(v) for k, v in head.items()})
        except (ValueError, TypeError, KeyError, struct.error, AttributeError, OverflowError, RecursionError) as error:
            raise AudioError("this is not a recording") from error
        if not found._makes_sense():
            raise AudioError("this is not a recording")
        return found

    def _makes_sense(self) -> bool:
        """Whether what it says of itself can be: a cache that others write to may hold anything."""
        counted = self.rate > 0 and self.channels > 0 and 0 <= self.onset <= self.offset <= self.frames
        if self.coding == PCM:
            counted = counted and len(self.data) == self.frames * self.channels * _BYTES_A_SAMPLE
        return counted and self.coding in (PCM, MP3) and all(isfinite(w.start) and isfinite(w.end) for w in self.words)

    def __repr__(self) -> str:
        heard = f"{self.onset / self.rate:.3f}-{self.offset / self.rate:.3f}"
        return f"Recording({self.coding!r}, {self.seconds:.2f} s, heard {heard})"
