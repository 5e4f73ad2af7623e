"""Marks above and below, and things stacked on one another."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Enclosure, Node, Script, Stack, Symbol
from mathspeak.speech.styles.mathspeak.letters import in_font
from mathspeak.speech.styles.mathspeak.others import STROKES, struck_out
from mathspeak.speech.styles.mathspeak.scripts import is_silent
from mathspeak.speech.styles.mathspeak.shapes import OPERATORS, is_letter
from mathspeak.speech.styles.mathspeak.speaking import is_empty, only, speak
from mathspeak.speech.styles.mathspeak.writer import Writer

BELOW = frozenset(
    "underline underbrace underbracket underparen undergroup undertilde underrightarrow underleftarrow "
    "underleftrightarrow underbar".split()
)


def accent(w: Writer, node: Node) -> None:
    assert isinstance(node, Accent)
    body = only(node.body)
    postfix = w.mark.POSTFIX.get(node.mark)
    if postfix is not None and is_letterlike(w, body):
        speak(w, node.body)
        w.emit(postfix)
        return
    modified(w, node.body, node.mark in BELOW, None, node.mark, node.font)


def is_letterlike(w: Writer, node: Node | None) -> bool:
    """A letter, a marked letter, or a letter with a number that is said without its level."""
    while node.__class__ is Accent:
        node = only(node.body)
    if node.__class__ is Script:
        script: Script = node
        base = only(script.base)
        return is_letter(base) and script.sup is None and (script.sub is None or is_silent(w, base, script.sub))
    return is_letter(node)


def modified(w: Writer, body: Node, below: bool, sign: Node | None, mark: str = "", font: str = "") -> None:
    """``ModifyingAbove … With …``, by the mark's name or by the sign that serves as one."""
    inner = only(body)
    twice = inner.__class__ is Accent and (inner.mark in BELOW) is below
    if twice and inner.mark in w.mark.POSTFIX and is_letterlike(w, only(inner.body)):  # type: ignore[union-attr]
        twice = False
    w.emit(w.say.modifying(below, twice))
    speak(w, body)
    w.emit(w.mark.WITH)
    if sign is not None:
        speak(w, sign)
    else:
        w.emit(in_font(w, font, w.say.marks.get(mark, mark)))


def stack(w: Writer, node: Node) -> None:
    """What stands above and below, said behind the base; one sign is a mark on it."""
    assert isinstance(node, Stack)
    base = only(node.base)
    other = node.over if node.under is None else node.under if node.over is None else None
    for struck, beside in ((base, other), (only(other), node.base)):
        if struck.__class__ is Enclosure and struck.kind in STROKES and struck.other is None and beside is not None:
            struck_out(w, struck.body, beside)
            return
    for part, below in ((node.under, True), (node.over, False)):
        other = node.over if below else node.under
        sign = only(part)
        if other is None and sign.__class__ is Symbol and sign.cls in OPERATORS:
            modified(w, node.base, below, sign)
            return
    scripts(w, node)
    w.emit(w.mark.ENDSCRIPTS)


def scripts(w: Writer, node: Stack) -> tuple[int, int]:
    """Speak a stack without its end word; how often things stand below and above one another here."""
    base = only(node.base)
    unders = overs = 0
    if base.__class__ is Stack:
        unders, overs = scripts(w, base)
    else:
        speak(w, node.base)
    if node.under is not None and not is_empty(node.under):
        w.emit(w.say.underscript(unders))
        speak(w, node.under)
        unders += 1
    if node.over is not None and not is_empty(node.over):
        w.emit(w.say.overscript(overs))
        speak(w, node.over)
        overs += 1
    return unders, overs
