"""Is it speech? What an engine gave is measured before anybody believes it."""

from __future__ import annotations

from mathspeak.errors import EngineFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.audio.pcm import Audio

_RATES = range(4_000, 192_001)
# A voice says 12 to 18 letters a second at the usual rate. These bounds only catch what cannot be speech of that text:
# a fraction of it, or the noise of a driver that never stops.
_FASTEST_LETTERS = 60.0
_SLOWEST_LETTERS = 3.0
# A digit, a sign or a character of another script may be said in a long word.
_SECONDS_PER_SIGN = 3.0
_SLACK_SECONDS = 4.0
# About -36 dB; the quietest voices stay far above it.
_FAINTEST = 500


def check_speech(audio: Audio, text: str, rate: float, engine: str) -> None:
    """EngineFailed, worth another try, when the audio cannot be this text at this rate."""
    problem = _problem(audio, text, rate)
    if problem:
        raise EngineFailed(f"{engine} gave audio that is no speech: {problem}", transient=True)


def _problem(audio: Audio, text: str, rate: float) -> str:
    if audio.rate not in _RATES or audio.channels not in (1, 2):
        return f"{audio.channels} channels at {audio.rate} Hz"
    if not audio.frames:
        return "it is empty"
    letters = sum(c.isascii() and c.isalpha() for c in text)
    signs = sum(not c.isspace() for c in text) - letters
    shortest = letters / _FASTEST_LETTERS / rate
    longest = _SLACK_SECONDS + (letters / _SLOWEST_LETTERS + signs * _SECONDS_PER_SIGN) / rate
    if not shortest <= audio.seconds <= longest:
        return f"{audio.seconds:.2f} seconds for {len(text)} characters"
    if audio.peak < _FAINTEST:
        return "it is silent"
    return ""
