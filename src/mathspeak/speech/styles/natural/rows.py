"""Things side by side: where "times" is needed, where "of" is said, which minus and which factorial."""

from __future__ import annotations

from mathspeak.latex.nodes import (
    Node,
    Number,
    Script,
    Symbol,
    Text,
)
from mathspeak.meaning.shapes import core
from mathspeak.speech.styles.natural.decimals import with_decimal_commas
from mathspeak.speech.styles.natural.letters import symbol_words
from mathspeak.speech.styles.natural.neighbours import (
    SIGNS,
    SILENT,
    THE,
    beginning,
    is_factor,
    is_function_name,
    is_staggered,
    parted,
    reaches,
)
from mathspeak.speech.styles.natural.speaking import speak
from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, SHORT
from mathspeak.speech.writer import COMMA, TO, Writer

# Words that join two formulas by themselves.
JOINING = frozenset(["therefore", "because", "qedsymbol"])
QUANTIFIERS = frozenset(["forall", "exists", "nexists", "unique"])
FINAL = {"comma": SHORT, "semicolon": MEDIUM, "period": LONG}


def row(w: Writer, items: list[Node], final: bool = False) -> None:
    """Speak items in order; a ``final`` row's last punctuation mark belongs to the sentence around the formula."""
    count = len(items)
    if final and count > 1 and items[-1].__class__ is Symbol and items[-1].key in FINAL:
        row(w, items[:-1])
        w.ending = FINAL[items[-1].key]
        w.breathe(w.ending)
        return
    operand = opened = quantified = False
    terse = w.terse
    function = False
    for i, item in enumerate(items):
        cls = item.__class__
        if cls is Symbol and item.cls in SIGNS:  # type: ignore[attr-defined]
            if item.cls in ("punct", "space") and not quantified:  # type: ignore[attr-defined]
                w.terse = terse
            if opened:
                reach(w, item)
            sign(w, items, i, operand)
            function = False
            if quantified and item.cls == "rel":  # type: ignore[attr-defined]
                quantified, w.terse = False, terse
            kept = item.cls == "space" and operand and not separates(items, i)  # type: ignore[attr-defined]
            operand = kept or item.cls in ("post", "close")  # type: ignore[attr-defined]
            opened = False
            continue
        if cls is Symbol and item.key in QUANTIFIERS:  # type: ignore[attr-defined]
            quantified = w.terse = True
        if opened:
            reach(w, item)
        elif operand and is_staggered(item):
            w.emit(w.say.THEN)
            staggered(w, item)
            continue
        else:
            join(w, item, operand, function)
        speak(w, item)
        opened = reaches(item, w.say.POWERS) or w.pending[-1:] == ["limits"]
        operand = not opened and is_factor(item)
        function = is_function_name(item)
    w.terse = terse
    w.check()


def line(w: Writer, items: list[Node]) -> None:
    """A row that is a formula or a line of its own."""
    row(w, with_decimal_commas(items, w.names["comma"]) if w.say.DECIMAL_COMMA else items, final=True)


def join(w: Writer, item: Node, operand: bool, function: bool) -> None:
    """Say what stands between an item and what was said before it: "times", "of", mostly nothing."""
    begins = beginning(w, item)
    if begins is not SILENT and parted(w, operand, begins):
        w.emit_of(w.say.TIMES, item)
    elif function and begins == THE:
        w.emit(w.say.OF)


def staggered(w: Writer, item: Node) -> None:
    """Scripts by themselves, after what they stand beside."""
    from mathspeak.speech.styles.natural.scripts import scripts

    assert isinstance(item, Script)
    scripts(w, item)


def reach(w: Writer, item: Node) -> None:
    """Say "of" between an operator and what it reaches over."""
    operator = w.resume("limits")
    if operator is not None:
        w.catch_breath()
        w.emit_of(w.say.OF, operator)
    elif not (item.__class__ is Symbol and item.cls in SIGNS):
        w.emit(w.say.OF)


def is_between_digits(w: Writer, items: list[Node], i: int) -> bool:
    """Whether a comma could be heard as the one inside a number."""
    if i + 1 == len(items) or core(items[i + 1]).__class__ is not Number:
        return False
    return bool(w.out) and w.out[-1][-1].isdigit()


def separates(items: list[Node], i: int) -> bool:
    """Whether a wide space parts two formulas that nothing else parts."""
    following = items[i + 1] if i + 1 < len(items) else None
    if following is None or following.__class__ is Text:
        return False
    symbol = core(following)
    if symbol.__class__ is not Symbol:
        return True
    return symbol.cls in ("ord", "fn", "bigop") and symbol.key not in QUANTIFIERS and symbol.key not in JOINING


def sign(w: Writer, items: list[Node], i: int, operand: bool) -> None:
    """A sign between operands, before one, or after one."""
    item = items[i]
    assert isinstance(item, Symbol)
    outer = w.node
    w.node = item
    key, cls = item.key, item.cls
    if cls == "space":
        w.breathe()
        if operand and separates(items, i):
            w.emit(w.say.NEXT)
    elif key == w.say.PRODUCT and operand:
        following = items[i + 1] if i + 1 < len(items) else None
        clash = (
            following is not None
            and not (following.__class__ is Symbol and following.cls in SIGNS)
            and parted(w, operand, beginning(w, following))
        )
        w.emit(w.say.MULTIPLIED_BY if clash else w.say.TIMES)
    elif cls == "post":
        if key == "factorial" and not operand:
            w.emit(w.say.EXCLAMATION_MARK)
        else:
            if w.compound:
                w.emit(w.say.ALL)
            w.emit(symbol_words(w, item))
    elif cls == "rel":
        words = symbol_words(w, item)
        if w.terse:
            words = words.removeprefix(w.say.IS)
        else:
            w.catch_breath()
        w.emit(words)
    elif key == "comma":
        w.exposed |= COMMA
        w.hold_breath()
        w.emit(w.say.NUMBERS_COMMA if is_between_digits(w, items, i) else symbol_words(w, item))
        w.breathe(BREATH)
    else:
        if cls == "arrow":
            w.exposed |= TO
            w.catch_breath()
        w.emit(symbol_words(w, item))
    w.node = outer
