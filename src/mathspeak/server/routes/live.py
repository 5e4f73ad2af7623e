"""A formula while it is being edited: each state in, its words and its audio out; the latest one wins."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from mathspeak.errors import MathspeakError
from mathspeak.server.gate import KEY_PROTOCOL
from mathspeak.server.problems import Problem, of_error, of_validation
from mathspeak.server.requests import LiveRequest, SpeakRequest, TextRequest
from mathspeak.server.sound import sound
from mathspeak.server.trace import send_problem
from mathspeak.server.voice import MEDIA_TYPES

if TYPE_CHECKING:
    from mathspeak.server.service import Service

router = APIRouter(prefix="/v1")
PROTOCOL = "mathspeak"
# What is counted of each formula, in the place of a method.
ROUTE = ("/v1/live", "message")
_ANSWERED = 200
_AWAY = 1001
_TOO_MUCH = 1013


@router.websocket("/live")
async def live(socket: WebSocket) -> None:
    """Messages are JSON: a formula as for `/v1/text` with an `id`; the answer has the same `id`.

    With `audio`, a message `{"id": …, "audio": TYPE}` follows, then the audio in binary messages, then
    `{"id": …, "audio": "end"}`. A later formula ends what is under way; what it overtook is answered by
    `{"id": …, "superseded": true}`.
    """
    service: Service = socket.app.state.service
    refusal = _refusal(socket, service)
    if refusal is not None:
        service.metrics.refused.labels(refusal.code).inc()
        await send_problem(refusal, socket.scope, socket.send)
        return
    # The key came as a protocol, and goes back to nobody.
    offered = [name for name in socket.scope.get("subprotocols", ()) if not name.startswith(KEY_PROTOCOL)]
    await socket.accept(PROTOCOL if PROTOCOL in offered else None)
    service.sockets += 1
    service.metrics.sockets.set(service.sockets)
    try:
        await _Conversation(socket, service).hold()
    finally:
        service.sockets -= 1
        service.metrics.sockets.set(service.sockets)


def _refusal(socket: WebSocket, service: Service) -> Problem | None:
    origin = socket.headers.get("origin")
    known = (*service.settings.server.cors_origins, None)
    # Browsers let any page open a socket anywhere; they only say from where.
    if origin not in known and "*" not in known and urlsplit(origin).netloc != socket.headers.get("host"):
        return Problem(403, "origin", "this page may not ask here", hint="server.cors_origins lists who may")
    if service.sockets >= service.settings.server.max_sockets:
        return Problem(503, "busy", "there are too many sockets", retry=5)
    return None


class _Conversation:
    """One socket. Of formulas that wait there is only the last one, so nothing grows however fast they come."""

    def __init__(self, socket: WebSocket, service: Service) -> None:
        self._socket = socket
        self._service = service
        self._waiting: LiveRequest | None = None
        self._arrived = asyncio.Event()
        self._sending = asyncio.Lock()

    async def hold(self) -> None:
        answering = asyncio.create_task(self._answer_all())
        try:
            with suppress(WebSocketDisconnect):
                while True:
                    await self._take(await self._next())
        except TimeoutError:
            await self._socket.close(_AWAY, "nothing was sent for a long time")
        finally:
            answering.cancel()
            with suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await answering

    async def _next(self) -> str:
        async with asyncio.timeout(self._service.settings.server.socket_seconds):
            message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", _AWAY))
        return str(message.get("text") or "")

    async def _take(self, text: str) -> None:
        identity: object = None
        try:
            fields = json.loads(text)
            identity = fields.get("id") if isinstance(fields, dict) else None
            request = LiveRequest.model_validate(fields)
            await self._socket.scope["state"]["charge"](1)
        except ValidationError as error:
            found = [{**one, "loc": ("message", *one["loc"])} for one in error.errors()]
            await self._refuse(identity, of_validation(found))
        except (ValueError, RecursionError):
            await self._refuse(None, Problem(400, "invalid-json", "the message is not JSON"))
        except Problem as problem:
            await self._refuse(identity, problem)
        else:
            overtaken, self._waiting = self._waiting, request
            self._arrived.set()
            if overtaken is not None:
                await self._send({"id": overtaken.id, "superseded": True})

    async def _refuse(self, identity: object, problem: Problem) -> None:
        self._count(problem.status)
        if not isinstance(identity, int | str) or len(str(identity)) > 64:
            identity = None
        await self._send({"id": identity, "error": json.loads(problem.body())})

    async def _answer_all(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):  # The other side may go at any moment.
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                request, self._waiting = self._waiting, None
                if request is not None:
                    await self._answer(request)

    async def _answer(self, request: LiveRequest) -> None:
        self._socket.scope["state"]["formula"] = request.latex
        try:
            reading = request.model_dump(include=set(TextRequest.model_fields))
            answer = await self._service.reader.text(TextRequest.model_validate(reading))
            await self._send({"id": request.id, **json.loads(answer.body)})
            if request.audio is not None:
                await self._speak(request)
            self._count(_ANSWERED)
        except MathspeakError as error:
            await self._refuse(request.id, of_error(error))
        except Problem as problem:
            await self._refuse(request.id, problem)
        except (WebSocketDisconnect, RuntimeError):
            raise
        except Exception as error:
            self._service.logger.error("fault", exc_info=error)
            await self._refuse(request.id, Problem(500, "fault", "a fault in mathspeak"))

    async def _speak(self, request: LiveRequest) -> None:
        assert request.audio is not None
        spoken = SpeakRequest.model_validate(
            {**request.model_dump(include=set(SpeakRequest.model_fields) - {"format"}), "format": request.audio}
        )
        words = await self._service.reader.words(spoken)
        if self._arrived.is_set():
            return
        language = request.language or self._service.settings.language
        audio = await sound(self._service, words, request.audio, spoken, language)
        await self._send({"id": request.id, "audio": MEDIA_TYPES[request.audio]})
        async with aclosing(aiter(audio)) as pieces:
            async for piece in pieces:
                if self._arrived.is_set():
                    break
                async with self._sending:
                    await self._socket.send_bytes(piece)
        await self._send({"id": request.id, "audio": "end"})

    def _count(self, status: int) -> None:
        """To somebody who types, each formula is a request, however long the connection lasts."""
        self._service.metrics.requests.labels(*ROUTE, str(status)).inc()

    async def _send(self, fields: dict[str, Any]) -> None:
        async with self._sending:
            await self._socket.send_text(json.dumps(fields, ensure_ascii=False))
