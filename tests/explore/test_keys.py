"""The keys: as they come from a pipe, and in a real terminal, which is given back as it was."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathspeak.cli.exit_codes import ExitCode

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is POSIX", allow_module_level=True)

import pty
import termios

FORMULAS = (Path(__file__).parent / "formulas.txt").read_text(encoding="utf-8").splitlines()
MS = [sys.executable, "-m", "mathspeak", "explore"]
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
QUIET = {**os.environ, "MS_CONFIG": os.devnull}


def piped(keys: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MS, *arguments], input=keys, capture_output=True, text=True, check=False, env=QUIET, encoding="utf-8"
    )


def test_letters_from_a_pipe_are_keys_and_each_gives_a_line() -> None:
    done = piped("jl\nlw\nq", "--", "a = b")
    assert done.stdout.splitlines() == [
        "a equals b",
        "left side: a",
        "equals",
        "right side: b",
        "right side of the equation",
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_the_end_of_the_input_is_the_end() -> None:
    done = piped("j", "x^2")
    assert (done.returncode, done.stdout) == (0, "x squared\nbase: x\n")


def test_markers_from_a_pipe() -> None:
    done = piped("jm7kx7m", "x^2")
    assert done.stdout.splitlines() == ["x squared", "base: x", "marker 7 is here", "x squared", "x^2", "base: x"]


def test_a_key_that_means_nothing_is_named_on_standard_error() -> None:
    done = piped("Q", "x^2")
    assert done.stdout == "x squared\n"
    assert done.stderr == "no such key: ? lists the keys\n"


def test_help_lists_the_keys_as_the_page_does() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explore.md").read_text(encoding="utf-8")
    table = [row.replace("`", "").strip("| ").split(" | ") for row in page.splitlines() if row.startswith("| ")][2:]
    listed = piped("?", "x").stdout.splitlines()[1:]
    assert listed == [f"{keys}: {what}" for keys, what in table]


def test_what_the_page_shows_is_what_is_heard() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explore.md").read_text(encoding="utf-8")
    shown, moves = re.findall(r"^```\n(.*?)^```", page, re.DOTALL | re.MULTILINE)[:2]
    formula, first = re.fullmatch(r"\$ ms explore '(.*)'\n(.*\n)", shown).groups()  # type: ignore[union-attr]
    assert piped("jlljwb", formula).stdout == first + moves


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("-",), ExitCode.USAGE),
        (("$a$ and $b$",), ExitCode.USAGE),
        (("\\input{x}",), ExitCode.REFUSED),
        (("",), ExitCode.INPUT),
        (("--strict", "\\nosuchcommand"), ExitCode.INPUT),
        (("--style", "none", "x"), ExitCode.USAGE),
    ],
)
def test_what_cannot_be_explored_is_an_error(arguments: tuple[str, ...], code: ExitCode) -> None:
    done = piped("j", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert "Error" in done.stderr


def test_delimiters_around_a_formula_are_not_walked() -> None:
    assert piped("jx", "Let $x+1$.").stdout.splitlines() == ["x plus 1", "x", "x"]


# Makes the terminal its own, so that what is typed as Ctrl-C becomes a signal.
OWN_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


class Terminal:
    """``ms explore`` in a pseudo-terminal: keys go in, lines come out."""

    def __init__(self, formula: str, *options: str, ms: list[str] = MS) -> None:
        self.outside, self.inside = pty.openpty()
        self.before = termios.tcgetattr(self.inside)
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWN_TERMINAL, *ms, *options, "--", formula],
            stdin=self.inside,
            stdout=self.inside,
            stderr=subprocess.DEVNULL,
            env=QUIET,
            start_new_session=True,
        )
        self.seen = ""
        self.line()

    def press(self, key: str) -> str:
        """What is heard after a key."""
        os.write(self.outside, key.encode())
        return self.line()

    def line(self) -> str:
        end = time.monotonic() + 20
        while "\n" not in self.seen:
            assert time.monotonic() < end, f"nothing was said: {self.seen!r}"
            if select.select([self.outside], [], [], 0.2)[0]:
                self.seen += os.read(self.outside, 4096).decode()
        line, self.seen = self.seen.split("\n", 1)
        return line.rstrip("\r")

    def ended(self) -> int:
        return self.process.wait(timeout=20)

    @property
    def modes(self) -> list[object]:
        return list(termios.tcgetattr(self.inside))

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.outside)
        os.close(self.inside)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def test_arrows_and_letters_lead_to_the_same_places(terminals: list[Terminal]) -> None:
    terminal = Terminal(r"\frac{a+b}{c}")
    terminals.append(terminal)
    assert terminal.press(DOWN) == "numerator: a plus b"
    assert terminal.press(RIGHT) == "denominator: c"
    assert terminal.press(LEFT) == "numerator: a plus b"
    assert terminal.press(UP) == "the fraction a plus b over c"
    for key, words in (("\n", "numerator: a plus b"), ("\x1bOC", "denominator: c"), ("h", "numerator: a plus b")):
        assert terminal.press(key) == words
    assert terminal.press("\x1b[F") == "denominator: c"
    assert terminal.press("\x1b[1~") == "numerator: a plus b"
    assert terminal.press("\x7f").endswith("over c")
    assert terminal.modes != list(terminal.before), "keys come one by one"


def test_a_table_is_walked_with_shift_and_arrows(terminals: list[Terminal]) -> None:
    terminal = Terminal(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}")
    terminals.append(terminal)
    assert terminal.press("\x1b[1;2B") == "row 1 column 1 of 2 by 2: a"
    assert terminal.press("\x1b[1;2B") == "row 2 column 1 of 2 by 2: c"
    assert terminal.press("\x1b[1;5C") == "row 2 column 2 of 2 by 2: d"
    assert terminal.press("K") == "row 1 column 2 of 2 by 2: b"
    assert terminal.press("H") == "row 1 column 1 of 2 by 2: a"


def test_a_key_may_come_in_pieces(terminals: list[Terminal]) -> None:
    terminal = Terminal("x^2")
    terminals.append(terminal)
    for piece in "\x1b", "[", "B":
        os.write(terminal.outside, piece.encode())
        time.sleep(0.03)
    assert terminal.line() == "base: x"


@pytest.mark.parametrize(
    ("key", "code"),
    [("q", ExitCode.OK), ("\x1b", ExitCode.OK), ("\x04", ExitCode.OK), ("\x03", ExitCode.INTERRUPTED)],
)
def test_every_way_out_gives_the_terminal_back(terminals: list[Terminal], key: str, code: ExitCode) -> None:
    terminal = Terminal("x^2")
    terminals.append(terminal)
    terminal.press("j")
    os.write(terminal.outside, key.encode())
    assert terminal.ended() == code
    assert terminal.modes == list(terminal.before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back(terminals: list[Terminal], number: signal.Signals) -> None:
    terminal = Terminal("x^2")
    terminals.append(terminal)
    terminal.press("j")
    assert terminal.modes != list(terminal.before)
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.modes == list(terminal.before)


def test_a_walk_that_was_stopped_goes_on(terminals: list[Terminal]) -> None:
    terminal = Terminal("x^2")
    terminals.append(terminal)
    terminal.press("j")
    keys = terminal.modes
    terminal.process.send_signal(signal.SIGSTOP)
    termios.tcsetattr(terminal.inside, termios.TCSANOW, terminal.before)
    terminal.process.send_signal(signal.SIGCONT)
    end = time.monotonic() + 10
    while terminal.modes != keys and time.monotonic() < end:
        time.sleep(0.02)
    assert terminal.press("l") == "exponent: 2"


def test_a_fault_on_the_way_gives_the_terminal_back(terminals: list[Terminal]) -> None:
    # The sound is only asked for when the first part is spoken, with the terminal already in its other ways.
    opened = Terminal("x^2", "--speak", "--engine", "espeak", "--voice", "no-such-voice")
    terminals.append(opened)
    assert opened.ended() in (ExitCode.ENGINE, ExitCode.FILE)
    assert opened.modes == list(opened.before)


# A speaker of sentences without end, which tells a file what happens to it.
ENDLESS = """
import sys, time
from mathspeak.cli import explore, main
from mathspeak.errors import AudioError
log = open(sys.argv[1], "a", buffering=1)
class Endless:
    def play(self, pieces):
        try:
            print("begins", *(p if isinstance(p, str) else " ".join(p.words) for p in pieces), file=log)
            for _ in range(300):
                time.sleep(0.1)
        except BaseException as error:
            print("stopped by", type(error).__name__, file=log)
            raise
class Deaf:
    def play(self, pieces):
        error = AudioError("there is no sound device here")
        error.code = "no-sound-device"
        raise error
explore.speaker = lambda given, options: Deaf() if options["voice"] == "deaf" else Endless()
main.main(["explore", "--speak", *sys.argv[2:]])
"""


def test_the_next_key_stops_the_voice(terminals: list[Terminal], tmp_path: Path) -> None:
    log = tmp_path / "log"
    terminal = Terminal("a = b", ms=[sys.executable, "-c", ENDLESS, str(log)])
    terminals.append(terminal)
    for key, words in (("", "a equals b"), ("j", "left side, a"), ("l", "equals")):
        if key:
            terminal.press(key)
        _wait_for(log, f"begins {words}\n")
    os.write(terminal.outside, b"q")
    assert terminal.ended() == 0
    spoken = ["begins a equals b", "begins left side, a", "begins equals"]
    stopped = "stopped by KeyboardInterrupt"
    assert log.read_text().splitlines() == [line for said in spoken for line in (said, stopped)]


def test_keys_that_come_faster_than_the_voice_are_all_heard(terminals: list[Terminal], tmp_path: Path) -> None:
    terminal = Terminal("a = b", ms=[sys.executable, "-c", ENDLESS, str(tmp_path / "log")])
    terminals.append(terminal)
    os.write(terminal.outside, b"j" + b"lh" * 25 + b"q")
    assert terminal.ended() == 0
    assert [terminal.line() for _ in range(51)] == ["left side: a", *["equals", "left side: a"] * 25]
    assert terminal.modes == list(terminal.before)


def _wait_for(log: Path, words: str) -> None:
    end = time.monotonic() + 10
    while words not in log.read_text():
        assert time.monotonic() < end, f"never said: {words}"
        time.sleep(0.02)


def test_ctrl_c_stops_the_voice_and_the_walk(terminals: list[Terminal], tmp_path: Path) -> None:
    terminal = Terminal("a = b", ms=[sys.executable, "-c", ENDLESS, str(tmp_path / "log")])
    terminals.append(terminal)
    _wait_for(tmp_path / "log", "begins a equals b\n")
    os.write(terminal.outside, b"\x03")
    assert terminal.ended() == ExitCode.INTERRUPTED
    assert terminal.modes == list(terminal.before)


def test_without_a_sound_device_it_says_so_once_and_goes_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDLESS, str(tmp_path / "log"), "--voice", "deaf", "x^2"],
        input="jl",
        capture_output=True,
        text=True,
        check=True,
        env=QUIET,
    )
    assert done.stdout == "x squared\nbase: x\nexponent: 2\n"
    assert done.stderr == "Not spoken: there is no sound device here\n"


@pytest.mark.parametrize("formulas", [FORMULAS[i::4] for i in range(4)], ids=str)
def test_the_keys_reach_all_that_the_walk_holds(terminals: list[Terminal], formulas: list[str]) -> None:
    """In a real terminal, by in, next and out alone, each part is heard, and in the order in which it is read."""
    from mathspeak.explore import Explorer
    from mathspeak.translator import Translator

    for formula in formulas:
        explorer = Explorer(formula, lambda style, verbosity: Translator(style, verbosity=verbosity))
        terminal = Terminal(formula)
        terminals.append(terminal)
        heard = [terminal.press(".")]
        expected = []
        for part in explorer.top.walk():
            explorer.here = part
            expected.append(explorer.repeat().text)
        depth, key = 0, "j"
        while True:
            said = terminal.press(key)
            if key in "jl" and said not in ("no parts inside", "this is the last part"):
                depth += key == "j"
                heard.append(said)
                key = "j"
            elif key == "j" and depth:
                key = "l"
            elif key == "l":
                depth -= 1
                terminal.press("k")
                key = "l"
            if depth == 0:
                break
        assert heard == expected, formula
        assert terminal.press("F") == heard[0]
        os.write(terminal.outside, b"q")
        assert terminal.ended() == 0
