"""Things side by side: signs of relations and operations, negatives, implied times, lists and their ellipses."""

from __future__ import annotations

from mathspeak.latex.nodes import Binomial, Fence, Node, Root, Row, Script, Symbol, Table, Text
from mathspeak.meaning.shapes import core, is_letter
from mathspeak.meaning.terms import Derivative, Magnitude, SetOf, Vector
from mathspeak.speech.styles.clearspeak.fractions import root
from mathspeak.speech.styles.clearspeak.letters import symbol_words
from mathspeak.speech.styles.clearspeak.operators import LARGE, is_operator, operator
from mathspeak.speech.styles.clearspeak.signs import WHOLE, say_sign, sign
from mathspeak.speech.styles.clearspeak.simple import is_simple_product
from mathspeak.speech.styles.clearspeak.structure import applied
from mathspeak.speech.styles.clearspeak.voice import Voice, speak

# Classes of signs that no factor is.
SIGNS = frozenset(["bin", "rel", "arrow", "punct", "space", "dots", "post", "bigop", "close", "open", "fence"])
# Signs in front of what they act on.
PREFIXES = frozenset(["nabla", "forall", "exists", "nexists", "neg", "unique", "partial", "angle", "triangle", "sqrt"])
FENCED = frozenset([Binomial, Fence, Magnitude, SetOf, Table, Vector])
MODULUS = frozenset(["mod"])
PLUS_MINUS = frozenset(["pm", "mp"])
VECTOR_PRODUCTS = frozenset(["times", "cdot"])
DEGREES = frozenset(["degrees"])


def row(w: Voice, node: Row) -> None:
    line(w, node.items)


def line(w: Voice, items: list[Node]) -> None:
    """Speak the items of a row in order."""
    items = applied(items, w.known)
    count = len(items)
    previous: Node | None = None
    expecting = True
    # Where the product at hand began.
    begun = i = 0
    while i < count:
        item = items[i]
        if item.__class__ is Symbol and item.cls in SIGNS and item.cls != "bigop":
            rest_after_product(w, items, begun, i)
            if item.cls == "bin":
                i = operation(w, items, i, expecting)
                # A negative root is said as one with its sign.
                expecting = is_bin(items[i - 1])
                previous = None if expecting else items[i - 1]
            else:
                sign(w, items, i)
                expecting = item.cls not in ("post", "dots")
                previous = previous if item.cls == "post" else None
                i += 1
            begun = i
            continue
        if is_operator(item):
            join(w, previous, item)
            operator(w, item, i + 1 < count and begins_operand(items[i + 1]))
            previous, expecting = None, True
        else:
            previous = operand(w, items, i, previous)
            expecting = item.__class__ is Text
        i += 1
        if previous is None:
            begun = i
    rest_after_product(w, items, begun, count)
    w.check()


def rest_after_product(w: Voice, items: list[Node], begun: int, end: int) -> None:
    """Pause after ``2x``, so that it is heard as one term."""
    if w.products != "MoreImpliedTimes" and is_simple_product(w, items[begun:end]):
        w.breathe()


def join(w: Voice, previous: Node | None, item: Node) -> None:
    """What stands between two factors: "times", a pause, or nothing."""
    if previous is None:
        return
    if is_product(w, previous, item):
        w.emit(w.say.TIMES)
    elif previous.__class__ not in WHOLE and item.__class__ not in WHOLE:
        w.breathe()


def operand(w: Voice, items: list[Node], i: int, previous: Node | None) -> Node | None:
    """Speak what is no sign; gives it back where the next thing could be multiplied with it."""
    item = items[i]
    if item.__class__ is Symbol and item.key == "angle" and is_letter(previous, "m"):
        measure(w)
        previous = None
    join(w, previous, item)
    if item.__class__ is Root and i and is_sign(items[i - 1], PLUS_MINUS):
        outer, w.node = w.node, item
        root(w, item, signed=True)
        w.node = outer
        return item
    if item.__class__ is Script:
        w.after_degrees = follows_degrees(items, i)
    speak(w, item)
    if item.__class__ is Derivative and item.function is None:
        if i + 1 < len(items) and begins_operand(items[i + 1]):
            w.emit(w.say.OF)
        return None
    return item if is_factor(item) else None


def is_sign(node: Node | None, keys: frozenset[str]) -> bool:
    return node.__class__ is Symbol and node.key in keys


def follows_degrees(items: list[Node], i: int) -> bool:
    """Whether a number with primes stands behind degrees, or behind minutes that do."""
    while i and items[i - 1].__class__ is Script and items[i - 1].primes:  # type: ignore[attr-defined]
        i -= 1
    return bool(i) and items[i - 1].__class__ is Script and is_sign(items[i - 1].sup, DEGREES)  # type: ignore[attr-defined]


def measure(w: Voice) -> None:
    """``m∠A``: the letter that was said was no factor."""
    w.out.pop()
    w.src.pop()
    w.emit(w.say.MEASURE_OF)


def begins_operand(item: Node) -> bool:
    return not (item.__class__ is Symbol and item.cls in ("rel", "arrow", "punct", "close"))


def is_factor(item: Node) -> bool:
    """Whether what comes next could be multiplied with this."""
    cls = item.__class__
    if cls is Text:
        return False
    if cls is Symbol:
        return item.key not in PREFIXES and item.cls != "fn"  # type: ignore[attr-defined]
    if cls is Script and item.base.__class__ is Symbol:  # type: ignore[attr-defined]
        base: Symbol = item.base  # type: ignore[attr-defined]
        return base.key not in PREFIXES and base.cls not in SIGNS and base.cls != "fn"
    return True


def is_product(w: Voice, previous: Node, item: Node) -> bool:
    """Whether "times" is said between two factors."""
    products = w.products
    if products == "None":
        return False
    if not is_factor(item):
        return is_operator(item) and (products == "MoreImpliedTimes" or is_fenced(previous))
    if products == "MoreImpliedTimes":
        return True
    return is_fenced(item) or is_fenced(previous)


def is_fenced(node: Node) -> bool:
    base: Node | None = node
    while base.__class__ is Script:
        base = base.base
    if base.__class__ is Fence and base.body.items and is_sign(base.body.items[0], MODULUS):
        return False
    return base.__class__ in FENCED


def operation(w: Voice, items: list[Node], i: int, expecting: bool) -> int:
    """A sign of operation; in front of an operand it is a sign of its own. Gives the place after it."""
    item = items[i]
    assert isinstance(item, Symbol)
    if not expecting:
        if item.key in VECTOR_PRODUCTS and is_nabla(items[i - 1]):
            w.emit_of(w.say.CROSS if item.key == "times" else w.say.DOT, item)
        else:
            say_sign(w, item)
        return i + 1
    count = len(items)
    last = i
    while last + 1 < count and is_bin(items[last + 1]):
        last += 1
    alone = last + 1 >= count or not begins_operand(items[last + 1])
    if alone or last > i:
        for j in range(i, last + 1):
            say_sign(w, items[j])
        return last + 1
    key = item.key
    following = items[i + 1]
    if key == "minus":
        if following.__class__ is Root and following.index is None and is_alone(items, i + 1):
            speak_negative_root(w, item, following)
            return i + 2
        key_words = w.say.NEGATIVE
    elif key == "plus":
        key_words = w.say.POSITIVE
    elif key in LARGE:
        w.emit_of(w.say.the_operator(symbol_words(w, item)), item)
        w.emit_of(w.say.OF, item)
        return i + 1
    else:
        say_sign(w, item)
        return i + 1
    w.emit_of(key_words, item)
    return i + 1


def is_nabla(node: Node) -> bool:
    base = core(node)
    return base.__class__ is Symbol and base.key == "nabla"


def is_bin(node: Node) -> bool:
    return node.__class__ is Symbol and node.cls == "bin"


def is_alone(items: list[Node], i: int) -> bool:
    """Whether an operand has no factor beside it."""
    if i + 1 == len(items):
        return True
    following = items[i + 1]
    return following.__class__ is Symbol and following.cls in SIGNS - {"bigop", "post"}


def speak_negative_root(w: Voice, sign: Symbol, node: Node) -> None:
    outer, w.node = w.node, node
    root(w, node, negative=True)  # type: ignore[arg-type]
    w.node = outer
