"""Delimiters and what they mean: parentheses, absolute values, intervals, sets, calls, bras and kets."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Letter, Node, Row, Script, Symbol
from mathspeak.meaning.shapes import is_symbol
from mathspeak.meaning.terms import Braket, Call, Derivative, Evaluated, Interval, Magnitude, Sequence, SetOf
from mathspeak.speech.styles.natural.operators import part
from mathspeak.speech.styles.natural.rows import row
from mathspeak.speech.styles.natural.simple import INDEXED, RAISED, is_script_part, is_simple, is_simple_row
from mathspeak.speech.styles.natural.speaking import shield, speak
from mathspeak.speech.writer import COMMA, OF, TO, Writer


def fence(w: Writer, node: Node) -> None:
    """Printed delimiters, said as they are printed."""
    assert isinstance(node, Fence)
    items = node.body.items
    if node.open == "lparen" and items and is_symbol(items[0], "mod") and len(items) > 1:
        modulus(w, items[1:])
        return
    if node.open:
        w.emit(w.names[node.open])
    elif not items:
        return
    exposed, fraction, choose = w.exposed, w.in_fraction, w.in_choose
    w.in_fraction = w.in_choose = False
    row(w, items)
    w.exposed, w.in_fraction, w.in_choose = exposed, fraction, choose
    if node.close:
        w.closer(w.names[node.close])


def modulus(w: Writer, items: list[Node]) -> None:
    """``(mod n)``: the parentheses go with the word."""
    w.emit(w.say.MODULO)
    if is_simple_row(items, scripts=RAISED):
        row(w, items)
        w.short()
    else:
        w.emit(w.say.QUANTITY)
        exposed = w.exposed
        row(w, items)
        w.exposed = exposed
        w.finish("quantity")


def quantity(w: Writer, node: Node) -> None:
    """A part in "the quantity … end quantity"."""
    w.emit(w.say.QUANTITY)
    shield(w, node)
    w.finish("quantity")


def magnitude_words(w: Writer, node: Magnitude) -> str:
    words: str = w.say.MAGNITUDES[node.kind]
    return words


def magnitude(w: Writer, node: Node) -> None:
    """The absolute value of x, the floor of the quantity …"""
    assert isinstance(node, Magnitude)
    say = w.say
    index = node.index
    if index is None:
        w.emit(magnitude_words(w, node))
    elif is_script_part(index, RAISED):
        w.emit(say.THE)
        speak(w, index)
        w.emit(say.NORM_OF)
    else:
        w.emit(say.INDEXED)
        shield(w, index)
        w.finish("index")
        w.emit(say.OF)
    w.exposed |= OF
    body = node.body
    if is_simple(body, scripts=INDEXED):
        speak(w, body)
        w.short()
    elif isinstance(body, Fence) and body.open and body.close:
        # Its own brackets are said, and the last of them closes it.
        speak(w, body)
        w.short()
    elif node.kind in ("determinant", "size") and not isinstance(body, Row):
        speak(w, body)
        if not w.pending:
            w.short()
    else:
        quantity(w, body)


def interval(w: Writer, node: Node) -> None:
    assert isinstance(node, Interval)
    say = w.say
    whole = say.INTERVALS.get((node.left, node.right))
    ends = (say.INCLUDED, say.EXCLUDED)
    w.emit(whole or say.INTERVAL_FROM)
    part(w, node.low, TO | COMMA)
    if whole is None:
        w.emit(ends[not node.left])
    w.emit(say.TO)
    part(w, node.high, COMMA)
    if whole is None:
        w.emit(ends[not node.right])
    else:
        w.finish("interval")


def set_of(w: Writer, node: Node) -> None:
    assert isinstance(node, SetOf)
    say = w.say
    w.emit(say.SET_OF if node.condition is not None else say.SETS)
    shield(w, node.elements)
    if node.condition is not None:
        w.emit(say.SUCH_THAT if node.bar == "bar" else say.WITH)
        terse, w.terse = w.terse, node.bar != "bar"
        shield(w, node.condition)
        w.terse = terse
    w.finish("set")


# What a bar is said after without a bracket: one printed thing.
EVALUATED_PLAINLY = frozenset([Letter, Script, Call, Derivative, Symbol, Fence])


def evaluated(w: Writer, node: Node) -> None:
    assert isinstance(node, Evaluated)
    say = w.say
    body = node.body
    if body.__class__ in EVALUATED_PLAINLY:
        speak(w, body)
    else:
        quantity(w, body)
    if node.to is None:
        w.emit(say.RESTRICTED if is_set_like(node.at) else say.EVALUATED)
        if node.at is not None:
            shield(w, node.at)
    else:
        w.emit(say.EVALUATED_FROM)
        if node.at is not None:
            part(w, node.at, TO)
        w.emit(say.TO)
        part(w, node.to, 0)
    w.finish("evaluation")


def is_set_like(node: Node | None) -> bool:
    """Whether what stands at the foot of a bar is a set, to which a map is restricted, rather than a value."""
    if node.__class__ in (Interval, SetOf):
        return True
    return node.__class__ is Letter and node.capital


def sequence(w: Writer, node: Node) -> None:
    """The sequence x sub n from n equals 1 to infinity."""
    assert isinstance(node, Sequence)
    say = w.say
    w.emit(say.SEQUENCE if node.braces else f"{say.SEQUENCE} {say.IN_PARENS}")
    shield(w, node.body)
    w.emit(say.SEQUENCE_FROM if node.sup is not None else say.SEQUENCE_OVER)
    part(w, node.sub, TO)
    if node.sup is not None:
        w.emit(say.TO)
        part(w, node.sup, 0)
    w.finish("sequence")


def braket(w: Writer, node: Node) -> None:
    """Ket psi, bra phi; ket the quantity psi plus phi, braket phi with psi."""
    assert isinstance(node, Braket)
    say = w.say
    words = {"ket": say.KET, "bra": say.BRA, "braket": say.BRAKET}[node.kind]
    if len(node.states) == 1 and _is_state(node.states[0]):
        w.emit(words)
        speak(w, node.states[0])
        w.short()
        return
    w.emit(words)
    if node.kind != "braket":
        quantity(w, node.states[0])
        return
    for i, state in enumerate(node.states):
        if i:
            w.emit(say.BRAKET_BAR)
        shield(w, state)
    w.finish(node.kind)


def _is_state(node: Node) -> bool:
    return is_simple(node, scripts=INDEXED) or (isinstance(node, Symbol) and node.cls in ("bin", "arrow"))
