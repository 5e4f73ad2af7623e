r"""What ``siunitx`` prints: numbers, angles, units, and ranges and lists of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mathspeak.latex.commands.unit_expressions import Units, read_units
from mathspeak.latex.nodes import Fence, Letter, Node, Number, Quantity, Row, Script, Symbol, Text
from mathspeak.latex.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.latex.parser import Parser

    Read = Callable[[Parser, int], Node]

PIECE = re.compile(
    r"\s*(?:(?P<pm>\\pm\b|\+-|±)"
    r"|(?P<power>[eEdD]\s*(?P<minus>-?)\+?\s*(?P<exponent>\d+))"
    r"|(?P<number>\d[\d\s~]*(?:[.,][\d\s]*)?|[.,]\d+)"
    r"|(?P<uncertain>\([\d.,]+\))"
    r"|(?P<sign>[-+−*/<>=x×:ij]|\\[A-Za-z]+))"
)
PHYSICAL = re.compile(
    r"\s*(?P<number>(?:[-+]?\d[\d.,]*(?:\(\d+\))?(?:\s*(?:\+-|\\pm)\s*[\d.]+)?(?:[eE][-+]?\d+)?)?)"
    r"(?:\s*(?:x|×|\\times|\*)\s*10\^(?P<ten>\{[-+]?\d+\}|[-+]?\d+))?"
)
SIGNS = {
    "-": ("minus", "bin"),
    "−": ("minus", "bin"),
    "+": ("plus", "bin"),
    "x": ("times", "bin"),
    "×": ("times", "bin"),
    "*": ("times", "bin"),
    "\\times": ("times", "bin"),
    "\\cdot": ("cdot", "bin"),
    "/": ("slash", "ord"),
    "<": ("lt", "rel"),
    ">": ("gt", "rel"),
    "=": ("eq", "rel"),
    "\\leq": ("leq", "rel"),
    "\\le": ("leq", "rel"),
    "\\geq": ("geq", "rel"),
    "\\ge": ("geq", "rel"),
    "\\ll": ("ll", "rel"),
    "\\gg": ("gg", "rel"),
    "\\sim": ("sim", "rel"),
    "\\approx": ("approx", "rel"),
    "\\mp": ("mp", "bin"),
}


def read_number(parser: Parser, texts: list[str], start: int, end: int) -> Node | None:
    """A number as ``siunitx`` reads it; anything that is not one is read as mathematics."""
    source = "".join(texts).strip()
    if not source:
        return None
    items = _pieces(source, start, end)
    if items is None:
        parser.push(["{", *texts, "}"], start, end)
        return parser.argument()
    return items[0] if len(items) == 1 else Row(items, start, end)


def _pieces(source: str, start: int, end: int) -> list[Node] | None:
    items: list[Node] = []
    at = 0
    while at < len(source):
        match = PIECE.match(source, at)
        if match is None:
            return None
        at = match.end()
        if match["pm"]:
            items.append(Symbol("pm", "bin", start, end))
        elif match["power"]:
            power: Node = Number(match["exponent"], "", start, end)
            if match["minus"]:
                power = Row([Symbol("minus", "bin", start, end), power], start, end)
            if items and isinstance(items[-1], Number | Fence):
                items.append(Symbol("times", "bin", start, end))
            items.append(Script(Number("10", "", start, end), None, power, 0, start, end))
        elif match["number"]:
            digits = re.sub(r"[\s~]", "", match["number"]).replace(",", ".")
            items.append(Number(digits.rstrip("."), "", start, end))
        elif match["uncertain"]:
            inside = Row([Number(match["uncertain"][1:-1], "", start, end)], start, end)
            items.append(Fence("lparen", "rparen", inside, start, end))
        elif match["sign"] in ("i", "j"):
            items.append(Letter(match["sign"], False, "", start, end))
        elif match["sign"] in SIGNS:
            items.append(Symbol(*SIGNS[match["sign"]], start, end))
        else:
            return None
    return items


def _numbers(parser: Parser) -> list[str]:
    parser.raw_option()
    return parser.raw_argument()


def _units(parser: Parser, start: int) -> Units:
    # \SI had an option for what is printed before the number; nobody who writes a formula uses it.
    parser.raw_option()
    return read_units(parser, parser.raw_argument(), start)


def _measured(parser: Parser, texts: list[str], units: Units, start: int) -> Node:
    end = parser.end()
    return units.attach(Quantity(read_number(parser, texts, start, end), units.factors, start, end))


def _num(parser: Parser, start: int) -> Node:
    texts = _numbers(parser)
    end = parser.end()
    return read_number(parser, texts, start, end) or Row([], start, end)


def _unit(parser: Parser, start: int) -> Node:
    return _measured(parser, [], _units(parser, start), start)


def _si(parser: Parser, start: int) -> Node:
    texts = _numbers(parser)
    return _measured(parser, texts, _units(parser, start), start)


def quantity(parser: Parser, start: int) -> Node | None:
    r"""What follows ``\qty`` as a number and a unit, if two groups follow."""
    texts, i = parser.texts, parser.i
    while texts[i].isspace():
        i += 1
    if texts[i] == "[":
        while texts[i] and texts[i] != "]":
            i += 1
        i += 1 if texts[i] else 0
    if texts[i] != "{":
        return None
    depth = 0
    while texts[i]:
        depth += (texts[i] == "{") - (texts[i] == "}")
        i += 1
        if not depth:
            break
    while texts[i].isspace():
        i += 1
    return _si(parser, start) if texts[i] == "{" else None


def _angle(parser: Parser, start: int) -> Node:
    source = "".join(_numbers(parser))
    end = parser.end()
    items: list[Node] = []
    for place, part in enumerate(source.split(";")[:3]):
        pieces = _pieces(part.strip(), start, end)
        if not pieces:
            continue
        degree = Symbol("circ", "bin", start, end) if place == 0 else None
        items += pieces[:-1]
        items.append(Script(pieces[-1], None, degree, place, start, end))
    return items[0] if len(items) == 1 else Row(items, start, end)


def _joined(parts: list[Node], word: str, start: int, end: int, sign: tuple[str, str] = ("comma", "punct")) -> Node:
    """Parts with a sign between them, and a word before the last."""
    items: list[Node] = []
    for i, part in enumerate(parts):
        if i:
            last = i == len(parts) - 1 and word
            items.append(Text([word], "", start, end) if last else Symbol(*sign, start, end))
        items += part.items if isinstance(part, Row) else [part]
    return Row(items, start, end)


def _split(texts: list[str]) -> list[list[str]]:
    entries: list[list[str]] = [[]]
    for text in texts:
        if text == ";":
            entries.append([])
        else:
            entries[-1].append(text)
    return entries


def _bare(parser: Parser, entries: list[list[str]], start: int) -> list[Node]:
    end = parser.end()
    found = (read_number(parser, texts, start, end) for texts in entries)
    return [node for node in found if node is not None]


def _numrange(parser: Parser, start: int) -> Node:
    entries = [_numbers(parser), parser.raw_argument()]
    return _joined(_bare(parser, entries, start), "to", start, parser.end())


def _numlist(parser: Parser, start: int) -> Node:
    parts = _bare(parser, _split(_numbers(parser)), start)
    return _joined(parts, "and", start, parser.end())


def _range(parser: Parser, start: int) -> Node:
    entries = [_numbers(parser), parser.raw_argument()]
    units = _units(parser, start)
    return _joined([_measured(parser, texts, units, start) for texts in entries], "to", start, parser.end())


def _list(parser: Parser, start: int) -> Node:
    entries = _split(_numbers(parser))
    units = _units(parser, start)
    return _joined([_measured(parser, texts, units, start) for texts in entries], "and", start, parser.end())


def _product(parser: Parser, start: int) -> Node:
    entries: list[list[str]] = [[]]
    for text in _numbers(parser):
        if text in ("x", "×", "\\times"):
            entries.append([])
        else:
            entries[-1].append(text)
    units = _units(parser, start)
    parts = [_measured(parser, texts, units, start) for texts in entries]
    return _joined(parts, "", start, parser.end(), ("times", "bin"))


def read_physical_unit(parser: Parser, start: int) -> Node:
    r"""mhchem's ``\pu{123 kJ mol-1}``: a number, if any, and a unit after it."""
    source = "".join(parser.raw_argument())
    match = PHYSICAL.match(source)
    assert match is not None
    number = match["number"] + (f"e{match['ten'].strip('{}')}" if match["ten"] else "")
    units = read_units(parser, tokenize(source[match.end() :]).texts[:-1], start)
    return _measured(parser, tokenize(number).texts[:-1], units, start)


READERS: dict[str, Read] = {
    "\\SI": _si,
    "\\si": _unit,
    "\\unit": _unit,
    "\\num": _num,
    "\\ang": _angle,
    "\\SIrange": _range,
    "\\qtyrange": _range,
    "\\numrange": _numrange,
    "\\SIlist": _list,
    "\\qtylist": _list,
    "\\numlist": _numlist,
    "\\qtyproduct": _product,
    "\\numproduct": _num,
    "\\complexnum": _num,
    "\\complexqty": _si,
}
