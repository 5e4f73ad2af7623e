"""A formula's source to its nodes: limits and the blacklist first, then the macros around it, then the parser."""

from __future__ import annotations

import re
from functools import lru_cache

from mathspeak.errors import LatexError, LimitExceeded
from mathspeak.latex.forbidden import refuse_forbidden
from mathspeak.latex.macros import Macros
from mathspeak.latex.nodes import Node
from mathspeak.latex.parser import Parser
from mathspeak.latex.stream import Warning_
from mathspeak.latex.tokens import on_one_line, tokenize, with_stops
from mathspeak.limits import Limits

# % speak: \edge{#1}{#2} = edge from #1 to #2
SPEAK = re.compile(
    r"^[ \t]*%[ \t]*speak:[ \t]*(\\(?:[A-Za-z]+|.))((?:\{#[1-9]\})*)[ \t]*=[ \t]*(.*?)[ \t]*$", re.MULTILINE
)
SLOT = re.compile(r"#([1-9])")
Runs = list["str | int"]


class Source:
    """What was read: the node, warnings about what had to be repaired or was not known, and of how many tokens."""

    __slots__ = ("node", "tokens", "warnings")

    def __init__(self, node: Node, warnings: list[Warning_], tokens: int) -> None:
        self.node = node
        self.warnings = warnings
        self.tokens = tokens


def template(text: str) -> Runs:
    """A spoken template as words and the numbers of its arguments.

    >>> template("edge from #1 to #2")
    ['edge from', 1, 'to', 2]
    """
    runs: Runs = []
    for i, piece in enumerate(SLOT.split(text)):
        if i % 2:
            runs.append(int(piece))
        elif piece.strip():
            runs.append(" ".join(piece.split()))
    return runs


def templates_in(source: str) -> dict[str, Runs]:
    """The spoken templates that ``% speak:`` comments give."""
    return {match[1]: template(match[3]) for match in SPEAK.finditer(source)}


@lru_cache(maxsize=64)
def definitions(preamble: str, limits: Limits) -> tuple[Macros, dict[str, Runs]]:
    """The macros and templates of a preamble; made once for each, since a document's formulas share it."""
    tokens = tokenize(preamble)
    if limits.security:
        refuse_forbidden(tokens.texts, tokens.starts, preamble)
    parser = Parser(tokens, limits, {}, {})
    parser.formula()
    return parser.macros, templates_in(preamble)


def read(
    source: str, *, limits: Limits, macros: str = "", spoken: dict[str, Runs] | None = None, as_printed: bool = False
) -> Source:
    """Read one formula.

    ``macros`` are LaTeX definitions that stand around it; ``spoken`` gives templates, by command; ``as_printed`` keeps
    what others read through: a single aligned line is a table, and three full stops are no ellipsis.

    >>> read(r"\\foo x", limits=Limits()).warnings
    [Warning_('unknown-command', 'unknown command \\\\foo', 0, 4)]
    """
    if len(source) > limits.max_bytes // 4 and len(source.encode("utf-8", "replace")) > limits.max_bytes:
        raise LimitExceeded(
            "max_bytes",
            f"the formula has more than {limits.max_bytes:,} bytes",
            hint="split it, or raise the limit max_bytes",
        )
    tokens = tokenize(source)
    if as_printed and "..." in source:
        tokens = with_stops(tokens)
    if as_printed and "\\\\" in source and "\\tag" not in source:
        tokens = on_one_line(tokens)
    if limits.security:
        refuse_forbidden(tokens.texts, tokens.starts, source)
    table: Macros = {}
    templates: dict[str, Runs] = {}
    if macros:
        shared, said = definitions(macros, limits)
        table.update(shared)
        templates.update(said)
    if spoken:
        templates.update(spoken)
    if "%" in source and "speak:" in source:
        templates.update(templates_in(source))
    parser = Parser(tokens, limits, table, templates)
    parser.as_printed = as_printed
    node = parser.formula()
    if not source.strip():
        raise LatexError("there is no formula to read", hint="give a formula, such as '\\frac{a}{b}'")
    return Source(node, parser.warnings, len(tokens.texts) + parser.expanded)
