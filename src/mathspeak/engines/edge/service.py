"""The online service through its client: requests from any thread, a bounded number at a time, each within its time."""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import ssl
import threading
from contextlib import aclosing

import aiohttp
import edge_tts
import edge_tts.communicate
import edge_tts.voices

from mathspeak.engines.chain.deadline import left
from mathspeak.engines.edge.event_loop import EventLoop
from mathspeak.engines.edge.failures import explained
from mathspeak.engines.edge.proxy import shown
from mathspeak.engines.edge.voices import full_name
from mathspeak.errors import EngineFailed, EngineUnavailable, ServiceFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, TypeVar

    from edge_tts.typing import TTSChunk

    from mathspeak.engines.edge.words import Boundary

    Result = TypeVar("Result")

_TICKS = 10_000_000
_LIST_SECONDS = 6.0
# More than the slowest voice makes of a text; what sends more than that never ends.
_LONGEST_SECONDS = 86_400
_MOST_BYTES, _MOST_BYTES_PER_CHARACTER = 200_000, 12_000


class Bounds:
    """The seconds that may pass: before the first of an answer, between two parts of it, and in all for a short text
    and more for each character.
    """

    __slots__ = ("first", "gap", "total", "total_per_character")

    def __init__(
        self, first: float = 10.0, gap: float = 10.0, total: float = 20.0, total_per_character: float = 0.05
    ) -> None:
        self.first = first
        self.gap = gap
        self.total = total
        self.total_per_character = total_per_character


class Answer:
    """What came: the audio, the words it told of, and whether the service said that this is all; none if the client
    does not let us know.
    """

    __slots__ = ("audio", "boundaries", "ended")

    def __init__(self) -> None:
        self.audio = bytearray()
        self.boundaries: list[Boundary] = []
        self.ended: bool | None = None

    def take(self, part: TTSChunk, *, most_bytes: int) -> None:
        if part["type"] == "audio":
            self.audio += part["data"]
            if len(self.audio) > most_bytes:
                raise EngineFailed("edge's service does not stop sending audio", transient=True)
        else:
            start, length = part["offset"] / _TICKS, part["duration"] / _TICKS
            # Said this way round, what is no number is refused too.
            if not (0 <= start < _LONGEST_SECONDS and 0 <= length < _LONGEST_SECONDS):
                raise EngineFailed("edge's service gives words at times that make no sense", transient=True)
            self.boundaries.append((start, start + length, part["text"]))


class Service:
    """``pool_size`` connections at most, ``proxy`` as the client takes it. Nothing is opened before it is needed."""

    def __init__(self, *, pool_size: int, proxy: str | None, bounds: Bounds | None = None) -> None:
        self._pool_size = pool_size
        self._proxy = proxy
        self._shown_proxy = shown(proxy)
        self._bounds = bounds or Bounds()
        self._lock = threading.Lock()
        self._loop: EventLoop | None = None
        self._pool = _Pool(pool_size)
        _trust_more()

    def speak(self, text: str, voice: str, rate: float) -> Answer:
        """The answer to one request, as far as it goes: empty where the service sent no audio.

        Raises what `edge_failures.explained` gives, and ServiceFailed where a bound was overstepped.
        """
        bounds, part = self._nearest(len(text)), f"{round((rate - 1) * 100):+d}%"
        return self._run(lambda pool: self._speak(pool, text, voice, part, bounds))

    def voices(self) -> list[dict[str, Any]]:
        """The voices as the service describes them."""
        seconds = min(self._nearest(0).first, _LIST_SECONDS)
        return self._run(lambda pool: self._voices(pool, seconds))

    def close(self) -> None:
        with self._lock:
            if self._loop is not None:
                self._loop.close()
                self._loop = None

    def _run(self, work: Callable[[_Pool], Coroutine[Any, Any, Result]]) -> Result:
        with self._lock:
            if self._loop is None or not self._loop.usable:
                self._pool = _Pool(self._pool_size)
                self._loop = EventLoop("mathspeak-edge", self._pool.end)
            loop, pool = self._loop, self._pool
        try:
            return loop.run(work(pool))
        except concurrent.futures.CancelledError as error:
            raise EngineFailed("edge was closed while it spoke") from error

    def _nearest(self, characters: int) -> Bounds:
        bounds, end = self._bounds, left()
        total = min(bounds.total + characters * bounds.total_per_character, end)
        return Bounds(min(bounds.first, total), min(bounds.gap, total), total)

    async def _speak(self, pool: _Pool, text: str, voice: str, rate: str, bounds: Bounds) -> Answer:
        answer = Answer()
        request = edge_tts.Communicate(
            text,
            full_name(voice),
            rate=rate,
            boundary="WordBoundary",
            connector=pool.connector(),
            proxy=self._proxy,
        )
        clock = asyncio.get_running_loop().time
        end = clock() + bounds.total
        try:
            async with asyncio.timeout(bounds.first) as limit, aclosing(request.stream()) as parts:
                async for part in parts:
                    answer.take(part, most_bytes=_MOST_BYTES + len(text) * _MOST_BYTES_PER_CHARACTER)
                    limit.reschedule(min(end, clock() + bounds.gap))
        except edge_tts.exceptions.NoAudioReceived:
            pass
        except TimeoutError as error:
            if not _has_ended(request, answer):
                raise ServiceFailed(_overstepped(answer, bounds, in_all=clock() >= end)) from error
        except EngineFailed:
            raise
        except Exception as error:
            raise explained(error, self._shown_proxy) from error
        answer.ended = _has_ended(request, answer)
        return answer

    async def _voices(self, pool: _Pool, seconds: float) -> list[dict[str, Any]]:
        try:
            async with asyncio.timeout(seconds):
                found = await edge_tts.list_voices(connector=pool.connector(), proxy=self._proxy)
        except TimeoutError as error:
            raise ServiceFailed(f"edge's service did not list its voices within {seconds:.0f} seconds") from error
        except ValueError as error:
            raise EngineUnavailable("something else answers in place of edge's service: no list of voices") from error
        except Exception as error:
            raise explained(error, self._shown_proxy) from error
        return [dict(voice) for voice in found]


class _Pool:
    """The connections of all requests. The client closes the connector that it was given after each of them, and opens
    another session with it for a second try: so closing is ours alone.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._connector: _Connector | None = None

    def connector(self) -> aiohttp.BaseConnector:
        if self._connector is None:
            self._connector = _Connector(limit=self._size, resolver=aiohttp.ThreadedResolver(), ttl_dns_cache=300)
        return self._connector

    async def end(self) -> None:
        if self._connector is not None:
            await self._connector.end()


class _Connector(aiohttp.TCPConnector):
    async def close(self, *, abort_ssl: bool = False) -> None:
        pass

    async def end(self) -> None:
        await super().close(abort_ssl=True)


def _has_ended(request: edge_tts.Communicate, answer: Answer) -> bool | None:
    """Whether the service said that this is all. The client tells nobody, but counts audio as done only then."""
    done = request.state.get("cumulative_audio_bytes")
    return None if done is None else done == len(answer.audio) > 0


def _overstepped(answer: Answer, bounds: Bounds, *, in_all: bool) -> str:
    if not (answer.audio or answer.boundaries):
        return f"edge's service did not answer within {bounds.first:.0f} seconds"
    if in_all:
        return f"edge's service was not done within {bounds.total:.0f} seconds"
    return f"edge's service stopped in the middle for {bounds.gap:.0f} seconds"


def _trust_more() -> None:
    """The client trusts the authorities of its own list. Where a network has one of its own, it is named as for all
    other programs.
    """
    file = os.environ.get("SSL_CERT_FILE")
    if not file:
        return
    for module in (edge_tts.communicate, edge_tts.voices):
        context = getattr(module, "_SSL_CTX", None)
        if isinstance(context, ssl.SSLContext):
            try:
                context.load_verify_locations(file)
            except OSError as error:
                raise EngineUnavailable(
                    f"SSL_CERT_FILE names {file!r}, which holds no certificates ({error})",
                    hint="name a file in PEM format, or none",
                ) from error
