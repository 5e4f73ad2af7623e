"""``ms cache stats``, ``verify``, ``prune`` and ``clear``: what a cache holds."""

from __future__ import annotations

import sys

import click

from mathspeak.cli.cache import opened, shown_size
from mathspeak.cli.console import say, show_table
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.progress import Progress
from mathspeak.config import size
from mathspeak.errors import ConfigError


class _StatsCommand(ExampleCommand):
    example = "ms cache stats --json"


class _VerifyCommand(ExampleCommand):
    example = "ms cache verify --repair"


class _PruneCommand(ExampleCommand):
    example = "ms cache prune --to '500 MB'"


class _ClearCommand(ExampleCommand):
    example = "ms cache clear --yes"


def _size(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    try:
        return None if value is None else size(value, "the size")
    except ConfigError as error:
        raise click.BadParameter(f"{error.message}; {error.hint}") from None


@click.command(cls=_StatsCommand)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def stats(as_json: bool) -> None:
    """Say how much is kept, and how often it was of use. Hits and misses are those of all processes together."""
    store = opened().store
    found = store.stats()
    if as_json:
        import json

        about = {"store": store.name, "place": store.place, "max_bytes": store.max_bytes}
        numbers = {name: getattr(found, name) for name in ("entries", "bytes", "hits", "misses")}
        click.echo(json.dumps({**about, **numbers}, ensure_ascii=False))
        return
    rows = [
        ("place", store.place),
        ("entries", str(found.entries)),
        ("size", f"{shown_size(found.bytes)} of {shown_size(store.max_bytes)}"),
        ("hits", str(found.hits)),
        ("misses", str(found.misses)),
    ]
    show_table(("what", "value"), rows)


@click.command(cls=_VerifyCommand)
@click.option("--repair", is_flag=True, help="Remove what is damaged.")
def verify(repair: bool) -> int:
    """Look at every entry, and print those that are damaged. The exit code is 7 if there are any and they stay."""
    from mathspeak.cache import keeping

    with Progress("verify", None, "entries") as bar:
        outcome = keeping.verify(opened().store, repair=repair, progress=bar.reach)
    say(f"{outcome.entries} entries are sound, {shown_size(outcome.bytes)}")
    if not outcome.faults:
        return ExitCode.OK
    show_table(("entry", "fault"), outcome.faults)
    found = len(outcome.faults)
    say(
        f"{found} faults were repaired" if repair else f"{found} faults were found: ms cache verify --repair mends them"
    )
    return ExitCode.OK if repair else ExitCode.FILE


@click.command(cls=_PruneCommand)
@click.option("--to", metavar="SIZE", callback=_size, help="How much may stay, such as 2 GiB; else the cache's limit.")
def prune(to: int | None) -> None:
    """Remove the least recently used entries until the rest is small enough."""
    store = opened().store
    removed = store.prune(store.max_bytes if to is None else to)
    left = store.stats()
    say(f"{removed} entries were removed; {left.entries} are left, {shown_size(left.bytes)}")


@click.command(cls=_ClearCommand)
@click.option("--yes", is_flag=True, help="Do not ask.")
def clear(yes: bool) -> None:
    """Remove all entries. Backups stay."""
    store = opened().store
    if not yes:
        if sys.stdin is None or not sys.stdin.isatty():
            raise click.UsageError("there is nobody to ask whether to remove everything: say --yes")
        click.confirm(f"Remove all {store.stats().entries} entries of {store.place}?", abort=True, err=True)
    say(f"{store.clear()} entries were removed")
