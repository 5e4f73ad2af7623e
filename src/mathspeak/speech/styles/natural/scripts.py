"""Subscripts, superscripts and primes."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fence, Letter, Node, Number, Row, Script, Symbol
from mathspeak.meaning.shapes import is_fence, is_symbol, items_of
from mathspeak.meaning.terms import Ordinal
from mathspeak.speech.styles.natural.letters import is_expectation, letter_words, prime_words, symbol_words
from mathspeak.speech.styles.natural.operators import bounded, is_bounded, part
from mathspeak.speech.styles.natural.rows import row
from mathspeak.speech.styles.natural.simple import INDEXED, RAISED, is_script_part
from mathspeak.speech.styles.natural.speaking import shield, speak
from mathspeak.speech.writer import OF, Writer

# Signs that take scripts and stay signs: what follows them is not a factor.
SIGNS = frozenset(["bin", "rel", "arrow", "punct"])


def script(w: Writer, node: Node) -> None:
    assert isinstance(node, Script)
    base = node.base
    if is_bounded(node):
        bounded(w, node)
        return
    if isinstance(base, Symbol):
        if base.cls == "fn":
            function(w, node, base)
            return
        if base.cls in SIGNS:
            sign(w, node, base)
            return
    prescripts(w, node)
    if base is None or (isinstance(base, Row) and not base.items):
        prescripts(w, Script(None, None, None, 0, node.start, node.end, node.sub, node.sup))
        if node.primes:
            w.emit(prime_words(w, node.primes))
        return
    if isinstance(base, Row):
        # Braces print nothing: a script on a group of factors is printed on its last one.
        last = base.items[-1]
        inner = Script(last, node.sub, node.sup, node.primes, last.start, node.end)
        row(w, [*base.items[:-1], inner])
        return
    elif isinstance(base, Accent) and base.mark in ("underbrace", "overbrace", "underbracket", "overbracket"):
        labelled(w, node, base)
        return
    elif is_expectation(base) and node.sub is not None and not is_script_part(node.sub, INDEXED):
        # The expectation over what its subscript says, as an operator reaches over a range.
        speak(w, base)
        w.emit(w.say.OVER_RANGE)
        part(w, node.sub, OF)
        w.finish("limits")
        scripts(w, Script(None, None, node.sup, node.primes, node.start, node.end))
        return
    elif is_nth_derivative(node):
        nth_derivative(w, node)
        return
    else:
        speak(w, base)
        if isinstance(base, Script) and (base.sub is not None or base.sup is not None):
            w.compound = True
    scripts(w, node)


def scripts(w: Writer, node: Script) -> None:
    """What is written around a base that was just said: primes, subscript, superscript."""
    if w.compound:
        w.emit(w.say.ALL)
    if node.primes:
        w.emit(prime_words(w, node.primes))
    if node.sub is not None:
        subscript(w, node.sub)
    if node.sup is not None:
        superscript(w, node.sup)


def subscript(w: Writer, sub: Node) -> None:
    if is_script_part(sub, INDEXED):
        w.emit(w.say.SUB)
        speak(w, sub)
        w.short(compound=False)
    else:
        w.emit(w.say.WITH_SUBSCRIPT)
        terse, w.terse = w.terse, True
        shield(w, sub)
        w.terse = terse
        w.finish("subscript")


def superscript(w: Writer, sup: Node) -> None:
    say = w.say
    cls = sup.__class__
    if cls is Number and sup.text in say.POWERS and not sup.font:  # type: ignore[attr-defined]
        w.emit(say.POWERS[sup.text])  # type: ignore[attr-defined]
    elif cls is Symbol and sup.cls == "mark":  # type: ignore[attr-defined]
        w.emit(say.MARKS[sup.key])  # type: ignore[attr-defined]
        if sup.key == "star":  # type: ignore[attr-defined]
            w.short(compound=False)
    elif cls is Symbol and sup.cls != "ord":  # type: ignore[attr-defined]
        w.emit(f"{say.SUPER} {say.SUPER_SIGNS.get(sup.key) or symbol_words(w, sup)}")  # type: ignore[attr-defined, arg-type]
        w.short(compound=False)
    elif cls is Fence and BRACKETS.get(sup.open) == sup.close:  # type: ignore[attr-defined]
        bracketed(w, sup)
    elif is_script_part(sup, RAISED):
        w.emit(say.TO_THE)
        speak(w, sup)
        w.short(compound=False)
    else:
        w.emit(say.POWER)
        shield(w, sup)
        w.finish("power")


def bracketed(w: Writer, sup: Node) -> None:
    """Parentheses or brackets above: an order, a number of an example."""
    assert isinstance(sup, Fence)
    content = inside(sup)
    if is_script_part(content):
        w.emit(w.say.SUPER_PAREN if sup.open == "lparen" else w.say.SUPER_BRACKET)
        speak(w, content)
        w.short(compound=False)
    else:
        w.emit(w.say.SUPER)
        speak(w, sup)


BRACKETS = {"lparen": "rparen", "lbrack": "rbrack"}


def inside(fence: Fence) -> Node:
    return fence.body.items[0] if len(fence.body.items) == 1 else fence.body


def prescripts(w: Writer, node: Script) -> None:
    closed(w, "index", (w.say.PRE_SUB, node.pre_sub), (w.say.PRE_SUPER, node.pre_sup))


def closed(w: Writer, kind: str, *parts: tuple[str, Node | None]) -> None:
    """The scripts that are there, each after its words and closed as a part of this kind."""
    for words, content in parts:
        if content is not None:
            w.emit(words)
            shield(w, content)
            w.finish(kind)


def function(w: Writer, node: Script, base: Symbol) -> None:
    """``sin^2``, ``sin^{-1}``, ``log_2``: "of" comes with what the function is applied to."""
    say = w.say
    if node.sub is None and not node.primes and is_symbol(node.sup, "inverse"):
        w.emit(say.INVERSE_FUNCTION.format(symbol_words(w, base)))
        return
    w.emit(symbol_words(w, base))
    sub = node.sub
    if sub is not None and base.key in ("log", "lg") and is_script_part(sub):
        w.emit(say.BASE)
        speak(w, sub)
        w.short(compound=False)
        rest = Script(None, None, node.sup, node.primes, node.start, node.end)
        scripts(w, rest)
    else:
        scripts(w, node)


def sign(w: Writer, node: Script, base: Symbol) -> None:
    """A relation or an operation with scripts stays one: its script is closed before what follows."""
    w.emit(symbol_words(w, base))
    if node.primes:
        w.emit(prime_words(w, node.primes))
    closed(w, "sub", (w.say.SUB, node.sub), (w.say.SUPER, node.sup))


def labelled(w: Writer, node: Script, base: Accent) -> None:
    """A brace under or over an expression, with what is written at its point."""
    say = w.say
    w.emit(say.the_accent(base.mark))
    shield(w, base.body)
    above = base.mark.startswith("over")
    below, over = (say.LABELLED_BELOW, say.LABELLED) if above else (say.LABELLED, say.LABELLED_ABOVE)
    for label, words in ((node.sub, below), (node.sup, over)):
        if label is not None:
            w.emit(words)
            shield(w, label)
    w.finish(f"accent {base.mark}")
    if node.primes:
        w.emit(prime_words(w, node.primes))


def is_nth_derivative(node: Script) -> bool:
    """``f^{(n)}`` on a letter that is a function by convention."""
    base = node.base
    return (
        isinstance(base, Letter)
        and base.name in ("f", "g", "h", "y", "u", "phi", "psi")
        and not base.font
        and (not base.capital or base.name in ("f", "g", "h"))
        and is_fence(node.sup, "lparen", "rparen")
        and node.sub is None
        and not node.primes
        and is_order(ordinal_words_of(node.sup), base.name)  # type: ignore[arg-type]
    )


def is_order(words: str, letter: str) -> bool:
    """Whether a derivative has this order: a number, or a letter that counts derivatives rather than examples."""
    return words.isdigit() or words == "n" or (words in ("k", "m", "r", "p") and letter not in ("y", "u"))


def ordinal_words_of(fence: Fence) -> str:
    items = items_of(fence.body)
    if len(items) != 1:
        return ""
    item = items[0]
    if isinstance(item, Number) and item.text.isdigit():
        return item.text
    return item.name if isinstance(item, Letter) and not item.capital and not item.font else ""


def nth_derivative(w: Writer, node: Script) -> None:
    """The n-th derivative of f; what it is applied to follows after another "of"."""
    assert isinstance(node.sup, Fence) and isinstance(node.base, Letter)
    w.emit(w.say.NTH_DERIVATIVE.format(w.say.ordinal(ordinal_words_of(node.sup))))
    speak(w, node.base)
    w.short()
    w.breathe()


def ordinal(w: Writer, node: Node) -> None:
    """``n^{th}``; written out, since the digits and the ending are one word."""
    assert isinstance(node, Ordinal)
    value = node.value
    words = value.text if isinstance(value, Number) else letter_words(w, value)  # type: ignore[arg-type]
    w.emit(w.say.marked_ordinal(words, node.ending))
