"""Commands that arrange the page: their arguments are read or passed over, and they print nothing themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Node, Row, Symbol

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

# Arguments that are passed over in front of the one that is read.
READ_LAST = {
    "\\textcolor": 1,
    "\\mathcolor": 1,
    "\\href": 1,
    "\\htmlClass": 1,
    "\\htmlId": 1,
    "\\htmlData": 1,
    "\\htmlStyle": 1,
    "\\class": 1,
    "\\cssId": 1,
    "\\style": 1,
    "\\raisebox": 1,
    "\\rotatebox": 1,
    "\\scalebox": 1,
    "\\resizebox": 2,
    "\\smash": 0,
    "\\ensuremath": 0,
    "\\mathclap": 0,
    "\\mathllap": 0,
    "\\mathrlap": 0,
    "\\llap": 0,
    "\\rlap": 0,
    "\\clap": 0,
    "\\adjustlimits": 0,
    "\\mathmakebox": 0,
    "\\makebox": 0,
    "\\vcenter": 0,
    "\\vbox": 0,
    "\\shoveleft": 0,
    "\\shoveright": 0,
    "\\cramped": 0,
    "\\splitfrac": 0,
}
# Arguments that are passed over, and nothing is read.
PASSED_OVER = {
    "\\phantom": 1,
    "\\hphantom": 1,
    "\\vphantom": 1,
    "\\hspace": 1,
    "\\vspace": 1,
    "\\mspace": 1,
    "\\color": 1,
    "\\pagecolor": 1,
    "\\definecolor": 3,
    "\\kern": 0,
    "\\mkern": 0,
    "\\hskip": 0,
    "\\mskip": 0,
    "\\rule": 2,
    "\\setlength": 2,
    "\\addtocounter": 2,
    "\\setcounter": 2,
    "\\hypertarget": 1,
    "\\index": 1,
    "\\footnotemark": 0,
    "\\footnote": 1,
    "\\raise": 0,
    "\\lower": 0,
    "\\arraystretch": 0,
    "\\displaybreak": 0,
    "\\pagebreak": 0,
    "\\linebreak": 0,
    "\\usetagform": 1,
    "\\allowdisplaybreaks": 0,
    "\\raisetag": 1,
    "\\vdotswithin": 1,
    "\\require": 1,
    "\\unicode": 1,
    "\\cellcolor": 1,
    "\\rowcolor": 1,
    "\\fontsize": 2,
    "\\selectfont": 0,
    "\\penalty": 0,
}
DIMENSIONS = frozenset(["\\kern", "\\mkern", "\\hskip", "\\mskip", "\\raise", "\\lower"])
UNITS = ("pt", "em", "ex", "mu", "cm", "mm", "in", "pc", "sp", "bp")
ASSIGNMENTS = ("\\postdisplaypenalty", "\\predisplaypenalty", "\\arraycolsep", "\\jot", "\\thickmuskip")


def _read_last(parser: Parser, token: str, start: int) -> Node | None:
    parser.star()
    while parser.raw_option() is not None:
        pass
    for _ in range(READ_LAST[token]):
        parser.raw_argument()
    body = parser.argument()
    return None if isinstance(body, Row) and not body.items else body


def _pass_over(parser: Parser, token: str, start: int) -> Node | None:
    parser.star()
    while parser.raw_option() is not None:
        pass
    if token == "\\vdotswithin":
        parser.raw_argument()
        return Symbol("vdots", "dots", start, parser.end())
    for _ in range(PASSED_OVER[token]):
        parser.raw_argument()
    if token in DIMENSIONS:
        dimension(parser)
    if token in ("\\hspace", "\\hskip"):
        return Symbol("quad", "space", start, parser.end())
    return None


def dimension(parser: Parser) -> None:
    """A length: digits with a unit, as letters that follow it."""
    if parser.peek() in ("-", "+"):
        parser.next()
    if parser.peek()[:1] in "0123456789." and parser.peek():
        parser.next()
    unit = parser.peek()
    following = parser.texts[parser.i + 1] if unit else ""
    if unit + following in UNITS:
        parser.i += 2


def _assignment(parser: Parser, token: str, start: int) -> None:
    if parser.peek() == "=":
        parser.next()
    dimension(parser)


def _choice(parser: Parser, token: str, start: int) -> Node | None:
    r"""``\mathchoice`` prints one of four: the first, as in a display."""
    body = parser.argument()
    for _ in range(3):
        parser.raw_argument()
    return None if isinstance(body, Row) and not body.items else body


COMMANDS = {
    **dict.fromkeys(READ_LAST, _read_last),
    **dict.fromkeys(PASSED_OVER, _pass_over),
    **dict.fromkeys(ASSIGNMENTS, _assignment),
    "\\mathchoice": _choice,
}
