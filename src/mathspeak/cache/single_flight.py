"""One making per key: whoever asks while it is being made waits and shares what comes of it."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Short waits, because on Windows a long one does not hear Ctrl-C.
_TICK_SECONDS = 0.1


class Flight:
    """The making of one key in this process: one rider at a time has the turn, and ``value`` is what came of it."""

    __slots__ = ("riders", "turn", "value")

    def __init__(self) -> None:
        self.riders = 0
        self.turn = threading.Lock()
        self.value: bytes | None = None


class Flights:
    """The keys that are being made by threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[str, Flight] = {}

    @contextmanager
    def join(self, key: str, end: float) -> Iterator[Flight]:
        """The turn at a key, or a flight of one's own where it is not to be had until ``end``, a monotonic time.

        Where the rider before failed, ``value`` is still None, and the next one may try.
        """
        with self._lock:
            flight = self._flights.setdefault(key, Flight())
            flight.riders += 1
        try:
            if _take(flight.turn, end):
                try:
                    yield flight
                finally:
                    flight.turn.release()
            else:
                yield Flight()
        finally:
            with self._lock:
                flight.riders -= 1
                if not flight.riders:
                    self._flights.pop(key, None)


def _take(turn: threading.Lock, end: float) -> bool:
    while (left := end - time.monotonic()) > 0:
        if turn.acquire(timeout=min(left, _TICK_SECONDS)):
            return True
    return False
