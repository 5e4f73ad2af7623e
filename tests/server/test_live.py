from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from listening import heard
from mathspeak.server.keys import new
from serving import Running


def opened(server: Running, **more: Any) -> ClientConnection:
    return connect(server.url.replace("http", "ws") + "/v1/live", **more)


@pytest.fixture
def socket(server: Running) -> Iterator[ClientConnection]:
    with opened(server) as socket:
        yield socket


def say(socket: ClientConnection, **fields: object) -> None:
    socket.send(json.dumps(fields))


def hear(socket: ClientConnection) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(socket.recv(timeout=10))
    return fields


def test_each_state_of_a_formula_gets_its_words(socket: ClientConnection) -> None:
    for number, (latex, speech) in enumerate([("x", "x"), ("x^", None), ("x^2", "x squared")]):
        say(socket, id=number, latex=latex)
        answer = hear(socket)
        assert answer["id"] == number
        assert speech is None or answer["speech"] == speech
    say(socket, id="b", latex="x^2", style="clearspeak", prefs="Exponents_AfterPower")
    assert hear(socket)["speech"] == "x raised to the power 2"
    say(socket, id="c", latex="x", format="ssml")
    assert hear(socket)["speech"].startswith("<speak")


def test_audio_follows_when_it_is_asked_for(socket: ClientConnection) -> None:
    say(socket, id=7, latex=r"\frac{a}{b}", audio="wav", rate=2)
    assert hear(socket)["speech"] == "a over b"
    assert hear(socket) == {"id": 7, "audio": "audio/wav"}
    data = b""
    while isinstance(piece := socket.recv(timeout=10), bytes):
        data += piece
    assert json.loads(piece) == {"id": 7, "audio": "end"}
    assert heard(data)[1] > 3000


def test_the_latest_state_wins_and_none_is_left_without_an_answer(socket: ClientConnection) -> None:
    slow = "|x" * 3000
    for number in range(60):
        say(socket, id=number, latex=slow + str(number))
    answers: dict[int, dict[str, Any]] = {}
    while 59 not in answers:
        answer = hear(socket)
        assert answer["id"] not in answers
        answers[answer["id"]] = answer
    assert answers[59]["speech"].endswith("59")
    superseded = [number for number, answer in answers.items() if answer.get("superseded")]
    assert len(superseded) > 30
    assert set(answers) == set(range(60))


def test_a_later_state_ends_the_audio_of_an_earlier_one(socket: ClientConnection) -> None:
    for number in range(5):
        say(socket, id=number, latex=r"\frac{a+b}{c}" * 20, audio="wav")
    say(socket, id="last", latex="x", audio="wav")
    ended = []
    while "last" not in ended:
        message = socket.recv(timeout=20)
        if isinstance(message, str) and json.loads(message).get("audio") == "end":
            ended.append(json.loads(message)["id"])
    assert len(ended) <= 3


@pytest.mark.parametrize(
    ("message", "code", "identity"),
    [
        ("no", "invalid-json", None),
        ("[" * 100_000, "invalid-json", None),
        ("[]", "invalid-request", None),
        ('{"id": 1}', "invalid-request", 1),
        ('{"id": {}, "latex": "x"}', "invalid-request", None),
        ('{"id": 2, "latex": "x", "colour": 1}', "invalid-request", 2),
        ('{"id": 3, "latex": "\\\\input{x}"}', "forbidden-command", 3),
        ('{"id": 4, "latex": "x", "audio": "wav", "voice": "nobody"}', "unknown-voice", 4),
    ],
)
def test_what_cannot_be_answered_is_a_problem_and_the_socket_stays(
    socket: ClientConnection, message: str, code: str, identity: object
) -> None:
    socket.send(message)
    answer = hear(socket)
    if "error" not in answer:
        answer = hear(socket)
    assert (answer["error"]["code"], answer["id"]) == (code, identity)
    say(socket, id="still", latex="y")
    assert hear(socket)["speech"] == "y"


def test_a_message_that_is_too_long_closes_the_socket(socket: ClientConnection) -> None:
    with pytest.raises(ConnectionClosed) as caught:
        socket.send("x" * 200_000)
        socket.recv(timeout=10)
    assert caught.value.rcvd is not None and caught.value.rcvd.code == 1009


def test_a_page_of_another_origin_may_not_ask(server: Running) -> None:
    with pytest.raises(InvalidStatus) as caught:
        opened(server, origin="https://elsewhere.example")
    assert caught.value.response.status_code == 403
    assert json.loads(caught.value.response.body or b"")["code"] == "origin"
    with opened(server, origin=server.url) as socket:
        say(socket, id=1, latex="x")
        assert hear(socket)["speech"] == "x"
    assert server.logged(problem="origin")["status"] == 403
    assert not [line for line in server.log() if line["level"] == "ERROR"]


def test_a_key_comes_in_a_header_or_as_a_protocol_and_does_not_come_back(folder: Path, tmp_path: Path) -> None:
    key = new("reader", str(tmp_path / "keys"))
    settings = "[server]\ndrain_seconds = 0\nkey_rate = '1/m burst 3'\n"
    running = Running(folder, settings, MS_API_KEYS_FILE=str(tmp_path / "keys"))
    try:
        for wrong in ({}, {"subprotocols": ["mathspeak", "key.wrong"]}, {"additional_headers": {"x-api-key": "wrong"}}):
            with pytest.raises(InvalidStatus) as caught:
                opened(running, **wrong)
            assert caught.value.response.status_code == 401
        with opened(running, additional_headers={"authorization": f"Bearer {key}"}) as socket:
            say(socket, id=1, latex="x")
            assert hear(socket)["speech"] == "x"
        with opened(running, subprotocols=["mathspeak", f"key.{key}"]) as socket:
            assert socket.subprotocol == "mathspeak"
            say(socket, id=2, latex="x")
            assert hear(socket)["error"]["code"] == "too-many-requests"
        assert key not in running.log_file.read_text()
    finally:
        assert running.stop() == 0


def test_there_are_only_so_many_sockets_and_idle_ones_are_closed(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\nmax_sockets = 2\nsocket_seconds = 1\n")
    try:
        with opened(running) as first, opened(running):
            with pytest.raises(InvalidStatus) as caught:
                opened(running)
            assert caught.value.response.status_code == 503
            assert "mathspeak_sockets 2.0" in httpx.get(f"{running.url}/metrics").text
            with pytest.raises(ConnectionClosed) as closed:
                first.recv(timeout=10)
            assert closed.value.rcvd is not None and closed.value.rcvd.code == 1001
        end = time.monotonic() + 5
        while "mathspeak_sockets 0.0" not in httpx.get(f"{running.url}/metrics").text:
            assert time.monotonic() < end
        with opened(running) as socket:
            say(socket, id=1, latex="x")
            assert hear(socket)["speech"] == "x"
    finally:
        assert running.stop() == 0


def test_sockets_are_told_when_the_server_stops(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\n")
    with opened(running) as socket:
        stopping = threading.Thread(target=running.stop)
        stopping.start()
        with pytest.raises(ConnectionClosed) as caught:
            socket.recv(timeout=10)
        assert caught.value.rcvd is not None and caught.value.rcvd.code == 1012
        stopping.join()
    assert running.process.returncode == 0
    assert not [line for line in running.log() if line["level"] == "ERROR"]
