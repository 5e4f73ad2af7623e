"""What ClearSpeak calls simple: what may stand in a fraction, a function or parentheses without more words."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Fraction, Letter, Node, Number, Quantity, Row, Script, Symbol, Text
from mathspeak.meaning.terms import MixedNumber
from mathspeak.speech.styles.clearspeak.joined import Applied
from mathspeak.speech.styles.clearspeak.recognition import NUMBER_SETS
from mathspeak.speech.styles.clearspeak.structure import applied
from mathspeak.speech.styles.clearspeak.voice import Voice

# Signs that are letters to a reader.
LETTERS = frozenset(["ell", "hbar", "hslash", "imath", "jmath", "wp", "aleph", "beth", "partial"])
LARGEST_TOP, LARGEST_BOTTOM = 19, 10
PARENS = frozenset([("lparen", "rparen"), ("lbrack", "rbrack")])


def is_letter(node: Node) -> bool:
    cls = node.__class__
    if cls is Letter:
        return not (node.font == "double-struck" and node.capital and node.name in NUMBER_SETS)  # type: ignore[attr-defined]
    return cls is Symbol and node.key in LETTERS  # type: ignore[attr-defined]


def vulgar(node: Node) -> tuple[int, int] | None:
    """The whole numbers that a fraction is made of."""
    if node.__class__ is not Fraction or node.kind != "bar":
        return None
    top, bottom = node.numerator, node.denominator
    if top.__class__ is not Number or bottom.__class__ is not Number:
        return None
    if not (top.text.isdecimal() and bottom.text.isdecimal()) or len(top.text) > 12 or len(bottom.text) > 12:
        return None
    return int(top.text), int(bottom.text)


def is_common(node: Node) -> bool:
    """A fraction that is said in words: one half, three fourths."""
    parts = vulgar(node)
    return parts is not None and 0 < parts[0] <= LARGEST_TOP and 1 < parts[1] <= LARGEST_BOTTOM


def is_simple_number(w: Voice, node: Node) -> bool:
    if node.__class__ is Number:
        return True
    if not w.simple_fractions:
        return False
    return vulgar(node) is not None if w.prefs["Fractions"] == "Ordinal" else is_common(node)


def is_simple(w: Voice, node: Node) -> bool:
    """A number, a letter, a short product or a function of one of these."""
    cls = node.__class__
    if cls is Number:
        return True
    if cls is Row:
        return is_simple_row(w, node.items)  # type: ignore[attr-defined]
    if cls is Fraction:
        return is_simple_number(w, node)
    if cls is Script:
        return is_degrees(node)  # type: ignore[arg-type]
    if cls is Applied:
        return is_simple_call(w, node)  # type: ignore[arg-type]
    return is_letter(node)


def is_degrees(node: Script) -> bool:
    sup = node.sup
    return (
        sup.__class__ is Symbol
        and sup.key == "degrees"
        and node.sub is None
        and node.base is not None
        and (node.base.__class__ is Number or is_letter(node.base))
    )


def is_simple_row(w: Voice, items: list[Node]) -> bool:
    count = len(items)
    if count == 1:
        return is_simple(w, items[0])
    if not 0 < count <= 6:
        return False
    first = items[0]
    if first.__class__ is Symbol and first.key == "minus":
        rest = items[1:]
        return is_simple_product(w, rest) or (len(rest) == 1 and is_simple(w, rest[0]))
    if is_simple_product(w, items):
        return True
    whole = applied(items, w.known)
    return len(whole) == 1 and whole[0].__class__ is Applied and is_simple_call(w, whole[0])


def is_simple_product(w: Voice, items: list[Node]) -> bool:
    """``2x``, ``xy``, ``2xy``."""
    count = len(items)
    if count == 2:
        first, second = items
        if not is_letter(second):
            return False
        return is_letter(first) or is_simple_number(w, first)
    if count == 3:
        return is_simple_number(w, items[0]) and is_letter(items[1]) and is_letter(items[2])
    return False


def is_simple_call(w: Voice, node: Applied) -> bool:
    if node.kind in ("limit", "composed"):
        return False
    argument = node.argument
    if argument.__class__ is Fence:
        if (argument.open, argument.close) not in PARENS:
            return False
        return is_simple_row(w, argument.body.items)
    return is_simple(w, argument)


def is_words(node: Node) -> bool:
    """Prose, or a number with prose or a unit behind it."""
    cls = node.__class__
    if cls is Text or cls is Quantity:
        return True
    if cls is not Row:
        return False
    items = node.items  # type: ignore[attr-defined]
    return (
        bool(items)
        and (items[0].__class__ is Number or items[0].__class__ is MixedNumber)
        and all(item.__class__ is Text for item in items[1:])
    )


def is_simple_cell(w: Voice, node: Node) -> bool:
    """An entry of a small matrix: something simple, or a letter with numbers and letters as its index."""
    if node.__class__ is Row and not node.items:
        return True
    if is_simple(w, node):
        return True
    if node.__class__ is not Script or node.sup is not None or node.primes or node.pre_sub is not None:
        return False
    base, sub = node.base, node.sub
    if not is_letter(base):  # type: ignore[arg-type]
        return False
    if sub.__class__ is Row:
        return all(item.__class__ is Number or is_letter(item) for item in sub.items)
    return sub.__class__ is Number
