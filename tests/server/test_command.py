"""``ms serve`` as a command; what it serves is tested in the other files."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mathspeak.errors import ConfigError
from mathspeak.server import run
from mathspeak.server.keys import Keys
from serving import Running


def serve(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mathspeak", "serve", *arguments],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(run.__file__).parents[2]), "HOME": "/nowhere", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_a_key_is_shown_once_and_opens(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    done = serve("--new-key", "reader", "--keys-file", str(file))
    assert done.returncode == 0, done.stderr
    key = done.stdout.strip()
    assert Keys(str(file), print).name(key) == "reader"
    assert key not in done.stderr and "reader" in done.stderr
    assert serve("--new-key", "other", MS_API_KEYS_FILE=str(file)).returncode == 0
    assert len(file.read_text().splitlines()) == 2


def test_a_key_needs_a_file_to_be_added_to() -> None:
    done = serve("--new-key", "reader")
    assert (done.returncode, done.stdout) == (5, "")
    assert "--keys-file" in done.stderr and "MS_API_KEYS_FILE" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--port", "70000"), 2, "--port"),
        (("--workers", "0"), 2, "--workers"),
        (("--host", "192.0.2.1"), 5, "192.0.2.1 port 8000 cannot be listened on"),
        (("--host", "no such host"), 5, "cannot be listened on"),
        (("--keys-file", "/nowhere/keys"), 5, "keys in /nowhere/keys cannot be read"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_started(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = serve(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_help_begins_with_an_example() -> None:
    assert serve("--help").stdout.startswith("Example: ms serve")


def test_options_win_over_the_settings(folder: Path) -> None:
    running = Running(folder, "[server]\nport = 1\nworkers = 3\ndrain_seconds = 0\n", "--workers", "1")
    started = next(line for line in running.log() if line["event"] == "listening")
    assert (started["workers"], started["port"]) == (1, running.port)
    assert running.stop() == 0


def test_small_pieces_are_sent_at_once() -> None:
    listener = run._bind("127.0.0.1", 0)
    with listener:
        # By this asyncio knows a connection for which it may switch the delay off.
        assert listener.proto == socket.IPPROTO_TCP
        with pytest.raises(ConfigError, match="cannot be listened on"):
            run._bind("127.0.0.1", 99_999)


def test_who_is_open_to_everybody_is_told(folder: Path) -> None:
    running = Running(folder, "[server]\ndrain_seconds = 0\n", "--host", "0.0.0.0")
    assert [line["level"] for line in running.log() if "anybody may ask" in line["event"]] == ["WARNING"]
    assert running.stop() == 0
