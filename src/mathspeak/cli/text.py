"""``ms text``: the words of a formula, and nothing but the words."""

from __future__ import annotations

import click

from mathspeak.cli.console import say, show_warnings
from mathspeak.cli.expression import expression
from mathspeak.cli.group import ExampleCommand
from mathspeak.cli.options import ReadingSettings, reading_options, settings
from mathspeak.expression import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.expression import Words


class _TextCommand(ExampleCommand):
    example = "ms text '\\frac{a}{b}'"


@click.command(cls=_TextCommand)
@click.argument("expr", required=False)
@click.option("--format", "shape", type=click.Choice(("plain", "ssml", "json")), help="Words, SSML or a JSON object.")
@click.option("--explain", is_flag=True, help="Say what gave each word, and from which part of EXPR.")
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line from standard input and answer each with one.")
@click.option("--stats", is_flag=True, help="Say on standard error how many formulas were read, and how often again.")
@reading_options
def text(expr: str | None, shape: str | None, explain: bool, jsonl: bool, stats: bool, **options: Any) -> int | None:
    """Print the words of EXPR: a formula in LaTeX, or prose with formulas in it. - reads it from standard input.

    With --jsonl each line is an object with latex and, where they differ from the options, display, macros, style,
    verbosity, prefs and language. It comes back with speech and warnings, or with error.
    """
    if jsonl:
        if expr not in (None, "-") or shape in ("plain", "ssml") or explain:
            raise click.UsageError("--jsonl answers standard input in JSON: give no EXPR, plain, ssml or --explain")
        from mathspeak.cli.jsonl import answer_lines

        return answer_lines(ReadingSettings(settings(), options), options["display"], options["strict"], stats)
    if shape == "ssml" and explain:
        raise click.UsageError("--explain is a table or JSON: give no ssml")
    if expr is None:
        raise click.UsageError("give a formula, or - to read one from standard input")
    source = expression(expr)
    translator = ReadingSettings(settings(), options).translator()
    words = read(translator, source, options["display"], options["strict"])
    if shape == "json":
        click.echo(_as_json(source, words, explain))
    elif shape == "ssml":
        click.echo(words.ssml(translator.language))
    else:
        click.echo(_explanation(source, words) if explain else words.text)
    if shape != "json":
        show_warnings(words.warnings, source)
    if stats:
        say(f"formulas: {translator.memo}")
    return None


def _explanation(source: str, words: Words) -> str:
    rows = [
        (part, rule, f"{start}-{end}", " ".join(source[start:end].split()))
        for part, rule, start, end in words.explain()
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return "\n".join("  ".join(map(str.ljust, row, (*widths, 0))).rstrip() for row in rows)


def _as_json(source: str, words: Words, explain: bool) -> str:
    import json

    fields: dict[str, Any] = {
        "latex": source,
        "speech": words.text,
        "warnings": [warning.as_dict() for warning in words.warnings],
    }
    if explain:
        names = ("words", "rule", "start", "end")
        fields["explain"] = [dict(zip(names, row, strict=True)) for row in words.explain()]
    return json.dumps(fields, ensure_ascii=False)
