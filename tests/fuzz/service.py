"""The server without its sockets: bytes in at the application's door, and what must hold of every answer."""

from __future__ import annotations

import asyncio
import json
import logging
from functools import cache
from typing import Any

from mathspeak.config import Settings
from mathspeak.server.app import create
from mathspeak.server.service import Service

JSON, LINES = b"application/json", b"application/jsonl"
# The first byte of the data chooses among these; the rest is the body, or the query.
REQUESTS = (
    ("POST", "/v1/text", JSON),
    ("POST", "/v1/text/batch", JSON),
    ("POST", "/v1/text/batch", LINES),
    ("POST", "/v1/parts", JSON),
    ("POST", "/v1/speak", JSON),
    ("POST", "/v1/audio/speech", JSON),
    ("GET", "/v1/text", b""),
    ("GET", "/v1/speak", b""),
)
# Nothing speaks: what is fuzzed is what comes in, and sound is made of words that have been read by then.
UNAVAILABLE = 503


class Door:
    """The application of one process with an event loop to call it in."""

    def __init__(self, **server: object) -> None:
        settings = Settings()
        for name, value in server.items():
            setattr(settings.server, name, value)
        settings.engine = "nobody"
        settings.cache_enabled = False
        settings.server.drain_seconds = 0
        self.service = Service(settings)
        self.service.logger.propagate = False
        self.faults = _Faults()
        self.service.logger.addHandler(self.faults)
        self.app = create(self.service)
        self.loop = asyncio.new_event_loop()

    def call(self, scope: dict[str, Any], incoming: list[dict[str, Any]], expected: int = 1) -> list[dict[str, Any]]:
        """What the application sends; ``expected`` answers are waited for before a socket is closed."""
        return self.loop.run_until_complete(self._call(scope, incoming, expected))

    async def _call(self, scope: dict[str, Any], incoming: list[dict[str, Any]], expected: int) -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []
        answered = asyncio.Event()
        waiting = list(incoming)

        async def receive() -> dict[str, Any]:
            if waiting:
                return waiting.pop(0)
            await answered.wait()
            return {"type": f"{scope['type']}.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)
            if scope["type"] == "http" or sum("text" in one for one in sent) >= expected:
                answered.set()

        base = {"http_version": "1.1", "scheme": "http", "client": ("127.0.0.1", 1), "root_path": "", "state": {}}
        async with asyncio.timeout(10):
            await self.app({**base, **scope, "raw_path": scope["path"].encode()}, receive, send)  # type: ignore[arg-type]
        assert not self.faults.found, self.faults.found
        return sent


class _Faults(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")


@cache
def door() -> Door:
    return Door()


def ask(data: bytes) -> None:
    """One request over HTTP."""
    method, path, kind = REQUESTS[data[0] % len(REQUESTS) if data else 0]
    body = data[1:]
    headers = [(b"host", b"x")]
    query = b""
    if method == "POST":
        headers += [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    else:
        query, body = bytes(byte for byte in body if 32 < byte < 127), b""
    scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": headers}
    start, *pieces = door().call(scope, [{"type": "http.request", "body": body, "more_body": False}])
    content = b"".join(piece.get("body", b"") for piece in pieces)
    status, fields = start["status"], dict(start["headers"])
    assert status < 500 or status == UNAVAILABLE, (status, content)
    if status >= 400:
        assert fields[b"content-type"] == b"application/problem+json", content
        problem = json.loads(content)
        assert problem["status"] == status and problem["code"] and problem["detail"], content
        assert problem["code"] not in ("fault", "error"), content


def converse(data: bytes) -> None:
    """A conversation over a WebSocket, a line a message; each is answered in one way or another."""
    lines = [line.decode("utf-8", "replace") for line in data.split(b"\n")[:20]]
    incoming = [{"type": "websocket.connect"}, *({"type": "websocket.receive", "text": line} for line in lines)]
    scope = {"type": "websocket", "path": "/v1/live", "query_string": b"", "headers": [(b"host", b"x")]}
    sent = door().call({**scope, "subprotocols": []}, incoming, len(lines))
    texts = [json.loads(message["text"]) for message in sent if "text" in message]
    assert len(texts) >= len(lines), (len(texts), len(lines))
    for answer in texts:
        assert "id" in answer
        assert answer.get("error", {}).get("code") not in ("fault", "error"), answer
