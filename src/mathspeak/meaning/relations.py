"""Signs whose meaning their neighbours give: congruences, maps, ratios, division, dots and separators in numbers."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fence, Letter, Name, Node, Number, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import core, is_letter, is_symbol, is_whole_number, top_level
from mathspeak.meaning.terms import Call, Differential, Recurring

# Alphabets and letters in which distributions are written.
SCRIPT_FACES = frozenset(["script", "formal-script"])
DISTRIBUTED = frozenset("bnputfge")


def _rekeyed(symbol: Node, key: str) -> Symbol:
    assert isinstance(symbol, Symbol)
    return Symbol(key, symbol.cls, symbol.start, symbol.end, symbol.font)


def _congruences(items: list[Node], context: Context) -> list[Node]:
    """``a \\equiv b \\pmod n``: congruent, where a modulus follows."""
    modulus = any(is_symbol(item, "mod") or _is_modulus(item) for item in items)
    if not modulus:
        return items
    return [_rekeyed(item, "congruent") if is_symbol(item, "equiv") else item for item in items]


def _is_modulus(item: Node) -> bool:
    return item.__class__ is Fence and bool(item.body.items) and is_symbol(item.body.items[0], "mod")


def _maps(items: list[Node], context: Context) -> list[Node]:
    """``f: A \\to B``: from, to. Not for a colon after a relation or a list, nor without an arrow."""
    colons = top_level(items, "colon")
    if len(colons) != 1 or colons[0] == 0 or not all(_names_a_map(item) for item in items[: colons[0]]):
        return _arrows(items)
    arrows = [i for i in top_level(items, "to") if i > colons[0] + 1]
    others = any(item.__class__ is Symbol and item.cls in ("rel", "punct") for item in items[colons[0] + 1 : -1])
    if not arrows or arrows[-1] == len(items) - 1 or others:
        return _arrows(items)
    out = list(items)
    out[colons[0]] = _rekeyed(items[colons[0]], "mapping from")
    for arrow in arrows:
        out[arrow] = _rekeyed(items[arrow], "mapping to")
    return out


def _names_a_map(item: Node) -> bool:
    """What may stand before the colon: letters, names, and compositions of them."""
    found = core(item)
    if found.__class__ in (Letter, Name):
        return True
    return is_symbol(found, "circ", "partial", "otimes", "times", "Delta")


def _arrows(items: list[Node]) -> list[Node]:
    """``A \\to B`` between types, sets and spaces."""
    return [
        _rekeyed(item, "mapping to")
        if is_symbol(item, "to") and 0 < i < len(items) - 1 and _is_space(items[i - 1]) and _is_space(items[i + 1])
        else item
        for i, item in enumerate(items)
    ]


def _is_space(node: Node) -> bool:
    if node.__class__ is Name:
        return True
    return node.__class__ is Letter and (node.capital or node.font in SCRIPT_FACES)


def _ratios(items: list[Node], context: Context) -> list[Node]:
    """``3:4``: a ratio, between numbers."""
    return [
        _rekeyed(item, "ratio to")
        if is_symbol(item, "colon") and 0 < i < len(items) - 1 and _numeric(items[i - 1]) and _numeric(items[i + 1])
        else item
        for i, item in enumerate(items)
    ]


def _numeric(node: Node) -> bool:
    return node.__class__ is Number


def _divides(items: list[Node], context: Context) -> list[Node]:
    """A bar that the source calls a relation: it divides between whole numbers, and is a condition between events.

    Two together are one double bar. Any other stays a bar.
    """
    bars = top_level(items, "mid")
    if len(bars) == 2 and bars[1] == bars[0] + 1:
        double = Symbol("Vert", "rel", items[bars[0]].start, items[bars[1]].end)
        return [*items[: bars[0]], double, *items[bars[1] + 1 :]]
    if len(bars) != 1 or not 0 < bars[0] < len(items) - 1:
        return items
    at = bars[0]
    left, right = items[at - 1], items[at + 1]
    if _is_event(left) and _is_event(right):
        key = "given"
    elif _is_integral(left) and _is_integral(right):
        key = "divides"
    else:
        return items
    return [*items[:at], _rekeyed(items[at], key), *items[at + 1 :]]


def _is_event(node: Node) -> bool:
    letter = core(node)
    return letter.__class__ is Letter and letter.capital


def _is_integral(node: Node) -> bool:
    """What may be a whole number: small letters, digits, and what stands in parentheses."""
    letter = core(node)
    if letter.__class__ is Letter:
        return not letter.capital and not letter.font
    return letter.__class__ in (Number, Fence)


def _distributions(items: list[Node], context: Context) -> list[Node]:
    """``X \\sim N(0,1)``: distributed as, in front of a call, a letter of a distribution or a script letter."""
    return [
        _rekeyed(item, "distributed")
        if is_symbol(item, "sim")
        and 0 < i < len(items) - 1
        and _is_random(items[i - 1])
        and _is_distribution(items[i + 1])
        else item
        for i, item in enumerate(items)
    ]


def _is_random(node: Node) -> bool:
    """What may have a distribution: a letter, or something in brackets."""
    found = core(node)
    return found.__class__ in (Fence, Call) or (found.__class__ is Letter and found.font != "double-struck")


def _is_distribution(node: Node) -> bool:
    if node.__class__ is Call:
        node = node.function
    letter = core(node)
    if letter.__class__ is Name:
        return True
    if letter.__class__ is not Letter or letter.font == "double-struck":
        return False
    return letter.font in SCRIPT_FACES or letter.name in ("p", "q") or (letter.capital and letter.name in DISTRIBUTED)


def _dots(items: list[Node], context: Context) -> list[Node]:
    """Three full stops in a row are an ellipsis."""
    out: list[Node] = []
    i = 0
    while i < len(items):
        item = items[i]
        if is_symbol(item, "period") and i + 2 < len(items):
            if is_symbol(items[i + 1], "period") and is_symbol(items[i + 2], "period"):
                out.append(Symbol("ldots", "dots", item.start, items[i + 2].end))
                i += 3
                continue
        out.append(item)
        i += 1
    return out


def _separators(items: list[Node], context: Context) -> list[Node]:
    """``10,000``: groups of three digits after commas without a space."""
    out: list[Node] = []
    i = 0
    while i < len(items):
        groups = _groups(items, i)
        if groups:
            text = ",".join([items[i].text, *(group.text for group in groups)])  # type: ignore[attr-defined]
            out.append(Number(text, "", items[i].start, groups[-1].end))
            i += 2 * len(groups) + 1
        else:
            out.append(items[i])
            i += 1
    return out


def _groups(items: list[Node], i: int) -> list[Number]:
    """The groups of three digits that follow the number here, each after a comma of its own."""
    first = items[i]
    if not isinstance(first, Number) or not is_whole_number(first) or len(first.text) > 3 or first.text[0] == "0":
        return []
    groups: list[Number] = []
    while i + 2 < len(items) and is_symbol(items[i + 1], "comma"):
        comma, group = items[i + 1], items[i + 2]
        if group.__class__ is not Number or len(group.text.partition(".")[0]) != 3 or comma.end != group.start:
            break
        if items[i].end != comma.start:
            break
        groups.append(group)
        i += 2
        if "." in group.text:
            break
    return groups


def _recurring(items: list[Node], context: Context) -> list[Node]:
    """``0.1\\overline{6}``: the digits under the bar recur."""
    out: list[Node] = []
    for item in items:
        if (
            item.__class__ is Accent
            and item.mark == "bar"
            and isinstance(item.body, Number)
            and is_whole_number(item.body)
            and out
        ):
            digits = item.body.text
            if len(out) >= 2 and is_symbol(out[-1], "period") and is_whole_number(out[-2]):
                out.pop()
                whole = out.pop()
                out.append(Recurring(whole.text, "", digits, whole.start, item.end))  # type: ignore[attr-defined]
                continue
            if out[-1].__class__ is Number and "." in out[-1].text:
                number = out.pop()
                whole_digits, _, fixed = number.text.partition(".")  # type: ignore[attr-defined]
                out.append(Recurring(whole_digits, fixed, digits, number.start, item.end))
                continue
        out.append(item)
    return out


def _existence(items: list[Node], context: Context) -> list[Node]:
    """``\\exists!``: there exists a unique."""
    out: list[Node] = []
    for item in items:
        if is_symbol(item, "factorial") and out and is_symbol(out[-1], "exists"):
            out.append(_rekeyed(out.pop(), "unique"))
        else:
            out.append(item)
    return out


def _products(items: list[Node], context: Context) -> list[Node]:
    """``\\times`` after a nabla or beside vectors and sets is a cross."""
    return [
        _rekeyed(item, "cross")
        if is_symbol(item, "times")
        and ((i and _crosses(items[i - 1])) or (i + 1 < len(items) and _crosses(items[i + 1])))
        else item
        for i, item in enumerate(items)
    ]


def _crosses(node: Node) -> bool:
    if is_symbol(node, "nabla") or (node.__class__ is Accent and node.mark == "vec"):
        return True
    letter = core(node)
    return letter.__class__ is Letter and letter.font in ("bold", "bold-italic", "double-struck")


def _doubled(items: list[Node], context: Context) -> list[Node]:
    """``<<``, ``:=`` and their like, typed as two signs."""
    out: list[Node] = []
    for item in items:
        if out and item.__class__ is Symbol and out[-1].__class__ is Symbol:
            key = DOUBLED.get((out[-1].key, item.key))
            if key and (out[-1].end == item.start or out[-1].start == item.start or key == "independent"):
                out.append(_rekeyed(out.pop(), key))
                continue
        out.append(item)
    return out


def _logic(items: list[Node], context: Context) -> list[Node]:
    """``\\wedge`` and ``\\vee`` as "and" and "or", beside signs of logic or between relations."""
    relations = [i for i, item in enumerate(items) if item.__class__ is Symbol and item.cls == "rel"]
    logical = any(item.__class__ is Symbol and item.key in LOGICAL for item in items)
    out = list(items)
    for i, item in enumerate(items):
        if not is_symbol(item, *JUNCTIONS):
            continue
        between = relations and relations[0] < i < relations[-1] and not _is_form(items[i + 1])
        if logical or between:
            out[i] = _rekeyed(item, JUNCTIONS[item.key])  # type: ignore[attr-defined]
    return out


def _is_form(node: Node) -> bool:
    """A differential, of which a wedge makes a form."""
    return node.__class__ is Differential or is_letter(node, "d")


JUNCTIONS = {"wedge": "land", "vee": "lor"}
LOGICAL = frozenset(
    ["neg", "lnot", "forall", "exists", "implies", "iff", "Rightarrow", "Leftrightarrow", "land", "lor"]
)
DOUBLED = {
    ("lt", "lt"): "ll",
    ("gt", "gt"): "gg",
    ("colon", "eq"): "coloneqq",
    ("colon", "equiv"): "defined",
    ("perp", "perp"): "independent",
}
CONGRUENCES = Inference("congruences", on_row=_congruences, needs=["equiv"])
MAPS = Inference("maps", on_row=_maps, needs=["colon", "to"])
RATIOS = Inference("ratios", on_row=_ratios, needs=["colon"])
DOUBLED_SIGNS = Inference("doubled signs", on_row=_doubled, needs=["lt", "gt", "colon", "perp"])
LOGIC = Inference("logic", on_row=_logic, needs=["wedge", "vee"])
DISTRIBUTIONS = Inference("distributions", on_row=_distributions, needs=["sim"])
DIVISIBILITY = Inference("divisibility", on_row=_divides, needs=["mid"])
ELLIPSES = Inference("ellipses", on_row=_dots, needs=["period"])
EXISTENCE = Inference("unique existence", on_row=_existence, needs=["factorial"])
PRODUCTS = Inference("cross products", on_row=_products, needs=["times"])
SEPARATORS = Inference("separators in numbers", on_row=_separators, needs=["comma"])
RECURRING = Inference("recurring decimals", on_row=_recurring, needs=[Accent])
