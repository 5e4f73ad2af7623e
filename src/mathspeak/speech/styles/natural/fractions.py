"""Fractions, binomials, roots and derivatives."""

from __future__ import annotations

from mathspeak.latex.nodes import Binomial, Fraction, Letter, Node, Number, Root
from mathspeak.meaning.shapes import is_letter
from mathspeak.meaning.terms import Derivative, Differential, MixedNumber, Recurring
from mathspeak.speech.styles.natural.letters import letter_words
from mathspeak.speech.styles.natural.scripts import superscript
from mathspeak.speech.styles.natural.simple import INDEXED, is_short_fraction, is_simple, words_fraction
from mathspeak.speech.styles.natural.speaking import shield, speak
from mathspeak.speech.utterance import BREATH
from mathspeak.speech.writer import BY, OVER, Writer


def fraction(w: Writer, node: Node) -> None:
    assert isinstance(node, Fraction)
    say = w.say
    parts = words_fraction(node)
    if parts is not None:
        w.emit(say.fraction_words(*parts))
        w.short()
        return
    if node.kind == "slash":
        slanted(w, node)
        return
    if is_short_fraction(w, node):
        speak(w, node.numerator)
        w.emit(say.OVER)
        speak(w, node.denominator)
        w.exposed |= OVER
        w.short()
        return
    inside, exposed = w.in_fraction, w.exposed
    w.emit({"bar": say.FRACTION, "continued": say.CONTINUED, "none": say.STACKED}[node.kind])
    w.in_fraction = True
    speak(w, node.numerator)
    w.breathe(BREATH)
    w.emit(say.ATOP if node.kind == "none" else say.OVER)
    speak(w, node.denominator)
    w.in_fraction, w.exposed = inside, exposed
    w.finish("stack" if node.kind == "none" else "fraction")


def slanted(w: Writer, node: Fraction) -> None:
    """A fraction set on one line: its parts are bracketed unless they are simple."""
    for part, before in ((node.numerator, ""), (node.denominator, w.say.SLASH)):
        if before:
            w.emit(before)
        if is_simple(part, sign=False):
            speak(w, part)
        else:
            w.emit(w.say.QUANTITY)
            shield(w, part)
            w.finish("quantity")
    if not w.pending:
        w.short()


def mixed_number(w: Writer, node: Node) -> None:
    assert isinstance(node, MixedNumber)
    say = w.say
    assert isinstance(node.whole, Number) and isinstance(node.fraction, Fraction)
    parts = words_fraction(node.fraction)
    if parts is None:
        speak(w, node.whole)
        w.emit(say.AND)
        speak(w, node.fraction)
        return
    w.emit(f"{node.whole.text} {say.AND} {say.fraction_words(*parts)}")
    w.short()


def recurring(w: Writer, node: Node) -> None:
    """0 point 3 recurring; 0.1 then 6 recurring."""
    assert isinstance(node, Recurring)
    say = w.say
    if node.fixed:
        w.emit(say.RECURRING_AFTER.format(node.whole, node.fixed, node.digits))
    else:
        w.emit(say.RECURRING.format(node.whole, node.digits))


def binomial(w: Writer, node: Node) -> None:
    """``n choose k``; bracketed where a part is not simple."""
    assert isinstance(node, Binomial)
    say = w.say
    if not w.in_choose and is_simple(node.top, sign=False) and is_simple(node.bottom):
        speak(w, node.top)
        w.emit(say.CHOOSE)
        speak(w, node.bottom)
        w.short()
        return
    w.emit(say.BINOMIAL)
    for part, before in ((node.top, ""), (node.bottom, say.CHOOSE)):
        if before:
            w.emit(before)
        outer, w.in_choose = w.in_choose, True
        exposed, fraction_around = w.exposed, w.in_fraction
        w.in_fraction = False
        speak(w, part)
        w.in_choose, w.exposed, w.in_fraction = outer, exposed, fraction_around
    w.finish("choose")


def root(w: Writer, node: Node) -> None:
    assert isinstance(node, Root)
    say = w.say
    simple = is_simple(node.body, scripts=INDEXED)
    index = node.index
    if index is None:
        w.emit(say.ROOT if simple else say.SQUARE_ROOT)
    elif isinstance(index, Number) and index.text == "3":
        w.emit(say.CUBE_ROOT if simple else say.THE_CUBE_ROOT)
    elif (words := ordinal_of(w, index)) is not None:
        w.emit((say.NTH_ROOT if simple else say.THE_NTH_ROOT).format(words))
    else:
        w.emit(say.INDEXED_ROOT)
        shield(w, index)
        w.finish("index")
        w.emit(say.OF)
        simple = False
    if simple:
        speak(w, node.body)
        w.short()
    else:
        shield(w, node.body)
        w.finish("root")


def ordinal_of(w: Writer, index: Node) -> str | None:
    """``fourth``, ``n-th``: for a whole number or a letter."""
    if isinstance(index, Number) and index.text.isdigit():
        words: str = w.say.ordinal(index.text)
        return words
    if isinstance(index, Letter):
        words = w.say.ordinal(letter_words(w, index))
        return words
    return None


def derivative(w: Writer, node: Node) -> None:
    """``d squared y by d x squared``."""
    assert isinstance(node, Derivative)
    say = w.say
    sign = say.D if isinstance(node.sign, Letter) else w.names["partial"]
    w.emit(sign)
    if node.order is not None:
        superscript(w, node.order)
    if node.function is not None:
        speak(w, node.function)
    w.emit(say.BY)
    for variable, power in node.variables:
        w.emit(sign)
        speak(w, variable)
        if power is not None:
            superscript(w, power)
    w.exposed |= BY
    w.short()


def differential(w: Writer, node: Node) -> None:
    assert isinstance(node, Differential)
    sign = node.sign
    if isinstance(sign, Letter):
        w.emit(w.say.D if is_letter(sign, "d") else letter_words(w, sign))
    else:
        speak(w, sign)
    speak(w, node.variable)
