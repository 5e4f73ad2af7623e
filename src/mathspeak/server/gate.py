"""Who may come in, how often, with how much, and for how long."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers

from mathspeak.server.problems import Problem
from mathspeak.server.rates import address_key
from mathspeak.server.trace import send_problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from mathspeak.server.service import Service

# Everything else needs a key where there are keys, and counts.
_OPEN = frozenset(["/", "/docs", "/openapi.json", "/healthz", "/readyz", "/metrics"])
_PAGE = "/page/"
_BODIES = ("POST", "PUT", "PATCH")
# A key in a header that browsers let pages set for a WebSocket.
KEY_PROTOCOL = "key."
_CLOSE = {"connection": "close"}
JSON_LINES = ("application/jsonl", "application/x-ndjson", "application/jsonlines")
_LINES_AT = ("/v1/text/batch",)
_MOST_HEAD = 16_384
_AROUND_FIELD = 4
# What is still read of a body that is too long, so that its sender hears of it before the connection closes.
_LINGER_SECONDS = 1.0
_LINGER_TIMES = 4


class Gate:
    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self._settings = service.settings.server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        try:
            headers = Headers(scope=scope)
            _check_head(scope, headers)
            if scope["path"] not in _OPEN and not scope["path"].startswith(_PAGE):
                await self._admit(scope, headers)
            if scope["type"] == "websocket":
                await self._app(scope, receive, send)
            else:
                await self._answer(scope, headers, receive, send)
        except Problem as problem:
            self._service.metrics.refused.labels(problem.code).inc()
            if scope["type"] == "websocket":
                await receive()
            await send_problem(problem, scope, send)

    async def _admit(self, scope: Scope, headers: Headers) -> None:
        service = self._service
        client = scope.get("client")
        address = address_key(client[0] if client else "")
        caller, rate = f"address:{address}", service.address_rate
        if service.keys is not None:
            key = _key(scope, headers)
            name = service.keys.name(key) if key else None
            if name is None:
                if key:
                    await service.guess_rate.take(f"guess:{address}")
                raise Problem(
                    401,
                    "no-key" if not key else "unknown-key",
                    "this server needs a key that it knows",
                    hint="send it as Authorization: Bearer KEY, or as X-API-Key",
                    headers={"www-authenticate": 'Bearer realm="mathspeak"'},
                )
            scope["state"]["key"] = name
            caller, rate = f"key:{name}", service.key_rate
        await rate.take(caller)
        # Batches count by what is in them, which is only known later.
        scope["state"]["charge"] = lambda cost: rate.take(caller, cost)

    async def _answer(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        if scope["method"] in _BODIES:
            body = await self._body(headers, receive)
            if body:
                _check_type(scope["path"], headers)
            receive = _Read(body, receive)
        inner = scope
        if scope["method"] == "HEAD":
            # A handler answers it like GET, and the server leaves the body out.
            inner = {**scope, "method": "GET"}
            scope["state"]["head"] = True

        async def watched(message: Message) -> None:
            # Once it has begun, the pieces of an answer and whoever reads it have bounds of their own.
            limit.reschedule(None)
            await send(message)

        try:
            async with asyncio.timeout(self._settings.request_seconds) as limit:
                await self._app(inner, receive, watched)
        except TimeoutError:
            raise Problem(503, "too-slow", "the answer took too long", retry=5) from None
        finally:
            scope["route"] = inner.get("route")

    async def _body(self, headers: Headers, receive: Receive) -> bytes:
        if headers.get("content-encoding", "identity") != "identity":
            raise Problem(415, "content-encoding", "a body is taken as it is, not compressed", headers=_CLOSE)
        most = self._settings.max_body
        declared = headers.get("content-length", "")
        read = bytearray()
        try:
            async with asyncio.timeout(self._settings.body_seconds):
                more = not (declared.isdigit() and int(declared) > most)
                too_long = not more
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Problem(400, "cut-short", "the request ended before its body", headers=_CLOSE)
                    read += message.get("body", b"")
                    more = message.get("more_body", False)
                    if len(read) > most:
                        too_long, more = True, False
        except TimeoutError:
            raise Problem(408, "slow-body", "the body took too long to arrive", headers=_CLOSE) from None
        if too_long:
            if "expect" not in headers:
                await _linger(receive, most)
            raise Problem(413, "body-too-long", f"the body has more than {most:,} bytes", headers=_CLOSE)
        return bytes(read)


def _check_head(scope: Scope, headers: Headers) -> None:
    size = len(scope["raw_path"]) + len(scope["query_string"])
    size += sum(len(name) + len(value) + _AROUND_FIELD for name, value in scope["headers"])
    if size > _MOST_HEAD:
        raise Problem(431, "head-too-long", f"the head has more than {_MOST_HEAD:,} bytes", headers=_CLOSE)
    if "transfer-encoding" in headers and "content-length" in headers:
        # Whoever stands before us may have believed the other one.
        raise Problem(400, "two-lengths", "the body's length is told in two ways", headers=_CLOSE)


def _check_type(path: str, headers: Headers) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json")):
        return
    if kind in JSON_LINES and path in _LINES_AT:
        return
    raise Problem(415, "content-type", "a body is application/json", headers={"accept-post": "application/json"})


async def _linger(receive: Receive, most: int) -> None:
    left = most * _LINGER_TIMES
    try:
        async with asyncio.timeout(_LINGER_SECONDS):
            while left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                if message["type"] == "http.disconnect" or not message.get("more_body", False):
                    return
    except TimeoutError:
        return


class _Read:
    """A body that has been read, for the layers inside; after it comes what the connection says."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


def _key(scope: Scope, headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    if "x-api-key" in headers:
        return headers["x-api-key"].strip()
    for protocol in scope.get("subprotocols", ()):
        if protocol.startswith(KEY_PROTOCOL):
            return str(protocol).removeprefix(KEY_PROTOCOL)
    return ""
