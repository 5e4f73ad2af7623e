"""The server's side of a connection, with less patience than uvicorn's own: for heads, and for who does not read."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from mathspeak.server.crowd import Crowd
from mathspeak.server.problems import MEDIA_TYPE, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from prometheus_client import Counter, Gauge
    from uvicorn._types import ASGISendEvent


class Patience:
    """What a connection may take: seconds for the head of a request, seconds in which nothing of an answer is taken.

    uvicorn makes the connections itself, so they find this here.
    """

    head_seconds = 10.0
    stall_seconds = 20.0
    most = 2_000
    gauge: Gauge | None = None
    refused: Counter | None = None
    crowd = Crowd()


class _Stalling(asyncio.Protocol):
    """The other side must take what it is sent; uvicorn would wait for it for ever."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    _stall_timer: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stop_stalling()
        self._stall_timer = self.loop.call_later(Patience.stall_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        self._stop_stalling()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_stalling()
        super().connection_lost(exc)

    def _stop_stalling(self) -> None:
        if self._stall_timer is not None:
            self._stall_timer.cancel()
            self._stall_timer = None


class ImpatientProtocol(_Stalling, H11Protocol):
    """A head must be whole in time, an answer must be taken, and there are only so many connections.

    uvicorn waits for a head for ever, and for its reader too, so that some slow clients could hold all there is.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head_timer: asyncio.TimerHandle | None = None
        self._counted = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        Patience.crowd.came(len(self.connections))
        if len(self.connections) > Patience.most:
            if Patience.refused is not None:
                Patience.refused.inc()
            transport.write(_refusal(503, "busy", "there are too many connections"))
            transport.close()
            return
        if Patience.gauge is not None:
            self._counted = True
            Patience.gauge.inc()
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._uncount()
        super().connection_lost(exc)
        Patience.crowd.went(len(self.connections), self.loop)

    def data_received(self, data: bytes) -> None:
        if self._head_timer is None and (self.cycle is None or self.cycle.response_complete):
            self._await_head()
        super().data_received(data)

    def handle_events(self) -> None:
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._stop_waiting()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._stop_waiting()
        self._uncount()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        if self.conn.their_state is h11.SEND_BODY:
            # The rest of a body that nobody wants could go on for ever.
            self.transport.close()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        self._stop_waiting()
        # In the middle of an answer there is no place for another one.
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.write(_refusal(400, "http", msg))
        self.transport.close()

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(Patience.head_seconds, self._give_up)

    def _give_up(self) -> None:
        if self.conn.trailing_data[0]:
            self.transport.write(_refusal(408, "slow-head", "the head took too long to arrive"))
        self.transport.close()

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _uncount(self) -> None:
        if self._counted and Patience.gauge is not None:
            self._counted = False
            Patience.gauge.dec()


class ImpatientSocket(_Stalling, WebSocketsSansIOProtocol):
    """A WebSocket whose other side must take what it is sent."""

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body", False):
            # A refusal ends a handshake too; uvicorn takes it for a fault of the application, and logs that.
            self.handshake_complete = True


def _refusal(status: int, code: str, detail: str) -> bytes:
    body = Problem(status, code, detail).body()
    retry = "retry-after: 1\r\n" if status == 503 else ""
    head = (
        f"HTTP/1.1 {status} \r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n{retry}connection: close"
    )
    return head.encode() + b"\r\n\r\n" + body
