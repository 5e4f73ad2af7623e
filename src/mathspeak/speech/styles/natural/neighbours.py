"""What stands beside what: how an item begins, whether it is a factor, whether it reaches over what follows."""

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
    Root,
    Row,
    Script,
    Stack,
    Symbol,
    Table,
    Text,
    Unknown,
)
from mathspeak.meaning.shapes import is_symbol
from mathspeak.meaning.terms import (
    Braket,
    Call,
    Derivative,
    Differential,
    Evaluated,
    Interval,
    Magnitude,
    MixedNumber,
    Recurring,
    Sequence,
    SetOf,
    Vector,
)
from mathspeak.speech.styles.natural.letters import is_said_after
from mathspeak.speech.styles.natural.operators import is_bounded
from mathspeak.speech.styles.natural.simple import INDEXED, is_short_fraction, is_simple, words_fraction
from mathspeak.speech.writer import Writer

# How what comes next begins. A letter or a number could be taken into a short form before it; a short form that opens
# with its own first part could take in what stands before it; "the …" wants a word between it and a factor.
PLAIN, WORD, TAKING, THE, SIGN, SILENT = range(6)
SIGNS = frozenset(["bin", "rel", "arrow", "punct", "post", "space", "close", "dots", "open", "fence"])
RELATING = SIGNS - {"post", "dots", "close"}
# Signs that are neither factors nor operators: nothing is multiplied with them.
STANDING_APART = frozenset(
    "forall exists nexists unique neg lnot percent hash ampersand underscore degree prime therefore because".split()
)


def parted(w: Writer, operand: bool, begins: int) -> bool:
    """Whether a factor that comes next has to be kept apart from what was said."""
    if not operand or begins == SIGN:
        return False
    if w.tail:
        return begins != PLAIN
    return begins in (TAKING, THE)


def beginning(w: Writer, item: Node) -> int:
    """How the words of an item begin."""
    cls = item.__class__
    if cls is Script:
        base = item.base  # type: ignore[attr-defined]
        if is_bounded(item):
            return THE
        if base is None:
            return PLAIN
        if base.__class__ is Symbol and base.cls in SIGNS:
            return WORD if base.cls == "dots" else SIGN
        return beginning(w, base)
    if cls is Stack:
        return beginning(w, item.base)  # type: ignore[attr-defined]
    if cls is Row:
        return beginning(w, item.items[0]) if item.items else SILENT  # type: ignore[attr-defined]
    if cls is Symbol:
        if item.cls == "bigop":  # type: ignore[attr-defined]
            return THE
        return SIGN if item.cls in SIGNS or item.key in STANDING_APART else WORD  # type: ignore[attr-defined]
    if cls is Fraction:
        if words_fraction(item) is not None:
            return TAKING
        return THE if is_bracketed(w, item) else TAKING  # type: ignore[arg-type]
    if cls is Root:
        return WORD if item.index is None and is_simple(item.body, scripts=INDEXED) else THE  # type: ignore[attr-defined]
    if cls is Accent:
        return WORD if is_said_after(item) else THE  # type: ignore[arg-type]
    return BEGINNINGS.get(cls, PLAIN)


def is_bracketed(w: Writer, item: Fraction) -> bool:
    return item.kind != "slash" and not is_short_fraction(w, item)


BEGINNINGS: dict[type[Node], int] = {
    Letter: WORD,
    Number: WORD,
    Name: WORD,
    Call: WORD,
    Derivative: TAKING,
    Unknown: WORD,
    Binomial: TAKING,
    MixedNumber: TAKING,
    Evaluated: TAKING,
    Magnitude: THE,
    Interval: THE,
    Sequence: THE,
    SetOf: THE,
    Table: THE,
    Vector: THE,
    Differential: SILENT,
    Text: SILENT,
    Fence: PLAIN,
    Braket: WORD,
    Recurring: WORD,
}


def is_factor(item: Node) -> bool:
    """Whether what follows an item could be multiplied with it."""
    cls = item.__class__
    if cls is Differential:
        return item.variable.__class__ is Script  # type: ignore[attr-defined]
    if cls is Text:
        return False
    if cls is Stack:
        return is_factor(item.base)  # type: ignore[attr-defined]
    if cls is Script:
        base = item.base  # type: ignore[attr-defined]
        if base is None or (base.__class__ is Row and not base.items):
            return False
        return not (base.__class__ is Symbol and (base.cls == "fn" or base.cls in RELATING))
    return not (cls is Symbol and (item.cls in ("fn", "bigop") or item.cls in RELATING))  # type: ignore[attr-defined]


def is_staggered(item: Node) -> bool:
    """Scripts on an empty group after a factor: they stand further to the right, as tensors' indices do."""
    return item.__class__ is Script and item.base.__class__ is Row and not item.base.items


def is_function_name(item: Node) -> bool:
    """A named function without its argument; "of" is said before an argument that begins with "the"."""
    base = item.base if item.__class__ is Script else item
    return base.__class__ is Symbol and base.cls == "fn"


def reaches(item: Node, powers: dict[str, str]) -> bool:
    """Whether "of" follows: operators with limits, derivatives without a function, functions with an index."""
    cls = item.__class__
    if is_bounded(item):
        return True
    if cls is Derivative:
        return item.function is None  # type: ignore[attr-defined]
    if cls is Script:
        base = item.base  # type: ignore[attr-defined]
        if is_symbol(base, "partial", "nabla"):
            return item.sub is not None or item.sup.__class__ is Letter  # type: ignore[attr-defined]
        if base.__class__ is Symbol and base.cls == "fn":
            sup = item.sup  # type: ignore[attr-defined]
            simple = item.sub is None and not item.primes and sup is not None  # type: ignore[attr-defined]
            return not (simple and (_is_power(sup, powers) or (sup.__class__ is Symbol and sup.key == "inverse")))
    return False


def _is_power(sup: Node, powers: dict[str, str]) -> bool:
    return sup.__class__ is Number and sup.text in powers
