r"""Prose inside a formula: ``\text{if $x>0$}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Node, Text

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

FONTS = {
    "\\text": "",
    "\\mbox": "",
    "\\hbox": "",
    "\\textrm": "",
    "\\textnormal": "",
    "\\textup": "",
    "\\textmd": "",
    "\\textbf": "bold",
    "\\textit": "italic",
    "\\textsl": "italic",
    "\\textsf": "sans",
    "\\texttt": "mono",
    "\\textsc": "",
    "\\emph": "italic",
    "\\verb": "",
    "\\textsuperscript": "",
    "\\textsubscript": "",
}
DOLLAR = frozenset(["$"])
ROUND = frozenset(["\\)"])
# What these print inside prose.
PRINTED = {
    "\\ ": " ",
    "~": " ",
    "\\,": " ",
    "\\;": " ",
    "\\:": " ",
    "\\!": "",
    "\\quad": " ",
    "\\qquad": " ",
    "\\space": " ",
    "\\\\": " ",
    "\\newline": " ",
    "\\%": "%",
    "\\&": "&",
    "\\#": "#",
    "\\$": "$",
    "\\_": " ",
    "\\{": "",
    "\\}": "",
    "\\-": "",
    "\\ldots": " … ",
    "\\dots": " … ",
    "\\textellipsis": " … ",
    "\\LaTeX": "LaTeX",
    "\\TeX": "TeX",
    "\\textendash": "–",
    "\\textemdash": "—",
    "\\S": " section ",
    "\\ss": "ß",
    "\\ae": "æ",
    "\\o": "ø",
    "\\oe": "œ",
    "\\aa": "å",
    "\\i": "i",
    "\\j": "j",
    "\\l": "ł",
    "_": " ",
    "&": " ",
    "^": " ",
    "#": " number ",
}
ACCENTS = {"\\'": "\u0301", "\\`": "\u0300", '\\"': "\u0308", "\\^": "\u0302", "\\~": "\u0303", "\\c": "\u0327"}
ACCENTS |= {"\\=": "\u0304", "\\.": "\u0307", "\\u": "\u0306", "\\v": "\u030c", "\\H": "\u030b", "\\r": "\u030a"}


def _text(parser: Parser, token: str, start: int) -> Node | None:
    return read_text(parser, start, FONTS[token])


def _starred(parser: Parser, token: str, start: int) -> Node | None:
    """physics' ``\\qq`` sets words with space around them."""
    parser.star()
    return read_text(parser, start)


def read_text(parser: Parser, start: int, font: str = "") -> Node | None:
    """The prose of a group, its mathematics read; none where it prints nothing."""
    parser.descend()
    opening = parser.solid()
    if opening != "{":
        if opening == "<" and parser.closes_ahead("<"):
            runs = _runs(parser, ">")
        elif not opening or opening == "}":
            if opening:
                parser.back()
            parser.depth -= 1
            return None
        else:
            runs = [PRINTED.get(opening, opening)]
    else:
        runs = _runs(parser, "}")
    parser.depth -= 1
    runs = _joined(runs)
    return Text(runs, font, start, parser.end()) if runs else None


def _runs(parser: Parser, closer: str) -> list[str | Node]:
    runs: list[str | Node] = []
    depth = 0
    while token := parser.next():
        if token == closer and depth == 0:
            return runs
        if token == "{":
            depth += 1
        elif token == "}":
            depth -= 1
        elif token in ("$", "\\("):
            items = parser.items(DOLLAR if token == "$" else ROUND)
            if items:
                runs.append(parser.row(items))
        else:
            _append(parser, token, runs)
    parser.warn("unclosed", "the text is not closed", parser.start(), parser.end())
    return runs


def _append(parser: Parser, token: str, runs: list[str | Node]) -> None:
    printed = PRINTED.get(token)
    if printed is not None:
        runs.append(printed)
    elif token in FONTS:
        inner = read_text(parser, parser.start(), FONTS[token])
        if isinstance(inner, Text):
            runs.extend([inner] if inner.font and parser.as_printed else inner.runs)
    elif token in ACCENTS:
        letters = "".join(parser.raw_argument()).lstrip("\\")
        runs.append(_accented(letters, ACCENTS[token]))
    elif token in parser.macros and not isinstance(parser.macros[token], str):
        parser.call(token, [])
    elif token[0] == "\\":
        _command_in_text(parser, token, runs)
    elif token.isspace():
        runs.append(" ")
    else:
        runs.append(token)


def _command_in_text(parser: Parser, token: str, runs: list[str | Node]) -> None:
    """Mathematics without dollars inside prose: TeX would complain, people mean it."""
    parser.back()
    items = parser.items(NOTHING, once=True) if token not in STRUCTURAL else []
    if items:
        runs.append(parser.row(items))
    else:
        parser.next()


def _accented(letters: str, mark: str) -> str:
    from unicodedata import normalize

    return normalize("NFC", letters[:1] + mark) + letters[1:]


def _joined(runs: list[str | Node]) -> list[str | Node]:
    """Neighbouring strings as one, with single spaces; nothing at all where only space is left."""
    joined: list[str | Node] = []
    for run in runs:
        if isinstance(run, str) and joined and isinstance(joined[-1], str):
            joined[-1] += run
        else:
            joined.append(run)
    clean: list[str | Node] = []
    for run in joined:
        if isinstance(run, str):
            run = " ".join(run.replace("``", "“").replace("''", "”").replace("`", "‘").split())
            if not run:
                continue
        clean.append(run)
    return clean


NOTHING: frozenset[str] = frozenset()
STRUCTURAL = frozenset(["\\end", "\\right", "\\cr", "\\)", "\\]"])
COMMANDS = {**dict.fromkeys(FONTS, _text), "\\qq": _starred}
