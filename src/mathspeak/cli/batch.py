"""``ms batch``: lecture notes to sound, transcripts, subtitles and pages, or to transcripts alone."""

from __future__ import annotations

import os
from pathlib import Path

import click

from mathspeak import config
from mathspeak.cli.batch_report import finish
from mathspeak.cli.console import say, show_table
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import ReadingSettings, settings, sound_options, sound_settings, speaker, style_options
from mathspeak.errors import MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from typing import Any

    from mathspeak.narration.batch import Making
    from mathspeak.narration.manifest import Entry
    from mathspeak.narration.plan import Job
    from mathspeak.narration.sound import Sound
    from mathspeak.speaker import Speaker
    from mathspeak.speech.lexicon import Lexicon

# What is said of documents that nobody waits for any more.
_LEFT = "the rest is in the queue, and the same command takes it up"


class _BatchCommand(ExampleCommand):
    example = "ms batch notes/ -o spoken/"


@click.command(cls=_BatchCommand)
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder for what is made.")
@click.option("--text-only", is_flag=True, help="Make transcripts and no sound.")
@click.option("--policy", metavar="NAME=WORD", multiple=True, help="What to do with a kind of thing; may be repeated.")
@click.option("--jobs", type=click.IntRange(1), help="How many transcripts at once; as many as there are processors.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@click.option("--audio", type=click.Choice(config.AUDIO_FORMATS), default="mp3", help="The format of the sound.")
@click.option("--embed", is_flag=True, help="Put the sound into the page, which is then whole by itself.")
@click.option("--queue", metavar="ADDRESS", help="Have workers make it: the Redis server that ms worker listens to.")
@sound_options
@style_options
def batch(
    paths: tuple[str, ...],
    output: str,
    text_only: bool,
    policy: tuple[str, ...],
    jobs: int | None,
    dry_run: bool,
    audio: str,
    embed: bool,
    queue: str | None,
    **options: Any,
) -> int:
    """Turn documents into sound and text: .tex, .md, .ipynb, .html and .txt files, folders of them, or patterns.

    Of NAME.tex it makes NAME.mp3, with chapters; NAME.txt, the words alone as they are said, and NAME.md, with the
    formulas beside the words; the subtitles NAME.vtt and NAME.srt; and NAME.html, a page to read along. What became of
    each document is in manifest.json. One that cannot be read stops no other, but the exit status tells. Sentences that
    were made before come from the cache. With --queue, or MS_QUEUE_URL, the work is done by every machine where
    ms worker runs.
    """
    from mathspeak.documents.policy import choices
    from mathspeak.narration.batch import Making, make_all
    from mathspeak.narration.manifest import Manifest
    from mathspeak.narration.plan import plan

    given = settings()
    queue = queue or given.queue_url
    reading = ReadingSettings(given, options)
    policies = {**given.documents, **choices(policy)}
    making = {"options": reading.as_arguments(), "policies": policies, "language": options["language"]}
    manifest = Manifest(Path(output))
    planned = plan(paths, Path(output), made=manifest.made())
    if queue and jobs:
        raise click.UsageError("--jobs is for this machine; with a queue as many are made as there are workers")
    if queue and not dry_run:
        asked = None if text_only else _asked_sound(given, options, audio, embed)
        entries = _by_workers(planned, queue, Making(Path(output), **making), reading, asked)
        return finish(planned, entries, manifest, "" if text_only else audio, rest=_LEFT)
    sound = None if text_only else sound_of(given, options, audio, embed=embed)
    here = Making(Path(output), **making, sound=sound)
    here.translator()
    if dry_run:
        return _rehearse(planned, here)
    made = make_all(planned, here, jobs or os.cpu_count() or 1)
    return finish(planned, made, manifest, "" if text_only else audio, sound)


def _by_workers(
    jobs: Sequence[Job], address: str, making: Making, reading: ReadingSettings, sound: dict[str, Any] | None
) -> Generator[Entry, None, None]:
    """Have workers make the documents; an error in the options stops it before it begins."""
    from mathspeak.narration.orders import Order
    from mathspeak.narration.queue import Queue

    making.translator()
    order = Order(
        making.output,
        reading=reading.as_arguments(),
        policies=making.policies,
        language=making.language,
        sound=sound,
    )
    return Queue(address).make_all(jobs, order, say)


def _asked_sound(given: config.Settings, options: dict[str, Any], audio: str, embed: bool) -> dict[str, Any]:
    """How it is to sound, as plain data: a lexicon goes along, since workers need not have the file."""
    if options["use_cache"] is not None:
        raise click.UsageError("--cache and --no-cache are for this machine; a worker has its own")
    from mathspeak.speech.lexicon import read_lexicon

    chosen = sound_settings(given, options)
    entries = read_lexicon(chosen.lexicon).entries if chosen.lexicon else []
    lexicon = [[entry.word, entry.spoken, entry.engine, entry.language] for entry in entries]
    names = ("engine", "voice", "rate", "pause", "volume", "pitch", "language")
    return {**{name: getattr(chosen, name) for name in names}, "lexicon": lexicon, "audio": audio, "embed": embed}


def sound_of(
    given: config.Settings, options: dict[str, Any], audio: str, *, embed: bool, lexicon: Lexicon | None = None
) -> Sound:
    """What speaks: asked for once now, so that a wrong name of an engine or a voice stops it before it begins."""
    from mathspeak.narration.sound import Sound

    speakers: dict[str, Speaker] = {}

    def speaker_of(language: str) -> Speaker:
        if language not in speakers:
            speakers[language] = speaker(given, {**options, "language": language}, lexicon)
        return speakers[language]

    _ = speaker_of(options.get("language") or given.language).recorder
    return Sound(speaker_of, audio, embed=embed)


def _rehearse(jobs: Sequence[Job], making: Making) -> int:
    """Say of each document what it has, how long it would sound, and how much of that is made already."""
    from mathspeak.narration.batch import rehearse

    rows, failed = [], False
    for job in jobs:
        try:
            rows.append((job.title, *map(str, rehearse(job, making))))
        except MathspeakError as error:
            say(f"{job.title}: Error: {error.message}")
            failed = True
    show_table(("Document", "Sentences", "Formulas", "Minutes", "Made already"), rows)
    return ExitCode.INPUT if failed else ExitCode.OK
