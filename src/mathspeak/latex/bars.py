r"""Bars by what stands around them: ``\mid`` where it can be no relation, and how many more follow in a term."""

from __future__ import annotations

from mathspeak.latex.brackets import PREFIXED, begins_operand, delimiter, ends_operand
from mathspeak.latex.nodes import Node, Script, Symbol

# Nothing of these stands between the bars of an absolute value, outside brackets.
PARTING = frozenset(["rel", "arrow", "punct"])


def with_bars(items: list[Node]) -> list[Node]:
    r"""The items with each ``\mid`` that relates nothing, and the one before it, made the two sides of a pair."""
    out = items
    # The last \mid that may open a pair, and how many brackets have been opened since.
    opener: int | None = None
    depth = 0
    for i, item in enumerate(items):
        sign = item.base if item.__class__ is Script else item
        if sign.__class__ is not Symbol:
            continue
        if is_mid(sign):
            if opener is not None and depth == 0 and closes(items, opener, i):
                if out is items:
                    out = items.copy()
                out[opener] = sided(items[opener], "lvert", "open")
                out[i] = sided(item, "rvert", "close")
                opener = None
            else:
                opener, depth = (i if item is sign else None), 0
        elif (bracket := delimiter(item)) is not None and bracket.cls != "fence":
            depth += 1 if bracket.cls == "open" else -1
            if depth < 0:
                opener = None
        elif depth == 0 and sign.cls in PARTING:
            opener = None
    return out


def is_mid(node: Node | None) -> bool:
    return node.__class__ is Symbol and node.key == "mid" and node.cls == "rel"


def closes(items: list[Node], opener: int, i: int) -> bool:
    r"""Whether a ``\mid`` stands behind something and in front of nothing that it could relate it to."""
    if not ends_operand(items[i - 1]) or is_mid(items[i - 1]):
        return False
    following = items[i + 1] if i + 1 < len(items) else None
    if begins_operand(following):
        return False
    sign = following.base if following.__class__ is Script else following
    if sign is None or is_mid(sign):
        return sign is None
    # A sign may belong to what follows it, if the bar before was a relation; a plus seldom does.
    return sign.key == "plus" or sign.key not in PREFIXED or not ends_operand(items[opener - 1] if opener else None)  # type: ignore[attr-defined]


def sided(item: Node, key: str, cls: str) -> Node:
    """The same bar with a side."""
    if not isinstance(item, Script):
        return Symbol(key, cls, item.start, item.end)
    bar = sided(item.base or item, key, cls)
    return Script(bar, item.sub, item.sup, item.primes, item.start, item.end, limits=item.limits)


def before_odd(items: list[Node]) -> frozenset[int]:
    """Where bars stand that an odd number of the same bars follows in their term, brackets aside."""
    found: list[int] = []
    # From the end: the bars of which an odd number came, in the term at hand and in the terms around it.
    terms: list[set[str]] = [set()]
    for i in range(len(items) - 1, -1, -1):
        item = items[i]
        sign = delimiter(item)
        if sign is None:
            if item.__class__ is Symbol and item.cls in PARTING:
                terms[-1].clear()
        elif sign.cls == "close":
            terms.append(set())
        elif sign.cls == "open":
            terms.pop()
            if not terms:
                # Nothing closes it.
                terms.append(set())
        else:
            if sign.key in terms[-1]:
                found.append(i)
            terms[-1] ^= {sign.key}
    return frozenset(found)
