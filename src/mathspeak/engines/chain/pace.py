"""How often an engine is asked: a bucket of tokens."""

from __future__ import annotations

import math
import threading

from mathspeak.engines.chain.clock import Clock


class Pace:
    """``rate`` requests a second in the long run, ``burst`` of them at once after a rest.

    >>> pace = Pace(rate=2, burst=1)
    >>> pace.reserve(), 0.4 < pace.reserve() <= 0.5
    (0.0, True)
    """

    def __init__(self, rate: float, burst: int, clock: Clock | None = None) -> None:
        self.rate = rate
        self.burst = burst
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._tokens = float(burst)
        self._counted = self._clock.steady()

    def reserve(self, patience: float = math.inf) -> float | None:
        """The seconds to wait before asking; none, and nothing reserved, where that is longer than ``patience``.

        Who reserved first is first: a token that is not there yet is owed.
        """
        with self._lock:
            now = self._clock.steady()
            self._tokens = min(float(self.burst), self._tokens + (now - self._counted) * self.rate)
            self._counted = now
            wait = max(0.0, (1 - self._tokens) / self.rate)
            if wait > patience:
                return None
            self._tokens -= 1
            return wait
