r"""Named operators (``\operatorname``), and commands that only change how something is spaced (``\mathop``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.commands.fonts import combined
from mathspeak.latex.nodes import Letter, Name, Node, Number, Row, Symbol, Text
from mathspeak.latex.symbols.functions import FUNCTIONS

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

# The commands of these print another letter than their names typed in upright type.
FRAKTUR = frozenset(["Re", "Im"])
CLASSES = {
    "\\mathop": "bigop",
    "\\mathrel": "rel",
    "\\mathbin": "bin",
    "\\mathord": "ord",
    "\\mathopen": "open",
    "\\mathclose": "close",
    "\\mathpunct": "punct",
    "\\mathinner": "ord",
}


def spelled(node: Node) -> str | None:
    """The word that a row of letters, digits and hyphens spells; none if there is anything else in it."""
    word = ""
    for item in node.items if isinstance(node, Row) else [node]:
        if isinstance(item, Letter) and len(item.name) == 1:
            word += item.name.upper() if item.capital else item.name
        elif isinstance(item, Number | Name):
            word += item.text
        elif isinstance(item, Text) and len(item.runs) == 1 and isinstance(item.runs[0], str):
            word += item.runs[0]
        elif isinstance(item, Symbol) and item.key in ("minus", "ast", "prime", "dot"):
            word += "-" if item.key == "minus" else " " if item.key == "dot" else f" {item.key} "
        elif isinstance(item, Symbol) and item.cls == "fn":
            word += item.key
        elif isinstance(item, Symbol) and item.cls == "space":
            word += " "
        else:
            return None
    return " ".join(word.split()) or None


def _operatorname(parser: Parser, token: str, start: int) -> Node:
    starred = parser.star()
    outer = parser.font
    parser.font = combined(outer, "roman")
    body = parser.argument()
    parser.font = outer
    word = spelled(body)
    if word is None:
        return body
    function = FUNCTIONS.get(f"\\{word}")
    if function is not None and function[0] == word and not (parser.as_printed and word in FRAKTUR):
        return Symbol(*function, start, parser.end())
    return (
        Name(word, "roman", True, start, parser.end())
        if not starred
        else Name(word, "limits", True, start, parser.end())
    )


def _reclassed(parser: Parser, token: str, start: int) -> Node:
    body = parser.argument()
    cls = CLASSES[token]
    if isinstance(body, Symbol):
        if body.cls in ("open", "close", "fence") and cls not in ("open", "close"):
            return Symbol(body.key, "ord", body.start, body.end)
        return Symbol(body.key, body.cls if body.cls in ("bigop", "fn") else cls, body.start, body.end)
    word = spelled(body) if cls == "bigop" else None
    if word is not None and len(word) > 1 and word.replace(" ", "").isalpha():
        return Name(word, "limits", True, start, parser.end())
    return body


def _mod(parser: Parser, token: str, start: int) -> Node:
    return Symbol("mod", "bin", start, parser.end())


COMMANDS = {
    "\\operatorname": _operatorname,
    "\\operatornamewithlimits": _operatorname,
    "\\bmod": _mod,
    "\\mod": _mod,
    **dict.fromkeys(CLASSES, _reclassed),
}
