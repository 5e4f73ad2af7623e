"""MP3 joined frame by frame: recordings as they were encoded, and silent frames between them."""

from __future__ import annotations

from mathspeak.audio.encoding import DELAY, TAIL, encode
from mathspeak.audio.mp3_frames import frame_samples, frames, silent_frame, whole_frames
from mathspeak.audio.units import Unit, units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mathspeak.audio.recording import Recording
    from mathspeak.audio.timeline import Cue, Item


def spliced(
    items: Iterable[Item], encoded: Callable[[Unit], Recording] | None = None
) -> Iterator[tuple[bytes, int, list[Cue]]]:
    """Whole frames, how many of their last samples are not to be heard, and the cues of what is heard in them.

    Times are those of a player that leaves out the first `DELAY` samples, which are the encoder's. A pause between two
    units is as long as it was asked for to within half a frame, and never shorter than the frames around it need.
    """
    encoded = encoded or _encoded
    splice = Splice()
    pause = 0.0
    for unit in units(items):
        if not unit.cues:
            pause = unit.pause
        elif unit.coded:
            recording = unit.coded
            data, at = splice.add(recording, recording.onset, recording.offset, recording.frames, unit.pause)
            yield data, 0, [cue.moved((at - DELAY) / recording.rate) for cue in unit.cues]
        else:
            recording = encoded(unit)
            end = DELAY + sum(part.frames for part in unit.parts)
            data, at = splice.add(recording, DELAY, end, end, unit.pause)
            yield data, 0, [cue.moved(at / recording.rate) for cue in unit.cues]
    if splice.samples:
        yield *splice.finish(pause), []


class Splice:
    """Frames laid one after another. Positions count samples of what all of them decode to."""

    def __init__(self) -> None:
        self.samples = 0
        self._rate = 0
        self._silent = b""
        # Where the last sound ends: with a pause after it, and without.
        self._heard = DELAY
        self._whole = DELAY
        # Frames that follow the last sound. They are left out where a pause takes their place, which is always safe:
        # a frame may borrow from those before it, never from those after it.
        self._quiet = b""

    def add(self, recording: Recording, first: int, last: int, whole: int, pause: float) -> tuple[bytes, int]:
        """The bytes that come next, and the position of the recording's sample 0.

        The sound is from sample ``first`` to ``last``, and lasts until ``whole`` where there is no pause after it. Its
        first frames cannot be left out, because later ones borrow from them; so their quiet is part of the pause.
        """
        found = whole_frames(recording.data)
        if not self._silent:
            self._rate = recording.rate
            self._silent = silent_frame(recording.data)
        if pause > 0:
            before = self._silence(round((self._heard + pause * self._rate - self.samples - first) / self._frame))
        else:
            before = self._take_quiet()
        at = self.samples
        kept = min(len(found), -(-(last + TAIL) // self._frame))
        end = found[kept - 1].start + found[kept - 1].size
        self._quiet = recording.data[end:]
        self.samples += kept * self._frame
        self._heard, self._whole = at + last, at + whole
        return before + recording.data[:end], at

    def finish(self, pause: float) -> tuple[bytes, int]:
        """The bytes that end it with a pause, and how many of all samples are beyond that."""
        if pause <= 0:
            return self._take_quiet(), self.samples - self._whole
        end = self._heard + round(pause * self._rate)
        return self._silence(-(-(end - self.samples) // self._frame)), self.samples - end

    @property
    def _frame(self) -> int:
        return frame_samples(self._rate)

    def _silence(self, count: int) -> bytes:
        count = max(0, count)
        self.samples += count * self._frame
        return self._silent * count

    def _take_quiet(self) -> bytes:
        quiet, self._quiet = self._quiet, b""
        self.samples += sum(self._frame for _ in frames(quiet))
        return quiet


def _encoded(unit: Unit) -> Recording:
    return encode(unit.audio())
