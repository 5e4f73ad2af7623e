"""Parentheses and brackets: silent or said, as points and intervals; bars, sets and evaluation bars."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Fraction, Letter, Node, Number, Row, Script
from mathspeak.meaning.shapes import is_symbol, items_of, top_level
from mathspeak.speech.styles.clearspeak.joined import Applied
from mathspeak.speech.styles.clearspeak.simple import is_common, is_letter, is_simple, is_simple_row
from mathspeak.speech.styles.clearspeak.structure import applied
from mathspeak.speech.styles.clearspeak.voice import Voice, speak

ROUND = (("lparen", "rparen"), ("lbrack", "rbrack"))
OPEN_ENDS = {"lparen": False, "lbrack": True, "rparen": False, "rbrack": True}


def fence(w: Voice, node: Node, argument: bool = False, scripted: bool = False, spoken: bool = False) -> None:
    """Delimiters where they stand; ``argument`` of a function, ``scripted`` with something raised on them."""
    assert isinstance(node, Fence)
    items = node.body.items
    preference = w.prefs["Paren"]
    round_ones = (node.open, node.close) in ROUND
    if node.open in OPEN_ENDS and node.close in OPEN_ENDS and as_list(w, node, preference):
        return
    if items and is_symbol(items[0], "mod"):
        w.breathe()
        speak(w, node.body)
        w.breathe()
        return
    if not (spoken or argument) and is_silent(w, node, round_ones, scripted, preference):
        if round_ones and preference == "Silent":
            w.breathe()
        speak(w, node.body)
        if round_ones and preference == "Silent":
            w.breathe()
        return
    said(w, node, numbered=preference == "SpeakNestingLevel" and not argument)


def is_silent(w: Voice, node: Fence, round_ones: bool, scripted: bool, preference: str) -> bool:
    if not node.body.items:
        return False
    if w.products == "None":
        return False
    if preference == "Silent":
        return node.open in OPEN_ENDS and node.close in OPEN_ENDS
    if not round_ones or preference == "Speak":
        return False
    if scripted:
        return is_bare(w, node.body.items)
    return is_simple_row(w, node.body.items)


def is_bare(w: Voice, items: list[Node]) -> bool:
    """What needs no parentheses even under an exponent: a number, a letter, a fraction in words."""
    if len(items) != 1:
        return False
    item = items[0]
    return item.__class__ is Number or is_letter(item) or (item.__class__ is Fraction and is_simple(w, item))


def silent_argument(w: Voice, function: Node, node: Fence) -> bool:
    """Whether a function's own parentheses go unsaid."""
    items = node.body.items
    preference = w.prefs["Paren"]
    if preference == "Speak" or not items or (node.open, node.close) not in ROUND:
        return False
    if preference == "Silent":
        return True
    whole = applied(items, w.known)
    nested = whole[0] if len(whole) == 1 and isinstance(whole[0], Applied) else None
    simple = is_simple(w, nested) if nested is not None else is_simple_row(w, items)
    if nested is None:
        return simple
    plain = not isinstance(function, Script)
    if not w.functions and nested.kind == "letter":
        return silent_product(function, nested, plain, simple)
    return simple or (plain and is_short_call(nested))


def silent_product(function: Node, nested: Applied, plain: bool, simple: bool) -> bool:
    """The same where a function in front of another is a product of three."""
    if plain:
        inside = items_of(nested.argument.body if isinstance(nested.argument, Fence) else nested.argument)
        return not isinstance(nested.function, Script) and len(inside) == 1 and isinstance(inside[0], Letter | Number)
    return simple and not (has_both_scripts(function) or has_both_scripts(nested.function))


def has_both_scripts(node: Node) -> bool:
    return isinstance(node, Script) and node.sub is not None and node.sup is not None


def is_short_call(nested: Applied) -> bool:
    """A call whose argument is one scripted letter or a fraction of numbers."""
    inside = items_of(nested.argument.body if isinstance(nested.argument, Fence) else nested.argument)
    return len(inside) == 1 and (isinstance(inside[0], Script) or is_common(inside[0]))


def said(w: Voice, node: Fence, numbered: bool) -> None:
    """Open paren … close paren, with their level where that is asked for."""
    say = w.say
    round_paren = node.open == "lparen" and node.close == "rparen"
    level = ""
    if round_paren and numbered:
        level = say.LEVELS[min(w.depth, len(say.LEVELS) - 1)]
    w.depth += round_paren
    w.breathe()
    if node.open:
        w.emit(say.OPEN_LEVEL.format(level) if level else open_words(w, node.open))
        w.breathe()
    speak(w, node.body)
    w.breathe()
    w.depth -= round_paren
    if node.close:
        w.emit(say.CLOSE_LEVEL.format(level) if level else open_words(w, node.close))
        w.breathe()


def open_words(w: Voice, key: str) -> str:
    say = w.say
    return str(say.OPEN.get(key) or say.CLOSE.get(key) or w.names.get(key, key))


def as_list(w: Voice, node: Fence, preference: str) -> bool:
    """Say a point or an interval, where that is how lists in parentheses are read."""
    if preference not in ("CoordPoint", "Interval"):
        return False
    items = node.body.items
    commas = top_level(items, "comma")
    if not commas:
        return False
    say = w.say
    if preference == "CoordPoint":
        w.emit(say.POINT)
        speak(w, node.body)
        return True
    if len(commas) != 1 or commas[0] in (0, len(items) - 1):
        return False
    low = Row(items[: commas[0]], node.body.start, node.body.end)
    high = Row(items[commas[0] + 1 :], node.body.start, node.body.end)
    w.emit(say.INTERVAL)
    speak(w, low)
    w.emit(say.TO)
    speak(w, high)
    ends(w, low, high, OPEN_ENDS[node.open] and node.open[0] == "l", OPEN_ENDS[node.close] and node.close[0] == "r")
    return True


def ends(w: Voice, low: Row, high: Row, left: bool, right: bool) -> None:
    """Which ends belong to an interval; of an infinite end nothing is said."""
    say = w.say
    finite = [(node, inside) for node, inside in ((low, left), (high, right)) if not is_infinite(node)]
    if not finite:
        return
    w.breathe()
    (first, inside), *others = finite
    w.emit(say.INCLUDING if inside else say.NOT_INCLUDING)
    speak(w, first)
    for second, too in others:
        if too == inside:
            w.emit(say.AND if inside else say.OR)
        else:
            w.breathe()
            w.emit(say.BUT_INCLUDING if too else say.BUT_NOT_INCLUDING)
        speak(w, second)


def is_infinite(node: Row) -> bool:
    return any(is_symbol(item, "infty") for item in node.items)


def empty_set(w: Voice, node: Fence) -> bool:
    """``\\{\\}``."""
    if node.open != "lbrace" or node.close != "rbrace" or node.body.items:
        return False
    w.emit(w.say.EMPTY_SET)
    return True


def braces_or_parens(w: Voice, node: Fence) -> None:
    if not empty_set(w, node):
        fence(w, node)
