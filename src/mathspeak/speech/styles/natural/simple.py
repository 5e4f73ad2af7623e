"""What is simple enough for a short form: numbers, letters, a sign before one of them, a number with letters."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fraction, Letter, Name, Node, Number, Row, Script, Symbol, Text
from mathspeak.meaning.shapes import is_letter, is_symbol
from mathspeak.speech.writer import Writer

# Accents that are said after a letter, so that a listener may hear them on what is said before as well.
WORD_LIMIT = 3


def is_letter_like(node: Node, marks: bool) -> bool:
    """A letter; where ``marks`` allows it, with accents or primes of its own."""
    cls = node.__class__
    if cls is Letter:
        return True
    if cls is Accent and node.mark == "vec":  # type: ignore[attr-defined]
        # Said in front of its letter, so nothing outside can be meant.
        return node.body.__class__ is Letter  # type: ignore[attr-defined]
    if not marks:
        return False
    if cls is Accent:
        return is_one_letter(node.body) and node.mark not in BRACKETED  # type: ignore[attr-defined]
    return (
        cls is Script
        and node.primes > 0  # type: ignore[attr-defined]
        and node.sub is None  # type: ignore[attr-defined]
        and node.sup is None  # type: ignore[attr-defined]
        and node.pre_sub is None  # type: ignore[attr-defined]
        and node.base is not None  # type: ignore[attr-defined]
        and is_letter_like(node.base, marks)  # type: ignore[attr-defined]
    )


# Marks that always take their bracketed form.
BRACKETED = frozenset(
    (
        "overrightarrow overleftarrow overleftrightarrow underrightarrow underleftarrow underleftrightarrow "
        "overdoublearrow overrightharpoon overleftharpoon overbrace underbrace overbracket underbracket "
        "overparen underparen overgroup undergroup undertilde"
    ).split()
)


def is_one_letter(node: Node) -> bool:
    """A letter, or a letter with an accent: what an accent can be said after."""
    if node.__class__ is Letter:
        return True
    return node.__class__ is Accent and node.mark not in BRACKETED and is_one_letter(node.body)


def words_fraction(node: Node) -> tuple[int, int] | None:
    """Numerator and denominator of a fraction that is said in words: one half, three quarters."""
    if node.__class__ is not Fraction or node.kind != "bar":
        return None
    top, bottom = node.numerator, node.denominator
    if top.__class__ is not Number or bottom.__class__ is not Number:
        return None
    if not (top.text.isdecimal() and bottom.text.isdecimal()) or top.font or bottom.font:
        return None
    if len(top.text) != 1 or len(bottom.text) > 2 or bottom.text[0] == "0":
        return None
    first, second = int(top.text), int(bottom.text)
    return (first, second) if 1 <= first <= 9 and 2 <= second <= 10 else None


# Which scripts the last letter of a short form may carry.
BARE, INDEXED, RAISED, ANY = range(4)


def is_scripted(node: Node, scripts: int) -> bool:
    """A letter with scripts that a short form of this kind takes.

    ``INDEXED`` takes a subscript; ``RAISED`` also a square, a cube or a mark; ``ANY`` also "to the n".
    """
    if node.__class__ is not Script or scripts == BARE:
        return False
    base, sub, sup = node.base, node.sub, node.sup
    if base.__class__ is not Letter or node.primes or node.pre_sub is not None or node.pre_sup is not None:
        return False
    if sub is not None and not is_plain_part(sub):
        return False
    if sup is None:
        return sub is not None
    if scripts == INDEXED:
        return False
    if sup.__class__ is Number and sup.text in ("2", "3"):
        return True
    if sup.__class__ is Symbol and sup.cls == "mark":
        return bool(sup.key != "star")
    return scripts == ANY and is_plain_part(sup)


def is_plain_part(node: Node) -> bool:
    """A script that is one number, letter or sign, or a short product of them."""
    cls = node.__class__
    return bool((cls is Symbol and node.cls == "ord") or cls is Number or cls is Name or is_simple(node, marks=False))  # type: ignore[attr-defined]


def is_simple(node: Node, marks: bool = True, sign: bool = True, scripts: int = BARE) -> bool:
    """Whether a short form may hold this; ``marks`` are accents and primes, ``sign`` a minus in front."""
    cls = node.__class__
    if cls is Number:
        return True
    if cls is Script:
        return is_scripted(node, scripts) or is_letter_like(node, marks)
    if cls is Symbol:
        return bool(node.cls == "ord")  # type: ignore[attr-defined]
    if cls is Row:
        return is_simple_row(node.items, marks, sign, scripts)  # type: ignore[attr-defined]
    if cls is Fraction:
        return words_fraction(node) is not None
    return is_letter_like(node, marks)


def is_simple_row(items: list[Node], marks: bool = True, sign: bool = True, scripts: int = BARE) -> bool:
    count = len(items)
    if count < 2:
        return count == 1 and is_simple(items[0], marks, sign, scripts)
    last = items[-1]
    ends = is_letter_like(last, marks) or is_scripted(last, scripts)
    if is_symbol(items[0], "minus"):
        return sign and count == 2 and (last.__class__ is Number or ends)
    if not ends:
        return False
    for i in range(1 if items[0].__class__ is Number else 0, count - 1):
        item = items[i]
        # "d x" at the end of a short form would be heard as the differential that follows it, "x dot y" as a product.
        if (
            not is_letter_like(item, marks)
            or is_letter(item, "d")
            or (item.__class__ is Accent and item.mark in ("dot", "tilde"))
        ):
            return False
    return True


def is_script_part(node: Node, scripts: int = BARE) -> bool:
    """Whether "sub" or "to the" may be followed by this: something simple without marks, a name, or a short text."""
    cls = node.__class__
    if cls is Name:
        return True
    if cls is Text:
        runs = node.runs  # type: ignore[attr-defined]
        return len(runs) == 1 and isinstance(runs[0], str) and len(runs[0].split()) <= WORD_LIMIT
    if cls is Symbol:
        return node.cls in ("ord", "fn", "bin")  # type: ignore[attr-defined]
    return is_simple(node, marks=False, scripts=scripts)


def is_short_fraction(w: Writer, node: Fraction) -> bool:
    """Whether "a over b" will do; not where an enclosing fraction's own "over" is still to come."""
    return (
        node.kind == "bar"
        and not w.in_fraction
        and is_simple(node.numerator, sign=False, scripts=RAISED)
        and is_simple(node.denominator, scripts=ANY)
    )
