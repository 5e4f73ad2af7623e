"""Fractions, mixed numbers, binomials, roots and derivatives."""

from __future__ import annotations

from mathspeak.latex.nodes import Binomial, Fraction, Letter, Number, Root, Table
from mathspeak.meaning.shapes import is_letter
from mathspeak.meaning.terms import Derivative, MixedNumber
from mathspeak.speech.styles.clearspeak.joined import Combination
from mathspeak.speech.styles.clearspeak.letters import letter_words
from mathspeak.speech.styles.clearspeak.simple import is_common, is_simple, is_words, vulgar
from mathspeak.speech.styles.clearspeak.voice import Voice, speak

# Preferences under which a fraction of small numbers is said in words.
WORDS = frozenset(["Auto", "EndFrac", "Ordinal"])


def fraction(w: Voice, node: Fraction) -> None:
    if node.kind == "none":
        rows = [[node.numerator], [node.denominator]]
        speak(w, Table("stack", rows, "", "", [None, None], node.start, node.end))
        return
    preference = w.prefs["Fractions"]
    parts = vulgar(node)
    if parts is not None and (preference == "Ordinal" or (preference in WORDS and is_common(node))):
        if parts[0] and parts[1] > 1:
            w.emit(w.say.vulgar_fraction(*parts))
            return
    w.breathe()
    FRACTIONS[preference](w, node)
    w.breathe()


def auto(w: Voice, node: Fraction) -> bool:
    """The fraction by its kind; whether it takes end words where they are asked for."""
    say = w.say
    top, bottom = node.numerator, node.denominator
    parts = is_words(top), is_words(bottom)
    if (parts[0] or is_simple(w, top)) and (parts[1] or is_simple(w, bottom)):
        over(w, node, say.OVER)
        return not (is_common(top) and is_common(bottom))
    general(w, node)
    return True


def over(w: Voice, node: Fraction, between: str) -> None:
    speak(w, node.numerator)
    if is_simple(w, node.numerator):
        w.pause = ""
    w.emit(between)
    speak(w, node.denominator)


def general(w: Voice, node: Fraction) -> None:
    say = w.say
    w.emit(say.WITH_NUMERATOR)
    speak(w, node.numerator)
    w.breathe()
    w.emit(say.AND_DENOMINATOR)
    speak(w, node.denominator)


def end(w: Voice) -> None:
    w.breathe()
    w.emit(w.say.END_FRACTION)


def _auto(w: Voice, node: Fraction) -> None:
    auto(w, node)


def _end_frac(w: Voice, node: Fraction) -> None:
    """Closed once, at the outer end."""
    outer, w.in_end_fraction = w.in_end_fraction, True
    closes = auto(w, node)
    w.in_end_fraction = outer
    if closes and not outer:
        end(w)


def _frac_over(w: Voice, node: Fraction) -> None:
    w.emit(w.say.THE_FRACTION)
    over(w, node, w.say.OVER)


def _general(w: Voice, node: Fraction) -> None:
    general(w, node)


def _general_end_frac(w: Voice, node: Fraction) -> None:
    general(w, node)
    end(w)


def _over(w: Voice, node: Fraction) -> None:
    over(w, node, w.say.OVER)


def _over_end_frac(w: Voice, node: Fraction) -> None:
    over(w, node, w.say.OVER)
    end(w)


def _per(w: Voice, node: Fraction) -> None:
    over(w, node, w.say.PER)


FRACTIONS = {
    "Auto": _auto,
    "EndFrac": _end_frac,
    "FracOver": _frac_over,
    "General": _general,
    "GeneralEndFrac": _general_end_frac,
    "Ordinal": _auto,
    "Over": _over,
    "OverEndFrac": _over_end_frac,
    "Per": _per,
}


def mixed_number(w: Voice, node: MixedNumber) -> None:
    speak(w, node.whole)
    w.emit(w.say.AND)
    speak(w, node.fraction)


def binomial(w: Voice, node: Binomial) -> None:
    say = w.say
    if w.ends:
        w.emit(say.BINOMIAL)
    speak(w, node.top)
    w.emit(say.CHOOSE)
    speak(w, node.bottom)
    if w.ends:
        w.emit(say.END_BINOMIAL)


def combination(w: Voice, node: Combination) -> None:
    """``n C k``, or in the words of a preference ``n choose k``."""
    say = w.say
    speak(w, node.out_of)
    if w.prefs["CombinationPermutation"] == "ChoosePermute":
        w.emit(say.CHOOSE if node.kind == "c" else say.PERMUTE)
    else:
        w.emit(say.COMBINATIONS[node.kind])
    speak(w, node.taken)


def root(w: Voice, node: Root, negative: bool = False, signed: bool = False) -> None:
    """The square root of x; ``negative`` where a minus stands in front, ``signed`` where plus or minus does."""
    say = w.say
    preference = w.prefs["Roots"]
    index = node.index
    if index is None:
        if negative:
            w.emit(say.NEGATIVE_ROOT)
        elif preference.startswith("PosNeg") and not signed:
            w.emit(say.POSITIVE_ROOT)
        else:
            w.emit(say.SQUARE_ROOT)
    elif isinstance(index, Number) and index.text == "3":
        w.emit(say.CUBE_ROOT)
    elif isinstance(index, Number) and index.text.isdecimal() and len(index.text) < 10:
        w.emit(say.NTH_ROOT.format(say.place(int(index.text))))
    elif isinstance(index, Letter):
        w.emit(say.NTH_ROOT.format(say.NTH.format(letter_words(w, index))))
    else:
        w.emit(say.INDEXED_ROOT[0])
        speak(w, index)
        w.emit(say.INDEXED_ROOT[1])
    speak(w, node.body)
    w.breathe()
    if preference.endswith("End"):
        w.emit(say.END_ROOT)
        w.breathe()


def derivative(w: Voice, node: Derivative) -> None:
    """The second partial derivative of u with respect to x and y."""
    say = w.say
    kind = say.DERIVATIVE if is_letter(node.sign, "d") else say.PARTIAL_DERIVATIVE
    order = node.order
    if order is None:
        w.emit(say.the_operator(kind))
    elif isinstance(order, Number) and order.text.isdecimal() and len(order.text) < 10:
        w.emit(say.the_operator(f"{say.ordinal(int(order.text))} {kind}"))
    elif isinstance(order, Letter):
        w.emit(say.the_operator(f"{say.NTH.format(letter_words(w, order))} {kind}"))
    else:
        before, after = say.ORDER
        w.emit(before.format(kind))
        speak(w, order)
        if after:
            w.emit(after.format(kind))
    if node.function is not None:
        w.emit(say.OF)
        speak(w, node.function)
    w.emit(say.WITH_RESPECT_TO)
    for i, (variable, times) in enumerate(node.variables):
        if i:
            w.emit(say.AND)
        speak(w, variable)
        if times is not None and len(node.variables) > 1:
            speak(w, times)
            w.emit(say.TIMES)
