"""Things side by side: where "times" is needed, where "of" is said, which minus and which factorial."""

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
from mathspeak.meaning.shapes import core, is_symbol
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
from mathspeak.speech.styles.natural.decimals import with_decimal_commas
from mathspeak.speech.styles.natural.letters import is_said_after, symbol_words
from mathspeak.speech.styles.natural.operators import is_bounded
from mathspeak.speech.styles.natural.simple import INDEXED, is_short_fraction, is_simple, words_fraction
from mathspeak.speech.styles.natural.speaking import speak
from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, SHORT
from mathspeak.speech.writer import COMMA, TO, Writer

# How what comes next begins. A letter or a number could be taken into a short form before it; a short form that opens
# with its own first part could take in what stands before it; "the …" wants a word between it and a factor.
PLAIN, WORD, TAKING, THE, SIGN, SILENT = range(6)
SIGNS = frozenset(["bin", "rel", "arrow", "punct", "post", "space", "close", "dots", "open", "fence"])
RELATING = SIGNS - {"post", "dots", "close"}
# Words that join two formulas by themselves.
JOINING = frozenset(["therefore", "because", "qedsymbol"])
# Signs that are neither factors nor operators: nothing is multiplied with them.
STANDING_APART = frozenset(
    "forall exists nexists unique neg lnot percent hash ampersand underscore degree prime therefore because".split()
)
QUANTIFIERS = frozenset(["forall", "exists", "nexists", "unique"])
FINAL = {"comma": SHORT, "semicolon": MEDIUM, "period": LONG}


def row(w: Writer, items: list[Node], final: bool = False) -> None:
    """Speak items in order; a ``final`` row's last punctuation mark belongs to the sentence around the formula."""
    count = len(items)
    if final and count > 1 and items[-1].__class__ is Symbol and items[-1].key in FINAL:
        row(w, items[:-1])
        w.ending = FINAL[items[-1].key]
        w.breathe(w.ending)
        return
    operand = opened = quantified = False
    terse = w.terse
    function = False
    for i, item in enumerate(items):
        cls = item.__class__
        if cls is Symbol and item.cls in SIGNS:  # type: ignore[attr-defined]
            if item.cls in ("punct", "space") and not quantified:  # type: ignore[attr-defined]
                w.terse = terse
            if opened:
                reach(w, item)
            sign(w, items, i, operand)
            function = False
            if quantified and item.cls == "rel":  # type: ignore[attr-defined]
                quantified, w.terse = False, terse
            operand = item.cls in ("post", "close") or (item.cls == "space" and operand)  # type: ignore[attr-defined]
            opened = False
            continue
        if cls is Symbol and item.key in QUANTIFIERS:  # type: ignore[attr-defined]
            quantified = w.terse = True
        begins = beginning(w, item)
        if opened:
            reach(w, item)
        elif operand and is_staggered(item):
            w.emit(w.say.THEN)
            staggered(w, item)
            continue
        elif begins is not SILENT and parted(w, operand, begins):
            w.emit_of(w.say.TIMES, item)
        elif function and begins == THE:
            w.emit(w.say.OF)
        speak(w, item)
        opened = reaches(item, w.say.POWERS)
        opened = opened or w.pending[-1:] == ["limits"]
        operand = not opened and is_factor(item)
        function = is_function_name(item)
    w.terse = terse
    w.check()


def line(w: Writer, items: list[Node]) -> None:
    """A row that is a formula or a line of its own."""
    row(w, with_decimal_commas(items, w.names["comma"]) if w.say.DECIMAL_COMMA else items, final=True)


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


def staggered(w: Writer, item: Node) -> None:
    """Scripts by themselves, after what they stand beside."""
    from mathspeak.speech.styles.natural.scripts import scripts

    assert isinstance(item, Script)
    scripts(w, item)


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


def reach(w: Writer, item: Node) -> None:
    """Say "of" between an operator and what it reaches over."""
    operator = w.resume("limits")
    if operator is not None:
        w.catch_breath()
        w.emit_of(w.say.OF, operator)
    elif not (item.__class__ is Symbol and item.cls in SIGNS):
        w.emit(w.say.OF)


def is_between_digits(w: Writer, items: list[Node], i: int) -> bool:
    """Whether a comma could be heard as the one inside a number."""
    if i + 1 == len(items) or core(items[i + 1]).__class__ is not Number:
        return False
    return bool(w.out) and w.out[-1][-1].isdigit()


def separates(items: list[Node], i: int) -> bool:
    """Whether a wide space parts two formulas that nothing else parts."""
    following = items[i + 1] if i + 1 < len(items) else None
    if following is None or following.__class__ is Text:
        return False
    symbol = core(following)
    if symbol.__class__ is not Symbol:
        return True
    return symbol.cls in ("ord", "fn", "bigop") and symbol.key not in QUANTIFIERS and symbol.key not in JOINING


def sign(w: Writer, items: list[Node], i: int, operand: bool) -> None:
    """A sign between operands, before one, or after one."""
    item = items[i]
    assert isinstance(item, Symbol)
    outer = w.node
    w.node = item
    key, cls = item.key, item.cls
    if cls == "space":
        w.breathe()
        if operand and separates(items, i):
            w.emit(w.say.NEXT)
    elif key == w.say.PRODUCT and operand:
        following = items[i + 1] if i + 1 < len(items) else None
        clash = (
            following is not None
            and not (following.__class__ is Symbol and following.cls in SIGNS)
            and parted(w, operand, beginning(w, following))
        )
        w.emit(w.say.MULTIPLIED_BY if clash else w.say.TIMES)
    elif cls == "post":
        if w.compound:
            w.emit(w.say.ALL)
        w.emit(symbol_words(w, item) if operand or key != "factorial" else w.say.EXCLAMATION_MARK)
    elif cls == "rel":
        words = symbol_words(w, item)
        if w.terse:
            words = words.removeprefix(w.say.IS)
        else:
            w.catch_breath()
        w.emit(words)
    elif key == "comma":
        w.exposed |= COMMA
        w.hold_breath()
        w.emit(w.say.NUMBERS_COMMA if is_between_digits(w, items, i) else symbol_words(w, item))
        w.breathe(BREATH)
    else:
        if cls == "arrow":
            w.exposed |= TO
            w.catch_breath()
        w.emit(symbol_words(w, item))
    w.node = outer
