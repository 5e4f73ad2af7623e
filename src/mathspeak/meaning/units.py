"""Units after numbers: ``5\\,\\mathrm{m/s}``, ``3\\text{ kg}``, ``25^\\circ\\mathrm{C}``.

For: a number followed by upright letters or a word that the table of units knows, their powers and quotients. Against:
italic letters, which are variables, upright words that are no unit, and prose that happens to spell one ("in", "at").
"""

from __future__ import annotations

from mathspeak.latex.nodes import Letter, Name, Node, Number, Quantity, Script, Text
from mathspeak.latex.units import ABBREVIATIONS
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_symbol, items_of

# Words of prose that are abbreviations as well.
PROSE = frozenset(["in", "as", "at", "am", "a", "h", "d", "u", "b", "min", "ha"])
DEGREES = {"C": "degreeCelsius", "F": "degreeFahrenheit"}
UPRIGHT = frozenset(["roman", "sans"])
Units = list[tuple[str, str, str]]


def _infer(items: list[Node], context: Context) -> list[Node]:
    out: list[Node] = []
    i = 0
    while i < len(items):
        item = items[i]
        found = _quantity(items, i) if _is_amount(item) else None
        if found is None:
            out.append(item)
            i += 1
        else:
            quantity, i = found
            out.append(quantity)
    return out


def _is_amount(item: Node) -> bool:
    return item.__class__ is Number or (item.__class__ is Script and item.base.__class__ is Number)


def _quantity(items: list[Node], i: int) -> tuple[Quantity, int] | None:
    """The quantity that begins here, and where it ends."""
    number = items[i]
    if number.__class__ is Script and is_symbol(number.sup, "degrees"):
        return _temperature(items, i)
    units: Units = []
    j, divided = i + 1, False
    while j < len(items):
        below, at = divided, j
        if units and is_symbol(items[j], "slash", "cdot"):
            below, at = is_symbol(items[j], "slash"), j + 1
        found = _units_at(items, at, below)
        if found is None:
            break
        more, j = found
        units += more
        divided = divided or below
    return (Quantity(number, units, number.start, items[j - 1].end), j) if units else None


def _units_at(items: list[Node], j: int, divided: bool) -> tuple[Units, int] | None:
    """The units that one item writes here, or two letters, and where they end."""
    pair = _two_letters(items, j)
    if pair:
        return [(*pair, _signed("", divided))], j + 2
    units = _unit(items[j], divided) if j < len(items) else None
    return None if units is None else (units, j + 1)


def _two_letters(items: list[Node], j: int) -> tuple[str, str] | None:
    """``k\\Omega`` and ``\\mu\\mathrm{F}``: a prefix and a unit of which one is Greek."""
    if j + 1 >= len(items):
        return None
    first, second = items[j], items[j + 1]
    if first.__class__ is Letter and first.name == "mu" and not first.capital:
        word = "µ" + _word(second)
    elif second.__class__ is Letter and second.name == "omega" and second.capital and _word(first):
        word = _word(first) + "Ω"
    else:
        return None
    return ABBREVIATIONS.get(word)


def _temperature(items: list[Node], i: int) -> tuple[Quantity, int] | None:
    number = items[i]
    following = items[i + 1] if i + 1 < len(items) else None
    word = "" if following is None else _word(following)
    if word not in DEGREES or following is None:
        return None
    return Quantity(number.base, [("", DEGREES[word], "")], number.start, following.end), i + 2  # type: ignore[attr-defined]


def _unit(item: Node, divided: bool) -> Units | None:
    """What an item writes as units, their powers negative where they are divided by."""
    power = ""
    if item.__class__ is Script:
        power = _power(item.sup)
        if not power or item.sub is not None or item.primes or item.base is None:
            return None
        item = item.base
    word = _word(item)
    # An upright d in front of a variable is no day.
    if not word or word == "d" or (item.__class__ is Text and word in PROSE):
        return None
    known = [ABBREVIATIONS.get(piece) for piece in word.split("/")]
    units: Units = [(*unit, _signed("", divided or k > 0)) for k, unit in enumerate(known) if unit is not None]
    if len(units) < len(known):
        return None
    # A power is printed on the last of them.
    prefix, unit, _ = units[-1]
    return [*units[:-1], (prefix, unit, _signed(power, divided or len(units) > 1))]


def _signed(power: str, divided: bool) -> str:
    if not divided:
        return power
    return power[1:] if power.startswith("-") else f"-{power or '1'}"


def _power(sup: Node | None) -> str:
    items = items_of(sup)
    sign = ""
    if len(items) == 2 and is_symbol(items[0], "minus"):
        sign, items = "-", items[1:]
    if len(items) == 1 and items[0].__class__ is Number:
        return sign + items[0].text
    return ""


def _word(item: Node) -> str:
    if item.__class__ is Letter:
        if item.font != "roman":
            return ""
        name = {"mu": "µ", "omega": "Ω"}.get(item.name, item.name)
        return name.upper() if item.capital else name
    if item.__class__ is Name:
        return item.text if item.font in UPRIGHT else ""
    if item.__class__ is Text and len(item.runs) == 1 and isinstance(item.runs[0], str):
        return item.runs[0].strip()
    return ""


UNITS = Inference("units", on_row=_infer, needs=[Name, Text, Letter, Script])
