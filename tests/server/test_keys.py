from __future__ import annotations

import hashlib
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mathspeak.errors import ConfigError
from mathspeak.server.keys import Keys, new
from serving import Running

OPEN = ("/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/docs")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Path, str]]:
    """A server that asks for keys, their file, and one of them."""
    folder = tmp_path_factory.mktemp("guarded")
    file = folder / "keys"
    key = new("reader", str(file))
    running = Running(folder / "server", "[server]\ndrain_seconds = 0\n", MS_API_KEYS_FILE=str(file))
    yield running, file, key
    assert running.stop() == 0


def text(server: Running, **headers: str) -> httpx.Response:
    return httpx.get(f"{server.url}/v1/text", params={"latex": "x"}, headers=headers)


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def test_a_key_opens_by_either_header(guarded: tuple[Running, Path, str]) -> None:
    server, _, key = guarded
    assert text(server, **bearer(key)).status_code == 200
    assert text(server, **{"authorization": f"bearer   {key}"}).status_code == 200
    assert text(server, **{"x-api-key": key}).status_code == 200
    assert text(server, **bearer(key)).headers["cache-control"].startswith("private")


@pytest.mark.parametrize("given", ["", "Bearer", "Basic eDp5", "Bearer msk_wrong", "Bearer \x7f\xff", "bearer"])
def test_nothing_else_does(guarded: tuple[Running, Path, str], given: str) -> None:
    answer = httpx.get(
        f"{guarded[0].url}/v1/text", params={"latex": "x"}, headers={"authorization": given.encode("latin-1")}
    )
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["code"] in ("no-key", "unknown-key")


def test_what_watches_the_server_and_the_page_itself_need_no_key(guarded: tuple[Running, Path, str]) -> None:
    for path in OPEN:
        assert httpx.get(guarded[0].url + path).status_code != 401, path


@pytest.mark.parametrize(
    "path",
    [
        "/v1/text",
        "/v1/text/",
        "/v1%2Ftext",
        "//v1/text",
        "/./v1/text",
        "/healthz/../v1/text",
        "/healthz/%2e%2e/v1/text",
        "/V1/text",
        "/v1/text;x",
        "/v1/speak",
        "/v1/voices",
        "/v1/parts",
        "/page/../v1/text",
        "/page/%2e%2e/app.py",
        "/healthz%00/v1/text",
        "/nowhere",
    ],
)
def test_no_way_of_writing_a_path_goes_round_the_key(guarded: tuple[Running, Path, str], path: str) -> None:
    answer = guarded[0].raw(f"GET {path}?latex=x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())
    assert answer.startswith((b"HTTP/1.1 401 ", b"HTTP/1.1 404 ")), answer
    assert b"speech" not in answer


def test_a_key_counts_and_stops_counting_without_a_restart(guarded: tuple[Running, Path, str]) -> None:
    server, file, _ = guarded
    other = new("other", str(file))
    time.sleep(1.1)
    assert text(server, **bearer(other)).status_code == 200
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("other:")))
    time.sleep(1.1)
    assert text(server, **bearer(other)).status_code == 401


def test_a_broken_file_keeps_what_was_known(tmp_path: Path) -> None:
    key = new("one", str(tmp_path / "keys"))
    said: list[str] = []
    keys = Keys(str(tmp_path / "keys"), said.append)
    (tmp_path / "keys").write_text("nonsense\n")
    time.sleep(1.1)
    assert keys.name(key) == "one"
    assert said == [f"{tmp_path / 'keys'} has no key in line 1"]
    assert keys.name("msk_other") is None


def test_the_file_has_the_hash_and_not_the_key_and_is_nobody_elses(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    key = new("reader", str(file))
    assert len(key) > 40 and key not in file.read_text()
    assert file.read_text() == f"reader:sha256:{hashlib.sha256(key.encode()).hexdigest()}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert new("reader2", str(file)) != key


@pytest.mark.parametrize("name", ["", "a b", "a:b", "a\nb", "x" * 65, "ü"])
def test_names_are_plain(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="cannot name a key"):
        new(name, str(tmp_path / "keys"))


def test_a_name_is_given_once(tmp_path: Path) -> None:
    new("reader", str(tmp_path / "keys"))
    with pytest.raises(ConfigError, match="named reader already"):
        new("reader", str(tmp_path / "keys"))
    new("read", str(tmp_path / "keys"))


def test_a_file_that_cannot_be_read_stops_the_start(folder: Path) -> None:
    with pytest.raises(AssertionError, match="cannot be read"):
        Running(folder, "", MS_API_KEYS_FILE=str(folder / "none"))


def test_comments_and_blank_lines_may_stand_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    key = new("reader", str(file))
    file.write_text("# keys\n\n" + file.read_text())
    assert Keys(str(file), print).name(key) == "reader"


def test_guessing_is_slowed_down_and_leaves_others_alone(guarded: tuple[Running, Path, str]) -> None:
    server, _, key = guarded
    with httpx.Client(base_url=server.url) as client:
        answers = [client.get("/v1/text?latex=x", headers=bearer(f"msk_{n}")) for n in range(30)]
        assert [answer.status_code for answer in answers].count(429) >= 5
        assert 0 < int(answers[-1].headers["retry-after"]) <= 10
        assert client.get("/v1/text?latex=x", headers=bearer(key)).status_code == 200


def test_the_log_has_names_of_keys_and_never_a_key(guarded: tuple[Running, Path, str]) -> None:
    server, _, key = guarded
    text(server, **bearer(key))
    assert server.logged(key="reader")["route"] == "/v1/text"
    assert key not in server.log_file.read_text()
    assert "msk_" not in server.log_file.read_text()
