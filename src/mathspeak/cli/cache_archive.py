"""``ms cache backup`` and ``restore``: all entries in one file."""

from __future__ import annotations

import click

from mathspeak.cli.cache import opened, shown_size
from mathspeak.cli.console import printable, say
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.progress import Progress


class _BackupCommand(ExampleCommand):
    example = "ms cache backup cache.tar"


class _RestoreCommand(ExampleCommand):
    example = "ms cache restore cache.tar"


@click.command(cls=_BackupCommand)
@click.argument("file", type=click.Path(dir_okay=False))
def backup(file: str) -> None:
    """Write all entries to FILE, a tar with checksums, which is whole or not there. Others may go on meanwhile."""
    from mathspeak.cache import keeping

    with Progress("backup", None, "entries") as bar:
        outcome = keeping.backup(opened().store, file, bar.reach)
    click.echo(printable(file))
    for key, wrong in outcome.faults:
        say(f"Warning: the entry {key} was left out: {wrong}")
    say(f"{outcome.entries} entries were written, {shown_size(outcome.bytes)}")


@click.command(cls=_RestoreCommand)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--replace", is_flag=True, help="Remove first what is not in the backup.")
def restore(file: str, replace: bool) -> None:
    """Read the entries of FILE, a backup of this or of another cache. Nothing changes unless all of it is sound."""
    from mathspeak.cache import keeping

    with Progress("restore", None, "bytes") as bar:
        outcome = keeping.restore(opened().store, file, replace=replace, progress=bar.reach)
    say(f"{outcome.entries} entries were restored, {shown_size(outcome.bytes)}")
