"""Whether an engine is asked at all: after failures it rests, then one request shows whether it is back."""

from __future__ import annotations

import math
import threading

from mathspeak.engines.chain.clock import Clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# Attempts that fail one after the other, before an engine rests.
FAILURES = 3
LONGEST_REST = 1800.0
_LONGEST_CAUSE = 300
_ROUNDING_SECONDS = 0.01


class Breaker:
    """Closed, an engine is asked; open, it rests; when the rest is over one request is let through, to see.

    Each rest that does not help makes the next one twice as long, up to `LONGEST_REST` seconds. Every `enter` that
    returns is followed by one of `succeed`, `fail` and `leave`. For several threads at once.

    >>> breaker = Breaker()
    >>> breaker.fail("no answer", rest=60, opens=True)
    >>> 59 < breaker.resting() <= 60, breaker.cause
    (True, 'no answer')
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.cause = ""
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._failures = 0
        self._rests = 0
        self._rest = 0.0
        self._until = -math.inf
        self._probing = False

    def resting(self) -> float:
        """The seconds for which nobody is let through; 0.0 when somebody is."""
        with self._lock:
            return self._resting()

    def enter(self) -> bool | None:
        """Whether the engine may be asked: none if not, true for the one request that is let through to see."""
        with self._lock:
            if not self._rests:
                return False
            if self._probing or self._resting():
                return None
            self._probing = True
            return True

    def succeed(self) -> None:
        with self._lock:
            self._failures = self._rests = 0
            self._rest, self._until, self._probing, self.cause = 0.0, -math.inf, False, ""

    def fail(self, cause: str, *, rest: float, opens: bool, probe: bool = False) -> None:
        """Take down a failure, with ``opens`` one that is enough for a rest; ``rest`` is how long the first one is."""
        with self._lock:
            if probe:
                self._probing = False
            elif self._rests:
                return  # Asked before the rest began: nothing new.
            self._failures += 1
            self.cause = cause[:_LONGEST_CAUSE]
            if opens or probe or self._failures >= FAILURES:
                self._rests += 1
                self._rest = min(LONGEST_REST, rest * 2.0 ** min(self._rests - 1, 60))
                self._until = self._clock.wall() + self._rest

    def leave(self, *, probe: bool) -> None:
        """What was asked for says nothing about the engine."""
        if probe:
            with self._lock:
                self._probing = False

    def state(self) -> dict[str, Any] | None:
        """What another process should know; none if there is nothing."""
        with self._lock:
            if not self._failures:
                return None
            until = self._until if self._rests else 0.0
            return {
                "cause": self.cause,
                "failures": self._failures,
                "rests": self._rests,
                "rest": self._rest,
                "until": until,
            }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state` gave, in this process or another; what makes no sense is left aside."""
        cause = state.get("cause")
        numbers: list[Any] = [state.get(name) for name in ("failures", "rests", "rest", "until")]
        if not isinstance(cause, str) or not all(map(_is_count, numbers)):
            return
        failures, rests, rest, until = numbers
        with self._lock:
            if self._failures:
                return
            self.cause = cause[:_LONGEST_CAUSE]
            self._failures, self._rests = int(failures), int(rests)
            self._rest, self._until = min(float(rest), LONGEST_REST), float(until)

    def _resting(self) -> float:
        left = self._until - self._clock.wall()
        # Longer than the whole rest, and not by rounding: the clock was set back, and nobody knows when it began.
        return min(left, self._rest) if 0.0 < left < self._rest + _ROUNDING_SECONDS else 0.0


def _is_count(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12
