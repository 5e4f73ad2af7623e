"""Subscripts, primes and exponents."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fence, Letter, Node, Number, Row, Script, Symbol
from mathspeak.meaning.terms import Ordinal
from mathspeak.speech.styles.clearspeak.exponents import SQUARES, derivative_of, exponent_ordinal, superscript
from mathspeak.speech.styles.clearspeak.fences import fence
from mathspeak.speech.styles.clearspeak.letters import prime_words
from mathspeak.speech.styles.clearspeak.operators import limiting, operator
from mathspeak.speech.styles.clearspeak.recognition import LIMITING, LOGARITHMS, is_conventional
from mathspeak.speech.styles.clearspeak.simple import is_letter
from mathspeak.speech.styles.clearspeak.voice import Voice, speak
from mathspeak.speech.utterance import PAUSES

BRACES = frozenset(["overbrace", "underbrace", "overbracket", "underbracket"])


def script(w: Voice, node: Script) -> None:
    base = node.base
    if base.__class__ is Symbol and base.cls in ("bigop", "fn") and is_limited(w, node, base):
        return
    if number_set(w, node):
        return
    if node.pre_sub is not None or node.pre_sup is not None:
        before(w, node)
    sup = node.sup
    if base.__class__ is Letter and sup.__class__ is Fence and is_conventional(base) and w.functions:
        if node.sub is None and not node.primes:
            derivative_of(w, sup)
            speak(w, base)
            return
    if is_power_of_function(w, node):
        assert sup is not None and base is not None
        the, power_of = w.say.POWER_OF
        w.emit(the)
        exponent_ordinal(w, sup)
        w.emit(power_of)
        w.breathe()
        speak(w, base)
        return
    if node.sub is not None:
        w.breathe()
    if isinstance(base, Fence):
        outer, w.node = w.node, base
        fence(w, base, scripted=True, spoken=node.sub is not None and w.prefs["Paren"] != "Silent")
        w.node = outer
    elif base is not None:
        speak(w, base)
    if isinstance(base, Accent) and base.mark in BRACES:
        label(w, node, base)
        return
    if node.sub is not None:
        subscript(w, node.sub)
    if node.primes:
        primes(w, node)
    if sup is not None:
        superscript(w, node)


def is_limited(w: Voice, node: Script, base: Symbol) -> bool:
    """Say an operator with its limits, where nothing follows that it reaches over."""
    if base.cls == "bigop":
        operator(w, node, reaches=False)
    elif base.key in LIMITING and node.sub is not None:
        limiting(w, node)
    elif base.key in LOGARITHMS and node.sub is not None:
        speak(w, base)
        w.emit(w.say.BASE)
        speak(w, node.sub)
        if node.sup is not None:
            superscript(w, node)
    else:
        return False
    return True


def label(w: Voice, node: Script, base: Accent) -> None:
    """What is written over or under a brace."""
    say = w.say
    for part, words in ((node.sub, say.STANDS_OVER), (node.sup, say.STANDS_UNDER)):
        if part is not None:
            w.breathe()
            w.emit(words)
            speak(w, part)
            if w.ends:
                w.emit(say.END_LABEL)


def before(w: Voice, node: Script) -> None:
    say = w.say
    for words, part in ((say.SUB, node.pre_sub), (say.SUPER, node.pre_sup)):
        if part is not None:
            w.emit(words)
            speak(w, part)


def subscript(w: Voice, sub: Node) -> None:
    w.emit(w.say.SUB)
    speak(w, sub)
    if w.ends and (sub.__class__ is Row or sub.__class__ is Script):
        w.emit(w.say.END_SUB)
    w.breathe()


def is_power_of_function(w: Voice, node: Script) -> bool:
    """``f^4`` by itself is the fourth power of f."""
    base, sup = node.base, node.sup
    if sup is None or node.sub is not None or node.primes or not w.functions or node.pre_sub is not None:
        return False
    if base.__class__ is not Letter or not is_conventional(base):
        return False
    return (sup.__class__ is Number and sup.text not in SQUARES) or is_letter(sup)


def primes(w: Voice, node: Script) -> None:
    """Primes, or feet and inches, minutes and seconds."""
    say = w.say
    base, count = node.base, node.primes
    preference = w.prefs["Prime"]
    table = say.ANGLES if preference == "Angle" else say.LENGTHS
    number = base.__class__ is Number
    measured = node.sub is None and count in table
    if number and w.after_degrees:
        table = say.ANGLES
    if not measured or not (number or (preference != "Auto" and is_measure(base))):
        w.emit(prime_words(w, count))
        return
    one = number and base.text == "1"  # type: ignore[union-attr]
    w.emit(table[count][not one])
    w.breathe()


def is_measure(base: Node | None) -> bool:
    """A small letter that is no function by convention."""
    return (
        isinstance(base, Letter)
        and not base.capital
        and not base.font
        and not is_conventional(base)
        and len(base.name) == 1
    )


def number_set(w: Voice, node: Script) -> bool:
    """``r-two``, ``z-n``, the positive integers, the natural numbers with zero."""
    base = node.base
    if not isinstance(base, Letter) or base.font != "double-struck" or not base.capital or node.primes:
        return False
    say = w.say
    if base.name not in say.NUMBER_SETS or node.pre_sub is not None:
        return False
    sup, sub = node.sup, node.sub
    if sup is None:
        if not (base.name == "n" and isinstance(sub, Number) and sub.text == "0"):
            return False
        w.emit(say.NUMBER_SETS["n"])
        w.emit(say.WITH_ZERO)
        return True
    signed = say.SIGNED_SETS.get((base.name, sup.key)) if isinstance(sup, Symbol) else None
    if signed:
        w.emit(signed)
    elif isinstance(sup, Symbol) and sup.cls == "mark":
        return False
    else:
        to_dimension(w, base.name, sup)
    if sub is not None:
        subscript(w, sub)
    return True


def to_dimension(w: Voice, name: str, sup: Node) -> None:
    w.emit(w.say.DIMENSION.format(name))
    at = len(w.out) - 1
    spelled, w.spelled = w.spelled, True
    speak(w, sup)
    w.spelled = spelled
    if w.ends and sup.__class__ is Row:
        w.emit(w.say.END_EXPONENT)
    if len(w.out) > at + 1 and w.out[at + 1] in PAUSES:
        del w.out[at + 1], w.src[at + 1]
    if len(w.out) > at + 1:
        w.out[at : at + 2] = [w.out[at] + w.out[at + 1]]
        del w.src[at]


def ordinal_node(w: Voice, node: Ordinal) -> None:
    speak(w, node.value)
    w.out[-1] = w.say.marked_ordinal(w.out[-1], node.ending)
