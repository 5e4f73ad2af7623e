"""What a crowd leaves behind: its garbage, and memory that is free but not given back to the system."""

from __future__ import annotations

import ctypes
import gc
import sys

# Fewer connections than these do not leave enough to look for.
_MANY = 500
_PART = 4
_QUIET_SECONDS = 2.0

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio


class Crowd:
    """How many connections there were at most, and whether most of them have gone."""

    def __init__(self) -> None:
        self._most = 0

    def came(self, connections: int) -> None:
        self._most = max(self._most, connections)

    def went(self, connections: int, loop: asyncio.AbstractEventLoop) -> None:
        """Tidy up, a little later and on a thread, once the crowd has gone."""
        if self._most >= _MANY and connections <= self._most // _PART:
            self._most = connections
            loop.call_later(_QUIET_SECONDS, loop.run_in_executor, None, give_back)


def give_back() -> None:
    """Closed connections are circles of objects that nobody looks for while nothing is asked, and C's library keeps
    what it was given. That is half of what ten thousand connections took; the rest serves the next ones.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
