"""Operators with limits: sums, integrals, limits, maxima."""

from __future__ import annotations

from mathspeak.latex.nodes import Name, Node, Script, Symbol
from mathspeak.meaning.shapes import items_of
from mathspeak.meaning.terms import Sided
from mathspeak.speech.styles.natural.letters import prime_words, symbol_words
from mathspeak.speech.styles.natural.speaking import speak
from mathspeak.speech.writer import OF, OVER, TO, Writer

ARROWS = frozenset(["to", "longrightarrow", "uparrow", "downarrow", "nearrow", "searrow"])
LIMITS = frozenset(["lim", "limsup", "liminf", "varlimsup", "varliminf", "injlim", "projlim"])
# Named operators whose subscript is a range rather than an index.
RANGED = frozenset(["max", "min", "sup", "inf", "argmax", "argmin", "esssup", "essinf", "gcd", "Pr", "det", *LIMITS])
ARG = frozenset(["argmax", "argmin", "arg max", "arg min"])


def is_bounded(node: Node) -> bool:
    """Whether this is an operator that reaches over what follows it: "of" is said in between."""
    base = node.base if node.__class__ is Script else node
    if base.__class__ is Symbol:
        if base.cls == "bigop":
            return True
        return node.__class__ is Script and base.key in RANGED and node.sub is not None
    if node.__class__ is Script and base.__class__ is Name:
        return base.operator and (base.font == "limits" or base.text in ARG) and node.sub is not None
    return False


def symbol(w: Writer, node: Node) -> None:
    """A sign by itself; an operator without limits reaches over what follows all the same."""
    assert isinstance(node, Symbol)
    if node.cls == "space":
        w.breathe()
        return
    if node.cls != "bigop":
        w.emit(w.say.EXCLAMATION_MARK if node.key == "factorial" else symbol_words(w, node))
        return
    w.emit(w.say.the_operator(symbol_words(w, node)))
    w.exposed |= OF
    w.finish("limits")


def bounded(w: Writer, node: Script) -> None:
    """The sum from … to …, the limit as …; the row says "of" if something follows."""
    say, base = w.say, node.base
    if isinstance(base, Symbol):
        words = symbol_words(w, base)
    else:
        assert isinstance(base, Name)
        words = say.OPERATORS.get(base.text, base.text)
    w.emit(say.the_operator(words))
    if node.primes:
        w.emit(prime_words(w, node.primes))
    for pre in (node.pre_sub, node.pre_sup):
        if pre is not None:
            w.emit(say.PRE_SUB if pre is node.pre_sub else say.PRE_SUPER)
            part(w, pre, OF)
            w.finish("index")
    sub, sup = node.sub, node.sup
    if sub is not None and sup is not None:
        w.emit(say.FROM_VARIABLE if _names_variable(sub) else say.FROM)
        part(w, sub, OF | TO)
        w.emit(say.TO)
        part(w, sup, OF)
    elif sub is not None:
        if isinstance(base, Symbol) and base.key in LIMITS and _approaches(sub):
            w.emit(say.AS)
        else:
            w.emit(say.OVER_RANGE)
            w.exposed |= OVER
        part(w, sub, OF)
    elif sup is not None:
        w.emit(say.TO)
        part(w, sup, OF)
    w.exposed |= OF
    w.finish("limits")


def _approaches(node: Node) -> bool:
    return any(item.__class__ is Symbol and item.key in ARROWS for item in items_of(node))


def _names_variable(node: Node) -> bool:
    """``i = 1`` rather than ``1``."""
    return any(item.__class__ is Symbol and item.cls == "rel" for item in items_of(node))


def part(w: Writer, node: Node, forbidden: int) -> None:
    """Speak a limit; bracketed if it says a word by which the operator goes on."""
    if w.pending:
        w.flush()
    at = len(w.out)
    outer, fraction, choose, terse = w.exposed, w.in_fraction, w.in_choose, w.terse
    w.exposed = 0
    w.in_fraction = w.in_choose = False
    w.terse = True
    speak(w, node)
    w.terse = terse
    if w.exposed & forbidden:
        w.bracket(at)
    else:
        outer |= w.exposed
    w.exposed, w.in_fraction, w.in_choose = outer, fraction, choose


def sided(w: Writer, node: Node) -> None:
    assert isinstance(node, Sided)
    speak(w, node.value)
    w.emit(w.say.SIDES[node.side])
