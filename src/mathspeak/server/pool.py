"""Work that would keep the event loop waiting, on a bounded number of threads with a bounded queue before them."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from mathspeak.server.problems import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from typing import TypeVar

    from prometheus_client import Gauge

    Result = TypeVar("Result")


class Pool:
    """Threads for one kind of work. All methods are for the event loop's own thread.

    What is given up on goes on running, because a thread cannot be stopped, and keeps its place until it ends; so
    neither threads nor memory grow with clients that come and go.
    """

    def __init__(self, name: str, threads: int, queue: int, gauge: Gauge) -> None:
        self.name = name
        self.threads = threads
        self.queue = queue
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=f"mathspeak-{name}")
        self._pending = 0
        self._gauge = gauge.labels(name)
        self._gauge.set(0)
        self._begun: dict[int, float] = {}
        self._number = 0

    @property
    def waiting(self) -> int:
        """How much waits for a thread."""
        return max(0, self._pending - self.threads)

    @property
    def running(self) -> int:
        return min(self._pending, self.threads)

    def oldest(self) -> float:
        """The seconds for which the oldest work has been running."""
        begun = list(self._begun.values())
        return time.monotonic() - min(begun) if begun else 0.0

    async def run(self, work: Callable[[], Result], seconds: float, *, admitted: bool = False) -> Result:
        """What ``work`` gives; Problem 503 where too much waits already or it takes longer than ``seconds``.

        With ``admitted`` the queue may be full: what has been begun is not broken off for what is new.
        """
        if self.waiting >= self.queue and self._pending >= self.threads and not admitted:
            raise Problem(503, "busy", f"too much {self.name} waits already", retry=1)
        future = self._submit(work)
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            raise Problem(503, "too-slow", f"{self.name} took longer than {seconds:g} seconds", retry=5) from None

    def _submit(self, work: Callable[[], Result]) -> Future[Result]:
        loop = asyncio.get_running_loop()
        self._number += 1
        number = self._number
        self._count(1)

        def timed() -> Result:
            self._begun[number] = time.monotonic()
            try:
                return work()
            finally:
                del self._begun[number]

        future = self._executor.submit(timed)
        future.add_done_callback(lambda _: self._tell(loop))
        return future

    def later(self, work: Callable[[], object]) -> None:
        """Do it when a thread is free; nobody waits for it."""
        with suppress(RuntimeError):  # Nothing is begun any more where everything stops.
            self._submit(work)

    def _tell(self, loop: asyncio.AbstractEventLoop) -> None:
        with suppress(RuntimeError):  # The loop may have ended, and with it everybody who counts.
            loop.call_soon_threadsafe(self._count, -1)

    def _count(self, change: int) -> None:
        self._pending += change
        self._gauge.set(self.waiting)

    def close(self) -> None:
        """Take no more work, and drop what has not begun."""
        self._executor.shutdown(wait=False, cancel_futures=True)
