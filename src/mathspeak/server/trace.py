"""The outermost layer: each request gets an id, a line in the log, counts, and an answer whatever happens inside."""

from __future__ import annotations

import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect

from mathspeak.server.problems import MEDIA_TYPE, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from mathspeak.server.service import Service

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST_PATH = 100
_METHODS = frozenset("GET HEAD POST OPTIONS PUT DELETE PATCH".split())
_CLIENT_GONE = 499
_FIRST_ERROR = 400
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}


class Trace:
    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        # Answers that other origins may read must not be kept from them.
        cors = bool(service.settings.server.cors_origins)
        self._headers = {n: v for n, v in _HEADERS.items() if not (cors and n.startswith("cross-origin"))}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        request = _Request(scope, send, self._headers)
        self._service.metrics.in_progress.inc()
        try:
            await self._app(scope, receive, request.send)
        except ClientDisconnect:
            request.status = _CLIENT_GONE
        except Exception as error:
            self._service.logger.error("fault", exc_info=error, extra={"fields": {"id": request.id}})
            if not request.begun and scope["type"] == "http":
                await send_problem(Problem(500, "fault", "a fault in mathspeak"), scope, request.send)
            # Otherwise the answer stays without its end, and the server closes the connection under it.
        finally:
            self._service.metrics.in_progress.dec()
            self._tell(scope, request)

    def _tell(self, scope: Scope, request: _Request) -> None:
        seconds = time.perf_counter() - request.started
        route = getattr(scope.get("route"), "path", "") or "unmatched"
        method = scope.get("method", "GET")
        method = method if method in _METHODS else "other"
        audio = scope["state"]["audio"].kind if "audio" in scope["state"] else "none"
        if scope["type"] == "http":
            self._service.metrics.seconds.labels(route, f"{request.status // 100}xx", audio).observe(seconds)
            if request.begun and request.status < _FIRST_ERROR:
                self._service.metrics.first_byte.labels(route, audio).observe(request.first)
        self._service.metrics.requests.labels(route, method, str(request.status)).inc()
        client, state = scope.get("client"), scope["state"]
        fields: dict[str, Any] = {
            "id": request.id,
            "method": method,
            "route": route,
            "status": request.status,
            "ms": round(seconds * 1000, 2),
            "bytes": request.bytes,
            "client": client[0] if client else "",
        }
        if route == "unmatched":
            fields["path"] = scope["path"][:_LONGEST_PATH]
        for name in ("key", "problem"):
            if state.get(name):
                fields[name] = state[name]
        if self._service.settings.log_formulas and "formula" in state:
            fields["formula"] = state["formula"]
        self._service.logger.info("request", extra={"fields": fields})


class _Request:
    """A request on its way, and what of its answer has been sent."""

    def __init__(self, scope: Scope, send: Send, headers: dict[str, str]) -> None:
        self.started = time.perf_counter()
        given = Headers(scope=scope).get("x-request-id", "")
        self.id = given if _ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = self.id
        self._send = send
        self._headers = headers
        self.status = 0
        self.bytes = 0
        self.begun = False
        self.first = 0.0

    async def send(self, message: Message) -> None:
        kind = message["type"]
        if kind in ("http.response.start", "websocket.http.response.start"):
            self.begun = True
            self.first = time.perf_counter() - self.started
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            headers["x-request-id"] = self.id
        elif kind == "http.response.body":
            self.bytes += len(message.get("body", b""))
        elif kind == "websocket.accept":
            self.begun, self.status = True, 101
            headers = MutableHeaders(scope=message)
            headers["x-request-id"] = self.id
        await self._send(message)


async def send_problem(problem: Problem, scope: Scope, send: Send) -> None:
    """Answer a request, or the handshake of a WebSocket, with a problem."""
    scope["state"]["problem"] = problem.code
    kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    body = problem.body(scope["state"].get("request_id", ""), scope["path"])
    headers = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), "cache-control": "no-store"}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in (headers | problem.headers).items()]
    await send({"type": f"{kind}.start", "status": problem.status, "headers": raw})
    await send({"type": f"{kind}.body", "body": body})
