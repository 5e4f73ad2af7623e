"""The bounds of the server, each just under and just over, at the door of the application."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fuzz.service import Door
from mathspeak.server.gate import _MOST_HEAD
from mathspeak.server.parts import _MOST_PARTS
from serving import Running


@pytest.fixture(scope="module")
def door() -> Door:
    return Door(max_body=1000, max_batch=3, max_speech=20)


class Answer:
    def __init__(self, sent: list[dict[str, Any]]) -> None:
        self.status: int = sent[0]["status"]
        body = b"".join(message.get("body", b"") for message in sent[1:])
        self.fields: dict[str, Any] = json.loads(body) if body[:1] == b"{" else {}
        self.code: str = self.fields.get("code", "")


def ask(door: Door, path: str, body: object = None, **headers: str) -> Answer:
    given = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    kind = {} if body is None else {"content-type": "application/json", "content-length": str(len(given))}
    sent = [(name.encode(), value.encode()) for name, value in {"host": "x", **kind, **headers}.items()]
    path, _, query = path.partition("?")
    scope = {"type": "http", "method": "GET" if body is None else "POST", "path": path, "headers": sent}
    incoming = [{"type": "http.request", "body": given, "more_body": False}]
    return Answer(door.call({**scope, "query_string": query.encode()}, incoming))


def test_the_bytes_of_a_body(door: Door) -> None:
    def padded(size: int) -> bytes:
        return b'{"latex": "x"}'.ljust(size)

    assert ask(door, "/v1/text", padded(1000)).status == 200
    assert ask(door, "/v1/text", padded(1001)).code == "body-too-long"
    # What it says of itself counts for nothing but a refusal.
    assert ask(door, "/v1/text", padded(900), **{"content-length": "1001"}).code == "body-too-long"
    assert ask(door, "/v1/text", padded(1001), **{"content-length": "10"}).code == "body-too-long"


def test_the_bytes_of_a_head(door: Door) -> None:
    path = "/v1/text?latex=x"
    empty = len("/v1/text") + len("latex=x") + len("host") + len("x") + 4 + len("a") + 4
    assert ask(door, path, a="b" * (_MOST_HEAD - empty)).status == 200
    assert ask(door, path, a="b" * (_MOST_HEAD - empty + 1)).code == "head-too-long"


def test_the_formulas_of_a_batch(door: Door) -> None:
    assert ask(door, "/v1/text/batch", [{"latex": "x"}] * 3).status == 200
    refused = ask(door, "/v1/text/batch", [{"latex": "x"}] * 4)
    assert (refused.code, refused.fields["limit"]) == ("batch-too-long", "max_batch")


def test_the_characters_that_are_spoken_at_once(door: Door) -> None:
    # 20 characters of words get as far as the engine, which is not there.
    for latex, code in ((r"\text{" + "a" * 20 + "}", "config"), (r"\text{" + "a" * 21 + "}", "limit-exceeded")):
        for path, name in (("/v1/speak", "latex"), ("/v1/audio/speech", "input")):
            extra = {} if name == "latex" else {"model": "natural", "voice": "alloy"}
            answer = ask(door, path, {name: latex, **extra})
            assert (answer.code == "limit-exceeded") == (code == "limit-exceeded"), (path, answer.fields)
            assert answer.status >= 400


def test_the_parts_of_a_formula() -> None:
    wide = Door()

    def parts(count: int) -> Answer:
        # The whole and its signs, which are the terms and what is between them.
        return ask(wide, "/v1/parts", {"latex": "+".join(["x"] * count)})

    least, most = 1, _MOST_PARTS
    while most - least > 1:
        middle = (least + most) // 2
        if parts(middle).status == 200:
            least = middle
        else:
            most = middle
    assert parts(most).fields["limit"] == "max_parts"
    numbers = json.dumps(parts(least).fields).count('"number"')
    assert numbers <= _MOST_PARTS < numbers + 4


FIELDS: list[tuple[str, str, object, object]] = [
    ("/v1/speak", "rate", 0.5, 0.49),
    ("/v1/speak", "rate", 3.0, 3.01),
    ("/v1/speak", "pause", 10, 10.1),
    ("/v1/speak", "volume", 4, 4.1),
    ("/v1/speak", "volume", 0.1, 0),
    ("/v1/speak", "voice", "v" * 200, "v" * 201),
    ("/v1/audio/speech", "speed", 0.5, 0.49),
    ("/v1/audio/speech", "speed", 3.0, 3.01),
    ("/v1/audio/speech", "voice", "v" * 200, "v" * 201),
]


@pytest.mark.parametrize(("path", "name", "taken", "refused"), FIELDS)
def test_what_a_field_may_be(door: Door, path: str, name: str, taken: object, refused: object) -> None:
    given = {"latex": "x"} if path == "/v1/speak" else {"input": "x", "model": "natural", "voice": "alloy"}
    assert ask(door, path, {**given, name: taken}).code != "invalid-request"
    answer = ask(door, path, {**given, name: refused})
    assert (answer.status, answer.code) == (422, "invalid-request")
    assert name in json.dumps(answer.fields)


@pytest.mark.parametrize(("identity", "taken"), [("i" * 64, True), ("i" * 65, False)])
def test_the_name_of_a_message(door: Door, identity: str, taken: bool) -> None:
    message = {"type": "websocket.receive", "text": json.dumps({"id": identity, "latex": "x"})}
    scope = {"type": "websocket", "path": "/v1/live", "query_string": b"", "headers": [(b"host", b"x")]}
    sent = door.call({**scope, "subprotocols": []}, [{"type": "websocket.connect"}, message])
    answer = json.loads(next(one["text"] for one in sent if "text" in one))
    assert (answer["id"] == identity) == taken == ("error" not in answer)


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path / "server", "[server]\ndrain_seconds = 0\nmax_connections = 3\n")
    yield running
    assert running.stop() == 0


def test_the_connections_at_once(narrow: Running) -> None:
    request = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"

    def first_line(connection: socket.socket) -> bytes:
        received = b""
        while b"\r\n" not in received:
            received += connection.recv(4096)
        return received.partition(b"\r\n")[0]

    held = []
    try:
        for _ in range(3):
            held.append(socket.create_connection(("127.0.0.1", narrow.port), timeout=10))
            held[-1].sendall(request)
            assert b" 200 " in first_line(held[-1])
        held.append(socket.create_connection(("127.0.0.1", narrow.port), timeout=10))
        assert b" 503 " in first_line(held[-1])
    finally:
        for connection in held:
            connection.close()
