"""What nginx passes on and what it keeps: TLS, headers, streams, sockets, problems, and what nobody outside may see."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import openai
import pytest
from websockets.sync.client import connect

from listening import heard
from services.gate import DOMAIN, Gate, Names
from serving import Running

SETTINGS = "[server]\ndrain_seconds = 0\nproxy_headers = true\n"
LONG = "+".join([r"\frac{a}{b}"] * 200)
OURS = ("x-content-type-options", "referrer-policy", "cross-origin-resource-policy", "content-security-policy")
POST = "POST /v1/text HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("server"), SETTINGS)
    yield running
    assert running.stop() == 0
    assert not [line for line in running.log() if line["level"] in ("ERROR", "CRITICAL")]


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory, server: Running) -> Iterator[Gate]:
    names = Names("127.0.0.1")
    gate = Gate(tmp_path_factory.mktemp("gate"), names, server.port, GATE_RATE="1000r/s", GATE_BURST="1000")
    yield gate
    assert gate.stop() == ""
    names.close()


@pytest.fixture
def client(gate: Gate) -> Iterator[httpx.Client]:
    with gate.client() as client:
        yield client


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def problem(answer: bytes) -> str:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head, answer
    return str(json.loads(body)["code"])


# TLS


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_new_versions_of_tls_are_spoken(gate: Gate, version: ssl.TLSVersion) -> None:
    context = ssl.create_default_context()
    gate.authority.configure_trust(context)
    context.minimum_version = context.maximum_version = version
    assert httpx.get(f"{gate.url}/healthz", verify=context).json() == {"status": "alive"}


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_old_versions_and_weak_ciphers_are_not(gate: Gate) -> None:
    old = ssl.create_default_context()
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    weak = ssl.create_default_context()
    weak.maximum_version = ssl.TLSVersion.TLSv1_2
    weak.set_ciphers("AES128-SHA:ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES128-SHA")
    for context in (old, weak):
        gate.authority.configure_trust(context)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{gate.url}/healthz", verify=context)


def test_who_comes_without_tls_is_sent_on_but_never_with_a_key(gate: Gate) -> None:
    plain = f"http://127.0.0.1:{gate.http}"
    sent = httpx.get(f"{plain}/docs?a=b")
    assert (sent.status_code, sent.headers["location"]) == (308, f"https://{DOMAIN}/docs?a=b")
    refused = httpx.get(f"{plain}/v1/text?latex=x", headers={"x-api-key": "msk_secret"})
    assert (refused.status_code, refused.json()["code"]) == (403, "tls-required")


# Heads


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/healthz", "/v1/text?latex=x", "/v1/text?latex=", "/nothing", "/metrics"]
)
def test_headers_of_safety_are_there_and_none_twice(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    for name in (*OURS, "strict-transport-security", "permissions-policy", "x-request-id"):
        assert len(headers.get_list(name)) == 1, name
    assert headers["server"] == "nginx"


def test_the_policy_of_the_page_is_the_pages_own(client: httpx.Client) -> None:
    assert "script-src 'self'" in client.get("/").headers["content-security-policy"]


def test_long_answers_are_compressed_once(client: httpx.Client) -> None:
    with client.stream("GET", "/openapi.json") as answer:
        assert answer.headers["content-encoding"] == "gzip"
        raw = b"".join(answer.iter_raw())
    assert raw[:2] == b"\x1f\x8b"
    plain = client.get("/openapi.json", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers and len(raw) < len(plain.content) / 3
    assert plain.json()["info"]["title"] == "mathspeak"


def test_tags_are_passed_both_ways(client: httpx.Client) -> None:
    first = client.get("/v1/text", params={"latex": LONG})
    assert first.headers["content-encoding"] == "gzip"
    again = client.get("/v1/text", params={"latex": LONG}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_ids_of_requests_go_through(client: httpx.Client, server: Running) -> None:
    assert client.get("/healthz", headers={"x-request-id": "my-own"}).headers["x-request-id"] == "my-own"
    assert server.logged(id="my-own")["client"] == "127.0.0.1"
    made = client.get("/healthz", headers={"x-request-id": "not one"}).headers["x-request-id"]
    assert len(made) == 32 and server.logged(id=made)


@pytest.mark.parametrize(
    "path",
    "/metrics /metrics/ //metrics /./metrics /x/../metrics /%6detrics /v1/..%2fmetrics /%2e/metrics /metrics?a=b "
    "/METRICS /metrics;a /metrics%00 /metrics%20 /page/..%2f..%2fmetrics /page/%2e%2e/metrics /metrics#a http://x/metrics".split(),
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_what_is_counted_is_not_for_outside(gate: Gate, path: str, method: str) -> None:
    answer = gate.raw(f"{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())
    assert status(answer) in (307, 400, 404, 405), answer
    assert b"mathspeak_" not in answer and b"python_" not in answer


# Streams and sockets


@pytest.mark.parametrize("path", ["/v1/speak", "/v1/audio/speech"])
def test_audio_arrives_before_it_is_whole(client: httpx.Client, server: Running, path: str) -> None:
    field = "latex" if path == "/v1/speak" else "input"
    form = {"format": "wav"} if path == "/v1/speak" else {"response_format": "wav"}
    name = f"early-{field}"
    with client.stream(
        "POST", path, json={field: f"{LONG}+{name[-1]}", **form}, headers={"x-request-id": name}
    ) as answer:
        assert answer.headers["content-type"] == "audio/wav"
        pieces = answer.iter_raw()
        first = next(pieces)
        assert not [line for line in server.log() if line.get("id") == name], "it came only when it was whole"
        sound = first + b"".join(pieces)
    assert server.logged(id=name)["status"] == 200
    assert heard(sound)[0] > 60


def test_a_socket_goes_through(gate: Gate) -> None:
    with connect(f"wss://localhost:{gate.https}/v1/live", ssl=gate.tls) as socket:
        socket.send(json.dumps({"id": 1, "latex": "x^2", "audio": "wav"}))
        assert json.loads(socket.recv(timeout=10))["speech"] == "x squared"
        assert json.loads(socket.recv(timeout=10))["audio"] == "audio/wav"
        sound = bytearray()
        while isinstance(piece := socket.recv(timeout=10), bytes):
            sound += piece
    assert heard(bytes(sound))[0] > 0.3


def test_the_page_may_open_a_socket_and_others_may_not(gate: Gate) -> None:
    own = f"https://localhost:{gate.https}"
    with connect(f"wss://localhost:{gate.https}/v1/live", ssl=gate.tls, origin=own) as socket:  # type: ignore[arg-type]
        socket.send(json.dumps({"id": 1, "latex": "x"}))
        assert json.loads(socket.recv(timeout=10))["speech"] == "x"
    upgrade = (
        "connection: upgrade\r\nupgrade: websocket\r\n"
        "sec-websocket-version: 13\r\nsec-websocket-key: aGVsbG8gaGVsbG8gaGVsbA==\r\n"
    )
    head = f"GET /v1/live HTTP/1.1\r\nhost: localhost\r\norigin: https://elsewhere.example\r\n{upgrade}\r\n"
    answer = gate.raw(head.encode())
    assert (status(answer), problem(answer)) == (403, "origin")


def test_openais_library_speaks_through_it(gate: Gate) -> None:
    http = openai.DefaultHttpxClient(verify=gate.tls)
    with openai.OpenAI(base_url=f"{gate.url}/v1", api_key="none", max_retries=0, http_client=http) as library:
        answer = library.audio.speech.create(model="tts-1", voice="alloy", input="Let $x^2$ be at most 5.")
        assert heard(answer.content)[0] > 1.0
        with pytest.raises(openai.APIStatusError) as raised:
            library.audio.speech.create(model="tts-1", voice="alloy", input="x" * 300_000)
    assert raised.value.status_code == 413 and "262144 bytes" in raised.value.message


# What it refuses by itself


def test_bodies_that_are_too_long_are_problems(gate: Gate, client: httpx.Client, server: Running) -> None:
    most = 262_144
    declared = client.post("/v1/text", content=b" " * (most + 1), headers={"content-type": "application/json"})
    assert (declared.status_code, declared.json()["code"]) == (413, "body-too-long")
    unread = gate.raw(f"{POST}expect: 100-continue\r\ncontent-length: 99999999999\r\n\r\n".encode())
    assert (status(unread), problem(unread)) == (413, "body-too-long")

    def pieces() -> Iterator[bytes]:
        for _ in range(80):
            yield b" " * 4096

    in_pieces = client.post("/v1/text", content=pieces(), headers={"content-type": "application/json"})
    assert (in_pieces.status_code, in_pieces.json()["code"]) == (413, "body-too-long")
    assert not [line for line in server.log() if line.get("problem") == "body-too-long"], "nginx let it through"
    whole = b'{"latex": "x"}'
    fits = client.post(
        "/v1/text", content=whole + b" " * (most - len(whole)), headers={"content-type": "application/json"}
    )
    assert fits.json() == {"speech": "x", "warnings": []}


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\na: " + b"b" * 20_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\n" + b"a: b\r\n" * 20_000 + b"\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\nhost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    ],
)
def test_heads_that_are_wrong_are_problems(gate: Gate, head: bytes) -> None:
    answer = gate.raw(head)
    assert status(answer) in (400, 431, 505), answer[:200]
    assert answer.count(b"HTTP/1.1 ") == 1
    if status(answer) != 505:
        assert problem(answer) in ("http", "head-too-long")


@pytest.mark.parametrize(
    "ending",
    [
        "content-length: 5\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 5",
        "transfer-encoding: chunked, identity",
        "transfer-encoding: identity\r\ntransfer-encoding: chunked",
        "transfer-encoding : chunked\r\ncontent-length: 5",
        "transfer-encoding: xchunked\r\ncontent-length: 5",
        "transfer-encoding:\tchunked\r\ncontent-length: 5",
        "transfer-encoding: chunked\r\n\tx\r\ncontent-length: 5",
        "content-length: 5\r\ncontent-length: 0",
        "content-length: +5",
        "content-length: 5, 5",
        "transfer-encoding: chunked\ncontent-length: 5",
    ],
)
def test_nothing_is_smuggled_past_it(gate: Gate, server: Running, ending: str) -> None:
    """A body that a server might take for another request."""
    inner = "GET /v1/text?latex=smuggled HTTP/1.1\r\nhost: x\r\nx-request-id: smuggled\r\n\r\n"
    answer = gate.raw(f"{POST}{ending}\r\n\r\n0\r\n\r\n{inner}".encode(), seconds=1)
    # A second request on a connection is nobody's secret; two answers for what the gate took for one would be.
    counted = len([line for line in gate.log() if line["path"].startswith("/v1/text") and line["id"] == "smuggled"])
    assert len([line for line in server.log() if line.get("id") == "smuggled"]) <= counted
    assert status(answer) in (0, 400, 413, 415, 422, 501), answer


def test_a_head_or_a_body_that_drips_is_given_up(gate: Gate, client: httpx.Client) -> None:
    """It waits ten seconds for each; the server hears nothing of it."""
    with gate.open(30) as head, gate.open(30) as body:
        head.sendall(b"GET /healthz HTTP/1.1\r\nhost: ")
        body.sendall(f"{POST}content-length: 90\r\n\r\n{{".encode())
        begun = time.monotonic()
        for connection in (head, body):
            answer = b"".join(iter(lambda connection=connection: read(connection), b""))
            assert not answer or (status(answer), problem(answer)) == (408, "slow-body")
        assert time.monotonic() - begun < 25
    assert client.get("/healthz").status_code == 200


def read(connection: ssl.SSLSocket) -> bytes:
    try:
        return connection.recv(4096)
    except ConnectionError:
        return b""


def test_without_servers_there_is_a_problem_to_come_back_from(tmp_path: Path) -> None:
    names = Names("127.0.0.251")
    gate = Gate(tmp_path, names, 9)
    try:
        with gate.client() as client:
            for addresses in (["127.0.0.251"], []):
                names.addresses = addresses
                time.sleep(2.5)
                answer = client.post("/v1/audio/speech", json={"input": "x"})
                assert (answer.status_code, answer.json()["code"]) == (502, "away")
                assert answer.json()["error"]["type"] == "server_error"
                assert int(answer.headers["retry-after"]) >= 1
                assert answer.headers["content-type"] == "application/problem+json"
    finally:
        gate.stop()
        names.close()
