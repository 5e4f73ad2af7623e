"""Which function takes what: rows in which a function and its argument are one node."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Letter, Node, Number, Row, Script, Symbol, Text
from mathspeak.meaning.shapes import whole
from mathspeak.meaning.terms import Magnitude
from mathspeak.speech.styles.clearspeak.joined import Applied, Combination, Money
from mathspeak.speech.styles.clearspeak.recognition import Known, heads, is_conventional, is_function, is_name

# What ends the argument of a named function that has no parentheses.
BOUNDARIES = frozenset(["bin", "rel", "arrow", "punct", "dots", "space"])
# The letters of combinations and of permutations.
COUNTED = frozenset("cp")
CURRENCIES = frozenset(["dollar", "euro", "pounds", "yen", "cent"])


def applied(items: list[Node], known: Known) -> list[Node]:
    """The items of a row with each function joined to its argument, from the right, so that calls nest."""
    if len(items) < 2:
        return items
    # What has been joined so far; its last is what comes next.
    rest: list[Node] = []
    for item in reversed(items):
        cls = item.__class__
        if cls is Number or (cls is Text and not (rest and is_name(item))):
            rest.append(Money(rest.pop(), item, False) if cls is Number and rest and is_currency(rest[-1]) else item)  # type: ignore[arg-type]
            continue
        if cls is Symbol and item.key in CURRENCIES and rest and rest[-1].__class__ is Number:  # type: ignore[attr-defined]
            rest.append(Money(item, rest.pop(), True))  # type: ignore[arg-type]
            continue
        kind = heads(item)
        if kind == "named" or kind == "limit":
            take_named(item, kind, rest)
        elif kind and rest:
            take_fenced(item, kind, rest, known)
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
    if not isinstance(letter, Letter) or letter.name not in COUNTED or not letter.capital or letter.font:
        return None
    if taken is None or following.sup is not None or following.primes:
        return None
    rest.pop()
    return Combination(letter.name, out_of, taken, item.start, following.end)


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


def take_fenced(item: Node, kind: str, rest: list[Node], known: Known) -> None:
    """A letter takes parentheses where the standard calls it a function."""
    following = rest[-1]
    raised = following if following.__class__ is Script else None
    fence = following.base if raised is not None else following  # type: ignore[attr-defined]
    if fence.__class__ is Magnitude and kind == "letter" and is_conventional(item):
        rest.append(Applied(item, rest.pop(), "letter"))
        return
    if fence.__class__ is not Fence or not (is_function(item, kind, fence) or known.has(item, fence)):
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
