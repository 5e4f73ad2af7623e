"""Superscripts, subscripts, primes, and what stands below and above an operator."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node, Number, Script, Symbol, Text
from mathspeak.speech.styles.mathspeak import fences
from mathspeak.speech.styles.mathspeak.shapes import has_limits, is_operator, takes_count
from mathspeak.speech.styles.mathspeak.speaking import is_empty, only, speak
from mathspeak.speech.styles.mathspeak.writer import SUB, SUP, Writer


def script(w: Writer, node: Node) -> None:
    assert isinstance(node, Script)
    if node.pre_sub is not None or node.pre_sup is not None:
        prescripts(w, node)
    if has_limits(node):
        with_limits(w, node)
        return
    base = only(node.base)
    if base.__class__ is Fence:
        fences.fence(w, base, applied=True)
    elif node.base is not None:
        speak(w, node.base)
    bare = base is None or base.__class__ is Script
    if node.primes:
        w.emit(w.say.primes(node.primes))
    silent = False
    if node.sub is not None:
        silent = is_silent(w, base, node.sub)
        if silent:
            speak(w, node.sub)
        else:
            if bare:
                w.settle()
            raised(w, node.sub, SUB)
    if node.sup is not None:
        if node.sub is None or silent:
            words = power_words(w, node, base)
            if words:
                w.emit(words)
                return
            if bare:
                w.settle()
        raised(w, node.sup, SUP)


def raised(w: Writer, node: Node, side: str) -> None:
    """Speak a script on its own level."""
    outer = w.level
    w.level = (*outer, side)
    if is_empty(node):
        w.announce()
    speak(w, node)
    w.level = outer


def prescripts(w: Writer, node: Script) -> None:
    w.settle()
    if node.pre_sub is not None:
        raised(w, node.pre_sub, SUB)
    if node.pre_sup is not None:
        raised(w, node.pre_sup, SUP)


def is_silent(w: Writer, base: Node | None, sub: Node) -> bool:
    """A plain number below a letter is said without its level."""
    inside = only(sub)
    if inside.__class__ is not Number or w.chemical:
        return False
    return takes_count(base)


def power_words(w: Writer, node: Script, base: Node | None) -> str:
    """``squared``, ``cubed`` or ``degrees``, where the exponent is said in words; nothing elsewhere."""
    exponent = only(node.sup)
    if exponent.__class__ is Number:
        words = w.mark.POWERS.get(exponent.text)
        if words is None or exponent.font or base is None or is_operator(base) or is_prose(base):
            return ""
        if base.__class__ is Script:
            inner: Script = base
            if inner.sub is not None and not is_silent(w, only(inner.base), inner.sub):
                return ""
        return words
    if exponent.__class__ is Symbol and exponent.key == "circ" and base.__class__ is Number:
        return w.mark.DEGREES
    return ""


def is_prose(node: Node) -> bool:
    """A text of several words."""
    return node.__class__ is Text and any(not isinstance(run, str) or " " in run for run in node.runs)


def with_limits(w: Writer, node: Script) -> None:
    """``Underscript … Overscript … Endscripts`` behind the base."""
    if node.base is not None:
        speak(w, node.base)
    if node.primes:
        w.emit(w.say.primes(node.primes))
    said = False
    for part, word in ((node.sub, w.mark.UNDERSCRIPT), (node.sup, w.mark.OVERSCRIPT)):
        if part is not None and not is_empty(part):
            w.emit(word)
            speak(w, part)
            said = True
    if said:
        w.emit(w.mark.ENDSCRIPTS)
