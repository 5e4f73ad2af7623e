"""Derivatives in Leibniz's notation: a fraction of ``d`` or ``∂`` over the same sign with its variables.

For: ``dy/dx``, ``d/dx``, ``∂²u/∂x∂y``, ``d^n f/dx^n``, roman d. Against: ``d/2``, ``d/n``, ``dx`` over something else.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fraction, Letter, Node, Number, Script
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_letter, is_symbol, items_of, whole
from mathspeak.meaning.terms import Call, Derivative, Differential


def _is_sign(node: Node) -> bool:
    return is_letter(node, "d") or is_symbol(node, "partial")


def _same_sign(first: Node, second: Node) -> bool:
    if first.__class__ is not second.__class__:
        return False
    return first.__class__ is Letter or first.key == second.key  # type: ignore[attr-defined]


def _flat(node: Node) -> list[Node]:
    """The items of a part, with a differential taken apart again."""
    items: list[Node] = []
    for item in items_of(node):
        items.extend([item.sign, item.variable] if isinstance(item, Differential) else [item])
    return items


def _top(node: Node) -> tuple[Node, Node | None, list[Node]] | None:
    """The sign of a numerator, its order, and what follows."""
    items = _flat(node)
    if not items:
        return None
    first = items[0]
    if _is_sign(first):
        return first, None, items[1:]
    if first.__class__ is Script and first.base is not None and _is_sign(first.base):
        if first.sub is None and not first.primes and first.sup is not None:
            return first.base, first.sup, items[1:]
    return None


def _is_variable(node: Node) -> bool:
    return (
        node.__class__ is Letter
        or is_symbol(node, "ell")
        or (node.__class__ is Accent and node.body.__class__ is Letter)
    )


def _bottom(node: Node, sign: Node) -> list[tuple[Node, Node | None]] | None:
    """The variables of a denominator that is nothing but ``dx``, ``dx^2``, ``∂x ∂y`` …"""
    items = _flat(node)
    if not items or len(items) % 2:
        return None
    variables: list[tuple[Node, Node | None]] = []
    for mark, variable in zip(items[::2], items[1::2], strict=True):
        if not _is_sign(mark) or not _same_sign(mark, sign):
            return None
        order: Node | None = None
        if variable.__class__ is Script:
            order = variable.sup
            if variable.primes:
                return None
            base, sub = variable.base, variable.sub
            if base is None:
                return None
            variable = base if sub is None else Script(base, sub, None, 0, variable.start, variable.end)
        bare = variable.base if variable.__class__ is Script else variable
        if bare is None or not _is_variable(bare):
            return None
        variables.append((variable, order))
    return variables


def _plain(items: list[Node]) -> bool:
    """What can stand behind the sign without a bracket: one letter, scripted or not, or one call."""
    if len(items) != 1:
        return not items
    item = items[0]
    if item.__class__ is Script:
        return item.base is not None and _is_variable(item.base)
    return _is_variable(item) or item.__class__ is Call


def _derivative(node: Node, context: Context) -> Node:
    assert isinstance(node, Fraction)
    if node.kind != "bar":
        return node
    top = _top(node.numerator)
    if top is None:
        return node
    sign, order, rest = top
    variables = _bottom(node.denominator, sign)
    if variables is None or not _plain(rest) or not _orders_agree(order, variables):
        return node
    function = whole(rest, rest[0].start, rest[-1].end) if rest else None
    return Derivative(sign, order, function, variables, node.start, node.end)


def _orders_agree(order: Node | None, variables: list[tuple[Node, Node | None]]) -> bool:
    """Whether the order above is what the orders below add up to, as far as they are numbers."""
    if order is None:
        return len(variables) == 1 and variables[0][1] is None
    if order.__class__ is not Number:
        return len(variables) > 1 or _alike(order, variables[0][1])
    total = 0
    for _, power in variables:
        if power is None:
            total += 1
        elif power.__class__ is Number and power.text.isdigit():
            total += int(power.text)
        else:
            return False
    return str(total) == order.text


def _alike(first: Node, second: Node | None) -> bool:
    return (
        first.__class__ is Letter
        and second.__class__ is Letter
        and (first.name, first.capital) == (second.name, second.capital)
    )


DERIVATIVES = Inference("derivatives", on_node={Fraction: _derivative})
