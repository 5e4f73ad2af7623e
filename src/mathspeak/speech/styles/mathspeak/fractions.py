"""Fractions, binomials and roots: bracketed by their words, which also say how deep they stand in one another."""

from __future__ import annotations

from mathspeak.latex.nodes import Binomial, Fraction, Node, Number, Root, Row
from mathspeak.speech.styles.mathspeak.shapes import is_said_as_words
from mathspeak.speech.styles.mathspeak.speaking import only, speak
from mathspeak.speech.styles.mathspeak.writer import Writer


def fraction(w: Writer, node: Node) -> None:
    assert isinstance(node, Fraction)
    if is_said_as_words(node):
        top, bottom = only(node.numerator), only(node.denominator)
        assert isinstance(top, Number) and isinstance(bottom, Number)
        w.emit(w.say.fraction_words(int(top.text), int(bottom.text)))
        return
    if node.kind == "none":
        stacked(w, [node.numerator, node.denominator])
        return
    if w.depths.is_continued(node):
        continued(w, node, w.mark.CONTINUED)
        return
    opening, over, ending = w.say.fraction_marks(w.depths.fraction(node))
    w.emit(opening)
    speak(w, node.numerator)
    w.emit(over)
    speak(w, node.denominator)
    w.emit(ending)


def continued(w: Writer, node: Fraction, opening: str) -> None:
    """A fraction without end has no end word: the dots end it and all that it stands in."""
    w.emit(opening)
    speak(w, node.numerator)
    w.emit(w.mark.OVER)
    inside = node.denominator
    items = inside.items if isinstance(inside, Row) else [inside]
    last = items[-1]
    if isinstance(last, Fraction):
        if len(items) > 1:
            speak(w, Row(items[:-1], inside.start, last.start))
        continued(w, last, w.say.fraction_marks(1)[0])
    else:
        speak(w, inside)


def stacked(w: Writer, lines: list[Node]) -> None:
    """One thing over another without a line between them."""
    w.emit(w.mark.LAYOUT)
    for i, part in enumerate(lines):
        w.label(w.say.row(i + 1))
        speak(w, part)
    w.label(w.mark.END_LAYOUT)


def binomial(w: Writer, node: Node) -> None:
    assert isinstance(node, Binomial)
    choose(w, node.top, node.bottom)


def choose(w: Writer, top: Node, bottom: Node) -> None:
    """A binomial coefficient, or the column of two that prints alike."""
    w.emit(w.mark.BINOMIAL)
    speak(w, top)
    w.end_part(False)
    w.label(w.mark.CHOOSE)
    speak(w, bottom)
    w.end_part(True)
    w.label(w.mark.END_BINOMIAL)


def root(w: Writer, node: Node) -> None:
    assert isinstance(node, Root)
    index, opening, ending = w.say.root_marks(w.depths.root(node))
    if node.index is not None:
        w.emit(index)
        speak(w, node.index)
    w.emit(opening)
    speak(w, node.body)
    w.emit(ending)
