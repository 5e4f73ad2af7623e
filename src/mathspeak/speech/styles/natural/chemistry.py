"""Chemical formulas: elements by their letters, counts as plain numbers, arrows as what they mean."""

from __future__ import annotations

from mathspeak.latex.nodes import Chemical, Fence, Name, Node, Number, Row, Script, Stack, Symbol
from mathspeak.meaning.shapes import items_of
from mathspeak.speech.styles.natural.letters import symbol_words
from mathspeak.speech.styles.natural.speaking import shield, speak
from mathspeak.speech.writer import Writer


def chemical(w: Writer, node: Node) -> None:
    assert isinstance(node, Chemical)
    formula(w, node.body.items)


def formula(w: Writer, items: list[Node]) -> None:
    for item in items:
        outer = w.node
        w.node = item
        part(w, item)
        w.node = outer


def part(w: Writer, item: Node) -> None:
    if isinstance(item, Name):
        w.emit(element_words(w, item.text))
    elif isinstance(item, Script):
        scripted(w, item)
    elif isinstance(item, Fence):
        if item.open:
            w.emit(w.names[item.open])
        formula(w, item.body.items)
        if item.close:
            w.closer(w.names[item.close])
    elif isinstance(item, Symbol):
        w.emit(w.say.CHEMICAL_SIGNS.get(item.key) or symbol_words(w, item))
    elif isinstance(item, Stack) and isinstance(item.base, Symbol):
        part(w, item.base)
        for label, where in ((item.over, w.say.ABOVE), (item.under, w.say.BELOW)):
            if label is not None:
                w.emit(w.say.ABOVE_SIGN)
                formula(w, items_of(label))
                w.closer(where)
    elif isinstance(item, Row):
        formula(w, item.items)
    else:
        speak(w, item)


def element_words(w: Writer, text: str) -> str:
    """``Na`` as ``cap N a``: letters are the symbol, and a capital begins one."""
    if not text.isalpha() or not text[:1].isupper() or len(text) > 2:
        return text
    return " ".join(f"{w.say.CAPITAL} {letter}" if letter.isupper() else letter for letter in text)


def scripted(w: Writer, node: Script) -> None:
    """Masses and numbers in front, counts behind as plain numbers, charges as printed above."""
    say = w.say
    for words, before in ((say.PRE_SUPER, node.pre_sup), (say.PRE_SUB, node.pre_sub)):
        if before is not None:
            w.emit(words)
            formula(w, items_of(before))
    if node.base is not None:
        part(w, node.base)
    if node.sub is not None:
        if not isinstance(node.sub, Number):
            w.emit(say.SUB)
        formula(w, items_of(node.sub))
    if node.sup is not None:
        w.emit(say.SUPER)
        for item in items_of(node.sup):
            if isinstance(item, Symbol):
                w.emit(symbol_words(w, item))
            else:
                shield(w, item)
