"""Superscripts that are marks: transpose, inverse, star, dagger, degrees, and the endings of ordinals.

For: ``A^T`` on a capital or a bold letter, ``A^\\top``, ``f^{-1}``, ``90^\\circ``, ``n^{th}``. Against: ``x^T`` and
``2^{-1}``, which are powers.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fence, Letter, Name, Node, Number, Row, Script, Symbol, Table, Text
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_symbol, items_of
from mathspeak.meaning.terms import Ordinal, Vector

BOLD = frozenset(["bold", "bold-italic", "sans-bold"])
TRANSPOSES = ("top", "intercal")
STARS = {"ast": "star", "star": "star", "dagger": "dagger", "ddagger": "double dagger"}
INVERTIBLE = frozenset(["f", "g", "h", "phi", "varphi", "psi", "sigma", "tau", "pi", "rho", "theta"])
ENDINGS = frozenset(["th", "st", "nd", "rd"])


def _is_matrix_like(base: Node | None) -> bool:
    """What is transposed: capitals, bold letters, vectors, matrices, and brackets with one of them inside."""
    if isinstance(base, Letter):
        return base.capital or base.font in BOLD
    if isinstance(base, Accent):
        return base.mark == "vec" or _is_matrix_like(base.body)
    if isinstance(base, Script):
        return _is_matrix_like(base.base)
    if isinstance(base, Fence):
        items = base.body.items
        return _holds_matrix(items) or any(is_symbol(item, "comma") for item in items)
    return base.__class__ in (Table, Vector)


def _holds_matrix(items: list[Node]) -> bool:
    operands = [item for item in items if item.__class__ is not Symbol and item.__class__ is not Number]
    return bool(operands) and all(_is_matrix_like(item) for item in operands)


def _is_invertible(base: Node | None) -> bool:
    if isinstance(base, Letter):
        return base.font in BOLD or base.capital or base.name in INVERTIBLE
    if isinstance(base, Accent):
        return _is_invertible(base.body)
    if isinstance(base, Script):
        return _is_invertible(base.base)
    if isinstance(base, Symbol):
        return base.cls == "fn"
    if isinstance(base, Fence):
        return _holds_matrix(base.body.items)
    return base.__class__ in (Table, Vector, Name)


def _mark_of(node: Script) -> str | None:
    sup, base = node.sup, node.base
    if isinstance(sup, Symbol):
        if sup.key in TRANSPOSES and not isinstance(base, Number):
            return "transpose"
        if sup.key == "circ" and isinstance(base, Number):
            return "degrees"
        if sup.key == "circ" and isinstance(base, Row) and base.items and isinstance(base.items[-1], Number):
            return "degrees"
        return STARS.get(sup.key) if base is not None else None
    if isinstance(sup, Letter) and _is_t(sup) and (sup.font or _is_matrix_like(base)) and not isinstance(base, Number):
        return "transpose"
    items = items_of(sup)
    if len(items) == 2 and is_symbol(items[0], "minus") and isinstance(items[1], Number) and items[1].text == "1":
        return "inverse" if _is_invertible(base) else None
    return None


def _is_t(node: Node | None) -> bool:
    return isinstance(node, Letter) and node.name == "t" and node.capital and node.font in ("", "roman", "sans")


def _marked(node: Node, context: Context) -> Node:
    assert isinstance(node, Script)
    if node.sup is None:
        return node
    ending = _ending(node.sup)
    letter_or_number = node.base.__class__ is Number or (node.base.__class__ is Letter and ending == "th")
    if ending and letter_or_number and node.sub is None and not node.primes:
        assert node.base is not None
        return Ordinal(node.base, ending, node.start, node.end)
    mark = _mark_of(node)
    if mark is None:
        return node
    sup = Symbol(mark, "mark", node.sup.start, node.sup.end)
    return Script(node.base, node.sub, sup, node.primes, node.start, node.end, node.pre_sub, node.pre_sup)


def _ending(sup: Node) -> str:
    if isinstance(sup, Text) and len(sup.runs) == 1 and isinstance(sup.runs[0], str):
        word = sup.runs[0].strip()
    elif isinstance(sup, Name):
        word = sup.text
    else:
        letters = items_of(sup)
        word = "".join(item.name for item in letters if isinstance(item, Letter) and not item.capital)
        if len(word) != len(letters):
            return ""
    return word if word in ENDINGS else ""


def _degrees(items: list[Node], context: Context) -> list[Node]:
    """``90°`` typed directly, and ``90\\degree``."""
    out: list[Node] = []
    for item in items:
        if _is_degree(item) and out and isinstance(out[-1], Number):
            number = out.pop()
            out.append(Script(number, None, Symbol("degrees", "mark", item.start, item.end), 0, number.start, item.end))
        else:
            out.append(item)
    return out


def _is_degree(item: Node) -> bool:
    """The sign itself, or a raised ring on nothing, as in ``20\\,{}^\\circ``."""
    if is_symbol(item, "degree"):
        return True
    if not isinstance(item, Script) or not is_symbol(item.sup, "circ", "degrees") or item.sub is not None:
        return False
    return item.base is None or (isinstance(item.base, Row) and not item.base.items)


def _quadratic(items: list[Node], context: Context) -> list[Node]:
    """``x^T A x``: the letter that comes back at the end was transposed."""
    out = list(items)
    for i, item in enumerate(items):
        if not isinstance(item, Script) or not _is_t(item.sup) or not isinstance(item.base, Letter):
            continue
        for later in items[i + 1 : i + 4]:
            if isinstance(later, Letter) and later.key() == item.base.key():
                mark = Symbol("transpose", "mark", item.sup.start, item.sup.end)  # type: ignore[union-attr]
                out[i] = Script(item.base, item.sub, mark, item.primes, item.start, item.end)
                break
    return out


def _on_row(items: list[Node], context: Context) -> list[Node]:
    return _quadratic(_degrees(items, context), context)


MARKS = Inference("marks", on_node={Script: _marked}, on_row=_on_row, needs=["degree", Script])
