"""Is it speech? What an engine gave is measured before anybody believes it."""

from __future__ import annotations

import sys
from array import array

from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import PCM, Recording
from mathspeak.errors import AudioCutShort, EngineFailed

_RATES = range(4_000, 192_001)
# A voice says 10 to 15 letters a second at the usual rate. These bounds only catch what cannot be speech of that text:
# a fraction of it, or the noise of a driver that never stops. The fastest of 1,500 texts took 16 letters a second.
_FASTEST_LETTERS = {"espeak": 25.0, "neural": 22.0}
_FASTEST_LETTERS_OF_OTHERS = 60.0
_SLOWEST_LETTERS = 3.0
# A digit, a sign or a character of another script may be said in a long word.
_SECONDS_PER_SIGN = 3.0
_SLACK_SECONDS = 4.0
# About -36 dB; the quietest voices stay far above it.
_FAINTEST = 500
# The share of samples after which the next has another sign. Speech stays below 0.3, and one in two is what chance
# gives; but a word of few letters may be one long s.
_NOISE = 0.42
_FEW_LETTERS = 5
_LOOKS = 500
# A wave that is loud is loud somewhere in so few samples.
_STRIDE = 7


def check_speech(audio: Audio | Recording, text: str, rate: float, engine: str) -> None:
    """EngineFailed, worth another try, when the audio cannot be this text at this rate.

    AudioCutShort when it is too short for it. What is coded as something else than samples is measured by its length.
    """
    if isinstance(audio, Audio):
        audio = Recording.of(audio)
    letters = sum(c.isascii() and c.isalpha() for c in text)
    problem = _unlike_audio(audio) or _unlike_speech(audio, letters)
    if not problem:
        heard = (audio.offset - audio.onset) / audio.rate
        size = f"{heard:.2f} seconds for {len(text)} characters"
        if heard < letters / _FASTEST_LETTERS.get(engine, _FASTEST_LETTERS_OF_OTHERS) / rate:
            raise AudioCutShort(f"{engine} gave audio that is cut short: {size}")
        signs = sum(not c.isspace() for c in text) - letters
        if heard > _SLACK_SECONDS + (letters / _SLOWEST_LETTERS + signs * _SECONDS_PER_SIGN) / rate:
            problem = size
    if problem:
        raise EngineFailed(f"{engine} gave audio that is no speech: {problem}", transient=True)


def _unlike_audio(audio: Recording) -> str:
    if audio.rate not in _RATES or audio.channels not in (1, 2):
        return f"{audio.channels} channels at {audio.rate} Hz"
    return "" if audio.frames else "it is empty"


def _unlike_speech(audio: Recording, letters: int) -> str:
    if audio.coding != PCM:
        return "" if audio.offset > audio.onset else "it is silent"
    samples = array("h", audio.data)
    if sys.byteorder == "big":
        samples.byteswap()
    some = samples[::_STRIDE]
    if max(some) < _FAINTEST and -min(some) < _FAINTEST:
        return "it is silent"
    return "it is noise" if letters >= _FEW_LETTERS and _turns(samples, audio) > _NOISE else ""


def _turns(samples: array[int], audio: Recording) -> float:
    """How often the sign changes from one sample of the first channel to the next, at some of them."""
    channels = audio.channels
    step = max(1, (audio.offset - audio.onset) // _LOOKS) * channels
    places = range(audio.onset * channels, (audio.offset - 1) * channels, step)
    return sum((samples[at] < 0) != (samples[at + channels] < 0) for at in places) / max(1, len(places))
