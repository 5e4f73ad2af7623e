"""``ms speak``, and the bare ``ms EXPR``: the words on standard output, and their sound."""

from __future__ import annotations

import os
import time

import click

from mathspeak import config
from mathspeak.cli.console import say, show_warnings
from mathspeak.cli.expression import expression, read
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import ReadingSettings, reading_options, settings, speaker
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.cli.expression import Words
    from mathspeak.speaker import Speaker


class _SpeakCommand(ExampleCommand):
    example = "ms speak '\\frac{a}{b}' -o fraction.mp3"


@click.command(cls=_SpeakCommand)
@click.argument("expr")
@click.option("-o", "--output", metavar="FILE", help="Write the sound to FILE (.wav or .mp3) instead of playing it.")
@click.option("--play/--no-play", default=None, help="Play the sound, or do not; played unless -o is given.")
@click.option("--engine", metavar="NAME", help="What speaks; ms doctor names the engines.")
@click.option("--voice", metavar="NAME", help="A voice that ms voices lists.")
@click.option("--rate", type=click.FloatRange(config.SLOWEST, config.FASTEST), help="The pace; 1 is the voice's own.")
@click.option("--offline", is_flag=True, help="Use nothing that needs a network.")
@click.option("--stats", is_flag=True, help="Say on standard error what was made and how long it took.")
@reading_options
def speak(expr: str, output: str | None, play: bool | None, stats: bool, **options: Any) -> None:
    """Print the words of EXPR and play them. EXPR is a formula in LaTeX, or prose with formulas in it; - reads it from
    standard input. Where there is no sound device the words are printed all the same.
    """
    started = time.perf_counter()
    given = settings()
    source = expression(expr)
    translator = ReadingSettings(given, options).translator()
    words = read(translator, source, options["display"], options["strict"])
    took = time.perf_counter() - started
    click.echo(words.text)
    show_warnings(words.warnings, source)
    if stats:
        say(f"read in {took * 1000:.1f} ms: {len(words.text.split())} words, {len(words.warnings)} warnings")
    if output is None and play is False:
        return
    started = time.perf_counter()
    voice = speaker(given, options)
    if output is not None:
        path = voice.save(words.speakable(), output)
        if stats:
            took = time.perf_counter() - started
            say(f"spoken by {voice.engine.name} in {took * 1000:.0f} ms: {os.path.getsize(path)} bytes in {path}")
    if play or (play is None and output is None):
        _play(voice, words)


def _play(voice: Speaker, words: Words) -> None:
    try:
        voice.play(words.speakable())
    except AudioError as error:
        if error.code != "no-sound-device":
            raise
        say(f"Not played: {error.message} ({error.hint})")
