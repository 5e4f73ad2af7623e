"""``ms cache``: the keeping of recordings that were made once."""

from __future__ import annotations

from importlib import import_module

import click

from mathspeak.cli.console import say
from mathspeak.cli.options import settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.cache.cache import Cache

# Each command with its module, which is loaded when it is asked for, and what it does.
COMMANDS = {
    "warm": ("warm", "Make and keep every expression of a file."),
    "stats": ("cache_content", "Say how much is kept, and how often it was of use."),
    "verify": ("cache_content", "Look at every entry, and say which are damaged."),
    "prune": ("cache_content", "Remove the least recently used entries."),
    "clear": ("cache_content", "Remove all entries."),
    "backup": ("cache_archive", "Write all entries to one file."),
    "restore": ("cache_archive", "Read the entries of a backup."),
}


class _CacheGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"mathspeak.cli.{module}"), cmd_name)
        return command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write("Example: ms cache stats\n\n")
        super().format_usage(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])


@click.group(cls=_CacheGroup)
def cache() -> None:
    """Look after the recordings that are kept, in a folder or on a Redis server."""


def opened() -> Cache:
    """The cache that the settings name; it is closed when the command ends."""
    from mathspeak.cache.cache import open_cache

    given = settings()
    made = open_cache(
        given.cache_url,
        given.cache_dir,
        given.cache_max_bytes,
        notify=lambda message: say(f"Warning: {message}"),
        connections=given.connection_pool_size,
    )
    click.get_current_context().call_on_close(made.close)
    return made


def shown_size(count: int) -> str:
    """
    >>> shown_size(999), shown_size(2 << 30)
    ('999 bytes', '2.0 GiB')
    """
    if count < 1024:
        return f"{count} bytes"
    size, unit = count / 1024, "KiB"
    for larger in ("MiB", "GiB", "TiB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return f"{size:.1f} {unit}"
