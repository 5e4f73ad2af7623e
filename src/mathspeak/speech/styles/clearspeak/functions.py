"""Functions that are letters, limits, and sums of functions: f of x, the fourth power of f of x."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Letter, Node, Number, Row, Script, Symbol
from mathspeak.meaning.shapes import core, is_symbol
from mathspeak.speech.styles.clearspeak.exponents import derivative_of
from mathspeak.speech.styles.clearspeak.fences import fence
from mathspeak.speech.styles.clearspeak.joined import Applied
from mathspeak.speech.styles.clearspeak.named import PROBABILITIES, argument, named, power_of
from mathspeak.speech.styles.clearspeak.operators import limiting
from mathspeak.speech.styles.clearspeak.recognition import is_expectation
from mathspeak.speech.styles.clearspeak.simple import is_simple_row
from mathspeak.speech.styles.clearspeak.voice import Voice, speak


def apply(w: Voice, node: Applied) -> None:
    KINDS[node.kind](w, node)


def letter(w: Voice, node: Applied) -> None:
    """``f of x``; or a product, where functions are switched off."""
    say = w.say
    function = node.function
    given, w.given = w.given, is_probability(function)
    if not w.functions:
        w.breathe()
        speak(w, function)
        w.emit(say.TIMES)
    elif isinstance(function, Script) and is_raised(function):
        raised(w, function)
    elif isinstance(function, Letter) and is_expectation(function):
        w.emit(say.EXPECTED_VALUE)
        w.emit(say.OF)
    else:
        applying, w.applying = w.applying, function
        speak(w, function)
        w.applying = applying
        w.emit(say.OF)
        if is_call(node.argument):
            w.breathe()
    if isinstance(node.argument, Fence) and is_expectation(function) and is_simple_row(w, node.argument.body.items):
        speak(w, node.argument.body)
    else:
        argument(w, node)
    w.breathe()
    w.given = given


def is_call(argument: Node) -> bool:
    """Whether parentheses hold a function in front of its own."""
    return isinstance(argument, Fence) and len(argument.body.items) > 1 and isinstance(argument.body.items[-1], Fence)


def is_probability(function: Node) -> bool:
    """P or E, in any alphabet, with or without an index, or a probability by its name."""
    carrier = core(function)
    if isinstance(carrier, Symbol):
        return carrier.key in PROBABILITIES
    return isinstance(carrier, Letter) and carrier.name in ("p", "e") and (carrier.capital or carrier.name == "p")


def is_raised(function: Script) -> bool:
    """A letter to a power of four or more, or to an order of differentiation in parentheses."""
    sup = function.sup
    if sup is None or function.sub is not None or function.primes or function.base.__class__ is not Letter:
        return False
    if isinstance(sup, Symbol):
        return False
    if isinstance(sup, Number):
        return sup.text not in ("2", "3")
    if isinstance(sup, Row):
        return not is_symbol(sup.items[0] if sup.items else None, "minus")
    return True


def raised(w: Voice, function: Script) -> None:
    """The fourth power of f of x; the n-th derivative of f of x."""
    say = w.say
    base, sup = function.base, function.sup
    assert base is not None and sup is not None
    if isinstance(sup, Fence):
        derivative_of(w, sup)
    else:
        power_of(w, sup)
    w.breathe()
    speak(w, base)
    w.emit(say.OF)


def limit(w: Voice, node: Applied) -> None:
    limiting(w, node.function)
    w.emit(w.say.OF)
    argument(w, node)
    w.breathe()


def composed(w: Voice, node: Applied) -> None:
    """``(f+g)(x)``: the parentheses around the function are said."""
    say = w.say
    fence(w, node.function, spoken=True)
    w.emit(say.OF if w.functions else say.TIMES)
    argument(w, node)
    w.breathe()


KINDS = {"letter": letter, "named": named, "limit": limit, "composed": composed}
