"""Signs in a row: relations, marks of punctuation, dots in a list, bars between operands."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Letter, Node, Number, Symbol
from mathspeak.speech.styles.clearspeak.letters import symbol_words
from mathspeak.speech.styles.clearspeak.voice import Voice
from mathspeak.speech.utterance import SHORT

BARS = frozenset(["mid", "divides", "vert", "lvert", "rvert", "shortmid"])
WHOLE = frozenset([Letter, Number, Symbol])


def say_sign(w: Voice, item: Node) -> None:
    w.emit_of(symbol_words(w, item), item)  # type: ignore[arg-type]


def sign(w: Voice, items: list[Node], i: int) -> None:
    """A relation, an arrow, a mark of punctuation, dots, or what is written after its operand."""
    item = items[i]
    assert isinstance(item, Symbol)
    outer, w.node = w.node, item
    cls = item.cls
    if cls == "space":
        w.breathe()
    elif cls == "dots":
        dots(w, items, i)
    elif item.key in BARS:
        bar(w, items, i)
    elif cls == "punct":
        punctuation(w, items, i)
    else:
        if cls in ("open", "close", "fence") or (cls != "post" and i and not is_whole(items, i - 1)):
            w.breathe()
        w.emit(symbol_words(w, item))
    w.node = outer


def is_whole(items: list[Node], i: int) -> bool:
    """Whether what stands here is one short word, after which nobody pauses."""
    item = items[i]
    return item.__class__ in WHOLE or item.__class__ is Accent


def punctuation(w: Voice, items: list[Node], i: int) -> None:
    """A comma with the pauses that its neighbours ask for."""
    item = items[i]
    assert isinstance(item, Symbol)
    comma = item.key == "comma"
    if (comma and i and not lone(items, i - 1, -1)) or (not comma and i and not is_whole(items, i - 1)):
        w.breathe()
    w.emit(w.say.NUMBERS_COMMA if comma and is_between_numbers(items, i) else symbol_words(w, item))
    if comma and i + 1 < len(items) and not lone(items, i + 1, 1):
        w.breathe(SHORT)


def is_between_numbers(items: list[Node], i: int) -> bool:
    return 0 < i < len(items) - 1 and items[i - 1].__class__ is Number and items[i + 1].__class__ is Number


def lone(items: list[Node], i: int, step: int) -> bool:
    """Whether the entry of a list that begins or ends here is one letter, number or sign."""
    if items[i].__class__ not in WHOLE:
        return False
    beyond = i + step
    if not 0 <= beyond < len(items):
        return True
    neighbour = items[beyond]
    return neighbour.__class__ is Symbol and neighbour.cls in ("punct", "rel", "arrow")


def dots(w: Voice, items: list[Node], i: int) -> None:
    """An ellipsis: "and so on" in a list, where that is asked for."""
    say = w.say
    words = symbol_words(w, items[i])  # type: ignore[arg-type]
    if w.prefs["Ellipses"] == "AndSoOn" and i and is_comma(items[i - 1]):
        if i + 1 == len(items):
            words = words if is_dots(items[0]) else say.AND_SO_ON
        elif is_comma(items[i + 1]):
            words = say.AND_SO_ON_UP_TO
    w.emit(words)


def is_comma(node: Node) -> bool:
    return node.__class__ is Symbol and node.key == "comma"


def is_dots(node: Node) -> bool:
    return node.__class__ is Symbol and node.cls == "dots"


def bar(w: Voice, items: list[Node], i: int) -> None:
    """A bar between two operands divides, or is what a preference calls it."""
    if 0 < i < len(items) - 1:
        preference = w.prefs["VerticalLine"]
        given = w.given and preference == "Auto"
        w.emit(w.say.MEANINGS["given"] if given else w.say.BARS[preference])
    else:
        w.emit(symbol_words(w, items[i]))  # type: ignore[arg-type]
