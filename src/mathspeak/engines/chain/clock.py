"""The time, and waiting: what retries, breakers and paces go by."""

from __future__ import annotations

import threading
import time

from mathspeak.errors import Stopped

# Short waits, because on Windows a long one does not hear Ctrl-C.
_TICK_SECONDS = 0.1


class Clock:
    """``steady`` never jumps and means nothing outside this process; ``wall`` is for what is written down.

    >>> Clock().wall() > 1_600_000_000
    True
    """

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def steady(self) -> float:
        return time.monotonic()

    def wall(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait; Ctrl-C ends it at once, and so does `stop`, with Stopped."""
        end = time.monotonic() + seconds
        while not self._stopped.is_set():
            left = end - time.monotonic()
            if left <= 0:
                return
            self._stopped.wait(min(left, _TICK_SECONDS))
        raise Stopped("speaking was stopped while an engine was waited for")

    def stop(self) -> None:
        """End the waits of all threads, and those to come."""
        self._stopped.set()
