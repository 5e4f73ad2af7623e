"""Boxes and strokes, stacked signs, units, chemistry, templates and commands that nobody knows."""

from __future__ import annotations

from mathspeak.latex.nodes import Enclosure, Letter, Name, Node, Number, Quantity, Spoken, Stack, Symbol, Unknown
from mathspeak.speech.styles.natural.letters import spoken_text
from mathspeak.speech.styles.natural.speaking import shield, speak
from mathspeak.speech.writer import Writer


def enclosure(w: Writer, node: Node) -> None:
    assert isinstance(node, Enclosure)
    say = w.say
    w.emit(say.BOX.get(node.kind, say.BOX["box"]))
    shield(w, node.body)
    if node.other is not None:
        w.emit(say.REPLACED_BY)
        shield(w, node.other)
    w.finish("box" if node.kind in ("box", "circle") else "strike")


def stack(w: Writer, node: Node) -> None:
    """``to with f above``: a sign first, then what is written over and under it."""
    assert isinstance(node, Stack)
    say = w.say
    if isinstance(node.base, Symbol | Letter | Number | Name):
        speak(w, node.base)
    else:
        w.emit(say.QUANTITY)
        shield(w, node.base)
        w.finish("quantity")
    for part, where in ((node.over, say.ABOVE), (node.under, say.BELOW)):
        if part is not None:
            w.emit(say.ABOVE_SIGN)
            shield(w, part)
            w.closer(where)


def spoken(w: Writer, node: Node) -> None:
    assert isinstance(node, Spoken)
    for run in node.runs:
        if isinstance(run, str):
            w.emit(spoken_text(w, run))
        else:
            speak(w, run)
    w.short()


def unknown(w: Writer, node: Node) -> None:
    assert isinstance(node, Unknown)
    w.emit(w.say.COMMAND.format(spoken_text(w, node.name)).strip())
    for argument in node.arguments:
        w.emit(w.say.OF)
        shield(w, argument)
        w.finish("command")


def quantity(w: Writer, node: Node) -> None:
    """A number with its units, said in words."""
    assert isinstance(node, Quantity)
    if node.number is not None:
        speak(w, node.number)
    one = isinstance(node.number, Number) and node.number.text == "1"
    units = w.say.units(node.units, node.number is not None and not one)
    if units:
        w.emit(spoken_text(w, units))
