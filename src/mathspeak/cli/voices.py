"""``ms voices``: what can speak here."""

from __future__ import annotations

import click

from mathspeak.cli.console import show_table
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import settings, speaker

_COLUMNS = ("id", "name", "language", "gender", "engine")


class _VoicesCommand(ExampleCommand):
    example = "ms voices --json"


@click.command(cls=_VoicesCommand)
@click.option("--engine", metavar="NAME", help="The engine to ask; ms doctor names the engines.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def voices(engine: str | None, as_json: bool) -> None:
    """List the voices that can speak here."""
    found = speaker(settings(), {"engine": engine}).voices()
    rows = [tuple(str(getattr(voice, column)) for column in _COLUMNS) for voice in found]
    if as_json:
        import json

        click.echo(json.dumps([dict(zip(_COLUMNS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    else:
        show_table(_COLUMNS, rows)
