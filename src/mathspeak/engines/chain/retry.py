"""Another try, and another, each after a longer wait: for failures that may pass."""

from __future__ import annotations

import math
import random

from mathspeak.engines.chain.clock import Clock
from mathspeak.engines.chain.deadline import within
from mathspeak.errors import EngineFailed, MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    Result = TypeVar("Result")
    Error = TypeVar("Error", bound=MathspeakError)


class Retry:
    """``tries`` at most, none begun after ``seconds``. Treat as immutable.

    The wait before a try is drawn between nothing and a bound that begins at ``base`` seconds, doubles with each try
    and ends at ``cap``: many who failed at the same time do not come back at the same time.
    """

    __slots__ = ("base", "cap", "seconds", "tries")

    def __init__(self, tries: int = 3, base: float = 0.5, cap: float = 8.0, seconds: float = 40.0) -> None:
        self.tries = tries
        self.base = base
        self.cap = cap
        self.seconds = seconds

    def within(self, *, tries: float = math.inf, seconds: float = math.inf) -> Retry:
        """The same with narrower bounds.

        >>> Retry(tries=3).within(tries=1).tries
        1
        """
        return Retry(int(min(self.tries, tries)), self.base, self.cap, min(self.seconds, seconds))

    def wait(self, failures: int) -> float:
        """The seconds to wait after that many failures."""
        return random.uniform(0, min(self.cap, self.base * 2.0 ** min(failures - 1, 60)))

    def call(self, work: Callable[[], Result], clock: Clock) -> Result:
        """What ``work`` gives; only a transient failure is tried again. The last error tells of all before it."""
        end = clock.steady() + self.seconds
        causes: list[EngineFailed] = []
        while True:
            try:
                with within(end - clock.steady()):
                    return work()
            except EngineFailed as error:
                causes.append(error)
                wait = self.wait(len(causes))
                if not error.transient or len(causes) >= self.tries or clock.steady() + wait >= end:
                    if len(causes) == 1:
                        raise
                    raise told(causes) from error
            clock.sleep(wait)


def told(causes: Sequence[EngineFailed]) -> EngineFailed:
    """The last of several errors, with how often was tried, and what went wrong before where that was something else.

    >>> told([EngineFailed("no audio"), EngineFailed("no answer"), EngineFailed("no answer")]).message
    'no answer (after 3 tries; before that: no audio)'
    """
    last = causes[-1]
    others = [message for message in dict.fromkeys(error.message for error in causes) if message != last.message]
    before = f"; before that: {'; '.join(others)}" if others else ""
    return reworded(last, f"{last.message} (after {len(causes)} tries{before})")


def reworded(error: Error, message: str) -> Error:
    """The same error in other words.

    >>> reworded(EngineFailed("no answer", transient=True), "no answer at all").transient
    True
    """
    # Not by its constructor: an error that another package brings may take other arguments.
    kind = type(error)
    other = kind.__new__(kind, message)
    other.__dict__.update(error.__dict__)
    other.message = message
    return other
