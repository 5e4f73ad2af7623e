"""``ms explore``: walk through a formula by keys and hear its parts, a line for each."""

from __future__ import annotations

import sys
import threading
import time
from _thread import interrupt_main

import click

from mathspeak.cli.console import printable, say, show_warnings
from mathspeak.cli.expression import expression
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import ReadingSettings, reading_options, settings, sound_options, speaker
from mathspeak.errors import AudioError, MathspeakError
from mathspeak.expression import strict_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.cli.keys import Pipe, Terminal
    from mathspeak.explore import Explorer, Heard
    from mathspeak.speaker import Speaker
    from mathspeak.translator import Translator

    Keys = Pipe | Terminal

# What a key does, its names first, then the move and a line of help.
_KEYS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("down", "enter", "j"), "into", "into this part"),
    (("up", "backspace", "k"), "out", "out, to what this is a part of"),
    (("right", "l"), "next", "the next part"),
    (("left", "h"), "previous", "the part before"),
    (("home", "g"), "first", "the first part beside this one"),
    (("end", "G"), "last", "the last part beside this one"),
    (("F",), "whole", "to the whole formula"),
    (("shift down", "J"), "row_below", "in a table: the cell below"),
    (("shift up", "K"), "row_above", "in a table: the cell above"),
    (("shift right", "L"), "column_right", "in a table: the cell to the right"),
    (("shift left", "H"), "column_left", "in a table: the cell to the left"),
    (("space", "."), "repeat", "say this part again"),
    (("f",), "everything", "say the whole formula"),
    (("r",), "row", "say the row of the table"),
    (("c",), "column", "say the column of the table"),
    (("t",), "table", "say the whole table"),
    (("w",), "where", "where am I"),
    (("b",), "size", "how big is this part"),
    (("s",), "spelling", "spell this part"),
    (("x",), "source", "the LaTeX of this part"),
    (("y",), "next_style", "the next style"),
    (("v",), "next_verbosity", "the next verbosity"),
)
_MOVES = {name: move for names, move, _ in _KEYS for name in names} | {" ": "repeat"}
_OTHER_HELP = (
    ("m and a digit", "put a marker here"),
    ("a digit", "to the place of its marker"),
    ("?", "this list"),
    ("q, escape, Ctrl-D", "the end"),
)
_QUIT = ("q", "escape", "end of input")
_WATCH_SECONDS = 0.05


class _ExploreCommand(ExampleCommand):
    example = "ms explore 'x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}'"


@click.command(cls=_ExploreCommand)
@click.argument("expr")
@click.option("--speak", "aloud", is_flag=True, help="Speak each part as well; the next key stops it.")
@sound_options
@reading_options
def explore(expr: str, aloud: bool, **options: Any) -> None:
    """Walk through the formula EXPR by keys: into a part, out of it, to the next one. Each part is a line on standard
    output; ? lists the keys and q ends. Where standard input is no terminal, each letter in it is a key.
    """
    from mathspeak.cli.keys import Pipe, Terminal

    given = settings()
    source = _formula(expr)
    walk = _walk(source, ReadingSettings(given, options), options["display"])
    warnings = walk.parsed.reading.warnings
    if warnings and (options["strict"] or not walk.parsed.reading.text):
        raise _placed(strict_error(warnings), source)
    voice = _Voice(speaker(given, options)) if aloud else None
    show_warnings(warnings, source)
    keys = Terminal() if sys.stdin is not None and sys.stdin.isatty() else Pipe()
    with keys:
        if keys.interactive:
            say("? lists the keys, q ends")
        _hear(walk.repeat(), keys, voice)
        while (key := keys.read()) not in _QUIT:
            for heard in _answers(walk, key, keys):
                _hear(heard, keys, voice)


def _formula(argument: str) -> str:
    if argument == "-":
        raise click.UsageError("standard input is for the keys here: give the formula itself")
    text = expression(argument)
    from mathspeak.documents.math_spans import math_spans

    spans = list(math_spans(text))
    if len(spans) > 1:
        raise click.UsageError(f"one formula at a time: there are {len(spans)} here")
    return text[spans[0].inner_start : spans[0].inner_end] if spans else text


def _walk(source: str, reading: ReadingSettings, display: bool | None) -> Explorer:
    from mathspeak.explore import Explorer

    def translator(style: str, verbosity: str) -> Translator:
        # Another style does not know the preferences of the one that was chosen.
        return reading.translator(
            style=style, verbosity=verbosity, prefs=reading.prefs if style == reading.style else {}
        )

    try:
        return Explorer(source, translator, reading.style, reading.verbosity, display)
    except MathspeakError as error:
        raise _placed(error, source) from None


def _placed(error: MathspeakError, source: str) -> MathspeakError:
    error.source = source
    return error


def _answers(walk: Explorer, key: str, keys: Keys) -> list[Heard]:
    from mathspeak.explore import Heard

    if key in _MOVES:
        return [getattr(walk, _MOVES[key])()]
    if key in _DIGITS:
        return [walk.go(int(key))]
    if key == "m":
        if keys.interactive:
            say("which marker, 0 to 9?")
        key = keys.read()
        if key in _DIGITS:
            return [walk.mark(int(key))]
    if key == "?":
        return [Heard(line, [line]) for line in _help()]
    say("no such key: ? lists the keys")
    return []


def _help() -> list[str]:
    rows = [(", ".join(names), help) for names, _, help in _KEYS]
    return [f"{names}: {help}" for names, help in (*rows, *_OTHER_HELP)]


def _hear(heard: Heard, keys: Keys, voice: _Voice | None) -> None:
    click.echo(printable(heard.text.replace("\n", " ")))
    if voice is not None:
        voice.say(heard, keys)


class _Voice:
    """Says what is heard until a key is pressed; where there is no sound device, says so once and is silent."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._silent = False
        self._lock = threading.Lock()
        self._speaking = self._stopped = False

    def say(self, heard: Heard, keys: Keys) -> None:
        if self._silent or keys.pressed(0):
            return
        self._speaking, self._stopped = True, False
        watch = threading.Thread(target=self._stop_at_a_key, args=(keys,), daemon=True)
        try:
            # The key may be there before the sound is.
            watch.start()
            self._play(heard)
            with self._lock:
                self._speaking = False
            if self._stopped:
                time.sleep(_WATCH_SECONDS)  # The interruption is on its way, and must not come after this.
        except KeyboardInterrupt:
            if not self._stopped:
                raise
        finally:
            self._speaking = False
            watch.join()

    def _play(self, heard: Heard) -> None:
        try:
            self._speaker.play(heard.spoken)
        except AudioError as error:
            if error.code != "no-sound-device":
                raise
            self._silent = True
            say(f"Not spoken: {error.message}")

    def _stop_at_a_key(self, keys: Keys) -> None:
        while self._speaking:
            if keys.pressed(_WATCH_SECONDS):
                with self._lock:
                    if self._speaking:
                        self._stopped = True
                        # The one way to stop what the main thread waits for; whatever interrupts a sound ends it.
                        interrupt_main()
                return


_DIGITS = frozenset("0123456789")
