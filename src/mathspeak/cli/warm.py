"""``ms cache warm FILE``, and ``ms --warm-cache FILE``: every expression of a file made and kept."""

from __future__ import annotations

import time
from pathlib import Path

import click

from mathspeak.cli.console import counted, printable, say
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import ReadingSettings, reading_options, settings, sound_options, speaker
from mathspeak.cli.progress import Progress, duration
from mathspeak.config import AUDIO_FORMATS
from mathspeak.errors import EngineUnavailable, MathspeakError, UnknownVoice
from mathspeak.expression import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from mathspeak.speaker import Speakable, Speaker
    from mathspeak.translator import Translator

_COMMENTS = ("#", "%")
_SHOWN = 20


class _WarmCommand(ExampleCommand):
    example = "ms cache warm expressions.txt --engine espeak"


@click.command("warm", cls=_WarmCommand)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--audio", type=click.Choice(AUDIO_FORMATS), default="wav", help="The format that will be asked for.")
@click.option("--workers", type=click.IntRange(1, 64), help="How many are made at the same time.")
@sound_options
@reading_options
def warm(file: str, audio: str, workers: int | None, **options: Any) -> int:
    """Make and keep every expression of FILE, so that it is there when it is asked for.

    FILE has one expression a line, as EXPR of ms speak; lines that begin with # or % are comments. Of a document that
    ms batch reads (all but .txt), every sentence is made. What is in the cache is not made again, so after an
    interruption the same command goes on where it was.
    """
    given = settings()
    voice = speaker(given, options)
    if voice.cache is None:
        raise click.UsageError("the cache is switched off, so there is nothing to warm")
    translator = ReadingSettings(given, options).translator()
    lines = _lines(file, translator, options)
    began = time.monotonic()
    failures: list[tuple[_Line, str]] = []
    seconds = 0.0
    try:
        with Progress("warming", len(lines), "expressions") as progress:
            for line, outcome in _done(lines, lambda line: voice.keep(line.said(), audio), workers or voice.parallel):
                if isinstance(outcome, MathspeakError):
                    failures.append((line, outcome.message))
                else:
                    seconds += outcome
                progress.advance()
    except KeyboardInterrupt:
        say(f"Interrupted: {_tally(voice)}; the same command goes on from here")
        raise
    took = time.monotonic() - began
    say(f"{len(lines) - len(failures)} of {len(lines)} expressions are in the cache: {_tally(voice)}")
    say(f"{duration(seconds)} of sound in {took:.1f} s")
    for line, message in failures[:_SHOWN]:
        say(f"{file}:{line.number}: {printable(line.text)}: {message}")
    if len(failures) > _SHOWN:
        say(f"and {len(failures) - _SHOWN} more that could not be made")
    return ExitCode.INCOMPLETE if failures else ExitCode.OK


class _Line:
    """An expression or a sentence, where it stands, and what a speaker says of it."""

    __slots__ = ("number", "said", "text")

    def __init__(self, number: int, text: str, said: Callable[[], Speakable]) -> None:
        self.number = number
        self.text = text
        self.said = said


def _lines(file: str, translator: Translator, options: Any) -> list[_Line]:
    from mathspeak.documents.reading import SUFFIXES

    suffix = Path(file).suffix.lower()
    if suffix in SUFFIXES and suffix != ".txt":
        return list(_sentences(file, translator, options))
    return list(_expressions(file, translator, options))


def _sentences(file: str, translator: Translator, options: Any) -> Iterator[_Line]:
    from mathspeak.documents.policy import Policy
    from mathspeak.documents.reading import read as read_document
    from mathspeak.narration.composer import compose

    policy = Policy(Path(file).suffix, settings().documents)
    script = compose(read_document(file), translator, policy, language=options["language"])
    for number, sentence in enumerate(script.sentences, 1):
        yield _Line(number, sentence.text, sentence.speakable)


def _expressions(file: str, translator: Translator, options: Any) -> Iterator[_Line]:
    def said(text: str) -> Callable[[], Speakable]:
        return lambda: read(translator, text, options["display"], options["strict"]).speakable()

    with open(file, encoding="utf-8-sig", errors="surrogateescape") as stream:
        for number, line in enumerate(stream, 1):
            text = line.strip()
            if text and not text.startswith(_COMMENTS):
                yield _Line(number, text, said(text))


def _done(
    lines: list[_Line], work: Callable[[_Line], float], workers: int
) -> Iterator[tuple[_Line, float | MathspeakError]]:
    from mathspeak.ahead import ahead

    def tried(line: _Line) -> tuple[_Line, float | MathspeakError]:
        try:
            return line, work(line)
        except (EngineUnavailable, UnknownVoice):
            # The next one would meet the same.
            raise
        except MathspeakError as error:
            return line, error

    return ahead(lines, tried, workers)


def _tally(voice: Speaker) -> str:
    return f"{counted(voice.recorder.made, 'recording')} made, {voice.recorder.found} there already"
