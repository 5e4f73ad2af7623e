"""An event loop in a thread of its own, for callers that are threads themselves."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import os
import socket
import threading
import weakref
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, TypeVar

    Result = TypeVar("Result")

# Short waits, because on Windows a long one does not hear Ctrl-C.
_TICK_SECONDS = 0.1
_GOODBYE_SECONDS = 2.0
_log = logging.getLogger(__name__)


class EventLoop:
    """Runs until `close`, or the end of the process. ``goodbye`` is run in it last."""

    def __init__(self, name: str, goodbye: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._owner = os.getpid()
        self._loop = _Loop()
        thread = threading.Thread(target=_run, args=(self._loop,), name=name, daemon=True)
        thread.start()
        self.close = weakref.finalize(self, _end, self._loop, thread, goodbye, self._owner)

    @property
    def usable(self) -> bool:
        """Whether it runs and is this process's own: threads do not come along into a fork."""
        return self.close.alive and self._owner == os.getpid()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """What the work gives; CancelledError, that of futures, where the loop is closed before it is done.

        Whatever interrupts the caller, Ctrl-C too, cancels the work and is not kept waiting.
        """
        try:
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError:
            work.close()
            raise concurrent.futures.CancelledError from None
        try:
            while not concurrent.futures.wait([future], timeout=_TICK_SECONDS).done:
                if not self.close.alive:
                    raise concurrent.futures.CancelledError
        except BaseException:
            if self.close.alive:
                future.cancel()
            raise
        return future.result()


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        super().__init__()
        # What matters is raised where it is waited for; the rest is not for people.
        self.set_exception_handler(lambda loop, context: _log.debug("%s", context))
        self.connections: weakref.WeakSet[asyncio.WriteTransport] = weakref.WeakSet()

    async def create_connection(self, *arguments: Any, **options: Any) -> Any:
        made = await super().create_connection(*arguments, **options)
        self.connections.add(made[0])
        return made

    async def start_tls(self, *arguments: Any, **options: Any) -> Any:
        made = await super().start_tls(*arguments, **options)
        if made is not None:
            self.connections.add(made)
        return made

    async def getaddrinfo(self, host: Any, port: Any, **options: Any) -> Any:
        """In a thread that nobody waits for: where no name server answers, the process would not end for a minute."""
        answer: asyncio.Future[Any] = self.create_future()

        def settle(error: OSError | None, found: Any) -> None:
            if answer.done():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(found)

        def look_up() -> None:
            error: OSError | None = None
            found = None
            try:
                found = socket.getaddrinfo(host, port, **options)
            except OSError as caught:
                error = caught
            except UnicodeError as caught:
                # A name that cannot be one.
                error = socket.gaierror(socket.EAI_NONAME, str(caught))
            with suppress(RuntimeError):
                self.call_soon_threadsafe(settle, error, found)

        threading.Thread(target=look_up, daemon=True).start()
        return await answer


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()


def _end(
    loop: _Loop,
    thread: threading.Thread,
    goodbye: Callable[[], Coroutine[Any, Any, None]],
    owner: int,
) -> None:
    if owner != os.getpid():
        return

    async def last() -> None:
        tasks = asyncio.all_tasks(loop) - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await goodbye()
        await loop.shutdown_asyncgens()
        # A peer that has gone would be waited for half a minute, to say good-bye.
        for connection in list(loop.connections):
            connection.abort()

    with suppress(concurrent.futures.TimeoutError):
        asyncio.run_coroutine_threadsafe(last(), loop).result(_GOODBYE_SECONDS)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(_GOODBYE_SECONDS)
    if not thread.is_alive():
        loop.close()
