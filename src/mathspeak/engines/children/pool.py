"""The children of one engine: a phrase takes a free one, and another is started when none is free."""

from __future__ import annotations

import os
import threading
import weakref
from contextlib import contextmanager

from mathspeak.engines.children.child import Child
from mathspeak.errors import EngineFailed, EngineUnavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_START_SECONDS = 30.0


class Pool:
    """At most ``size`` children that ``command`` starts, each when it is first needed."""

    def __init__(self, command: Sequence[str], name: str, size: int) -> None:
        self.command = command
        self._name = name
        self._size = size
        self._free: list[Child] = []
        # What is lent in one term does not come back in the next.
        self._term = 0
        self._begin()
        _pools.add(self)

    @contextmanager
    def lend(self) -> Iterator[Child]:
        """A child for one job; EngineUnavailable where none can be started."""
        with self._seats:
            child, term = self._free_one(), self._term
            child = child or self._start()
            try:
                yield child
            finally:
                self._take_back(child, term)

    def close(self) -> None:
        """End the children, those that are speaking after their job; the next job starts another."""
        with self._lock:
            self._term += 1
            free, self._free = self._free, []
        for child in free:
            child.kill()

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._seats = threading.Semaphore(self._size)
        self._free = []

    def _free_one(self) -> Child | None:
        with self._lock:
            while self._free:
                # The one that spoke last: the others may grow old and end.
                child = self._free.pop()
                if child.usable:
                    return child
                child.kill()
        return None

    def _take_back(self, child: Child, term: int) -> None:
        with self._lock:
            if child.usable and term == self._term:
                self._free.append(child)
                return
        child.kill()

    def _start(self) -> Child:
        child = Child(self.command, self._name)
        try:
            child.await_ready(_START_SECONDS)
        except EngineFailed as error:
            raise EngineUnavailable(error.message, hint=error.hint or "ms doctor says what works here") from error
        return child


_pools: weakref.WeakSet[Pool] = weakref.WeakSet()


def _after_fork() -> None:
    # The children are the parent's, and its threads, which do not come along, may have held the locks.
    for pool in list(_pools):
        pool._begin()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
