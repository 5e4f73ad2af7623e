"""``ms voices``: what can speak here, and how it sounds."""

from __future__ import annotations

import click

from mathspeak.cli.console import say, show_table
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import settings, sound_options, speaker
from mathspeak.config import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.speaker import Speaker

_COLUMNS = ("id", "name", "language", "gender", "engine")
_SAMPLE = r"\frac{a+b}{c}+d=\sqrt{x^2+1}"


class _VoicesCommand(ExampleCommand):
    example = "ms voices --engine espeak --language en --sample"


@click.command(cls=_VoicesCommand)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.option("--sample", is_flag=True, help="Hear a formula by each voice that is listed, or by that of --voice.")
@click.option("--language", metavar="TAG", help="Only voices of this language, such as de or en-gb.")
@sound_options
def voices(as_json: bool, sample: bool, language: str | None, **options: Any) -> None:
    """List the voices that can speak here: of every engine that works, or of those that --engine names."""
    given = settings()
    speaking = speaker(given, options)
    found = speaking.voices()
    if language:
        found = [voice for voice in found if f"{voice.language}-".startswith(f"{language.lower()}-")]
    if options["voice"]:
        found = [speaking.recorder.voice]
    if sample:
        for voice in found:
            say(f"{voice.engine}: {voice.name} ({voice.language})")
            _hear(voice.language, speaker(given, {**options, "engine": voice.engine, "voice": voice.id}))
        return
    rows = [tuple(str(getattr(voice, column)) for column in _COLUMNS) for voice in found]
    if as_json:
        import json

        click.echo(json.dumps([dict(zip(_COLUMNS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    else:
        show_table(_COLUMNS, rows)


def _hear(language: str, speaking: Speaker) -> None:
    from mathspeak.translator import Translator

    spoken = language.partition("-")[0]
    reading = Translator(language=spoken if spoken in LANGUAGES else "en").read(_SAMPLE)
    speaking.play(reading.utterance)
