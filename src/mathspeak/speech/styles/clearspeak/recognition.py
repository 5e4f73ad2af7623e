"""Which letters and names are functions, and of what."""

from __future__ import annotations

from itertools import pairwise

from mathspeak.latex.nodes import Accent, Fence, Fraction, Letter, Name, Node, Row, Script, Symbol, Text
from mathspeak.meaning.shapes import core, is_symbol

# A name in front of any parentheses is a function.
CONVENTIONAL = frozenset(["f", "g", "h"])
# Functions whose subscript is a range and whose argument always takes "of".
LIMITING = frozenset(
    "max min sup inf lim limsup liminf varlimsup varliminf injlim projlim argmax argmin esssup essinf".split()
)
LOGARITHMS = frozenset(["log", "lg"])
LIMITS = frozenset("lim limsup liminf varlimsup varliminf injlim projlim".split())
OPENERS = frozenset(["lparen", "lbrack", "lbrace"])
CLOSERS = frozenset(["rparen", "rbrack", "rbrace"])
# Operations that do not make an argument a product's factor: sets and remainders are what functions take.
TAKEN = frozenset(["cup", "cap", "mod"])
SIGNS = frozenset(["minus", "plus"])
COMPOSING = frozenset(["plus", "minus", "cdot", "times", "circ", "slash"])
# Words in front of parentheses that no function is called by.
PROSE = frozenset(
    "if for and or where with is in on at by to of from iff when then else not as the a an all some".split()
)
NUMBER_SETS = frozenset("nzqrc")


def heads(item: Node) -> str:
    """What kind of function this item could be."""
    cls = item.__class__
    if cls is Letter:
        return "letter"
    if cls is Symbol:
        if item.cls != "fn":  # type: ignore[attr-defined]
            return "letter" if item.key == "ell" else ""  # type: ignore[attr-defined]
        return "limit" if item.key in LIMITING else "named"  # type: ignore[attr-defined]
    if cls is Script:
        base = item.base  # type: ignore[attr-defined]
        if base is None or item.pre_sub is not None or item.pre_sup is not None:  # type: ignore[attr-defined]
            return ""
        kind = heads(base)
        return kind if kind in ("named", "limit") or takes_scripts(item) else ""  # type: ignore[arg-type]
    if cls is Accent:
        return "letter" if heads(item.body) == "letter" else ""  # type: ignore[attr-defined]
    if cls is Name or cls is Text:
        return "word"
    if cls is Fence:
        return "composed" if is_composed(item) else ""  # type: ignore[arg-type]
    return ""


def takes_scripts(item: Script) -> bool:
    return item.base.__class__ in (Letter, Name, Accent)


def is_function(item: Node, kind: str, fence: Fence) -> bool:
    inside = fence.body.items
    if fence.open not in OPENERS or fence.close not in CLOSERS or (inside and is_symbol(inside[0], "mod")):
        return False
    if kind in ("word", "composed") or is_conventional(item):
        return True
    base: Node | None = item
    raised: Node | None = None
    while isinstance(base, Script | Accent):
        if isinstance(base, Script):
            raised = base.sup or raised
            base = base.base
        else:
            base = base.body
    if base.__class__ is Letter and base.font == "double-struck":
        if base.name in NUMBER_SETS:
            return False
        if is_expectation(base):
            return True
    listed = any(entry.__class__ is Symbol and entry.cls == "punct" for entry in inside)
    capital = base.__class__ is Letter and base.capital
    if raised is not None and not (listed or capital or fence.open == "lbrack" or is_functional(raised)):
        return False
    return listed or is_simple_scope(inside)


def is_expectation(node: Node) -> bool:
    return isinstance(node, Letter) and node.name == "e" and node.capital and node.font == "double-struck"


def is_functional(sup: Node) -> bool:
    """A superscript that does not make a power of a letter."""
    if sup.__class__ is Symbol or sup.__class__ is Fence:
        return True
    return sup.__class__ is Row and len(sup.items) == 2 and is_symbol(sup.items[0], "minus")


def is_simple_scope(items: list[Node]) -> bool:
    """No sum, difference or quotient: a variable, a product of letters, a relation."""
    if any(item.__class__ is Symbol and item.cls in ("rel", "arrow") for item in items):
        return True
    return not any(
        item.__class__ is Symbol and item.cls == "bin" and item.key not in TAKEN and (i or item.key not in SIGNS)
        for i, item in enumerate(items)
    )


def is_conventional(item: Node) -> bool:
    """One of f, g, h, F, G, H, with or without primes, indices and accents."""
    while True:
        cls = item.__class__
        if cls is Script:
            item = item.base  # type: ignore[attr-defined]
        elif cls is Accent:
            item = item.body  # type: ignore[attr-defined]
        else:
            return cls is Letter and item.name in CONVENTIONAL and not item.font  # type: ignore[attr-defined]


def is_composed(fence: Fence) -> bool:
    """``(f+g)``: nothing but functions and what joins them."""
    items = fence.body.items
    if fence.open != "lparen" or not items:
        return False
    return all(
        is_conventional(item)
        or (item.__class__ is Symbol and item.key in COMPOSING)
        or (item.__class__ is Fraction and is_conventional(item.numerator) and is_conventional(item.denominator))
        for item in items
    )


def is_name(node: Node) -> bool:
    """One word of prose that may be the name of a function."""
    runs = node.runs if isinstance(node, Text) else []
    return len(runs) == 1 and isinstance(runs[0], str) and runs[0].isalpha() and runs[0].lower() not in PROSE


class Known:
    """The letters that a formula shows to be functions, looked for when one stands in front of a sum."""

    __slots__ = ("names", "root")

    def __init__(self, root: Node) -> None:
        self.root = root
        self.names: frozenset[str] | None = None

    def has(self, item: Node, fence: Fence) -> bool:
        """Whether this letter is applied elsewhere in a way that leaves no doubt."""
        letter = core(item)
        if letter.__class__ is not Letter or fence.open not in OPENERS or fence.close not in CLOSERS:
            return False
        if item.__class__ is Script and item.sup is not None and not is_functional(item.sup):
            return False
        if self.names is None:
            self.names = shown(self.root)
        return letter.key() in self.names


def shown(root: Node) -> frozenset[str]:
    """The letters with parentheses behind them that can only be functions."""
    names: set[str] = set()
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if node.__class__ is Row:
            for first, second in pairwise(node.items):
                letter = core(first)
                if letter.__class__ is Letter and second.__class__ is Fence and is_function(first, "letter", second):
                    names.add(letter.key())
        todo.extend(part for part in node.parts() if part is not None and part.__class__ is not Letter)
    return frozenset(names)
