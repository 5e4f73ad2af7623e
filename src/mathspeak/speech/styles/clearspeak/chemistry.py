"""Chemical formulas: elements by their letters, counts as plain numbers, arrows as what they mean."""

from __future__ import annotations

from mathspeak.latex.nodes import Chemical, Fence, Name, Node, Row, Script, Stack, Symbol
from mathspeak.meaning.shapes import items_of
from mathspeak.speech.styles.clearspeak.fences import open_words
from mathspeak.speech.styles.clearspeak.letters import symbol_words
from mathspeak.speech.styles.clearspeak.voice import Voice, speak

LONGEST_SYMBOL = 2


def chemical(w: Voice, node: Chemical) -> None:
    formula(w, node.body.items)


def formula(w: Voice, items: list[Node]) -> None:
    for item in items:
        outer, w.node = w.node, item
        part(w, item)
        w.node = outer


def charge(w: Voice, items: list[Node]) -> None:
    """What is raised behind an element; a minus there binds nothing."""
    for item in items:
        if isinstance(item, Symbol):
            w.emit(symbol_words(w, item))
        else:
            part(w, item)


def part(w: Voice, item: Node) -> None:
    say = w.say
    if isinstance(item, Name):
        w.emit(" ".join(item.text) if item.text.isalpha() and len(item.text) <= LONGEST_SYMBOL else item.text)
    elif isinstance(item, Script):
        for before in (item.pre_sup, item.pre_sub):
            if before is not None:
                formula(w, items_of(before))
        if item.base is not None:
            part(w, item.base)
        if item.sub is not None:
            formula(w, items_of(item.sub))
        if item.sup is not None:
            charge(w, items_of(item.sup))
    elif isinstance(item, Fence):
        w.emit(open_words(w, item.open))
        formula(w, item.body.items)
        w.emit(open_words(w, item.close))
    elif isinstance(item, Symbol):
        w.emit(say.CHEMICAL_SIGNS.get(item.key) or symbol_words(w, item))
    elif isinstance(item, Stack):
        part(w, item.base)
        for label, where in ((item.over, say.ABOVE), (item.under, say.BELOW)):
            if label is not None:
                w.emit(say.ABOVE_SIGN)
                formula(w, items_of(label))
                w.emit(where)
    elif isinstance(item, Row):
        formula(w, item.items)
    else:
        speak(w, item)
