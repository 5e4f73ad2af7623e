"""``ms speak``, and the bare ``ms EXPR``: the words on standard output, and their sound."""

from __future__ import annotations

import os
import sys
import time

import click

from mathspeak import config
from mathspeak.cli.console import printable, say, show_warnings
from mathspeak.cli.expression import expression
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import ReadingSettings, reading_options, settings, sound_options, speaker
from mathspeak.errors import AudioError
from mathspeak.expression import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.audio.tags import Tags
    from mathspeak.expression import Words
    from mathspeak.speaker import Speaker

_STANDARD_OUTPUT = "-"


class _SpeakCommand(ExampleCommand):
    example = "ms speak '\\frac{a}{b}' -o fraction.mp3"


@click.command(cls=_SpeakCommand)
@click.argument("expr")
@click.option("-o", "--output", metavar="FILE", help="Write the sound to FILE instead of playing it; - streams it.")
@click.option("--audio", type=click.Choice(config.AUDIO_FORMATS), help="The format of -o -; else the suffix tells it.")
@click.option("--play/--no-play", default=None, help="Play the sound, or do not; played unless -o is given.")
@click.option("--stats", is_flag=True, help="Say on standard error what was made and how long it took.")
@sound_options
@reading_options
def speak(expr: str, output: str | None, audio: str | None, play: bool | None, stats: bool, **options: Any) -> None:
    """Print the words of EXPR and play them. EXPR is a formula in LaTeX, or prose with formulas in it; - reads it from
    standard input. Where there is no sound device the words are printed all the same. With -o - the sound goes to
    standard output and the words to standard error.
    """
    if audio and output != _STANDARD_OUTPUT:
        raise click.UsageError("--audio is for -o -: elsewhere the suffix of the file tells the format")
    started = time.perf_counter()
    given = settings()
    source = expression(expr)
    translator = ReadingSettings(given, options).translator()
    words = read(translator, source, options["display"], options["strict"])
    took = time.perf_counter() - started
    click.echo(words.text if output != _STANDARD_OUTPUT else printable(words.text), err=output == _STANDARD_OUTPUT)
    show_warnings(words.warnings, source)
    if stats:
        say(f"read in {took * 1000:.1f} ms: {len(words.text.split())} words, {len(words.warnings)} warnings")
        say(f"formulas: {translator.memo}")
    if output is None and play is False:
        return
    started = time.perf_counter()
    voice = speaker(given, options)
    if output is not None:
        from mathspeak.audio.tags import Tags

        written = _write(voice, words, output, audio, Tags(title=words.text, language=translator.language))
        if stats:
            took = (time.perf_counter() - started) * 1000
            done = voice.recorder
            say(f"spoken by {done.spoke} in {took:.0f} ms: {written}; {done.made} made, {done.found} from the cache")
    if play or (play is None and output is None):
        _play(voice, words)


def _write(voice: Speaker, words: Words, output: str, audio: str | None, tags: Tags) -> str:
    if output != _STANDARD_OUTPUT:
        path = voice.save(words.speakable(), output, tags=tags)
        return f"{os.path.getsize(path)} bytes in {path}"
    if sys.stdout.isatty():
        raise click.UsageError("-o - is for a pipe or a file: this is a terminal")
    size = 0
    for piece in voice.stream(words.speakable(), audio or config.AUDIO_FORMATS[0], tags=tags):
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        size += len(piece)
    return f"{size} bytes"


def _play(voice: Speaker, words: Words) -> None:
    try:
        voice.play(words.speakable())
    except AudioError as error:
        if error.code != "no-sound-device":
            raise
        say(f"Not played: {error.message} ({error.hint})")
