"""Letters, numbers, signs, names and prose."""

from __future__ import annotations

import re

from mathspeak.latex.nodes import Letter, Name, Node, Number, Symbol, Text
from mathspeak.latex.symbols import SYMBOLS
from mathspeak.speech.styles.mathspeak.shapes import one_letter
from mathspeak.speech.styles.mathspeak.speaking import speak
from mathspeak.speech.styles.mathspeak.writer import Writer

# Upright type is what numbers and functions are set in, italic what letters are: neither is said of one sign.
UNSAID = frozenset(["", "roman", "italic", "limits"])
DELIMITERS = frozenset(["open", "close", "fence"])
# Words with their apostrophes and hyphens, runs of digits, and every other sign by itself.
PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\s\w]|_")


def letter(w: Writer, node: Node) -> None:
    assert isinstance(node, Letter)
    w.emit(letter_words(w, node))


def letter_words(w: Writer, node: Letter) -> str:
    """``bold upper X``: alphabet, capital, name."""
    name = node.name
    if len(name) > 1:
        name = w.names.get(name, name)
        if node.capital:
            name = f"{w.mark.UPPER} {name[:1].upper()}{name[1:]}"
    elif node.capital:
        name = f"{w.mark.UPPER} {name.upper()}"
    font = node.font
    if font in UNSAID:
        return name
    if font == "bold-italic" and node.capital and len(node.name) > 1:
        # Bold type leaves a letter its slant, and capital Greek stands upright.
        font = "bold"
    return f"{w.say.fonts[font]} {name}"


def number(w: Writer, node: Node) -> None:
    assert isinstance(node, Number)
    w.emit(in_font(w, node.font, node.text))


def in_font(w: Writer, font: str, words: str) -> str:
    if font in UNSAID:
        return words
    return f"{w.say.fonts['bold' if font == 'bold-italic' else font]} {words}"


def symbol(w: Writer, node: Node) -> None:
    assert isinstance(node, Symbol)
    if node.cls != "space":
        w.emit(symbol_words(w, node))


def symbol_words(w: Writer, node: Symbol) -> str:
    key = node.key
    words = w.names.get(key)
    if words is None:
        words = " ".join(w.names.get(part, part) for part in key.split())
    font = node.font
    if node.cls in DELIMITERS:
        return in_font(w, font, words)
    return f"{w.say.fonts['bold']} {words}" if font.startswith("bold") and node.cls != "dots" else words


def name(w: Writer, node: Node) -> None:
    """A word in one piece if it is in lower case; spelled if it has capitals."""
    assert isinstance(node, Name)
    words = w.say.functions.get(node.text) or " ".join(pieces(w, node.text, spelled=True))
    w.emit(words if node.font in ("roman", "limits") else f"{w.say.fonts[node.font]} {words}")


def text(w: Writer, node: Node) -> None:
    """Prose word by word, and its signs by their names."""
    assert isinstance(node, Text)
    single = one_letter(node)
    if single is not None:
        letter(w, single)
        return
    font = node.font
    for run in node.runs:
        if not isinstance(run, str):
            speak(w, run)
            continue
        words = " ".join(pieces(w, run, spelled=False))
        if words:
            w.emit(words if font in ("", "roman") else f"{w.say.fonts[font]} {words}")


def pieces(w: Writer, run: str, spelled: bool) -> list[str]:
    """The words of prose; a capital alone, and every capital of a name, is said to be one."""
    function = w.say.functions.get(run)
    if function is not None:
        return [function]
    if run.isalpha() and run.islower():
        return [run]
    out: list[str] = []
    for piece in PIECE.findall(run):
        if piece[0].isalpha():
            if len(piece) == 1 or (spelled and not piece.islower()):
                out.extend(f"{w.mark.UPPER} {c}" if c.isupper() else c for c in piece)
            else:
                out.append(piece)
        elif piece[0].isdigit():
            out.append(piece)
        elif words := sign_words(w, piece):
            out.append(words)
    return out


def sign_words(w: Writer, sign: str) -> str:
    """A sign in prose by its name."""
    words = w.say.prose.get(sign)
    if words is not None:
        return words
    entry = SYMBOLS.get(sign) or SYMBOLS.get("\\" + sign)
    return "" if entry is None else w.names.get(entry[0], "")
