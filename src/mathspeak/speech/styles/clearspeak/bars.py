"""What bars, braces and evaluation bars mean: absolute values, norms, sets, bras and kets."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node, Row, Symbol, Table
from mathspeak.meaning.shapes import items_of, top_level
from mathspeak.meaning.terms import Braket, Evaluated, Magnitude, SetOf, Vector
from mathspeak.speech.styles.clearspeak.fences import said
from mathspeak.speech.styles.clearspeak.letters import symbol_words
from mathspeak.speech.styles.clearspeak.tables import rectangle
from mathspeak.speech.styles.clearspeak.voice import Voice, speak


def magnitude(w: Voice, node: Magnitude) -> None:
    """The absolute value of x; the determinant of a matrix; the 2-norm of x."""
    say = w.say
    kind = "absolute" if node.kind == "size" else node.kind
    preference = w.prefs["AbsoluteValue"]
    w.breathe()
    if node.kind == "determinant" and isinstance(node.body, Table):
        determinant(w, node.body)
        return
    if kind == "absolute" and preference in ("Cardinality", "Determinant"):
        kind = preference.lower()
    opening, closing = say.MAGNITUDES[kind]
    if node.index is None:
        w.emit(opening)
    else:
        w.emit(say.NTH_NORM[0])
        speak(w, node.index)
        w.out[-1] += say.NTH_NORM[1]
        w.emit(say.OF)
    speak(w, node.body)
    w.breathe()
    if preference == "AbsEnd" or w.ends:
        w.emit(closing)
        w.breathe()


def determinant(w: Voice, table: Table) -> None:
    """Bars around a table: its own delimiters, if it has any, are those of a matrix."""
    if not table.open and not table.close:
        rectangle(w, table, determinant=True)
        return
    w.emit(w.say.DETERMINANT_OF)
    speak(w, table)
    if w.ends:
        w.emit(w.say.END_DETERMINANT)


def set_of(w: Voice, node: SetOf) -> None:
    """The set 1 comma 2; the set of all x such that …; braces as such around what is no list."""
    say = w.say
    preference = w.prefs["Sets"]
    if node.condition is not None:
        w.emit(say.SET_OF if preference == "woAll" else say.SET_OF_ALL)
        in_set, w.in_set = w.in_set, True
        speak(w, node.elements)
        w.in_set = in_set
        w.emit(say.FOR_WHICH if w.ends and node.bar == "colon" else say.SUCH_THAT)
        speak(w, node.condition)
        closing(w)
        return
    items = items_of(node.elements)
    listed = bool(top_level(items, "comma"))
    if not listed and not is_singleton(items):
        body = node.elements if isinstance(node.elements, Row) else Row(items, node.elements.start, node.elements.end)
        said(w, Fence("lbrace", "rbrace", body, node.start, node.end), numbered=False)
        return
    if preference != "SilentBracket" or not listed:
        w.emit(say.THE_SET)
    speak(w, node.elements)
    closing(w)


def closing(w: Voice) -> None:
    if w.ends:
        w.emit(w.say.END_SET)


def is_singleton(items: list[Node]) -> bool:
    """One thing, no sum, no relation, no table."""
    return not any(
        (item.__class__ is Symbol and item.cls in ("bin", "rel", "arrow", "punct")) or item.__class__ in (Table, Vector)
        for item in items
    )


def evaluated(w: Voice, node: Evaluated) -> None:
    """F evaluated at 1, minus the same expression evaluated at 0."""
    say = w.say
    whole = w.ends and isinstance(node.body, Row)
    if whole:
        w.emit(say.EXPRESSION)
    speak(w, node.body)
    if whole:
        w.emit(say.END_EXPRESSION)
    w.breathe()
    w.emit(say.EVALUATED_AT)
    if node.to is not None:
        speak(w, node.to)
        if node.at is not None:
            w.breathe()
            w.emit(say.MINUS_THE_SAME)
    if node.at is not None:
        speak(w, node.at)
    if w.ends:
        w.emit(say.END_EVALUATION)
    w.breathe()


def braket(w: Voice, node: Braket) -> None:
    say = w.say
    w.emit(say.KETS[node.kind])
    for i, state in enumerate(node.states):
        if i:
            w.emit(say.BRAKET_BAR)
        if isinstance(state, Symbol):
            w.emit(symbol_words(w, state))
        else:
            speak(w, state)
    if w.ends:
        w.emit(say.END_KETS[node.kind])
