"""Functions applied to their arguments: where the parentheses are said and where they are not."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Name, Node, Number, Script, Symbol
from mathspeak.meaning.shapes import is_symbol
from mathspeak.meaning.terms import Call
from mathspeak.speech.styles.natural.fences import fence
from mathspeak.speech.styles.natural.letters import is_expectation
from mathspeak.speech.styles.natural.rows import row
from mathspeak.speech.styles.natural.simple import INDEXED, is_simple_row
from mathspeak.speech.styles.natural.speaking import speak
from mathspeak.speech.writer import GIVEN, OF, Writer


def call(w: Writer, node: Node) -> None:
    """``f of x``; the parentheses are said where they hold more than something simple."""
    assert isinstance(node, Call)
    say = w.say
    function, argument = node.function, node.argument
    speak(w, function)
    items = argument.body.items
    square = argument.open == "lbrack"
    expectation = is_expectation(function)
    if square and not expectation:
        bracketed(w, argument)
        return
    if expectation and not square:
        fence(w, argument)
        return
    w.resume("limits")
    w.emit(say.OF_FUNCTION)
    w.exposed |= OF
    if _takes_all(function, say.POWERS):
        # "log base 2 of x" is the function in front of a bare x: with parentheses, they are said.
        fence(w, argument)
        return
    given = [i for i, item in enumerate(items) if is_symbol(item, "given")]
    if len(given) == 1 and not expectation:
        first, second = items[: given[0]], items[given[0] + 1 :]
        if is_simple_row(first, scripts=INDEXED) and is_simple_row(second, scripts=INDEXED):
            row(w, first)
            w.emit(say.GIVEN)
            row(w, second)
            w.exposed |= GIVEN
            w.finish("given")
            return
    if is_simple_row(items, scripts=INDEXED):
        row(w, items)
        w.short()
    elif len(items) == 1 and isinstance(items[0], Call) and _is_short_call(items[0], say.POWERS):
        call(w, items[0])
    else:
        fence(w, argument)


def _takes_all(function: Node, powers: dict[str, str]) -> bool:
    """A named function with scripts: without parentheses "of" is said as well."""
    if not isinstance(function, Script) or not isinstance(function.base, Symbol | Name):
        return False
    if isinstance(function.base, Name):
        return False
    sup = function.sup
    plain_power = function.sub is None and not function.primes and sup is not None
    return not (plain_power and (is_symbol(sup, "inverse") or (isinstance(sup, Number) and sup.text in powers)))


def _is_short_call(node: Call, powers: dict[str, str]) -> bool:
    """A call that is said without parentheses all the way in."""
    items = node.argument.body.items
    if node.argument.open != "lparen" or _takes_all(node.function, powers):
        return False
    if is_simple_row(items, scripts=INDEXED):
        return True
    return len(items) == 1 and isinstance(items[0], Call) and _is_short_call(items[0], powers)


def bracketed(w: Writer, argument: Fence) -> None:
    """``x[n]``: the bracket's shape is said, since ``x(n)`` is something else."""
    items = argument.body.items
    if is_simple_row(items):
        w.emit(w.say.BRACKET)
        row(w, items)
        w.short()
    else:
        fence(w, argument)
