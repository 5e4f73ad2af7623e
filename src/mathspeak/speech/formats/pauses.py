"""How long a pause is: the one place where strengths become time."""

from __future__ import annotations

from mathspeak.errors import ConfigError
from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, SHORT

MILLISECONDS = {BREATH: 80, SHORT: 250, MEDIUM: 500, LONG: 750}
LONGEST_FACTOR = 10.0


def milliseconds(strength: str, factor: float = 1.0) -> int:
    """The length of a pause for a listener who wants all pauses ``factor`` times as long.

    >>> milliseconds(SHORT), milliseconds(SHORT, 2), milliseconds(SHORT, 0)
    (250, 500, 0)
    """
    # Said this way round, not-a-number is refused too.
    if not 0 <= factor <= LONGEST_FACTOR:
        raise ConfigError(f"the factor of the pauses is a number from 0 to {LONGEST_FACTOR:g}, not {factor:g}")
    return round(MILLISECONDS[strength] * factor)
