"""Recordings and silences one after another, and when each of them is heard."""

from __future__ import annotations

from mathspeak.audio.decoding import converted, pcm
from mathspeak.audio.pcm import SAMPLE_BYTES, Audio
from mathspeak.audio.recording import PCM, Recording, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mathspeak.audio.units import Unit
    from mathspeak.audio.writing import Writer

_SILENCE_SECONDS = 10.0


class Item:
    """A recording, the seconds of silence after it, and whatever the caller wants to know it by.

    Without a recording it is silence alone. Silences between two recordings add up; where there is any, the quiet that
    the engines left there is cut away, and where there is none, the recordings are joined as they are.
    """

    __slots__ = ("label", "pause", "recording")

    def __init__(self, recording: Recording | None, pause: float = 0.0, label: object = None) -> None:
        self.recording = recording
        self.pause = pause
        self.label = label

    def __repr__(self) -> str:
        return f"Item({self.recording!r}, {self.pause}, {self.label!r})"


class Cue:
    """When a recording is heard: the second at which its speech begins and the one at which it ends.

    The times are those of the output. ``words`` has them for each word where the engine tells.
    """

    __slots__ = ("end", "label", "start", "words")

    def __init__(self, label: object, start: float, end: float, words: tuple[Word, ...] = ()) -> None:
        self.label = label
        self.start = start
        self.end = end
        self.words = words

    def moved(self, seconds: float) -> Cue:
        """The same, so much later, and not before the beginning."""
        start, end = max(0.0, self.start + seconds), max(0.0, self.end + seconds)
        words = (Word(w.text, max(0.0, w.start + seconds), max(0.0, w.end + seconds)) for w in self.words)
        return Cue(self.label, start, end, tuple(words))

    def __repr__(self) -> str:
        return f"Cue({self.label!r}, {self.start:.3f}, {self.end:.3f})"


class Track:
    """Lays recordings of one format after another, sample by sample. ``pause`` is what was waited since the last."""

    def __init__(self, *, after_pause: bool = False) -> None:
        self.frames = 0
        self.pause = 0.0
        self._silent = 0
        self._cut_start = after_pause
        self._quiet: Audio | None = None

    def lay(self, recording: Recording, label: object = None) -> tuple[list[Audio], Cue]:
        """What comes before the recording, and its own samples up to the last that is heard."""
        audio = pcm(recording)
        start = recording.onset if self._cut_start or self.pause > 0 else 0
        parts = self.rest(audio.rate, audio.channels)
        found = cue(recording, label, self.frames - start)
        parts.append(audio.part(start, recording.offset))
        self._quiet = audio.part(recording.offset, audio.frames)
        self.frames += parts[-1].frames
        self.pause = 0.0
        self._silent = 0
        self._cut_start = False
        return parts, found

    def silence(self, rate: int, channels: int) -> list[Audio]:
        """As much of the pause as was not laid yet."""
        frames = round(self.pause * rate) - self._silent
        self._silent += frames
        self.frames += frames
        block = round(_SILENCE_SECONDS * rate)
        sizes = (min(block, frames - start) for start in range(0, frames, block))
        return [Audio(bytes(SAMPLE_BYTES * channels * size), rate, channels) for size in sizes]

    def rest(self, rate: int, channels: int) -> list[Audio]:
        """What comes next in any case: the pause, or without one the quiet at the end of the last recording."""
        if self.pause > 0:
            return self.silence(rate, channels)
        quiet, self._quiet = self._quiet, None
        if quiet is None or not quiet.frames:
            return []
        self.frames += quiet.frames
        return [quiet]


def cue(recording: Recording, label: object, at: int) -> Cue:
    """The cue of a recording whose own first sample stands, or would, at that sample of the output."""
    rate = recording.rate
    start, end = (at + recording.onset) / rate, (at + recording.offset) / rate

    def inside(seconds: float) -> float:
        return min(max(start, at / rate + seconds), end)

    return Cue(label, start, end, tuple(Word(w.text, inside(w.start), inside(w.end)) for w in recording.words))


def samples(items: Iterable[Item]) -> Iterator[tuple[Audio, Cue | None]]:
    """The audio of all items, piece by piece as they come, and with each recording its cue.

    Rate and channels are those of the first recording; others are converted to them. Silences have their length to the
    nearest sample.

    >>> beep = Recording.of(Audio(b"\\0\\x20" * 800, 8000))
    >>> pieces = list(samples([Item(beep, 0.5, "one"), Item(beep, 0, "two")]))
    >>> [(audio.frames, cue) for audio, cue in pieces]
    [(800, Cue('one', 0.000, 0.100)), (4000, None), (800, Cue('two', 0.600, 0.700))]
    """
    track = Track()
    format: tuple[int, int] | None = None
    for item in items:
        if item.recording is not None:
            format = format or (item.recording.rate, item.recording.channels)
            parts, found = track.lay(in_format(item.recording, *format), item.label)
            for part in parts[:-1]:
                yield part, None
            yield parts[-1], found
        track.pause += item.pause
        if format:
            # At once, so that a listener does not wait for the pause after having waited for what comes next.
            for part in track.silence(*format):
                yield part, None
    if format:
        for part in track.rest(*format):
            yield part, None


def in_format(recording: Recording, rate: int, channels: int) -> Recording:
    """The recording as samples of that rate and with as many channels."""
    if (recording.rate, recording.channels) != (rate, channels):
        return Recording.of(converted(pcm(recording), rate, channels), recording.words)
    if recording.coding == PCM:
        return recording
    return Recording(
        PCM,
        pcm(recording).samples,
        rate=rate,
        channels=channels,
        frames=recording.frames,
        onset=recording.onset,
        offset=recording.offset,
        words=recording.words,
    )


def write(items: Iterable[Item], writer: Writer, encoded: Callable[[Unit], Recording] | None = None) -> Iterator[Cue]:
    """Write the items as they come and give each cue once its recording is written; the writer stays open.

    To MP3 they go in units, each encoded by itself: ``encoded`` may look one up that was encoded before.
    """
    from mathspeak.audio.mp3 import Mp3Writer
    from mathspeak.audio.splicing import spliced

    if isinstance(writer, Mp3Writer):
        for data, spare, cues in spliced(items, encoded):
            writer.write_frames(data, spare)
            yield from cues
    else:
        for audio, found in samples(items):
            writer.write(audio)
            if found:
                yield found
