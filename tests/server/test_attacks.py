"""What people with bad intentions send: bounded answers, nothing leaked, and the server goes on."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mathspeak.latex.macros import DEFINITIONS
from mathspeak.server.reading import _DEFINES
from serving import Running

SETTINGS = """
[server]
drain_seconds = 0
max_body = 20000
header_seconds = 1
body_seconds = 1
request_seconds = 5
stall_seconds = 1
max_connections = 50
text_queue = 4
"""
POST = "POST /v1/text HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with little patience and little room."""
    running = Running(tmp_path_factory.mktemp("small"), SETTINGS)
    yield running
    assert running.stop() == 0
    assert not [line for line in running.log() if line["level"] in ("ERROR", "CRITICAL")]


def works(server: Running) -> bool:
    return httpx.get(f"{server.url}/v1/text?latex=x", timeout=10).json()["speech"] == "x"


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def problem(answer: bytes) -> str:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head, answer
    return str(json.loads(body)["code"])


# Bodies


def test_a_body_that_says_it_is_too_long_is_refused_unread(small: Running) -> None:
    answer = small.raw(f"{POST}expect: 100-continue\r\ncontent-length: 99999999\r\n\r\n".encode())
    assert (status(answer), problem(answer)) == (413, "body-too-long")
    assert b"connection: close" in answer.lower()


def test_a_body_that_is_too_long_is_refused_while_it_is_read(small: Running) -> None:
    answer = httpx.post(f"{small.url}/v1/text", content=b"x" * 30_000, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-long")


def test_pieces_without_end_are_refused(small: Running) -> None:
    with socket.create_connection(("127.0.0.1", small.port), timeout=10) as connection:
        connection.sendall(f"{POST}transfer-encoding: chunked\r\n\r\n".encode())
        sent = 0
        try:
            while sent < 10_000_000:
                connection.sendall(b"1000\r\n" + b" " * 4096 + b"\r\n")
                sent += 4096
        except OSError:
            pass
        assert sent < 5_000_000
    assert works(small)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 19_000,
        b'{"latex":' * 2000,
        b'{"latex": "x", "prefs": ' + b'{"a":' * 2000 + b"1" + b"}" * 2001,
        b"\x00" * 100,
        b"\xff\xfe{}",
        b'{"latex": "\\ud800"}',
        b'{"latex": NaN}',
        b'{"latex": 1e999}',
        b'{"latex": ' + b"9" * 10_000 + b"}",
        b'{"latex": "x", "latex": 3}',
        b"{}{}",
        b"",
        b"null",
        b'"x"',
    ],
)
@pytest.mark.parametrize("path", ["/v1/text", "/v1/text/batch", "/v1/speak", "/v1/parts", "/v1/audio/speech"])
def test_json_that_is_a_bomb_or_none_is_refused(small: Running, path: str, body: bytes) -> None:
    answer = httpx.post(small.url + path, content=body, headers=JSON)
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < 3000
    assert "Traceback" not in answer.text and ".py" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/xml"},
        {"content-type": "application/jsonl"},
        {},
        {"content-type": "application/json", "content-encoding": "gzip"},
    ],
)
def test_other_types_are_refused(small: Running, headers: dict[str, str]) -> None:
    answer = httpx.post(f"{small.url}/v1/text", content=b'{"latex": "x"}', headers=headers)
    assert answer.status_code == 415, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON", "application/problem+json"])
def test_json_by_other_names_is_taken(small: Running, kind: str) -> None:
    answer = httpx.post(f"{small.url}/v1/text", content=b'{"latex": "x"}', headers={"content-type": kind})
    assert answer.status_code == 200


# Patience


def test_a_head_that_never_ends_is_given_up(small: Running) -> None:
    assert small.raw(b"") == b""
    assert status(small.raw(b"GET / HTTP/1.1\r\n")) == 408
    with socket.create_connection(("127.0.0.1", small.port), timeout=10) as connection:
        started = time.monotonic()
        received = b""
        connection.sendall(b"GET / HTTP/1.1\r\n")
        connection.settimeout(0.2)
        while time.monotonic() - started < 6:
            try:
                connection.sendall(b"a: b\r\n")
                received = connection.recv(4096)
                break
            except TimeoutError:
                continue
            except OSError:
                break
        assert time.monotonic() - started < 5
        assert not received or status(received) == 408


def test_the_second_head_on_a_connection_is_given_up_too(small: Running) -> None:
    with socket.create_connection(("127.0.0.1", small.port), timeout=10) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
        received = b""
        while b'"alive"' not in received:
            received += connection.recv(4096)
        connection.sendall(b"GET /heal")
        assert status(connection.recv(4096)) == 408


def test_a_body_that_drips_is_given_up(small: Running) -> None:
    answer = small.raw(f"{POST}content-length: 100\r\n\r\n{{".encode(), seconds=10)
    assert (status(answer), problem(answer)) == (408, "slow-body")


def test_who_does_not_read_is_left(small: Running) -> None:
    stalled = []
    for _ in range(5):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", small.port))
        body = json.dumps({"latex": "+".join([r"\frac{a}{b}"] * 300), "format": "wav", "rate": 0.5}).encode()
        head = POST.replace("/v1/text", "/v1/speak") + f"content-length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body)
        stalled.append(connection)
    end = time.monotonic() + 30
    while "mathspeak_requests_in_progress 1.0" not in httpx.get(f"{small.url}/metrics", timeout=10).text:
        assert time.monotonic() < end
        time.sleep(0.2)
    for connection in stalled:
        connection.close()
    assert works(small)


# Heads


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\na: " + b"b" * 20_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\n" + b"a: b\r\n" * 4000 + b"\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost : x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked, gzip\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ],
)
def test_a_head_that_is_wrong_or_too_long_is_refused(small: Running, head: bytes) -> None:
    answer = small.raw(head)
    assert (status(answer), problem(answer)) in ((400, "http"), (431, "head-too-long"))
    assert works(small)


def test_two_ways_of_telling_where_a_body_ends_smuggle_nothing(small: Running) -> None:
    body = b"0\r\n\r\nGET /v1/text?latex=smuggled HTTP/1.1\r\nhost: x\r\n\r\n"
    head = f"{POST}content-length: {len(body)}\r\ntransfer-encoding: chunked\r\n\r\n".encode()
    answer = small.raw(head + body, seconds=10)
    assert (status(answer), problem(answer)) == (400, "two-lengths")
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW", "x" * 100])
def test_methods_that_nobody_answers_are_refused(small: Running, method: str) -> None:
    answer = small.raw(
        f"{method} /v1/text HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode()
    )
    assert status(answer) in (400, 404, 405, 415)
    assert b"application/problem+json" in answer


@pytest.mark.parametrize(
    "path",
    [
        "/page/../app.py",
        "/page/%2e%2e/gate.py",
        "/page/..%2fgate.py",
        "/page//etc/passwd",
        "/page/app.js%00",
        "/%2e%2e/x",
    ],
)
def test_paths_lead_nowhere_else(small: Running, path: str) -> None:
    answer = small.raw(f"GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())
    assert status(answer) == 404
    assert b"import" not in answer and b"root:" not in answer


def test_a_page_of_another_origin_gets_no_permission(small: Running) -> None:
    headers = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    assert "access-control-allow-origin" not in httpx.options(f"{small.url}/v1/text", headers=headers).headers
    assert "access-control-allow-origin" not in httpx.get(f"{small.url}/v1/text?latex=x", headers=headers).headers


def test_an_origin_that_is_listed_gets_it_and_no_other(folder: Path) -> None:
    running = Running(folder, '[server]\ndrain_seconds = 0\ncors_origins = ["https://notes.example"]\n')
    try:
        for origin, allowed in (("https://notes.example", "https://notes.example"), ("https://other.example", None)):
            preflight = httpx.options(
                f"{running.url}/v1/text",
                headers={
                    "origin": origin,
                    "access-control-request-method": "POST",
                    "access-control-request-headers": "authorization,content-type",
                },
            )
            assert preflight.headers.get("access-control-allow-origin") == allowed
            got = httpx.get(f"{running.url}/v1/text?latex=", headers={"origin": origin})
            assert got.status_code == 422
            assert got.headers.get("access-control-allow-origin") == allowed
            assert "access-control-allow-credentials" not in got.headers
    finally:
        running.stop()


@pytest.mark.parametrize(
    "ending",
    [
        "content-length: 5\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 5",
        "transfer-encoding: chunked, identity",
        "transfer-encoding: xchunked\r\ncontent-length: 5",
        "transfer-encoding : chunked\r\ncontent-length: 5",
        "transfer-encoding:\x0bchunked\r\ncontent-length: 5",
        "content-length: 5\r\ncontent-length: 0",
        "content-length: +5",
        "content-length: 0x5",
        "content-length: 5, 6",
        "content-length: 1_0",
    ],
)
def test_no_way_of_telling_a_length_smuggles_a_request(small: Running, ending: str) -> None:
    inner = "GET /v1/text?latex=x HTTP/1.1\r\nhost: x\r\nx-request-id: within\r\n\r\n"
    answer = small.raw(f"{POST}{ending}\r\n\r\n0\r\n\r\n{inner}".encode(), seconds=10)
    assert status(answer) in (0, 400, 408, 415, 422), answer
    assert b"within" not in answer and not [line for line in small.log() if line.get("id") == "within"]
    assert works(small)


@pytest.mark.parametrize("size", ["FFFFFFFFFFFFFFFF", "-1", "zz", "1" * 5000, "5;" + "a" * 20_000])
def test_pieces_whose_length_is_a_lie_are_refused(small: Running, size: str) -> None:
    answer = small.raw(f"{POST}transfer-encoding: chunked\r\n\r\n{size}\r\n{{}}\r\n".encode(), seconds=10)
    assert status(answer) in (0, 400, 408, 413)
    assert works(small)


@pytest.mark.parametrize("path", ["/v1/text?latex=x", "/nothing", "/page/x", "/v1/voices"])
@pytest.mark.parametrize(
    "trick", ["%0d%0aset-cookie:%20a=b", "%0aset-cookie:%20a=b", "%e5%98%8a%e5%98%8dset-cookie:a=b"]
)
def test_nothing_that_is_sent_becomes_a_header(small: Running, path: str, trick: str) -> None:
    answer = small.raw(f"GET {path}{trick} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie" not in head and status(answer) in (200, 404, 422)


def test_no_request_writes_a_line_of_the_log(small: Running) -> None:
    """A line is an object; what is sent cannot end one, nor begin one of its own."""
    forged = '"}\n{"level": "ERROR", "event": "forged"}\r\n\x1b[2J'
    before = len(small.log())
    with httpx.Client(base_url=small.url, timeout=10) as client:
        client.get("/" + forged.replace("\n", "%0a").replace("\r", "%0d").replace("\x1b", "%1b"))
        client.get("/v1/text", params={"latex": forged, "style": forged, "voice": forged})
        client.post("/v1/speak", json={"latex": "x", "voice": forged})
        client.post("/v1/text", json={forged: "x"})
        client.get("/healthz", headers={"x-request-id": forged.replace("\n", "").replace("\r", "").replace("\x1b", "")})
    small.logged(problem="unknown-voice")
    lines = small.log()[before:]
    assert len(lines) >= 5 and not [line for line in lines if line.get("event") == "forged"]
    assert "\x1b" not in small.log_file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "voice",
    [
        "../../../etc/passwd",
        "/etc/passwd",
        "en/../../../../etc/shadow",
        "..\\..\\windows",
        "file:///etc/passwd",
        "en\x00",
        "-f/etc/passwd",
        "--path=/etc",
        "$(id)",
        "en;id",
        "en+../../x",
        "%s%s%n",
        "x" * 200,
    ],
)
@pytest.mark.parametrize("path", ["/v1/speak", "/v1/audio/speech"])
def test_names_of_voices_lead_nowhere(small: Running, path: str, voice: str) -> None:
    field = "latex" if path == "/v1/speak" else "input"
    answer = httpx.post(small.url + path, json={field: "x", "voice": voice}, timeout=20)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-voice"), answer.text
    assert "root:" not in answer.text and "Traceback" not in answer.text and len(answer.content) < 4000


def test_guessing_at_keys_is_slowed_down_and_tells_nothing(folder: Path) -> None:
    from mathspeak.server.keys import new

    folder.mkdir()
    key = new("reader", str(folder / "keys"))
    running = Running(folder / "server", "[server]\ndrain_seconds = 0\n", MS_API_KEYS_FILE=str(folder / "keys"))
    guesses = [key[:-1], key + "x", key.lower(), key.swapcase(), "", "msk_", "*", "x" * 5000, "é", key[::-1]]
    try:
        with httpx.Client(base_url=running.url, timeout=10) as client:

            def guess(guess: str) -> httpx.Response:
                return client.get("/v1/text?latex=x", headers={b"x-api-key": guess.encode()})  # type: ignore[dict-item]

            bodies = set()
            for wrong in guesses:
                answer = guess(wrong)
                assert answer.status_code == 401, wrong
                bodies.add(
                    json.dumps({n: v for n, v in answer.json().items() if n not in ("request_id", "type", "code")})
                )
                assert key not in answer.text
            # The same for a near miss as for nonsense.
            assert len(bodies) == 1
            slowed = [guess(f"msk_{number}") for number in range(30)]
            assert slowed[-1].status_code == 429 and int(slowed[-1].headers["retry-after"]) >= 1
            # Who has one is not locked out by others who guess from the same address.
            assert guess(key).status_code == 200
        assert key not in running.log_file.read_text()
    finally:
        assert running.stop() == 0


# Work


def test_macro_bombs_hold_nobody_else_up(small: Running) -> None:
    bomb = r"\def\a{xxxxxxxxxx}" + "".join(
        rf"\def\{chr(98 + n)}{{{chr(92) + chr(97 + n)}{chr(92) + chr(97 + n)}}}" for n in range(20)
    )
    with httpx.Client(base_url=small.url, timeout=30) as client:
        for latex in (bomb + r"\u", r"\def\a{\a\a}\a", r"$\def\a{\a\a}\a$ " * 300):
            answer = client.post("/v1/text", json={"latex": latex})
            assert answer.status_code == 422 and answer.json()["code"] == "limit-exceeded"
            assert answer.json()["limit"] in ("max_expansions", "max_words", "max_seconds", "max_bytes")
    assert works(small)


def test_too_much_work_at_once_is_refused_with_a_time_to_come_back(small: Running) -> None:
    import concurrent.futures

    def ask(number: int) -> httpx.Response:
        # Each of its own, so that the memo does not help.
        return httpx.post(f"{small.url}/v1/text", json={"latex": "|x" * 4000 + str(number)}, timeout=60)

    with concurrent.futures.ThreadPoolExecutor(24) as threads:
        answers = list(threads.map(ask, range(24)))
    statuses = {answer.status_code for answer in answers}
    assert statuses == {200, 503}
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert busy.json()["code"] == "busy" and int(busy.headers["retry-after"]) >= 1
    assert works(small)


def test_whatever_defines_commands_is_read_on_a_thread() -> None:
    assert [name for name in DEFINITIONS if not _DEFINES.match(name)] == []
    assert not _DEFINES.search(r"\frac{\alpha}{\delta}")


def test_an_answer_that_does_not_begin_in_time_is_given_up(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\nrequest_seconds = 0.1\n")
    try:
        answer = httpx.post(f"{running.url}/v1/text", json={"latex": "|x" * 30_000}, timeout=20)
        assert (answer.status_code, answer.json()["code"]) == (503, "too-slow")
        assert works(running)
    finally:
        assert running.stop() == 0


def test_connections_beyond_the_bound_are_refused_and_those_within_go_on(small: Running) -> None:
    held = [socket.create_connection(("127.0.0.1", small.port), timeout=10) for _ in range(80)]
    try:
        refused = [connection for connection in held if connection.recv(4096).startswith(b"HTTP/1.1 503")]
        assert len(refused) >= 29
    finally:
        for connection in held:
            connection.close()
    time.sleep(0.2)
    assert works(small)


def test_memory_is_back_where_it_was(small: Running) -> None:
    def storm() -> None:
        with httpx.Client(base_url=small.url, timeout=30) as client:
            for number in range(60):
                client.post("/v1/text", json={"latex": "x" * 5000 + str(number)})
                client.post("/v1/text", content=b"[" * 19_000, headers=JSON)
                client.post("/v1/text", content=b"x" * 30_000, headers=JSON)
                client.post("/v1/parts", json={"latex": r"\frac{a}{b}" * 40})
                client.get("/" + "y" * 2000 + str(number), headers={"x-request-id": str(number) * 10})

    storm()
    before = small.memory()
    for _ in range(3):
        storm()
    assert small.memory() - before < 25e6
    assert works(small)
