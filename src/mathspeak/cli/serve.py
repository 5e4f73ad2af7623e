"""``ms serve``: words and audio over HTTP."""

from __future__ import annotations

import click

from mathspeak.cli.console import say
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import settings
from mathspeak.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _ServeCommand(ExampleCommand):
    example = "ms serve --port 8000"


@click.command(cls=_ServeCommand)
@click.option("--host", metavar="ADDRESS", help="The address to listen on; 127.0.0.1 is this machine alone.")
@click.option("--port", type=click.IntRange(0, 65_535), help="The port to listen on; 0 takes a free one.")
@click.option("--workers", type=click.IntRange(1, 64), help="How many processes answer.")
@click.option("--proxy-headers/--no-proxy-headers", default=None, help="Believe a proxy about who asks.")
@click.option("--forwarded-allow-ips", metavar="LIST", help="The addresses of proxies that are believed.")
@click.option("--keys-file", metavar="FILE", help="Ask for a key, one of those in FILE.")
@click.option("--new-key", metavar="NAME", help="Make a key, add it to the file of keys, print it once, and end.")
def serve(new_key: str | None, forwarded_allow_ips: str | None, **options: Any) -> int:
    """Answer over HTTP: words, audio, and a page for people. Stops within its time of grace after SIGTERM or Ctrl-C."""
    given = settings()
    for name, value in options.items():
        if value is not None:
            setattr(given.server, name, value)
    if forwarded_allow_ips is not None:
        given.server.forwarded_allow_ips = [address.strip() for address in forwarded_allow_ips.split(",")]
    try:
        if new_key is not None:
            return _make_key(new_key, given.server.keys_file)
        from mathspeak.server.run import serve as run
    except ImportError as error:
        raise ConfigError(f"the server is not installed: {error}", hint="pip install 'mathspeak[server]'") from error
    return run(given, say)


def _make_key(name: str, file: str | None) -> int:
    from mathspeak.server.keys import new

    if file is None:
        raise ConfigError("there is no file of keys to add to", hint="name it by --keys-file or MS_API_KEYS_FILE")
    click.echo(new(name, file))
    say(f"This key is shown once. {file} keeps its hash under the name {name}.")
    return 0
