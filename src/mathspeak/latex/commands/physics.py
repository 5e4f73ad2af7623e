r"""The ``physics`` package: delimiters that size themselves, vector calculus, named functions, words in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.brackets import EXPECTING
from mathspeak.latex.commands.delimiters import as_group, enclose, sized
from mathspeak.latex.nodes import Accent, Letter, Name, Node, Number, Row, Script, Symbol, Text
from mathspeak.latex.symbols import SYMBOLS

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

# Command -> the delimiters that it sets around its argument.
FENCES = {
    "\\abs": ("vert", "vert"),
    "\\absolutevalue": ("vert", "vert"),
    "\\norm": ("Vert", "Vert"),
    "\\pqty": ("lparen", "rparen"),
    "\\bqty": ("lbrack", "rbrack"),
    "\\Bqty": ("lbrace", "rbrace"),
    "\\vqty": ("vert", "vert"),
}
# Command -> the delimiters that it sets around two arguments and a comma.
BRACKETS = {
    "\\comm": ("lbrack", "rbrack"),
    "\\commutator": ("lbrack", "rbrack"),
    "\\acomm": ("lbrace", "rbrace"),
    "\\acommutator": ("lbrace", "rbrace"),
    "\\anticommutator": ("lbrace", "rbrace"),
    "\\pb": ("lbrace", "rbrace"),
    "\\poissonbracket": ("lbrace", "rbrace"),
}
OPENERS = {"(": (")", "lparen", "rparen"), "[": ("]", "lbrack", "rbrack"), "|": ("|", "vert", "vert")}
NAMES = {
    "\\tr": "tr",
    "\\trace": "tr",
    "\\Tr": "Tr",
    "\\Trace": "Tr",
    "\\rank": "rank",
    "\\erf": "erf",
    "\\Res": "Res",
    "\\Residue": "Res",
    "\\PV": "PV",
    "\\asin": "asin",
    "\\acos": "acos",
    "\\atan": "atan",
    "\\acsc": "acsc",
    "\\asec": "asec",
    "\\acot": "acot",
}
SIGNS = {
    "\\dotproduct": ("cdot", "bin"),
    "\\vdot": ("cdot", "bin"),
    "\\crossproduct": ("times", "bin"),
    "\\cross": ("times", "bin"),
    "\\cp": ("times", "bin"),
    "\\grad": ("nabla", "ord"),
    "\\gradient": ("nabla", "ord"),
    "\\vnabla": ("nabla", "ord"),
    "\\determinant": ("det", "fn"),
    "\\Probability": ("Pr", "fn"),
}
PHRASES = {
    f"\\q{name}": words
    for name, words in {
        "cc": "c.c.",
        "if": "if",
        "then": "then",
        "else": "else",
        "otherwise": "otherwise",
        "unless": "unless",
        "given": "given",
        "using": "using",
        "assume": "assume",
        "since": "since",
        "let": "let",
        "for": "for",
        "all": "all",
        "even": "even",
        "odd": "odd",
        "integer": "integer",
        "and": "and",
        "or": "or",
        "as": "as",
        "in": "in",
    }.items()
}
ACCENTS = {"\\va": "vec", "\\vectorarrow": "vec", "\\vu": "hat", "\\vectorunit": "hat"}


def _fence(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    opening, closing = FENCES[token]
    return enclose(opening, closing, parser.argument(), start, parser.end())


def _bracket(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    opening, closing = BRACKETS[token]
    left = parser.argument()
    comma = Symbol("comma", "punct", left.end, left.end)
    right = parser.argument()
    parts = [item for node in (left, right) for item in (*(node.items if isinstance(node, Row) else [node]), comma)]
    return enclose(opening, closing, Row(parts[:-1], left.start, right.end), start, parser.end())


def _qty(parser: Parser, token: str, start: int) -> Node | None:
    r"""Two packages have a ``\qty``: two groups are siunitx's number and unit, anything else is sized delimiters."""
    from mathspeak.latex.commands.quantities import quantity

    node = quantity(parser, start)
    if node is not None:
        return node
    sized(parser)
    opener = parser.peek()
    if opener == "{":
        return enclose("lbrace", "rbrace", parser.argument(), start, parser.end())
    if opener in OPENERS:
        closer, opening, closing = OPENERS[opener]
        if as_group(parser, closer):
            return enclose(opening, closing, parser.argument(), start, parser.end())
    return None


def _evaluated(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    opening = {"(": "lparen", "[": "lbrack"}.get(parser.peek(), "")
    if opening and not as_group(parser, "|"):
        opening = ""
    return enclose(opening, "vert", parser.argument(), start, parser.end())


def _order(parser: Parser, token: str, start: int) -> Node:
    sized(parser)
    letter = Letter("o", True, "script", start, parser.end())
    body = parser.argument()
    end = parser.end()
    return Row([letter, enclose("lparen", "rparen", body, body.start, end)], start, end)


def _accent(parser: Parser, token: str, start: int) -> Node:
    parser.star()
    outer, parser.font = parser.font, "bold"
    body = parser.argument()
    parser.font = outer
    return Accent(ACCENTS[token], body, False, start, parser.end())


def _nabla(parser: Parser, token: str, start: int) -> Node:
    end = parser.end()
    nabla = Symbol("nabla", "ord", start, end)
    if token == "\\laplacian":
        return Script(nabla, None, Number("2", "", start, end), 0, start, end)
    return Row([nabla, Symbol("times" if token == "\\curl" else "cdot", "bin", start, end)], start, end)


def _division(parser: Parser, token: str, start: int) -> Node:
    r"""``\div`` is a division sign, unless nothing stands before it to divide: then it is physics' divergence."""
    texts, i = parser.texts, parser.i - 2
    while i >= 0 and texts[i].isspace():
        i -= 1
    before = texts[i] if i >= 0 else "=" if not parser.frames else "}"
    expecting = before in ("{", "&", "\\\\") or SYMBOLS.get(before, ("", ""))[1] in EXPECTING
    if expecting and parser.peek() not in ("", "}"):
        return _nabla(parser, token, start)
    return Symbol("div", "bin", start, parser.end())


def _principal_value(parser: Parser, token: str, start: int) -> Node:
    return Letter("p", True, "script", start, parser.end())


def _name(parser: Parser, token: str, start: int) -> Node:
    return Name(NAMES[token], "roman", True, start, parser.end())


def _sign(parser: Parser, token: str, start: int) -> Node:
    key, cls = SIGNS[token]
    return Symbol(key, cls, start, parser.end())


def _phrase(parser: Parser, token: str, start: int) -> Node:
    parser.star()
    return Text([PHRASES[token]], "", start, parser.end())


def _comma(parser: Parser, token: str, start: int) -> Node:
    end = parser.end()
    return Row([Symbol("comma", "punct", start, end), Symbol("quad", "space", start, end)], start, end)


COMMANDS = {
    **dict.fromkeys(FENCES, _fence),
    **dict.fromkeys(BRACKETS, _bracket),
    **dict.fromkeys(ACCENTS, _accent),
    **dict.fromkeys(NAMES, _name),
    **dict.fromkeys(SIGNS, _sign),
    **dict.fromkeys(PHRASES, _phrase),
    "\\qty": _qty,
    "\\quantity": _qty,
    "\\eval": _evaluated,
    "\\evaluated": _evaluated,
    "\\order": _order,
    "\\div": _division,
    "\\divergence": _nabla,
    "\\curl": _nabla,
    "\\laplacian": _nabla,
    "\\pv": _principal_value,
    "\\principalvalue": _principal_value,
    "\\qc": _comma,
    "\\qcomma": _comma,
}
