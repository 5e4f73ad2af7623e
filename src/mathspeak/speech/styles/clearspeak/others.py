"""Accents, things over one another, boxes and strokes, units, chemistry, templates and unknown commands."""

from __future__ import annotations

from mathspeak.latex.nodes import (
    Accent,
    Enclosure,
    Letter,
    Name,
    Node,
    Number,
    Quantity,
    Script,
    Spoken,
    Stack,
    Symbol,
    Text,
    Unknown,
)
from mathspeak.meaning.shapes import core, items_of
from mathspeak.meaning.terms import Recurring
from mathspeak.speech.styles.clearspeak.joined import Money
from mathspeak.speech.styles.clearspeak.letters import spoken_text, symbol_words
from mathspeak.speech.styles.clearspeak.voice import Voice, speak

PAIR = 2


def accent(w: Voice, node: Accent) -> None:
    """``x hat``; a bar by what it is on."""
    say, mark, body = w.say, node.mark, node.body
    if mark == "bar" and bar(w, body):
        return
    if w.ends and not isinstance(body, Letter | Name | Symbol | Number | Accent):
        name = say.WIDE_ACCENTS.get(mark) or say.ACCENTS.get(mark, mark)
        w.emit(say.BEGIN_ACCENT.format(name))
        speak(w, body)
        w.emit(say.END_ACCENT.format(name))
        return
    speak(w, body)
    w.emit(say.ACCENTS.get(mark) or say.WIDE_ACCENTS.get(mark, mark))


def bar(w: Voice, body: Node) -> bool:
    """A line segment, a conjugate or a mean; false where it is no more than a bar."""
    say, preference = w.say, w.prefs["Bar"]
    if preference == "Auto":
        ends = points(body)
        if ends:
            w.emit(say.LINE_SEGMENT)
            for end in ends:
                speak(w, end)
            if w.ends:
                w.emit(say.END_SEGMENT)
            return True
        if is_one_thing(body):
            return False
        preference = "Conjugate"
    if preference == "Bar":
        return False
    conjugate = preference == "Conjugate"
    w.emit(say.CONJUGATE if conjugate else say.MEAN)
    speak(w, body)
    w.breathe()
    if w.ends:
        w.emit(say.END_CONJUGATE if conjugate else say.END_MEAN)
    return True


def points(body: Node) -> list[Node]:
    """The two ends of a segment: capitals, with primes or without."""
    items = items_of(body)
    if len(items) != PAIR:
        return []
    for item in items:
        letter = item.base if isinstance(item, Script) and item.sup is None else item
        if not isinstance(letter, Letter) or not letter.capital:
            return []
    return items


def is_one_thing(body: Node) -> bool:
    """A letter, a name, or one of them with scripts or marks."""
    return isinstance(core(body), Letter | Name | Symbol | Text | Number)


def stack(w: Voice, node: Stack) -> None:
    """``A under B``; over and under a sign of relation, the sign with something over it."""
    say = w.say
    base, over, under = node.base, node.over, node.under
    if isinstance(base, Symbol) and base.cls in ("rel", "bin", "arrow", "ord"):
        if over is not None and under is None and is_definition(w, base, over):
            w.emit(say.DEFINED)
            return
        words = symbol_words(w, base)
        w.emit(say.SIGN.format(words) if base.cls in ("rel", "bin") else words)
        for part, (with_, where) in ((over, say.WITH_OVER), (under, say.WITH_UNDER)):
            if part is not None:
                w.emit(with_)
                speak(w, part)
                w.emit(where)
        return
    if crossed_out(w, node):
        return
    speak(w, base)
    for part, words in ((under, say.STANDS_OVER), (over, say.STANDS_UNDER)):
        if part is not None:
            w.emit(words)
            speak(w, part)
            if w.ends:
                w.emit(say.END_LABEL)


def is_definition(w: Voice, base: Symbol, over: Node) -> bool:
    if base.key != "eq":
        return False
    if isinstance(over, Text):
        return len(over.runs) == 1 and over.runs[0] in w.say.DEFINITIONS
    if isinstance(over, Name):
        return over.text in w.say.DEFINITIONS
    word = "".join(item.name for item in items_of(over) if isinstance(item, Letter))
    return word in w.say.DEFINITIONS


def crossed_out(w: Voice, node: Stack) -> bool:
    """A number struck out, with its replacement beside it."""
    parts: tuple[Node | None, ...] = (node.base, node.over, node.under)
    struck = next((part for part in parts if isinstance(part, Enclosure) and part.kind.endswith("cancel")), None)
    others = [part for part in parts if part is not None and part is not struck]
    if struck is None or len(others) != 1:
        return False
    replaced(w, struck.body, others[0])
    return True


def replaced(w: Voice, body: Node, other: Node) -> None:
    """``12 crossed out with 2``."""
    say = w.say
    if w.prefs["Enclosed"] == "EndEnclose":
        w.emit(say.CROSSED_OUT)
        speak(w, body)
        w.emit(say.WITH)
        speak(w, other)
        w.emit(say.END_CROSSOUT)
    else:
        speak(w, body)
        w.emit(say.CROSSED_OUT_WITH)
        speak(w, other)


def enclosure(w: Voice, node: Enclosure) -> None:
    say = w.say
    if node.other is not None:
        replaced(w, node.body, node.other)
        return
    begin, end = say.BOX.get(node.kind, say.BOX["box"])
    w.emit(begin)
    speak(w, node.body)
    if w.prefs["Enclosed"] == "EndEnclose":
        w.emit(end)


def quantity(w: Voice, node: Quantity) -> None:
    """A number with its units in words."""
    if node.number is not None:
        speak(w, node.number)
    one = isinstance(node.number, Number) and node.number.text == "1"
    w.emit(w.say.units(node.units, node.number is not None and not one))


def money(w: Voice, node: Money) -> None:
    """``5 dollars``; where a preference asks for it, the currency where it was printed, or first."""
    preference = w.prefs["Currency"]
    amount = node.amount
    one = isinstance(amount, Number) and amount.text == "1"
    words = w.say.CURRENCIES[node.currency.key][not one]
    first = preference == "Prefix" or (preference == "Position" and node.leading)
    if first:
        w.emit(words)
    speak(w, amount)
    if not first:
        w.emit(words)


def spoken(w: Voice, node: Spoken) -> None:
    for run in node.runs:
        if isinstance(run, str):
            w.emit(spoken_text(w, run))
        else:
            speak(w, run)


def unknown(w: Voice, node: Unknown) -> None:
    w.emit(w.say.COMMAND.format(spoken_text(w, node.name)).strip())
    for argument in node.arguments:
        w.emit(w.say.OF)
        speak(w, argument)


def recurring(w: Voice, node: Recurring) -> None:
    """The repeating decimal 0 point followed by repeating digit 3; digit by digit."""
    say = w.say
    w.emit(say.REPEATING)
    if node.whole:
        w.emit(" ".join(node.whole))
    w.emit(say.POINT_WORD)
    if node.fixed:
        w.emit(" ".join(node.fixed))
    w.emit(say.FOLLOWED_BY[len(node.digits) > 1])
    w.emit(" ".join(node.digits))
