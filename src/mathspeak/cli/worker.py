"""``ms worker``: makes the documents of ``ms batch --queue``, on this machine and on others."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from mathspeak.cli.batch import sound_of
from mathspeak.cli.console import say
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import settings
from mathspeak.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from mathspeak.narration.batch import Making
    from mathspeak.narration.orders import Order
    from mathspeak.narration.sound import Sound


class _WorkerCommand(ExampleCommand):
    example = "ms worker --queue redis://queue.lan/0 --folder /srv/lectures"


@click.command(cls=_WorkerCommand)
@click.option("--queue", metavar="ADDRESS", help="The Redis server to listen to, if MS_QUEUE_URL does not name it.")
@click.option(
    "--folder",
    metavar="DIR",
    multiple=True,
    default=["."],
    type=click.Path(exists=True, file_okay=False),
    help="Where documents are read and files are written, and nowhere else; may be repeated.",
)
@click.option("--offline", is_flag=True, help="Use nothing that needs a network.")
@click.option("--grace", type=click.FloatRange(0, 3600), default=10.0, help="Seconds for the last document, when told.")
def worker(queue: str | None, folder: tuple[str, ...], offline: bool, grace: float) -> int:
    """Make documents of ms batch --queue, one at a time, until Ctrl-C or SIGTERM.

    It has to see the documents and the output folder under the same paths as the batch. Where MS_CACHE_URL names a
    server, all workers share what was made. A worker that ends, however it does, leaves its document to the others.
    """
    from mathspeak.narration.queue import Queue

    address = queue or settings().queue_url
    if not address:
        raise click.UsageError("give the address of the queue, with --queue or MS_QUEUE_URL")
    folders = [Path(name).resolve() for name in folder]
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    listening = Queue(address)
    say(f"Takes documents in {', '.join(map(str, folders))}; Ctrl-C ends it")
    listening.work(folders, _making(offline), stop, grace)
    return ExitCode.OK


def _making(offline: bool) -> Callable[[Order], Making]:
    """How this machine makes what an order asks for: within its own limits, with its own cache."""
    from mathspeak.narration.batch import Making

    # Documents of one batch follow each other: they share what speaks.
    last: list[tuple[Mapping[str, Any], Sound]] = []

    def sound(asked: Mapping[str, Any]) -> Sound:
        if not last or last[0][0] != asked:
            last[:] = [(asked, _sound(asked, offline))]
        return last[0][1]

    def making(order: Order) -> Making:
        return Making(
            order.output,
            options={**order.reading, "limits": settings().limits},
            policies=order.policies,
            language=order.language,
            sound=sound(order.sound) if order.sound else None,
        )

    return making


def _sound(asked: Mapping[str, Any], offline: bool) -> Sound:
    from mathspeak.speech.lexicon import Entry, Lexicon

    given = settings()
    # What the batch did not choose is not this machine's choice, either.
    given.voice, given.language, given.lexicon = asked["voice"], asked["language"], None
    options = {name: asked[name] for name in ("engine", "rate", "pause", "volume", "pitch")}
    lexicon = Lexicon(Entry(*entry) for entry in asked["lexicon"])
    try:
        return sound_of(given, {**options, "offline": offline}, asked["audio"], embed=asked["embed"], lexicon=lexicon)
    except click.UsageError as error:
        raise ConfigError(f"a worker refused the job: {error.message}") from error
