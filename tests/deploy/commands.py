"""Whether a command of ours parses, without running it."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator

import click

from mathspeak.cli.group import COMMANDS, ms, route
from mathspeak.utils import backup_cache

MODULES = {"mathspeak.utils.backup_cache": backup_cache.parser}
_TOP = (*COMMANDS, "--warm-cache", "--version", "--help")


def fault(words: list[str], environ: dict[str, str]) -> str | None:
    """What is wrong with the words of a command that begins with ms or python, if anything is."""
    if words[:2] == ["python", "-m"]:
        return _module_fault(words[2], words[3:])
    if words[0] != "ms":
        return f"{words[0]} is no command of ours"
    return ms_fault(words[1:], environ)


def ms_fault(arguments: list[str], environ: dict[str, str]) -> str | None:
    if not arguments or arguments[0] not in _TOP:
        return f"ms has no command {' '.join(arguments[:1])!r}"
    try:
        command, context, rest = _leaf(route(arguments))
        given, left, _ = command.make_parser(context).parse_args(args=list(rest))
        if left:
            return f"ms {arguments[0]} takes no {left[0]!r}"
        for parameter in command.get_params(context):
            _take(parameter, given.get(parameter.name or ""), context, environ)
    except click.UsageError as error:
        return error.format_message()
    return None


def _leaf(arguments: list[str]) -> tuple[click.Command, click.Context, list[str]]:
    command: click.Command = ms
    context = click.Context(ms, info_name="ms")
    rest = arguments
    while isinstance(command, click.Group):
        name, found, rest = command.resolve_command(context, rest)
        assert found is not None
        command, context = found, click.Context(found, parent=context, info_name=name)
    return command, context, rest


def _take(parameter: click.Parameter, value: object, context: click.Context, environ: dict[str, str]) -> None:
    # What click calls a parameter that was not given is no value of any type.
    missing = value is None or type(value).__name__ == "Sentinel" or value == ()
    variables = [parameter.envvar] if isinstance(parameter.envvar, str) else list(parameter.envvar or [])
    if missing:
        if parameter.required and not any(environ.get(name) for name in variables):
            raise click.MissingParameter(ctx=context, param=parameter)
    elif not isinstance(parameter.type, click.Path):
        # Whether a path is there is for the image and the volumes to say.
        parameter.type_cast_value(context, value)


def variables() -> set[str]:
    """The variables that options of ``ms`` take their values from."""
    found: set[str] = set()
    groups: list[click.Group] = [ms]
    for group in groups:
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            if isinstance(command, click.Group):
                groups.append(command)
            for parameter in command.params:
                given = parameter.envvar or []
                found |= {given} if isinstance(given, str) else set(given)
    return found


def _module_fault(module: str, arguments: list[str]) -> str | None:
    if module not in MODULES:
        return f"{module} is no command of ours"
    parser = MODULES[module]()
    parser.exit_on_error = False
    try:
        _, left = parser.parse_known_args(arguments)
    except argparse.ArgumentError as error:
        return str(error)
    return f"{module} takes no {left[0]!r}" if left else None


def in_script(script: str) -> Iterator[list[str]]:
    """The commands of ours in the lines of a shell script, those in substitutions left out."""
    for line in script.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        for start, word in enumerate(words):
            if word == "ms" or words[start : start + 2] == ["python", "-m"]:
                end = next(
                    (at for at in range(start, len(words)) if words[at] in ("|", ">", ";", "&&", "||")), len(words)
                )
                yield words[start:end]
                break
