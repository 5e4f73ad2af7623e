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
from running import Ms

FORMULAS = "# of the first week\n\\frac{a}{b}\n\n% a comment as LaTeX has them\nx^2 + 1\nLet $n$ be even.\n"


def entries(ms: Ms) -> int:
    return int(json.loads(ms("cache", "stats", "--json").out)["entries"])


@pytest.mark.parametrize("command", [("--warm-cache",), ("cache", "warm")])
def test_every_expression_is_made_and_later_found(ms: Ms, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "week.txt"
    file.write_text(FORMULAS)
    result = ms(*command, str(file), "--engine", "espeak")
    assert result.code == ExitCode.OK
    assert "3 of 3 expressions are in the cache: 3 recordings made, 0 there already" in result.err
    assert entries(ms) == 3
    spoken = ms("speak", "x^2+1", "-o", str(tmp_path / "x.wav"), "--engine", "espeak", "--stats")
    assert "0 made, 1 from the cache" in spoken.err


def test_the_same_command_goes_on_where_it_was(ms: Ms, tmp_path: Path) -> None:
    file = tmp_path / "week.txt"
    file.write_text("x^2 + 1\n")
    ms("cache", "warm", str(file), "--engine", "espeak")
    file.write_text(FORMULAS)
    result = ms("cache", "warm", str(file), "--engine", "espeak")
    assert "2 recordings made, 1 there already" in result.err


def test_what_cannot_be_read_is_listed_with_its_line_and_the_rest_is_made(ms: Ms, tmp_path: Path) -> None:
    file = tmp_path / "week.txt"
    file.write_text("x\n\\input{/etc/passwd}\ny\n")
    result = ms("cache", "warm", str(file), "--engine", "espeak")
    assert result.code == ExitCode.INCOMPLETE
    assert "2 of 3 expressions are in the cache" in result.err
    assert f"{file}:2: \\input{{/etc/passwd}}: " in result.err


def test_an_engine_that_is_not_there_ends_it_at_once(ms: Ms, tmp_path: Path) -> None:
    file = tmp_path / "week.txt"
    file.write_text(FORMULAS)
    result = ms("cache", "warm", str(file), "--engine", "espeak", "--voice", "nobody")
    assert result.code == ExitCode.ENGINE
    assert "no voice 'nobody'" in result.err


def test_without_a_cache_there_is_nothing_to_warm(ms: Ms, tmp_path: Path) -> None:
    file = tmp_path / "week.txt"
    file.write_text(FORMULAS)
    result = ms("cache", "warm", str(file), "--no-cache")
    assert result.code == ExitCode.USAGE
    assert "the cache is switched off" in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="a test cannot press Ctrl-C on Windows without stopping itself")
def test_ctrl_c_keeps_what_was_made(ms: Ms, tmp_path: Path) -> None:
    file = tmp_path / "many.txt"
    file.write_text("".join(f"x^{{{number}}}+{number}\n" for number in range(3000)))
    command = [sys.executable, "-m", "mathspeak", "--warm-cache", str(file), "--engine", "espeak"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ)
    end = time.monotonic() + 30
    while not entries(ms):
        assert time.monotonic() < end, "nothing was ever made"
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "the same command goes on from here" in said
    assert 0 < entries(ms) < 3000
    assert ms("cache", "verify").code == ExitCode.OK


def test_of_a_document_every_sentence_is_made(ms: Ms, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Roots\n\nLet $x^2 = 2$. Then $x$ is a root.\n")
    result = ms("cache", "warm", str(notes), "--audio", "mp3", "--engine", "espeak")
    assert result.code == ExitCode.OK
    assert "3 of 3 expressions are in the cache" in result.err
    rehearsed = ms("batch", str(notes), "-o", str(tmp_path / "out"), "--dry-run", "--engine", "espeak")
    assert rehearsed.out.split("\t")[-1].strip() == "100 %"
