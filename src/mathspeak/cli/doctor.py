"""``ms doctor``: what works here, and what to do about the rest."""

from __future__ import annotations

import os
import platform

import click

from mathspeak import __version__
from mathspeak.cli.console import say, show_table
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import config_file, settings
from mathspeak.errors import MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    Line = tuple[str, bool, str, str]


class _DoctorCommand(ExampleCommand):
    example = "ms doctor"


@click.command(cls=_DoctorCommand)
def doctor() -> int:
    """Say what works here and what to install for the rest. The exit code is 6 if nothing can speak."""
    from mathspeak.speaker import report

    *engines, loudspeaker = report()
    lines = [_itself(), _settings(), _words(), *engines, loudspeaker]
    show_table(
        ("part", "state", "what is there"),
        [(name, "works" if works else "does not work", detail) for name, works, detail, _ in lines],
    )
    for name, works, _, remedy in lines:
        if remedy and not works:
            say(f"{name}: {remedy}")
    return ExitCode.OK if any(works for _, works, _, _ in engines) else ExitCode.ENGINE


def _itself() -> Line:
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return ("mathspeak", True, f"{__version__}, {system}", "")


def _settings() -> Line:
    file = os.environ.get("MS_CONFIG") or config_file()
    try:
        sources = settings().sources
    except MathspeakError as error:
        return ("settings", False, error.message, error.hint)
    changed = ", ".join(f"{name} from {source}" for name, source in sources.items()) or "all built in"
    return ("settings", True, f"{file} ({'read' if os.path.exists(file) else 'not there'}); {changed}", "")


def _words() -> Line:
    from mathspeak.translator import Translator

    try:
        return ("words", True, Translator().read(r"\frac{a}{b}").text, "")
    except MathspeakError as error:
        return ("words", False, error.message, error.hint)
