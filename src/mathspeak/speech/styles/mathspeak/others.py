"""Boxes and strokes, chemistry, units, templates, and commands that nobody knows."""

from __future__ import annotations

from mathspeak.latex.nodes import Chemical, Enclosure, Node, Quantity, Spoken, Unknown
from mathspeak.speech.styles.mathspeak.letters import pieces
from mathspeak.speech.styles.mathspeak.speaking import speak
from mathspeak.speech.styles.mathspeak.writer import SUP, Writer

STROKES = frozenset(["cancel", "bcancel"])


def enclosure(w: Writer, node: Node) -> None:
    assert isinstance(node, Enclosure)
    mark = w.mark
    if node.kind in STROKES:
        struck_out(w, node.body, node.other)
        return
    w.emit(f"{mark.ENCLOSE} {mark.ENCLOSURES.get(node.kind, mark.ENCLOSURES['box'])}")
    speak(w, node.body)
    w.emit(mark.END_ENCLOSE)


def struck_out(w: Writer, body: Node, other: Node | None) -> None:
    """What is struck out, and what is written for it."""
    w.emit(w.mark.CROSSOUT)
    speak(w, body)
    if other is not None:
        w.emit(w.mark.WITH)
        speak(w, other)
    w.emit(w.mark.END_CROSSOUT)


def chemical(w: Writer, node: Node) -> None:
    assert isinstance(node, Chemical)
    outer, w.chemical = w.chemical, True
    speak(w, node.body)
    w.chemical = outer


def quantity(w: Writer, node: Node) -> None:
    """A number and its units, each in the plural and with its power, as they are printed."""
    assert isinstance(node, Quantity)
    if node.number is not None:
        speak(w, node.number)
    for prefix, unit, power in node.units:
        w.emit(w.say.unit(prefix, unit))
        if power in w.mark.POWERS:
            w.emit(w.mark.POWERS[power])
        elif power not in ("", "1"):
            outer = w.level
            w.level = (*outer, SUP)
            w.emit(f"{w.mark.NEGATIVE} {power[1:]}" if power.startswith("-") else power)
            w.level = outer


def spoken(w: Writer, node: Node) -> None:
    assert isinstance(node, Spoken)
    for run in node.runs:
        if isinstance(run, str):
            w.emit(" ".join(pieces(w, run, spelled=False)))
        else:
            speak(w, run)


def unknown(w: Writer, node: Node) -> None:
    """The command's name, and what was given to it between words of its own."""
    assert isinstance(node, Unknown)
    w.emit(" ".join(pieces(w, node.name, spelled=False)).strip())
    for argument in node.arguments:
        w.emit(w.mark.ARGUMENT)
        speak(w, argument)
        w.emit(w.mark.END_ARGUMENT)
