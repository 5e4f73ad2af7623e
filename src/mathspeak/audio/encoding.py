"""Samples to MP3 by lameenc, a wheel that carries the LAME encoder."""

from __future__ import annotations

from functools import cache

from mathspeak.audio.mp3_frames import RATES, frame_samples, frames, whole_bytes
from mathspeak.audio.pcm import SAMPLE_BYTES
from mathspeak.audio.recording import MP3, Recording
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.audio.pcm import Audio

# LAME holds back 576 samples and every decoder 529, so that the first sample given comes out as this one.
ENCODER_DELAY = 576
DECODER_DELAY = 529
DELAY = ENCODER_DELAY + DECODER_DELAY
# How far the filters of coding smear a sound: the frame in which this much follows it is the last that it needs. Frames
# overlap by half, and what they would have cancelled in the next one is then as quiet as what was there.
TAIL = 288

_KILOBITS_PER_CHANNEL = 64
_BEST_QUALITY = 2
_FADE = 1152


def encode(audio: Audio) -> Recording:
    """The audio as MP3, the same bytes for the same samples; its first sample is sample `DELAY` of what it decodes to.

    The frames end as soon as the sound has died away. AudioError for a rate or channels that MP3 does not have.
    """
    encoder = Encoder(audio.rate, audio.channels)
    data = encoder.encode(audio) + encoder.finish()
    onset, offset = audio.heard()
    return Recording(
        MP3,
        data,
        rate=audio.rate,
        channels=audio.channels,
        frames=encoder.decoded,
        onset=DELAY + onset,
        offset=DELAY + offset,
    )


@cache
def encoder_version() -> str:
    """What must change for the bytes of `encode` to change."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("lameenc")
    except PackageNotFoundError:
        number = "0"
    return f"lameenc {number}, {_KILOBITS_PER_CHANNEL} kb/s, quality {_BEST_QUALITY}"


def mp3_rate(rate: int) -> int:
    """The rate of MP3 that serves for this one: itself, the next higher one, or the highest.

    >>> mp3_rate(22050), mp3_rate(20000), mp3_rate(96000)
    (22050, 22050, 48000)
    """
    return next((known for known in RATES if known >= rate), RATES[-1])


class Encoder:
    """LAME at a constant bit rate, which takes samples piece by piece."""

    def __init__(self, rate: int, channels: int) -> None:
        if rate not in RATES or channels not in (1, 2):
            raise AudioError(f"MP3 cannot be made of {channels} channels at {rate} Hz")
        self._lame = _lame()
        self._lame.silence()
        self._lame.set_in_sample_rate(rate)
        # Left to itself, LAME lowers the rate where it thinks the bits would not do.
        self._lame.set_out_sample_rate(rate)
        self._lame.set_channels(channels)
        self._lame.set_bit_rate(_KILOBITS_PER_CHANNEL * channels)
        self._lame.set_quality(_BEST_QUALITY)
        self._channels = channels
        self._frame = frame_samples(rate)
        # LAME gives bytes as it has them, the half of a frame as well.
        self._rest = b""
        self.given = 0
        self.decoded = 0

    def encode(self, audio: Audio) -> bytes:
        """As many whole frames as these samples complete; `given` and `decoded` count all samples so far."""
        if audio.frames:
            self._rest += self._lame.encode(audio.samples)
            self.given += audio.frames
        whole = whole_bytes(self._rest)
        done, self._rest = self._rest[:whole], self._rest[whole:]
        self.decoded += sum(self._frame for _ in frames(done))
        return done

    def finish(self) -> bytes:
        """The frames that hold the rest, until it has died away."""
        silence = bytes(SAMPLE_BYTES * self._channels * _FADE)
        rest = self._rest + bytes(self._lame.encode(silence) + self._lame.flush())
        end = 0
        for frame in frames(rest):
            if self.decoded >= DELAY + self.given + TAIL:
                break
            self.decoded += self._frame
            end = frame.start + frame.size
        return rest[:end]


def _lame() -> Any:
    try:
        import lameenc
    except ImportError as error:
        raise AudioError(
            "MP3 cannot be written: lameenc is missing", hint="pip install lameenc, or use .wav"
        ) from error
    return lameenc.Encoder()
