"""What people see on standard error: warnings and errors with the place they speak of."""

from __future__ import annotations

import sys

import click

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mathspeak.errors import MathspeakError
    from mathspeak.expression import Notice

_SHOWN = 10
_AROUND = 30


def say(message: str) -> None:
    """One line for people; standard output stays free for the words."""
    click.echo(printable(message), err=True)


def show_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on standard output: ruled on a terminal, and elsewhere a line a row with tabs between the columns."""
    if sys.stdout is None or not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(printable(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console().print(table)


def show_error(error: MathspeakError) -> None:
    _heading("Error", "red", error.message)
    if error.source is not None:
        _show_place(error.source, error.start, error.end)
    if error.hint:
        say(f"Hint: {error.hint}")


def show_warnings(warnings: Sequence[Notice], source: str) -> None:
    for warning in warnings[:_SHOWN]:
        _heading("Warning", "yellow", warning.message)
        _show_place(source, warning.start, warning.end)
    if len(warnings) > _SHOWN:
        say(f"and {len(warnings) - _SHOWN} more warnings")


def counted(n: int, what: str) -> str:
    """A number of things.

    >>> counted(1, "sentence"), counted(0, "sentence")
    ('1 sentence', '0 sentences')
    """
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def printable(text: str) -> str:
    """The text without what could steer a terminal.

    >>> printable("a\\x1b[31mb")
    'a\\ufffd[31mb'
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)


def _heading(kind: str, colour: str, message: str) -> None:
    # click leaves the colour out where standard error is no terminal.
    click.echo(click.style(f"{kind}:", fg=colour) + " " + printable(message), err=True)


def _show_place(source: str, start: int | None, end: int | None) -> None:
    if start is None or not source:
        return
    start = min(start, len(source) - 1)
    end = max(start + 1, min(end or 0, len(source), start + _AROUND))
    left, right = max(0, start - _AROUND), min(len(source), end + _AROUND)
    line = printable(source[left:right].replace("\n", " ").replace("\t", " "))
    dots = "…" if left else ""
    say(f"  {dots}{line}{'…' if right < len(source) else ''}")
    say("  " + " " * (len(dots) + start - left) + "^" * (end - start))
