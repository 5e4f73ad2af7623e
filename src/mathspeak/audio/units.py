"""Units of encoding: what is said between two pauses that are long enough to be made of silent MP3 frames."""

from __future__ import annotations

from mathspeak.audio.encoding import DELAY, TAIL, encode, mp3_rate
from mathspeak.audio.mp3_frames import frame_samples
from mathspeak.audio.pcm import Audio, join
from mathspeak.audio.recording import MP3, Recording, Word
from mathspeak.audio.timeline import Cue, Track, cue, in_format
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mathspeak.audio.timeline import Item

MIN_PAUSE = 0.15
MAX_SECONDS = 60.0


class Unit:
    """What is encoded as one, and the seconds of silence before it.

    Either ``parts`` are recordings and the short silences between them, or ``coded`` is one recording that is MP3 of
    the right format already, whose frames are left as they are. ``cues`` count from the start of `audio`, or of what
    ``coded`` decodes to. The last unit of a sequence has neither when there is silence at the end.
    """

    __slots__ = ("coded", "cues", "parts", "pause")

    def __init__(self, pause: float, parts: list[Audio], cues: list[Cue], *, coded: Recording | None = None) -> None:
        self.pause = pause
        self.parts = parts
        self.cues = cues
        self.coded = coded

    def audio(self) -> Audio:
        """The parts as one, exact to the sample."""
        return join(self.parts)

    def __repr__(self) -> str:
        return f"Unit({self.pause}, {self.coded or self.parts}, {self.cues})"


def units(items: Iterable[Item]) -> Iterator[Unit]:
    """The items in units, each as soon as it is known to be whole.

    A unit ends at a pause of `MIN_PAUSE` seconds, or after `MAX_SECONDS` between two recordings, where MP3 then puts
    about a tenth of a second of quiet. What it holds does not depend on other units, so that one encoded before serves
    again. The first recording decides the format; what has another is decoded and converted.
    """
    format: tuple[int, int] | None = None
    gathered: _Gathered | None = None
    pause = 0.0
    for item in items:
        if item.recording is not None:
            format = format or _mp3_format(item.recording)
            ready = item.recording.coding == MP3 and (item.recording.rate, item.recording.channels) == format
            if gathered and (ready or gathered.seconds >= MAX_SECONDS):
                yield gathered.unit()
                pause, gathered = gathered.track.pause, None
            if ready:
                yield Unit(pause, [], [cue(item.recording, item.label, 0)], coded=item.recording)
                pause = 0.0
            else:
                gathered = gathered or _Gathered(pause, *format)
                gathered.add(item.recording, item.label)
        if gathered is None:
            pause += item.pause
            continue
        gathered.track.pause += item.pause
        if gathered.track.pause >= gathered.dividing_pause:
            yield gathered.unit()
            pause, gathered = gathered.track.pause, None
    if gathered:
        yield gathered.unit()
        pause = gathered.track.pause
    if format and pause > 0:
        yield Unit(pause, [], [])


def encoded_as_one(items: Iterable[Item]) -> Recording:
    """The items, whose silences are short, as one recording in MP3, however long it is.

    The quiet before the first is left out: of an encoded recording it could not be cut off any more.
    """
    gathered: _Gathered | None = None
    for item in items:
        if item.recording is not None:
            gathered = gathered or _Gathered(MIN_PAUSE, *_mp3_format(item.recording))
            gathered.add(item.recording, item.label)
        if gathered:
            gathered.track.pause += item.pause
    if gathered is None:
        raise AudioError("there is no audio to encode")
    unit = gathered.unit()
    made = encode(unit.audio())
    delay = DELAY / made.rate
    words = [Word(word.text, word.start + delay, word.end + delay) for found in unit.cues for word in found.words]
    # Where it is heard is measured on what it decodes to, because the encoder smears its edges by some milliseconds.
    return Recording.of_mp3(made.data, words)


class _Gathered:
    """A unit to which more may come."""

    def __init__(self, pause: float, rate: int, channels: int) -> None:
        self.track = Track(after_pause=pause > 0)
        self._format = (rate, channels)
        self._pause = pause
        self._parts: list[Audio] = []
        self._cues: list[Cue] = []
        # At low rates frames are long, and silence cannot be made of less than those that surround a sound.
        self.dividing_pause = max(MIN_PAUSE, (DELAY + TAIL + frame_samples(rate)) / rate)

    @property
    def seconds(self) -> float:
        return self.track.frames / self._format[0]

    def add(self, recording: Recording, label: object) -> None:
        parts, found = self.track.lay(in_format(recording, *self._format), label)
        self._parts += parts
        self._cues.append(found)

    def unit(self) -> Unit:
        quiet = [] if self.track.pause > 0 else self.track.rest(*self._format)
        return Unit(self._pause, self._parts + quiet, self._cues)


def _mp3_format(recording: Recording) -> tuple[int, int]:
    return mp3_rate(recording.rate), min(recording.channels, 2)
