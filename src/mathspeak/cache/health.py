"""Whether a store is worth asking: one that failed is left alone for a while, and is complained of once."""

from __future__ import annotations

import threading
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.errors import MathspeakError


class Health:
    """How one way to use a store does. ``rest`` is how many seconds a failure keeps it from being asked again.

    Attempts of many threads end in any order, so each tells when it began: one that was under way when things changed
    says nothing about how they are now.
    """

    def __init__(self, notify: Callable[[str], None] | None, rest: float) -> None:
        self._notify = notify
        self._rest = rest
        self._until = self._failed = self._recovered = 0.0
        self._told = False
        self._lock = threading.Lock()

    @property
    def rests(self) -> bool:
        """Whether it failed a short while ago."""
        return bool(self._until) and time.monotonic() < self._until

    def attempt(self) -> float | None:
        """When an attempt that may be made now begins. After the rest one may, and the others wait how that goes."""
        now = time.monotonic()
        if self._until:
            with self._lock:
                if now < self._until:
                    return None
                if self._until:
                    self._until = now + self._rest
        return now

    def failed(self, error: MathspeakError, began: float) -> None:
        with self._lock:
            if began < self._recovered:
                return
            self._failed = time.monotonic()
            self._until = self._failed + self._rest
            told, self._told = self._told, True
        if not told and self._notify is not None:
            self._notify(f"{error.message}; speech goes on without it ({error.hint})")

    def works(self, began: float) -> None:
        if self._until:
            with self._lock:
                if began > self._failed:
                    self._until, self._told = 0.0, False
                    self._recovered = time.monotonic()
