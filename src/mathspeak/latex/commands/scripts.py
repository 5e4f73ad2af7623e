r"""Scripts that commands place: limits, prescripts, ``\sideset``, ``\overset`` and ``\substack``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Fence, Name, Node, Row, Script, Stack, Symbol, Table, Text

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser


def _limits(parser: Parser, token: str, start: int) -> None:
    parser.placement = token == "\\limits"


def _filled(node: Node) -> Node | None:
    return None if isinstance(node, Row) and not node.items else node


def _prescript(parser: Parser, token: str, start: int) -> Node:
    sup, sub, base = parser.argument(), parser.argument(), parser.argument()
    return Script(base, None, None, 0, start, parser.end(), _filled(sub), _filled(sup))


def _sideset(parser: Parser, token: str, start: int) -> Node:
    before, after = parser.argument(), parser.argument()
    base = parser.argument()
    left = before if isinstance(before, Script) else None
    right = after if isinstance(after, Script) else None
    return Script(
        base,
        right.sub if right else None,
        right.sup if right else None,
        right.primes if right else 0,
        start,
        parser.end(),
        left.sub if left else None,
        left.sup if left else None,
    )


def _stack(parser: Parser, token: str, start: int) -> Node:
    mark, base = parser.argument(), parser.argument()
    over, under = (None, mark) if token in ("\\underset", "\\stackunder") else (mark, None)
    if parser.as_printed and isinstance(base, Stack):
        return Stack(base, over, under, start, parser.end())
    return stacked(base, over, under, start, parser.end())


def _overunderset(parser: Parser, token: str, start: int) -> Node:
    over, under, base = parser.argument(), parser.argument(), parser.argument()
    return stacked(base, over, under, start, parser.end())


def stacked(base: Node, over: Node | None, under: Node | None, start: int, end: int) -> Node:
    """A stack; on an operator that takes limits what is written above and below are its limits."""
    if (base.__class__ is Symbol and base.cls in ("bigop", "fn")) or base.__class__ is Name:
        return Script(base, under, over, 0, start, end, limits=True)
    if isinstance(base, Stack) and (over is None or base.over is None) and (under is None or base.under is None):
        return Stack(base.base, over or base.over, under or base.under, start, end)
    return Stack(base, over, under, start, end)


def _substack(parser: Parser, token: str, start: int) -> Node:
    parser.solid()
    rows: list[list[Node]] = []
    if parser.texts[parser.i - 1] != "{":
        parser.back()
        return parser.argument()
    while True:
        items = parser.items(ROW_OR_END)
        rows.append([parser.row(items)])
        if parser.stopped not in LINES:
            break
    if len(rows) == 1:
        return rows[0][0]
    return Table("stack", rows, "", "", [None] * len(rows), start, parser.end())


def _negated(parser: Parser, token: str, start: int) -> Node:
    r"""``\not`` in front of a relation is that relation's negation."""
    base = parser.argument(angle=False)
    if base.__class__ is Symbol:
        key = NEGATIONS.get(base.key, "")
        if key:
            return Symbol(key, "rel", start, base.end)
        return Symbol(f"not {base.key}", base.cls, start, base.end)
    return Row([Symbol("neg", "ord", start, start + 4), base], start, base.end)


# What \not makes of a relation that has a negated sign of its own, by key.
NEGATIONS = {
    "eq": "neq",
    "in": "notin",
    "exists": "nexists",
    "lt": "nless",
    "gt": "ngtr",
    "leq": "nleq",
    "geq": "ngeq",
    "ni": "nni",
    "subset": "nsubset",
    "supset": "nsupset",
    "subseteq": "nsubseteq",
    "supseteq": "nsupseteq",
    "sim": "nsim",
    "cong": "ncong",
    "equiv": "nequiv",
    "approx": "napprox",
    "mid": "nmid",
    "parallel": "nparallel",
    "prec": "nprec",
    "succ": "nsucc",
    "vdash": "nvdash",
    "models": "nvDash",
    "vDash": "nvDash",
    "to": "nrightarrow",
    "leftarrow": "nleftarrow",
    "Rightarrow": "nRightarrow",
    "Leftrightarrow": "nLeftrightarrow",
}


def _modulus(parser: Parser, token: str, start: int) -> Node:
    r"""``\pmod n`` prints its parentheses and, unlike ``\pod``, the name."""
    name: list[Node] = [] if token == "\\pod" else [Symbol("mod", "fn", start, parser.end())]
    body = parser.argument()
    end = parser.end()
    return Fence("lparen", "rparen", Row([*name, body], start, end), start, end)


def _label(parser: Parser, token: str, start: int) -> Node | None:
    parser.raw_argument()
    return None


def _reference(parser: Parser, token: str, start: int) -> Node:
    name = "".join(parser.raw_argument())
    plain = "".join(character if character.isalnum() else " " for character in name).strip()
    prefix = "equation " if token == "\\eqref" else ""
    return Text([f"{prefix}{plain}"], "", start, parser.end())


ROW_OR_END = frozenset(["\\\\", "\\cr", "\\newline", "}"])
LINES = frozenset(["\\\\", "\\cr", "\\newline"])
COMMANDS = {
    "\\limits": _limits,
    "\\nolimits": _limits,
    "\\prescript": _prescript,
    "\\sideset": _sideset,
    "\\overset": _stack,
    "\\underset": _stack,
    "\\stackrel": _stack,
    "\\stackunder": _stack,
    "\\overunderset": _overunderset,
    "\\substack": _substack,
    "\\not": _negated,
    "\\centernot": _negated,
    "\\pmod": _modulus,
    "\\pod": _modulus,
    "\\ref": _reference,
    "\\eqref": _reference,
    "\\cref": _reference,
    "\\autoref": _reference,
    "\\label": _label,
}
