"""How things side by side fall into larger parts: elements of a list, sides of an equation, terms, factors."""

from __future__ import annotations

from itertools import pairwise

from mathspeak.latex.nodes import Name, Node, Row, Script, Symbol, Text
from mathspeak.meaning.terms import Differential

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# Signs that join terms. Other signs of their class bind their operands more tightly.
ADDITIVE = frozenset(["plus", "minus", "pm", "mp", "dotplus"])
JOINING = frozenset(
    "cup cupdot uplus sqcup vee lor veebar oplus ominus setminus smallsetminus amalg boxplus boxminus bslash".split()
)
MULTIPLICATIVE = frozenset(["times", "cdot", "div", "ast"])
EQUALITY = frozenset(["eq", "coloneqq", "equiv", "approx", "doteq", "triangleq"])
IMPLYING = frozenset(
    "implies impliedby iff Rightarrow Leftarrow Leftrightarrow Longrightarrow Longleftarrow Longleftrightarrow".split()
)
# Classes of signs that cannot be a factor.
NO_FACTOR = frozenset(["rel", "arrow", "punct", "space", "bigop", "fn", "open", "close", "fence"])

# The kind of a group, and its parts in order, each with its role.
Group = tuple[str, "list[tuple[str, Node]]"]


def group(items: list[Node]) -> Group:
    """The largest parts of what stands side by side.

    >>> from mathspeak.translator import Translator
    >>> kind, parts = group(Translator().parse("a=b+c").node.items)
    >>> kind, [role for role, _ in parts]
    ('equation', ['left side', 'sign', 'right side'])
    """
    first, last = items[0], items[-1]
    if len(items) > 1 and _is_sign(last, "punct", "space"):
        kind, parts = group(items[:-1])
        return kind, [*parts, ("sign", last)]
    if len(items) > 1 and _is_sign(first, "rel", "arrow"):
        return "relation", [("sign", first), ("right side", as_one(items[1:]))]
    for parts_at, shape in _SPLITS:
        at = [i for i in range(len(items)) if parts_at(items, i)]
        pieces = _pieces(items, at)
        if sum(map(bool, pieces)) > 1:
            return shape(items, at, pieces)
    return _side_by_side(items)


def as_one(items: list[Node]) -> Node:
    """One node for things side by side."""
    if len(items) == 1:
        return items[0]
    return Row(items, min(item.start for item in items), max(item.end for item in items))


def _pieces(items: list[Node], at: list[int]) -> list[list[Node]]:
    edges = [-1, *at, len(items)]
    return [items[before + 1 : after] for before, after in pairwise(edges)]


def _alternating(
    items: list[Node], at: list[int], pieces: list[list[Node]], roles: list[str]
) -> list[tuple[str, Node]]:
    """The pieces with the signs between them; ``roles`` are of the pieces that are not empty."""
    parts: list[tuple[str, Node]] = []
    left = iter(roles)
    for i, piece in enumerate(pieces):
        if piece:
            parts.append((next(left), as_one(piece)))
        if i < len(at):
            parts.append(("sign", items[at[i]]))
    return parts


def _listed(items: list[Node], at: list[int], pieces: list[list[Node]]) -> Group:
    return "list", _alternating(items, at, pieces, ["element"] * sum(map(bool, pieces)))


def _related(items: list[Node], at: list[int], pieces: list[list[Node]]) -> Group:
    filled = sum(map(bool, pieces))
    if filled > 2:
        return "chain", _alternating(items, at, pieces, ["side"] * filled)
    signs = [items[i] for i in at]
    if any(_is_sign(sign, "arrow") for sign in signs):
        kind = "arrow"
    else:
        kind = "equation" if any(is_key(sign, EQUALITY) for sign in signs) else "relation"
    return kind, _alternating(items, at, pieces, ["left side", "right side"])


def _added(items: list[Node], at: list[int], pieces: list[list[Node]]) -> Group:
    # A sign in front of the first term, or after another sign, belongs to the term that follows it.
    between = [i for i in at if i and i - 1 not in at and i + 1 < len(items)]
    if not between:
        return _side_by_side(items)
    pieces = _pieces(items, between)
    return "sum", _alternating(items, between, pieces, ["term"] * len(pieces))


def _joined(items: list[Node], at: list[int], pieces: list[list[Node]]) -> Group:
    return "operation", _alternating(items, at, pieces, ["operand"] * sum(map(bool, pieces)))


def _side_by_side(items: list[Node]) -> Group:
    if is_large(items[0]) and len(items) > 1:
        return "large operator", [("operator", items[0]), ("operated", as_one(items[1:]))]
    if len(items) > 1 and _is_sign(items[0], "bin"):
        return "signed", [("sign", items[0]), ("operated", as_one(items[1:]))]
    large = next((i for i, item in enumerate(items) if is_large(item)), len(items))
    if large < len(items) - 1:
        items = [*items[:large], as_one(items[large:])]
    tight = all(_is_factor(item) or is_key(item, MULTIPLICATIVE) for item in items)
    if tight and sum(map(_is_factor, items)) > 1:
        return "product", [("factor" if _is_factor(item) else "sign", item) for item in items]
    return "row", [("part", item) for item in items]


def is_large(node: Node) -> bool:
    """Whether this is an operator that reaches over what follows it, with or without limits."""
    base = node.base if isinstance(node, Script) else node
    if isinstance(base, Symbol):
        return base.cls == "bigop" or (base.cls == "fn" and isinstance(node, Script) and node.sub is not None)
    return isinstance(base, Name) and base.operator and isinstance(node, Script) and node.sub is not None


def _is_factor(node: Node) -> bool:
    base = node.base if isinstance(node, Script) else node
    if isinstance(base, Symbol):
        return base.cls not in NO_FACTOR and base.cls != "bin"
    return base is not None and not isinstance(base, Name | Text | Differential)


def _is_sign(node: Node, *classes: str) -> bool:
    return isinstance(node, Symbol) and node.cls in classes


def is_key(node: Node, keys: frozenset[str]) -> bool:
    """Whether this is one of these signs."""
    return isinstance(node, Symbol) and node.key in keys


def _stands_apart(items: list[Node], i: int) -> bool:
    """A wide space, or prose between two formulas; a word beside a sign is an operand of it."""
    if not isinstance(items[i], Text):
        return _is_sign(items[i], "space")
    return not any(_is_sign(item, "bin", "rel", "arrow") for item in (*items[max(0, i - 1) : i], *items[i + 1 : i + 2]))


def _is_lone_colon(items: list[Node], i: int) -> bool:
    """A colon that is no part of a sign of several, as in ``:=``."""
    return is_key(items[i], frozenset(["colon"])) and not any(_is_sign(item, "rel") for item in items[i + 1 : i + 2])


def _signs(*keys: str) -> Callable[[list[Node], int], bool]:
    wanted = frozenset(keys)
    return lambda items, i: is_key(items[i], wanted)


# From the loosest bond to the tightest: what parts a row, and what it then is.
_SPLITS: tuple[
    tuple[Callable[[list[Node], int], bool], Callable[[list[Node], list[int], list[list[Node]]], Group]], ...
] = (
    (_stands_apart, _listed),
    (_signs("semicolon"), _listed),
    (_signs(*IMPLYING), _related),
    (_signs("comma"), _listed),
    (_is_lone_colon, _related),
    (lambda items, i: _is_sign(items[i], "rel", "arrow"), _related),
    (_signs(*ADDITIVE), _added),
    (_signs(*JOINING), _joined),
)
