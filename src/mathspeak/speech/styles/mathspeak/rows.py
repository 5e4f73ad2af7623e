"""Things side by side: signs in front of a number, numbers behind a letter, division, sets."""

from __future__ import annotations

from mathspeak.latex.nodes import (
    Accent,
    Binomial,
    Fence,
    Fraction,
    Letter,
    Name,
    Node,
    Number,
    Row,
    Script,
    Symbol,
    Table,
    Text,
)
from mathspeak.speech.styles.mathspeak import fences, tables
from mathspeak.speech.styles.mathspeak.shapes import (
    OPERATORS,
    is_identifier,
    is_letter,
    is_operator,
    is_said_as_words,
    symbol_in,
    takes_count,
)
from mathspeak.speech.styles.mathspeak.speaking import RULES, is_space, only
from mathspeak.speech.styles.mathspeak.writer import Writer

# What may hold a table, whose cells end otherwise in a relation or a list.
CONTAINERS = frozenset([Fence, Table, Binomial])
# Behind one of these a minus belongs to what follows.
BEFORE_SIGN = frozenset(["bin", "rel", "arrow", "punct", "open"])
SIGNS = frozenset(["minus", "plus", "pm", "mp"])
# A sign of these classes ends what a minus may belong to.
ENDS_OPERAND = frozenset(["bin", "rel", "arrow", "punct", "space", "post", "close", "fence", "dots"])


def row(w: Writer, node: Node) -> None:
    assert isinstance(node, Row)
    line(w, node.items)


def line(w: Writer, items: list[Node]) -> None:
    """Speak things side by side."""
    outer = w.node
    end = len(items) - 1
    ties: tuple[bool, bool] | None = None
    last: Node | None = None
    for i, item in enumerate(items):
        w.node = item
        cls = item.__class__
        if cls is Symbol:
            if item.cls == "space":  # type: ignore[attr-defined]
                continue
            words = BY_NEIGHBOURS.get(item.key)  # type: ignore[attr-defined]
            if words is not None:
                w.emit(words(w, items, i, last))
            else:
                RULES[Symbol](w, item)
        elif cls is Number:
            if last is not None and ends_in_letter(last) and w.spoken == w.level:
                w.announce()
            RULES[Number](w, item)
        elif cls is Fraction:
            if last.__class__ is Number and items[i - 1] is last and is_whole(last) and is_said_as_words(item):  # type: ignore[arg-type]
                w.emit(w.mark.MIXED)
            RULES[Fraction](w, item)
        elif cls in CONTAINERS:
            around = w.bound, w.listed, w.followed
            if ties is None:
                ties = tables.ties_of(items)
            w.bound, w.listed = around[0] or ties[0], around[1] or ties[1]
            w.followed = around[2] or i < end
            if cls is Fence:
                fences.fence(w, item, applied=i > 0 and items[i - 1] is last and is_head(last))
            else:
                RULES[cls](w, item)
            w.bound, w.listed, w.followed = around
        else:
            RULES[cls](w, item)
        last = item
    w.node = outer


def is_whole(node: Node | None) -> bool:
    return node.__class__ is Number and node.text.isdigit()


def ends_in_letter(node: Node) -> bool:
    """Whether a number said next would be heard as a silent subscript."""
    if node.__class__ is Script:
        script: Script = node
        return script.sub is None and script.sup is None and script.primes > 0 and takes_count(only(script.base))
    return takes_count(node)


def is_head(node: Node | None) -> bool:
    """Whether braces behind this are its argument rather than a set."""
    scripted = node.__class__ is Script
    while node.__class__ is Script or node.__class__ is Accent:
        node = node.base if node.__class__ is Script else node.body  # type: ignore[union-attr]
    cls = node.__class__
    if cls is Symbol:
        return node.cls == "fn" or node.key == "infty" or is_letter(node)  # type: ignore[union-attr]
    return cls is Letter or cls is Name or (cls is Text and not scripted and not _is_prose(node))  # type: ignore[arg-type]


def _is_prose(node: Text) -> bool:
    return any(not isinstance(run, str) or not run.isalpha() for run in node.runs)


def minus(w: Writer, items: list[Node], i: int, last: Node | None) -> str:
    """``negative`` in front of a number, a letter or a fraction said in words, alone; ``minus`` everywhere else."""
    if (last is not None and not begins_term(last)) or is_second_sign(items, i):
        return w.mark.MINUS
    at = i + 1
    count = len(items)
    while at < count and is_space(items[at]):
        at += 1
    if at == count:
        return w.mark.MINUS
    first = items[at]
    cls = first.__class__
    simple = cls is Number or is_single(first) or (cls is Fraction and is_said_as_words(first))  # type: ignore[arg-type]
    if not simple:
        return w.mark.MINUS
    at += 1
    if cls is Number and at < count and items[at].__class__ is Fraction and is_said_as_words(items[at]):  # type: ignore[arg-type]
        at += 1
    if at < count and not ends_simple(items[at]):
        return w.mark.MINUS
    return w.mark.NEGATIVE


def is_second_sign(items: list[Node], i: int) -> bool:
    """Whether a minus stands behind one that begins a term, as in ``--k``."""
    first = items[i - 1] if i else None
    if first.__class__ is not Symbol or first.key != "minus":
        return False
    return i == 1 or expects_more(items[i - 2])


def expects_more(node: Node | None) -> bool:
    """Whether something must follow, so that a minus next is a sign of it."""
    sign = symbol_in(node)
    return sign is not None and sign.cls in BEFORE_SIGN


def begins_term(last: Node) -> bool:
    """Whether a minus behind this is a sign; an angle bracket that closes nothing ends nothing either."""
    if last.__class__ is Text or expects_more(last):
        return True
    return last.__class__ is Symbol and last.key == "rangle"


def is_single(node: Node) -> bool:
    if node.__class__ is Symbol:
        return node.key in ("infty", "emptyset", "varnothing") or is_letter(node)
    return is_identifier(node)


def ends_simple(node: Node) -> bool:
    """Whether what stands before this stands alone."""
    sign = symbol_in(node)
    if sign is not None:
        return sign.cls in ENDS_OPERAND or sign.key == "slash"
    return node.__class__ is Text


def after(items: list[Node], i: int) -> Node | None:
    """What follows an item, spaces aside."""
    for k in range(i + 1, len(items)):
        if not is_space(items[k]):
            return items[k]
    return None


def dots(w: Writer, items: list[Node], i: int, last: Node | None) -> str:
    r"""What follows ``\dots`` may put them at the height of a minus sign."""
    sign = symbol_in(after(items, i))
    return w.names["cdots" if sign is not None and sign.cls in ("bin", "rel", "arrow") else "dots"]


def slash(w: Writer, items: list[Node], i: int, last: Node | None) -> str:
    return w.mark.DIVIDED_BY if divides(items, i, last) else w.names["slash"]


def division(w: Writer, items: list[Node], i: int, last: Node | None) -> str:
    return w.mark.DIVIDED_BY if divides(items, i, last) else w.mark.DIVISION_SIGN


def divides(items: list[Node], i: int, last: Node | None) -> bool:
    """Whether a slash stands between two things."""
    if last is None or expects_more(last):
        return False
    following = after(items, i)
    if following is None:
        return False
    if following.__class__ is Symbol:
        return following.cls not in OPERATORS or following.cls in ("open", "fence") or following.key in SIGNS
    return not is_operator(following)


# Signs whose words depend on what stands beside them.
BY_NEIGHBOURS = {"minus": minus, "dots": dots, "slash": slash, "div": division}
