"""Exponents: squares, powers in the words of a preference, exponents inside exponents, and marks."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Letter, Node, Number, Row, Script, Symbol, Text
from mathspeak.meaning.shapes import is_symbol, items_of
from mathspeak.speech.styles.clearspeak.recognition import is_conventional
from mathspeak.speech.styles.clearspeak.simple import is_common, is_letter, is_simple_number
from mathspeak.speech.styles.clearspeak.structure import applied
from mathspeak.speech.styles.clearspeak.voice import Voice, speak
from mathspeak.speech.utterance import PAUSES

SQUARES = frozenset(["2", "3"])


def superscript(w: Voice, node: Script) -> None:
    """What is raised on a base: a mark, a square, a power in the words of a preference."""
    sup = node.sup
    assert sup is not None
    if isinstance(sup, Symbol) and sup.cls == "mark":
        mark(w, node, sup)
        return
    EXPONENTS[w.prefs["Exponents"]](w, node.base, sup)


def mark(w: Voice, node: Script, sup: Symbol) -> None:
    say = w.say
    base = node.base
    if sup.key == "inverse" and not (w.functions and (w.applying is node or is_inverse(base))):
        w.emit(say.NEGATIVE_FIRST[{"Ordinal": 1, "AfterPower": 2}.get(w.prefs["Exponents"], 0)])
        w.breathe()
    elif sup.key == "degrees":
        w.emit(say.DEGREES[not (isinstance(base, Number) and base.text == "1")])
    else:
        w.emit(say.MARKS[sup.key])


def is_inverse(base: Node | None) -> bool:
    """What has an inverse function: f, g, h by convention, and named functions."""
    if base is None:
        return False
    if isinstance(base, Symbol):
        return base.cls == "fn"
    return is_conventional(base)


def power(w: Voice, sup: Node) -> None:
    say = w.say
    w.emit(say.RAISED_TO_THE)
    at = len(w.out)
    speak(w, sup)
    without_article(w, at)
    after = say.SHORT_POWER if is_short(sup) else say.POWER
    if after:
        w.emit(after)
    w.breathe()


def is_short(sup: Node) -> bool:
    """Whether an exponent is one thing that nothing said next could be taken into."""
    return sup.__class__ is Number or is_common(sup) or (isinstance(sup, Symbol) and sup.cls == "ord")


def without_article(w: Voice, at: int) -> None:
    """Drop the article that was said at this place: one stands before it already."""
    article = w.say.NO_SECOND_ARTICLE
    while at < len(w.out) and w.out[at] in PAUSES:
        at += 1
    if not article or at == len(w.out):
        return
    if w.out[at] == article:
        del w.out[at], w.src[at]
    else:
        w.out[at] = w.out[at].removeprefix(f"{article} ")


def is_one_call(w: Voice, sup: Node) -> bool:
    """Whether an exponent is a named function with its argument and nothing else."""
    if sup.__class__ is not Row or not sup.items:
        return False
    first = sup.items[0]
    base = first.base if first.__class__ is Script else first
    if base.__class__ is not Symbol or base.cls != "fn":
        return False
    return len(applied(sup.items, w.known)) == 1


def is_whole(sup: Node) -> bool:
    return sup.__class__ is Number and sup.text.isdecimal() and len(sup.text) < 16


def negative_whole(sup: Node) -> bool:
    items = items_of(sup)
    return len(items) == 2 and is_symbol(items[0], "minus") and is_whole(items[1])


def auto(w: Voice, base: Node | None, sup: Node) -> None:
    say = w.say
    if sup.__class__ is Number and sup.text in SQUARES and base.__class__ is not Text:
        w.emit(say.SQUARED if sup.text == "2" else say.CUBED)
    elif to_the(w, sup, "Auto"):
        w.breathe()
    elif has_exponent(sup) and not is_simple_square(w, sup):
        nested(w, sup)
    else:
        power(w, sup)


def ordinal(w: Voice, base: Node | None, sup: Node) -> None:
    if to_the(w, sup, "Ordinal"):
        w.breathe()
    else:
        other(w, sup)


def ordinal_power(w: Voice, base: Node | None, sup: Node) -> None:
    if to_the(w, sup, "OrdinalPower"):
        w.breathe()
    else:
        other(w, sup)


def after_power(w: Voice, base: Node | None, sup: Node) -> None:
    if has_exponent(sup):
        nested(w, sup)
    else:
        w.emit(w.say.RAISED_TO_POWER)
        speak(w, sup)
        w.breathe()


EXPONENTS = {"Auto": auto, "Ordinal": ordinal, "OrdinalPower": ordinal_power, "AfterPower": after_power}


def to_the(w: Voice, sup: Node, preference: str) -> bool:
    """``to the second``, ``to the n-th``, ``to the negative 2``; false where the exponent has none of these forms."""
    say = w.say
    if is_whole(sup):
        before, exponent, after = say.whole_power(int(sup.text), preference)  # type: ignore[attr-defined]
        w.emit(before)
        w.emit(exponent)
    elif is_letter(sup):
        before, exponent, after = say.LETTER_POWER[preference]
        w.emit(before)
        speak(w, sup)
        w.out[-1] = exponent.format(w.out[-1])
    elif negative_whole(sup):
        before, after = say.NEGATIVE_POWER[preference]
        w.emit(before)
        speak(w, sup)
    else:
        return False
    if after:
        w.emit(after)
    return True


def other(w: Voice, sup: Node) -> None:
    if has_exponent(sup):
        nested(w, sup)
    else:
        power(w, sup)


def nested(w: Voice, sup: Node) -> None:
    say = w.say
    w.emit(say.RAISED_TO_EXPONENT)
    w.breathe()
    at = len(w.out)
    speak(w, sup)
    if is_one_call(w, sup):
        without_article(w, at)
    w.breathe()
    w.emit(say.END_EXPONENT)
    w.breathe()


def exponent_ordinal(w: Voice, sup: Node) -> None:
    """``fourth``, ``11th``, ``n-th``, ``0``."""
    say = w.say
    if is_whole(sup):
        value = int(sup.text)  # type: ignore[attr-defined]
        if not value:
            w.emit(sup.text)  # type: ignore[attr-defined]
        else:
            w.emit(say.place(value))
        return
    speak(w, sup)
    w.out[-1] = w.say.NTH.format(w.out[-1])


def has_exponent(node: Node) -> bool:
    """Whether an exponent stands anywhere inside."""
    todo: list[Node] = [node]
    while todo:
        part = todo.pop()
        if part.__class__ is Script and (part.sup is not None or part.primes):
            if not (isinstance(part.sup, Symbol) and part.sup.cls == "mark"):
                return True
        if part.__class__ is not Letter and part.__class__ is not Symbol:
            todo.extend(inner for inner in part.parts() if inner is not None)
    return False


def is_simple_square(w: Voice, sup: Node) -> bool:
    """``y^2``, ``2y^3``: an exponent that is said without words around it."""
    items = items_of(sup)
    if len(items) == 2 and (is_simple_number(w, items[0]) or is_letter(items[0])):
        items = items[1:]
    if len(items) != 1 or not isinstance(items[0], Script):
        return False
    inner = items[0]
    base = inner.base
    if inner.sub is not None or inner.primes or base is None:
        return False
    if not (isinstance(inner.sup, Number) and inner.sup.text in SQUARES):
        return False
    return base.__class__ is Number or is_letter(base) or is_common(base)


def ordinal_words(w: Voice, node: Node) -> str:
    say = w.say
    if isinstance(node, Number) and node.text.isdecimal() and 0 < len(node.text) < 10:
        value = int(node.text)
        return str(say.place(value))
    if isinstance(node, Letter):
        at = len(w.out)
        speak(w, node)
        words = w.out.pop(at)
        w.src.pop()
        return str(say.NTH.format(words))
    return ""


def derivative_of(w: Voice, sup: Fence) -> None:
    """``f^{(n)}``: the n-th derivative of."""
    say = w.say
    inside = sup.body.items
    ordinal = ordinal_words(w, inside[0]) if len(inside) == 1 else ""
    if ordinal:
        w.emit(say.NTH_DERIVATIVE.format(ordinal))
    else:
        w.emit(say.DERIVATIVE_OF_ORDER[0])
        speak(w, sup.body)
        w.emit(say.DERIVATIVE_OF_ORDER[1])
