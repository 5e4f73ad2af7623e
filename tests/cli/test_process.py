"""What only a process of its own can show: signals, closed pipes and bytes that are not text."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mathspeak.cli.exit_codes import ExitCode

MS = [sys.executable, "-m", "mathspeak"]
posix = pytest.mark.skipif(os.name != "posix", reason="signals, pipes and byte arguments are POSIX here")


def test_the_exit_status_is_that_of_the_process() -> None:
    done = subprocess.run([*MS, "text", r"\input{x}"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (ExitCode.REFUSED, "")
    assert done.stderr.startswith("Error: ")
    assert "\x1b" not in done.stderr


@posix
@pytest.mark.parametrize(
    ("words", "offered"), [("ms vo", {"plain,voices"}), ("ms text --ver", {"plain,--verbosity"}), ("ms x^2 y", set())]
)
def test_a_shell_can_ask_how_a_word_ends(words: str, offered: set[str]) -> None:
    last = str(len(words.split()) - 1)
    environment = {**os.environ, "_MS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": last}
    done = subprocess.run(MS, capture_output=True, text=True, check=False, env=environment)
    assert done.stderr == ""
    assert set(done.stdout.split()) == offered


@posix
@pytest.mark.parametrize("argument", [b"\xff", b"$x$ \xc3(", b"\xed\xa0\x80"])
def test_an_argument_that_is_not_utf8_is_an_error_of_the_input(argument: bytes) -> None:
    done = subprocess.run([*MS, "text", argument], capture_output=True, check=False)
    assert done.returncode == ExitCode.INPUT
    assert b"not UTF-8" in done.stderr
    assert b"Traceback" not in done.stderr


@posix
def test_words_that_the_terminal_cannot_show_are_no_fault() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([*MS, "text", "é ≤ $x^2$"], capture_output=True, check=True, env=environment)
    assert done.stdout == b"\xe9 \\u2264 x squared\n"


@posix
def test_an_interrupt_leaves_whole_lines_behind() -> None:
    with subprocess.Popen([*MS, "text", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"latex": "x^2"}\n' * 500)
        process.stdin.flush()
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait() == ExitCode.INTERRUPTED
    assert (first + rest).endswith(b"\n")
    assert {json.loads(line)["speech"] for line in (first + rest).splitlines()} == {"x squared"}


@posix
def test_a_line_is_answered_before_the_next_is_waited_for() -> None:
    with subprocess.Popen([*MS, "text", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(json.dumps({"latex": "x^2", "id": number}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait() == ExitCode.OK


@posix
def test_a_reader_who_leaves_is_no_fault() -> None:
    with subprocess.Popen(
        [*MS, "text", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"latex": "x^2"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b'{"latex": "x^2"}\n' * 10)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait() == ExitCode.PIPE_CLOSED


@posix
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*MS, "text", "x"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == ExitCode.FILE
    assert done.stderr.startswith(b"Error: ")
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@posix
@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05])
def test_an_interrupt_while_starting_ends_quietly(delay: float) -> None:
    with subprocess.Popen([*MS, "text", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        time.sleep(0.05 + delay)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        code = process.wait()
    if b"Traceback" in said or b"Fatal Python error" in said:
        # The interpreter was interrupted before the first line of ours, and says so in its own way.
        assert b"mathspeak" not in said
    else:
        assert code in (ExitCode.INTERRUPTED, -signal.SIGINT)


@posix
def test_an_interrupt_leaves_no_part_of_a_file_behind(tmp_path: Path) -> None:
    formula = " + ".join(f"x_{{{number}}}" for number in range(2000))
    command = [*MS, "speak", "-", "-o", str(tmp_path / "long.mp3")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(formula.encode())
        process.stdin.close()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert b"Traceback" not in process.stderr.read()
        assert process.wait() == ExitCode.INTERRUPTED
    assert list(tmp_path.iterdir()) == []


HANGS = """
import os, sys, time
from mathspeak.cli.main import main
from mathspeak.engines import registry

class Hanging:
    name, version = "espeak", "0"
    def __init__(self, real):
        self.capabilities, self.voice, self.voices, self.about, self.close = (
            real.capabilities, real.voice, real.voices, real.about, real.close
        )
    def synthesize(self, phrase, voice, rate):
        os.write(2, b"speaking\\n")  # Two threads may say it at the same time.
        time.sleep(60)

registry._made["espeak"] = Hanging(registry.members("espeak")[0])
main(sys.argv[1:])
"""


@posix
@pytest.mark.parametrize("formula", ["x", r"\begin{cases} 1 & 2 \\ 3 & 4 \end{cases}"])
def test_ctrl_c_does_not_wait_for_an_engine_that_hangs_and_leaves_no_file(formula: str, tmp_path: Path) -> None:
    arguments = ["speak", formula, "--engine", "espeak", "--no-cache", "-o", str(tmp_path / "x.wav")]
    command = [sys.executable, "-c", HANGS, *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "speaking\n"
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == ExitCode.INTERRUPTED
    assert time.monotonic() - began < 20
    assert list(tmp_path.iterdir()) == []
