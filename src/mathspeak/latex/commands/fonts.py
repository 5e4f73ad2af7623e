r"""Alphabets: ``\mathbf{x}``, ``\bm x``, ``{\bf x}``; words set in upright type become names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Letter, Name, Node, Number, Row, Symbol
from mathspeak.latex.symbols.functions import FUNCTIONS

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser

# A command that takes an argument -> the name of its alphabet.
ALPHABETS = {
    "\\mathbf": "bold",
    "\\boldsymbol": "bold-italic",
    "\\bm": "bold-italic",
    "\\pmb": "bold-italic",
    "\\symbf": "bold",
    "\\mathbfit": "bold-italic",
    "\\symbfit": "bold-italic",
    "\\vb": "bold",
    "\\vectorbold": "bold",
    "\\mathrm": "roman",
    "\\mathup": "roman",
    "\\symrm": "roman",
    "\\symup": "roman",
    "\\mathit": "italic",
    "\\symit": "italic",
    "\\mathnormal": "",
    "\\mathsf": "sans",
    "\\symsf": "sans",
    "\\mathsfit": "sans-italic",
    "\\mathtt": "mono",
    "\\symtt": "mono",
    "\\mathcal": "script",
    "\\symcal": "script",
    "\\mathscr": "formal-script",
    "\\symscr": "formal-script",
    "\\mathfrak": "fraktur",
    "\\symfrak": "fraktur",
    "\\frak": "fraktur",
    "\\mathbb": "double-struck",
    "\\mathds": "double-struck",
    "\\symbb": "double-struck",
    "\\Bbb": "double-struck",
    "\\mathbbm": "double-struck",
    "\\mathbbmss": "double-struck",
    "\\mathsfbf": "sans-bold",
    "\\mathbfsf": "sans-bold",
    "\\mathbfcal": "bold-script",
    "\\mathbfscr": "bold-script",
    "\\bmcal": "bold-script",
    "\\mathbffrak": "bold-fraktur",
}
# A switch that holds to the end of its group.
SWITCHES = {
    "\\bf": "bold",
    "\\bfseries": "bold",
    "\\boldmath": "bold",
    "\\rm": "roman",
    "\\rmfamily": "roman",
    "\\it": "italic",
    "\\itshape": "italic",
    "\\sf": "sans",
    "\\sffamily": "sans",
    "\\tt": "mono",
    "\\ttfamily": "mono",
    "\\cal": "script",
    "\\mit": "",
    "\\sl": "italic",
    "\\sc": "roman",
}
# Bold on top of another alphabet is an alphabet of its own.
BOLD = frozenset(["bold", "bold-italic"])
BOLDED = {"script": "bold-script", "fraktur": "bold-fraktur", "italic": "bold-italic", "sans": "sans-bold"}
# In these a run of letters is one word, not a product.
# Endings of ordinals, which are also short names of functions.
ENDINGS = frozenset(["th", "st", "nd", "rd"])
WORDS = frozenset(["roman", "sans", "mono", "italic", "sans-bold", "sans-italic"])


def combined(outer: str, inner: str) -> str:
    """The alphabet of a letter inside two alphabets."""
    if outer in BOLD and inner in BOLDED:
        return BOLDED[inner]
    if inner in BOLD and outer in BOLDED:
        return BOLDED[outer]
    return inner


def _alphabet(parser: Parser, token: str, start: int) -> Node | None:
    outer = parser.font
    font = combined(outer, ALPHABETS[token])
    if token == "\\vb":
        parser.star()
    parser.font = font
    body = parser.argument()
    parser.font = outer
    items = body.items if isinstance(body, Row) else [body]
    word = word_of(items, font) if _is_one_run(items) else None
    if word is not None:
        function = FUNCTIONS.get(f"\\{word}") if font == "roman" else None
        if function is not None and function[0] == word and word not in ENDINGS:
            return Symbol(*function, start, parser.end())
        return Name(word, font, False, start, parser.end())
    if isinstance(body, Row) and not body.items:
        return None
    return Row(words_in(body.items, font), body.start, body.end) if isinstance(body, Row) else body


def words_in(items: list[Node], font: str) -> list[Node]:
    """The items of a row with each run of upright letters as one word."""
    if font not in WORDS:
        return items
    joined: list[Node] = []
    run: list[Node] = []
    for item in [*items, None]:
        if item.__class__ is Letter and len(item.name) == 1 and item.font == font and _touches(run, item):
            run.append(item)
            continue
        word = word_of(run, font)
        joined.extend(run if word is None else [Name(word, font, False, run[0].start, run[-1].end)])
        run = []
        if item.__class__ is Letter and len(item.name) == 1 and item.font == font:
            run.append(item)
        elif item is not None:
            joined.append(item)
    return joined


def _is_one_run(items: list[Node]) -> bool:
    return all(second.start in (first.end, first.start) for first, second in pairwise(items))


def _touches(run: list[Node], item: Node) -> bool:
    """Whether nothing stands between the run and the letter; all that a macro made stands in one place."""
    return not run or item.start in (run[-1].end, run[-1].start)


def word_of(items: list[Node], font: str) -> str | None:
    """The letters and digits of a row as one word, where this alphabet is used for words."""
    if len(items) < 2 or (font not in WORDS and font not in BOLD):
        return None
    word = ""
    for item in items:
        if item.__class__ is Letter and len(item.name) == 1 and (item.font == font or font == "roman"):
            word += item.name.upper() if item.capital else item.name
        elif item.__class__ is Number and word and item.text.isdigit():
            word += item.text
        elif item.__class__ is Symbol and item.key in ("minus", "dash", "underscore") and word:
            word += "-"
        else:
            return None
    if not word[:2].isalpha() or word.endswith("-"):
        return None
    # Bold is for vectors and matrices: only what can be pronounced is a word there.
    if font in BOLD and (len(word) < 3 or not any(letter in "aeiou" for letter in word)):
        return None
    return word


def _switch(parser: Parser, token: str, start: int) -> Node | None:
    parser.font = combined(parser.font, SWITCHES[token]) if SWITCHES[token] != parser.font else parser.font
    return None


COMMANDS = {**dict.fromkeys(ALPHABETS, _alphabet), **dict.fromkeys(SWITCHES, _switch)}
