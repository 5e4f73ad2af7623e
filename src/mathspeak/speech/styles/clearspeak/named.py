"""Functions by their names: sine x, the sine of x plus 1, the inverse sine of x, the log base 2 of x."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Fraction, Letter, Node, Number, Script, Symbol
from mathspeak.meaning.shapes import is_symbol
from mathspeak.meaning.terms import Magnitude
from mathspeak.speech.styles.clearspeak.exponents import ordinal_words, superscript
from mathspeak.speech.styles.clearspeak.fences import fence, silent_argument
from mathspeak.speech.styles.clearspeak.joined import Applied
from mathspeak.speech.styles.clearspeak.letters import prime_words
from mathspeak.speech.styles.clearspeak.recognition import LOGARITHMS
from mathspeak.speech.styles.clearspeak.simple import is_common, is_simple, is_simple_row
from mathspeak.speech.styles.clearspeak.voice import Voice, speak

PROBABILITIES = frozenset(["Pr"])
HYPERBOLIC = frozenset(["sinh", "cosh", "tanh", "coth", "sech", "csch", "sh", "ch", "th", "cth"])


def argument(w: Voice, node: Applied) -> None:
    """What a function is applied to; its parentheses are silent where the standard has them so."""
    inside = node.argument
    if not isinstance(inside, Fence):
        speak(w, inside)
    elif silent_argument(w, node.function, inside):
        speak(w, inside.body)
    else:
        outer, w.node = w.node, inside
        fence(w, inside, argument=True)
        w.node = outer


def power_of(w: Voice, sup: Node) -> None:
    """``the fourth power of``, in front of a function."""
    say = w.say
    ordinal = ordinal_words(w, sup)
    before, after = say.POWER_OF
    w.emit(before)
    if ordinal:
        w.emit(ordinal)
    else:
        speak(w, sup)
    w.emit(after)


def named(w: Voice, node: Applied) -> None:
    """Sine x, the sine of x plus 1, the inverse sine of x, the log base 2 of x."""
    function = node.function
    base = function.base if isinstance(function, Script) else function
    key = base.key if isinstance(base, Symbol) else ""
    given, w.given = w.given, w.given or key in PROBABILITIES
    if isinstance(function, Script):
        w.breathe()
        scripted(w, node, function, key)
    elif key in PROBABILITIES:
        the_function_of(w, node, function, key)
    elif key == "ln":
        logarithm(w, node, function)
    elif key in w.say.ARCS:
        arc(w, node, key)
    else:
        plain(w, node, function, key)
    w.breathe()
    w.given = given


def takes_of(w: Voice, inside: Node) -> bool:
    """Whether the argument is more than something simple."""
    if isinstance(inside, Fence):
        return not is_simple_row(w, inside.body.items)
    return inside.__class__ is not Magnitude and (inside.__class__ is Fraction or not is_simple(w, inside))


def plain(w: Voice, node: Applied, function: Node, key: str) -> None:
    say = w.say
    if takes_of(w, node.argument):
        the_function_of(w, node, function, key)
        return
    function_words(w, function, key)
    if key in HYPERBOLIC:
        w.emit(say.OF)
    argument(w, node)


def function_words(w: Voice, function: Node, key: str) -> None:
    words = w.say.FUNCTIONS.get(key)
    if words is None:
        speak(w, function)
    else:
        w.emit_of(words, function)


def the_function_of(w: Voice, node: Applied, function: Node, key: str) -> None:
    say = w.say
    w.emit(say.THE)
    function_words(w, function, key)
    w.emit(say.OF)
    argument(w, node)


def logarithm(w: Voice, node: Applied, function: Node) -> None:
    """``l n x``; a preference makes it the natural log."""
    say = w.say
    if w.prefs["Log"] == "LnAsNaturalLog":
        if takes_of(w, node.argument):
            w.emit(say.THE)
            w.emit(say.NATURAL_LOG)
            w.emit(say.OF)
        else:
            w.emit(say.NATURAL_LOG)
    else:
        speak(w, function)
        if isinstance(node.argument, Fence):
            w.emit(say.OF)
    argument(w, node)


def arc(w: Voice, node: Applied, key: str) -> None:
    """``\\arcsin`` by its name, or as an inverse."""
    say = w.say
    words = say.FUNCTIONS[say.ARCS[key]]
    inverse = w.prefs["Trig"] == "TrigInverse"
    long = takes_of(w, node.argument)
    if long:
        w.emit(say.THE)
    w.emit(f"{words} {say.INVERSE}" if inverse else say.arc(words))
    if long:
        w.emit(say.OF)
    argument(w, node)


def scripted(w: Voice, node: Applied, function: Script, key: str) -> None:
    say = w.say
    base, sup, sub = function.base, function.sup, function.sub
    assert base is not None
    if key in LOGARITHMS or sub is not None:
        w.emit(say.THE)
        function_words(w, base, key)
        if sub is not None:
            w.emit(say.BASE if key in LOGARITHMS else say.SUB)
            speak(w, sub)
        if sup is not None:
            superscript(w, function)
        w.emit(say.OF)
        w.breathe()
    elif is_symbol(sup, "inverse") and not function.primes:
        inverse(w, node, base, key)
        return
    elif (isinstance(sup, Number) and sup.text not in ("0", "2", "3")) or isinstance(sup, Letter):
        power_of(w, sup)
        function_words(w, base, key)
        if takes_of(w, node.argument):
            w.emit(say.OF)
    else:
        speak_scripted(w, function, base, key)
        if takes_of(w, node.argument):
            w.emit(say.OF)
    argument(w, node)


def speak_scripted(w: Voice, function: Script, base: Node, key: str) -> None:
    function_words(w, base, key)
    if function.primes:
        w.emit(prime_words(w, function.primes))
    if function.sup is not None:
        superscript(w, function)


def inverse(w: Voice, node: Applied, base: Node, key: str) -> None:
    """``\\sin^{-1} x`` in the words that a preference gives."""
    say = w.say
    trig = w.prefs["Trig"]
    if trig == "ArcTrig":
        if key in say.FUNCTIONS:
            w.emit_of(say.arc(say.FUNCTIONS[key]), base)
        else:
            w.emit(say.ARC)
            speak(w, base)
        inside = node.argument
        if takes_of(w, inside) and not is_common(inside):
            w.emit(say.OF)
    elif trig == "TrigInverse":
        function_words(w, base, key)
        w.emit(say.INVERSE)
        w.emit(say.OF)
    else:
        w.emit(say.THE_INVERSE)
        function_words(w, base, key)
        w.emit(say.OF)
    argument(w, node)
