"""Which function takes what: rows in which a function and its argument are one node."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fence, Fraction, Letter, Name, Node, Number, Row, Script, Symbol, Text
from mathspeak.meaning.shapes import is_symbol, whole
from mathspeak.meaning.terms import Magnitude
from mathspeak.speech.styles.clearspeak.joined import Applied, Combination, Money

# A name in front of any parentheses is a function.
CONVENTIONAL = frozenset(["f", "g", "h"])
# Functions whose subscript is a range and whose argument always takes "of".
LIMITING = frozenset(
    "max min sup inf lim limsup liminf varlimsup varliminf injlim projlim argmax argmin esssup essinf".split()
)
LIMITS = frozenset("lim limsup liminf varlimsup varliminf injlim projlim".split())
# What ends the argument of a named function that has no parentheses.
BOUNDARIES = frozenset(["bin", "rel", "arrow", "punct", "dots", "space"])
OPENERS = frozenset(["lparen", "lbrack", "lbrace"])
CLOSERS = frozenset(["rparen", "rbrack", "rbrace"])
ARITHMETIC = frozenset(["plus", "minus", "pm", "mp", "times", "cdot", "ast", "slash", "div"])
COMPOSING = frozenset(["plus", "minus", "cdot", "times", "circ", "slash"])
CURRENCIES = frozenset(["dollar", "euro", "pounds", "yen", "cent"])
NUMBER_SETS = frozenset("nzqrc")


def applied(items: list[Node]) -> list[Node]:
    """The items of a row with each function joined to its argument, from the right, so that calls nest."""
    if len(items) < 2:
        return items
    # What has been joined so far; its last is what comes next.
    rest: list[Node] = []
    for item in reversed(items):
        cls = item.__class__
        if cls is Number or cls is Text:
            rest.append(Money(rest.pop(), item, False) if cls is Number and rest and is_currency(rest[-1]) else item)  # type: ignore[arg-type]
            continue
        if cls is Symbol and item.key in CURRENCIES and rest and rest[-1].__class__ is Number:  # type: ignore[attr-defined]
            rest.append(Money(item, rest.pop(), True))  # type: ignore[arg-type]
            continue
        kind = heads(item)
        if kind == "named" or kind == "limit":
            take_named(item, kind, rest)
        elif kind and rest:
            take_fenced(item, kind, rest)
        else:
            combination = take_combination(item, rest) if cls is Script and rest else None
            rest.append(combination or item)
    rest.reverse()
    return rest


def is_currency(node: Node) -> bool:
    return node.__class__ is Symbol and node.key in CURRENCIES


def take_combination(item: Node, rest: list[Node]) -> Combination | None:
    """An index by itself in front of C or P with an index."""
    assert isinstance(item, Script)
    empty = item.base is None or (isinstance(item.base, Row) and not item.base.items)
    out_of = item.sub or item.sup
    following = rest[-1]
    if (
        not empty
        or out_of is None
        or (item.sub is not None and item.sup is not None)
        or not isinstance(following, Script)
    ):
        return None
    letter, taken = following.base, following.sub
    if not isinstance(letter, Letter) or letter.name not in "cp" or not letter.capital or letter.font:
        return None
    if taken is None or following.sup is not None or following.primes:
        return None
    rest.pop()
    return Combination(letter.name, out_of, taken, item.start, following.end)


def heads(item: Node) -> str:
    """What kind of function this item could be."""
    cls = item.__class__
    if cls is Letter:
        return "letter"
    if cls is Symbol:
        if item.cls != "fn":  # type: ignore[attr-defined]
            return ""
        return "limit" if item.key in LIMITING else "named"  # type: ignore[attr-defined]
    if cls is Script:
        base = item.base  # type: ignore[attr-defined]
        if base is None or item.pre_sub is not None or item.pre_sup is not None:  # type: ignore[attr-defined]
            return ""
        kind = heads(base)
        return kind if kind in ("named", "limit") or takes_scripts(item) else ""  # type: ignore[arg-type]
    if cls is Accent:
        return "letter" if heads(item.body) == "letter" else ""  # type: ignore[attr-defined]
    if cls is Name:
        return "word"
    if cls is Fence:
        return "composed" if is_composed(item) else ""  # type: ignore[arg-type]
    return ""


def takes_scripts(item: Script) -> bool:
    return item.base.__class__ in (Letter, Name, Accent)


def take_named(item: Node, kind: str, rest: list[Node]) -> None:
    """A named function takes parentheses, or all up to the next operator or function."""
    if not rest:
        rest.append(item)
        return
    if rest[-1].__class__ is Fence and rest[-1].open:
        rest.append(Applied(item, rest.pop(), kind))
        return
    taken: list[Node] = []
    while rest and not is_boundary(rest[-1]):
        taken.append(rest.pop())
    if taken:
        rest.append(Applied(item, whole(taken, taken[0].start, taken[-1].end), kind))
    elif rest and rest[-1].__class__ is Applied:
        rest.append(Applied(item, rest.pop(), kind))
    else:
        rest.append(item)


def is_boundary(node: Node) -> bool:
    cls = node.__class__
    if cls is Symbol:
        return node.cls in BOUNDARIES and node.key != "slash"  # type: ignore[attr-defined]
    if cls is Script:
        base = node.base  # type: ignore[attr-defined]
        return base.__class__ is Applied or (base.__class__ is Symbol and base.cls in BOUNDARIES)
    return cls is Applied or cls is Text


def take_fenced(item: Node, kind: str, rest: list[Node]) -> None:
    """A letter takes parentheses where the standard calls it a function."""
    following = rest[-1]
    raised = following if following.__class__ is Script else None
    fence = following.base if raised is not None else following  # type: ignore[attr-defined]
    if fence.__class__ is Magnitude and kind == "letter" and is_conventional(item):
        rest.append(Applied(item, rest.pop(), "letter"))
        return
    if fence.__class__ is not Fence or not is_function(item, kind, fence):
        rest.append(item)
        return
    rest.pop()
    call: Node = Applied(item, fence, "composed" if kind == "composed" else "letter")
    if raised is not None:
        call = Script(call, raised.sub, raised.sup, raised.primes, item.start, raised.end)
    while raised is None and fence.open == "lbrack" and rest and is_bracket(rest[-1]):
        call = Applied(call, rest.pop(), "letter")
    rest.append(call)


def is_bracket(node: Node) -> bool:
    return node.__class__ is Fence and node.open == "lbrack" and node.close == "rbrack"


def is_function(item: Node, kind: str, fence: Fence) -> bool:
    if fence.open not in OPENERS or fence.close not in CLOSERS:
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
    if base.__class__ is Letter and base.font == "double-struck" and base.name in NUMBER_SETS:
        return False
    inside = fence.body.items
    listed = any(entry.__class__ is Symbol and entry.cls == "punct" for entry in inside)
    if raised is not None and not listed and not is_functional(raised):
        return False
    return listed or is_simple_scope(inside)


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
        item.__class__ is Symbol and item.key in ARITHMETIC and (i or item.key not in ("minus", "plus"))
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
