"""How long the work at hand may take: set by who cannot wait longer, heeded by what waits for a network."""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_end: ContextVar[float] = ContextVar("end", default=math.inf)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What this thread does here may take that long; an outer bound that is nearer stays.

    >>> with within(5):
    ...     with within(60):
    ...         4 < left() <= 5
    True
    """
    token = _end.set(min(_end.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _end.reset(token)


def left() -> float:
    """The seconds that are left, 0.0 at the least, infinite where nobody set a bound.

    >>> left()
    inf
    """
    return max(0.0, _end.get() - time.monotonic())
