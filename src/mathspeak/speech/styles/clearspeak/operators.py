"""Operators that reach over what follows them: sums, products, integrals and limits."""

from __future__ import annotations

from mathspeak.latex.nodes import Name, Node, Row, Script, Stack, Symbol
from mathspeak.meaning.shapes import items_of
from mathspeak.meaning.terms import Sided
from mathspeak.speech.styles.clearspeak.letters import prime_words, symbol_words
from mathspeak.speech.styles.clearspeak.recognition import LIMITS
from mathspeak.speech.styles.clearspeak.voice import Voice, speak

ARROWS = frozenset(["to", "longrightarrow", "uparrow", "downarrow", "nearrow", "searrow"])
# Signs of operation that are operators where nothing stands before them.
LARGE = frozenset(["cup", "cap"])


def is_operator(item: Node) -> bool:
    """A sum, an integral or the like, with or without limits."""
    base = item
    if item.__class__ is Script or item.__class__ is Stack:
        base = item.base or item
    if base.__class__ is Symbol:
        return base.cls == "bigop" or (item.__class__ is Stack and base.key in LARGE)
    return False


def operator(w: Voice, item: Node, reaches: bool) -> None:
    """The sum from … to … of; without the words around it where nothing follows."""
    outer, w.node = w.node, item
    say = w.say
    if isinstance(item, Stack):
        base, sub, sup, primes = item.base, item.under, item.over, 0
    elif isinstance(item, Script):
        base, sub, sup, primes = item.base or item, item.sub, item.sup, item.primes
    else:
        base, sub, sup, primes = item, None, None, 0
    assert isinstance(base, Symbol)
    words = symbol_words(w, base)
    w.emit(say.the_operator(words) if reaches else words)
    if primes:
        w.emit(prime_words(w, primes))
    limits(w, sub, sup)
    if reaches:
        w.emit(say.OF)
    w.node = outer


def limits(w: Voice, sub: Node | None, sup: Node | None) -> None:
    say = w.say
    if sub is not None and sup is not None:
        w.emit(say.FROM)
        part(w, sub)
        w.emit(say.TO)
        part(w, sup)
    elif sub is not None:
        w.emit(say.OVER_RANGE)
        part(w, sub)
    elif sup is not None:
        w.emit(say.UNDER)
        part(w, sup)
    if w.ends and (sub or sup).__class__ is Row:
        w.emit(say.END_LIMITS)


def part(w: Voice, node: Node) -> None:
    """A limit; a set-builder outside does not reach into it."""
    in_set, w.in_set = w.in_set, False
    terse, w.terse = w.terse, True
    speak(w, node)
    w.in_set, w.terse = in_set, terse


def limiting(w: Voice, function: Node) -> None:
    """The head of ``lim``, ``max`` and the like: the limit as x approaches 0; max over x."""
    say = w.say
    if not isinstance(function, Script) or function.base is None:
        if isinstance(function, Symbol) and function.key == "lim":
            w.emit(say.THE)
        speak(w, function)
        return
    base = function.base
    is_limit = isinstance(base, Symbol) and base.key in LIMITS
    if isinstance(base, Symbol):
        words = symbol_words(w, base)
        w.emit(say.the_operator(words) if base.key == "lim" else words)
    else:
        assert isinstance(base, Name)
        speak(w, base)
    if function.primes:
        w.emit(prime_words(w, function.primes))
    sub = function.sub
    if sub is not None and is_limit and approaches(w, sub):
        if function.sup is not None:
            limits(w, None, function.sup)
    else:
        limits(w, sub, function.sup)


def approaches(w: Voice, sub: Node) -> bool:
    """``x \\to 0``: as x approaches 0."""
    items = items_of(sub)
    places = [i for i, item in enumerate(items) if item.__class__ is Symbol and item.key in ARROWS]
    if len(places) != 1 or places[0] in (0, len(items) - 1):
        return False
    say = w.say
    at = places[0]
    w.emit(say.AS)
    part(w, Row(items[:at], sub.start, sub.end))
    arrow = items[at]
    assert isinstance(arrow, Symbol)
    w.emit(say.APPROACHES if arrow.key in ("to", "longrightarrow") else symbol_words(w, arrow))
    part(w, Row(items[at + 1 :], sub.start, sub.end))
    w.breathe()
    return True


def sided(w: Voice, node: Sided) -> None:
    speak(w, node.value)
    w.emit(w.say.SIDES[node.side])
