"""The ``ms`` group: commands that are loaded when asked for, and an unknown first word that is a formula."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from mathspeak import __version__
from mathspeak.cli.exit_codes import ExitCode, exit_code
from mathspeak.errors import MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "speak": "Print the words of a formula and play them, or write them to an audio file.",
    "text": "Print the words of a formula, or of every line of a JSON Lines stream.",
    "batch": "Turn lecture notes into sound, transcripts and pages to read along.",
    "worker": "Make documents that a batch elsewhere puts into a queue.",
    "explore": "Walk through a formula by keys and hear its parts.",
    "voices": "List the voices that can speak here.",
    "cache": "Look after the recordings that are kept.",
    "serve": "Answer over HTTP, with a page for people.",
    "doctor": "Say what works here and what to install for the rest.",
}
_OWN_OPTIONS = ("--help", "-h", "--version")
# What a deploy job says instead of `cache warm`.
_WARM_CACHE = "--warm-cache"

_USAGE = """Example: ms '\\frac{a}{b}'

Usage: ms [OPTIONS] EXPR
       ms COMMAND [OPTIONS] …
       ms --warm-cache FILE
"""


class ExampleCommand(click.Command):
    """A command whose help begins with an example."""

    example = ""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(f"Example: {self.example}\n\n")
        super().format_usage(ctx, formatter)


class FormulaGroup(click.Group):
    """A group that takes an unknown first word for a formula to speak."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"mathspeak.cli.{cmd_name}"), cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:
            # A shell asks what may come next: there is nothing to route yet.
            return super().parse_args(ctx, args)
        if not args:
            click.echo(ctx.get_help())
            ctx.exit()
        return super().parse_args(ctx, route(args))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # click would end the process with 1 here.
            ctx.exit(ExitCode.PIPE_CLOSED)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(_USAGE)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # From the table above: asking each command for its own line would load them all.
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def route(arguments: list[str]) -> list[str]:
    """The arguments with the command that they leave out.

    >>> route(["x^2"]), route(["text", "x^2"]), route(["--", "-x"]), route(["--warm-cache", "file"])
    (['speak', 'x^2'], ['text', 'x^2'], ['speak', '--', '-x'], ['cache', 'warm', 'file'])
    """
    first = arguments[0]
    if first in COMMANDS or first in _OWN_OPTIONS:
        return arguments
    if first == _WARM_CACHE or first.startswith(f"{_WARM_CACHE}="):
        _, equals, file = first.partition("=")
        return ["cache", "warm", *([file] if equals else []), *arguments[1:]]
    for name in COMMANDS:
        if is_one_slip(first, name):
            raise click.UsageError(
                f"there is no command {first!r}: did you mean {name!r}? (To speak the word: ms speak {first})"
            )
    return ["speak", *arguments]


def is_one_slip(word: str, name: str) -> bool:
    """Whether one letter too many, too few, wrong or swapped with the next makes the word of the name.

    >>> [is_one_slip(word, "text") for word in ("tex", "texts", "test", "txet", "text", "next_", "t")]
    [True, True, True, True, False, False, False]
    """
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    same = 0
    while same < min(len(word), len(name)) and word[same] == name[same]:
        same += 1
    rest, wanted = word[same:], name[same:]
    return (
        rest[1:] == wanted
        or rest == wanted[1:]
        or rest[1:] == wanted[1:]
        or (rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:])
    )


@click.group(cls=FormulaGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ms")
def ms() -> None:
    """Speaks mathematics. EXPR is a formula in LaTeX, or prose with formulas in $…$, \\(…\\), $$…$$ or \\[…\\]; - reads
    it from standard input. What begins with a dash goes after --.

    The words go to standard output and everything else to standard error.
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run ``ms`` and return its exit status."""
    try:
        if sys.stdout is not None and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="backslashreplace")
        result = ms.main(args=arguments, prog_name="ms", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return result if isinstance(result, int) else ExitCode.OK
    except click.Abort:
        return ExitCode.INTERRUPTED
    except click.UsageError as error:
        error.show()
        if isinstance(error, click.NoSuchOption):
            click.echo("Hint: a formula that begins with a dash goes after --: ms -- '-x'", err=True)
        return ExitCode.USAGE
    except MathspeakError as error:
        from mathspeak.cli.console import show_error

        show_error(error)
        return exit_code(error)
    except BrokenPipeError:
        return ExitCode.PIPE_CLOSED
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        click.echo(f"Error: {name}{error.strerror or error}", err=True)
        return ExitCode.FILE
    except Exception as error:
        return _internal(error)


def _internal(error: Exception) -> int:
    if os.environ.get("MS_LOG_LEVEL", "").upper() == "DEBUG":
        import traceback

        traceback.print_exception(error)
    click.echo(f"Error: a fault in mathspeak ({type(error).__name__}: {error})", err=True)
    click.echo("Hint: MS_LOG_LEVEL=DEBUG shows where; please report it with the formula", err=True)
    return ExitCode.INTERNAL
