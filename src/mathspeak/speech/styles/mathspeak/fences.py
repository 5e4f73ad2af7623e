"""Pairs of delimiters: absolute values, norms, sets, and the rest by the names of the two."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Fraction, Node, Symbol, Table, Text
from mathspeak.speech.styles.mathspeak import tables
from mathspeak.speech.styles.mathspeak.fractions import choose
from mathspeak.speech.styles.mathspeak.letters import in_font
from mathspeak.speech.styles.mathspeak.shapes import symbol_in
from mathspeak.speech.styles.mathspeak.speaking import items_of, speak
from mathspeak.speech.styles.mathspeak.writer import Writer

SET_SIGNS = frozenset(["colon", "vert", "mid", "ratio"])
PUNCTUATION = frozenset(["comma", "semicolon", "period", *SET_SIGNS])


def fenced(w: Writer, node: Node) -> None:
    """A pair with nothing beside it."""
    assert isinstance(node, Fence)
    fence(w, node)


def fence(w: Writer, node: Node, applied: bool = False) -> None:
    """A pair of delimiters; braces that hold an argument are not a set."""
    assert isinstance(node, Fence)
    items = items_of(node.body)
    if len(items) == 1:
        inner = items[0]
        if inner.__class__ is Table and tables.is_bare(inner) and tables.fenced(w, inner, node.open, node.close):
            return
        if inner.__class__ is Fraction and inner.kind == "none" and node.open and node.close:
            choose(w, inner.numerator, inner.denominator)
            return
    pair = (node.open, node.close)
    mark = w.mark
    if pair == ("lbrace", "rbrace") and not applied:
        if not items:
            w.emit(mark.EMPTY_SET)
            return
        if is_set(items):
            between(w, mark.SET, node, mark.END_SET)
            return
    elif pair == ("vert", "vert"):
        between(w, mark.ABSOLUTE, node, mark.END_ABSOLUTE)
        return
    elif pair == ("Vert", "Vert"):
        between(w, mark.METRIC, node, mark.END_METRIC)
        return
    opening, closing = w.names.get(node.open, node.open), w.names.get(node.close, node.close)
    between(w, in_font(w, node.fonts[0], opening), node, in_font(w, node.fonts[1], closing))


def between(w: Writer, opening: str, node: Fence, ending: str) -> None:
    if opening:
        w.emit(opening)
    listed = w.listed
    w.listed = listed or bool(ending)
    speak(w, node.body)
    w.listed = listed
    if ending:
        w.emit(ending)


def is_set(items: list[Node]) -> bool:
    """Whether braces hold a list, one thing, or what a single bar or colon divides."""
    signs = [symbol_in(item) for item in items]
    marks = [sign.key for sign in signs if sign is not None and is_punctuation(sign)]
    if marks:
        return marks[0] == "comma" or (len(marks) == 1 and marks[0] in SET_SIGNS)
    if len(items) == 1:
        item = items[0]
        if item.__class__ is Fence and item.open not in ("vert", "Vert"):
            return is_set(items_of(item.body))
        return item.__class__ is not Table and (signs[0] is None or signs[0].cls != "dots")
    if any(item.__class__ is Text for item in items):
        return False
    return all(sign is None or is_quiet(sign, i) for i, sign in enumerate(signs))


def is_punctuation(sign: Symbol) -> bool:
    return sign.cls == "punct" or sign.key in SET_SIGNS


def is_quiet(sign: Symbol, at: int) -> bool:
    """Whether a sign leaves what it stands in one term."""
    if sign.cls in ("rel", "arrow", "post") or sign.key == "slash":
        return False
    return sign.cls != "bin" or at == 0
