"""Keys, one by one as they are pressed: from a terminal, or from a pipe in which each letter is a key."""

from __future__ import annotations

import os
import re
import sys
import time
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

END, ESCAPE, ENTER, BACKSPACE = "end of input", "escape", "enter", "backspace"
# What a terminal sends for keys that are no letters; shift or control with an arrow gives the same name.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;]*[~A-Za-z]|O[A-Za-z])|.", re.DOTALL)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;]*|O)?\Z")
_FINAL = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
_NUMBERED = {"1": "home", "7": "home", "4": "end", "8": "end"}
_NAMED = {"\x1b": ESCAPE, "\x04": END, "\x03": END, "\r": ENTER, "\n": ENTER, "\x7f": BACKSPACE, "\x08": BACKSPACE}
# How long the rest of a key's sequence may take over a slow line.
_SEQUENCE_SECONDS = 0.15


def key_name(sequence: str) -> str:
    """The name of a key by what a terminal sends for it.

    >>> [key_name(s) for s in ("x", "\\x1b[C", "\\x1bOC", "\\x1b[1;5C", "\\x1b[4~", "\\x7f")]
    ['x', 'right', 'right', 'shift right', 'end', 'backspace']
    """
    if len(sequence) == 1:
        return _NAMED.get(sequence, sequence)
    final, numbers = sequence[-1], sequence[2:-1].split(";")
    name = _NUMBERED.get(numbers[0], "") if final == "~" else _FINAL.get(final, "")
    return f"shift {name}" if name and len(numbers) > 1 else name


class Pipe:
    """Keys from standard input that is no terminal; line ends part nothing and mean nothing."""

    interactive = False

    def __enter__(self) -> Pipe:
        self._waiting = ""
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self) -> str:
        """The next key."""
        while True:
            if not self._waiting:
                self._waiting = sys.stdin.readline()
                if not self._waiting:
                    return END
            sequence = _SEQUENCE.match(self._waiting)
            assert sequence is not None
            self._waiting = self._waiting[sequence.end() :]
            if sequence[0] not in "\r\n":
                return key_name(sequence[0])

    def pressed(self, seconds: float) -> bool:
        """Nobody waits at a pipe to press a key."""
        time.sleep(seconds)
        return False


if sys.platform == "win32":
    import msvcrt

    _WINDOWS = dict(zip("HPMKGO", ("up", "down", "right", "left", "home", "end"), strict=True)) | dict(
        zip("\x8d\x91ts", ("shift up", "shift down", "shift right", "shift left"), strict=True)
    )

    class Terminal:
        """Keys from the console."""

        interactive = True

        def __enter__(self) -> Terminal:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def read(self) -> str:
            """The next key."""
            key = msvcrt.getwch()
            if key in "\x00\xe0":
                return _WINDOWS.get(msvcrt.getwch(), "")
            if key == "\x03":
                raise KeyboardInterrupt
            return _NAMED.get(key, key)

        def pressed(self, seconds: float) -> bool:
            """Whether a key is pressed within so many seconds."""
            end = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() > end:
                    return False
                time.sleep(0.01)
            return True

else:
    import select
    import signal
    import termios
    import tty

    class Terminal:
        """Keys from the terminal at standard input, which gets its own ways back whatever happens."""

        interactive = True

        def __enter__(self) -> Terminal:
            self._fd = sys.stdin.fileno()
            self._waiting = ""
            self._before = termios.tcgetattr(self._fd)
            self._handlers = {
                number: signal.signal(number, handler)
                for number, handler in (
                    (signal.SIGTERM, _end),
                    (signal.SIGHUP, _end),
                    (signal.SIGCONT, self._continue),
                )
            }
            self._continue()
            return self

        def __exit__(self, *_: object) -> None:
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
            # The terminal may be gone, and then nobody is left to miss its ways.
            with suppress(termios.error):
                termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)

        def _continue(self, _number: int = 0, _frame: FrameType | None = None) -> None:
            # A shell that had the terminal in between has left it in its own ways. What was typed ahead is kept.
            tty.setcbreak(self._fd, termios.TCSADRAIN)

        def read(self) -> str:
            """The next key."""
            while not self._waiting or (_UNFINISHED.match(self._waiting) and self._arriving(_SEQUENCE_SECONDS)):
                try:
                    arrived = os.read(self._fd, 1024)
                except OSError:
                    return END
                if not arrived:
                    return END
                self._waiting += arrived.decode("utf-8", "replace")
            sequence = _SEQUENCE.match(self._waiting)
            assert sequence is not None
            self._waiting = self._waiting[sequence.end() :]
            return key_name(sequence[0])

        def pressed(self, seconds: float) -> bool:
            """Whether a key is pressed within so many seconds, or has been."""
            return bool(self._waiting) or self._arriving(seconds)

        def _arriving(self, seconds: float) -> bool:
            return bool(select.select([self._fd], [], [], seconds)[0])

    def _end(number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)
