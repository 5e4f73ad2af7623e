"""One table of every token that means something by itself, put together from the symbols and the command families."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from mathspeak.latex.commands import COMMANDS, INFIXES
from mathspeak.latex.nodes import Letter, Node, Number, Symbol, Unknown
from mathspeak.latex.symbols import IGNORED, LETTERS, SPACES, SYMBOLS
from mathspeak.latex.symbols.unicode import ALPHANUMERIC, FRACTIONS, SUBSCRIPTS, SUPERSCRIPTS

LETTER, SYMBOL, DELIMITER, COMMAND, SCRIPT, CONTROL, INFIX, SILENT = range(8)

# An entry begins with one of the kinds above; what follows depends on it. A tuple, because this is the hot path.
Entry = tuple[Any, ...]

PRIMES = {"'": 1, "’": 1, "′": 1, "″": 2, "‴": 3, "⁗": 4}
UNICODE_SCRIPTS: dict[str, tuple[bool, str]] = {
    **{raised: (True, plain) for raised, plain in SUPERSCRIPTS.items()},
    **{lowered: (False, plain) for lowered, plain in SUBSCRIPTS.items()},
}
SCRIPTS = frozenset(["^", "_", *PRIMES, *UNICODE_SCRIPTS])
STRUCTURE = ("{", "}", "&", "\\\\", "\\cr", "\\newline", "\\tabularnewline", "\\end", "$", "\\(", "\\)", "\\[", "\\]")
# Characters that combine with the one before them, as typed by keyboards and by conversion programs.
COMBINING = {
    "\u0300": "grave",
    "\u0301": "acute",
    "\u0302": "hat",
    "\u0303": "tilde",
    "\u0304": "bar",
    "\u0305": "bar",
    "\u0306": "breve",
    "\u0307": "dot",
    "\u0308": "ddot",
    "\u030a": "ring",
    "\u030c": "check",
    "\u0331": "underline",
    "\u0332": "underline",
    "\u20d7": "vec",
}
DELIMITING = frozenset(["open", "close", "fence"])


def _table() -> dict[str, Entry]:
    table: dict[str, Entry] = {letter: (LETTER, letter, False, "") for letter in ascii_lowercase}
    table.update({letter.upper(): (LETTER, letter, True, "") for letter in ascii_lowercase})
    table.update({token: (LETTER, name, capital, "") for token, (name, capital) in LETTERS.items()})
    for token, (key, cls) in SYMBOLS.items():
        table[token] = (DELIMITER if cls in DELIMITING or key == "mid" else SYMBOL, key, cls)
    table["..."] = (SYMBOL, "ldots", "dots")
    table.update(dict.fromkeys(IGNORED, (SILENT,)))
    for token in SPACES:
        table[token] = (SYMBOL, "quad", "space") if "quad" in token else (SILENT,)
    table.update({token: (COMMAND, read) for token, read in COMMANDS.items()})
    table.update({token: (INFIX, read) for token, read in INFIXES.items()})
    table.update(dict.fromkeys(SCRIPTS, (SCRIPT,)))
    table.update(dict.fromkeys(STRUCTURE, (CONTROL,)))
    return table


TABLE = _table()


def foreign(character: str, font: str, start: int, end: int) -> Node:
    """A character beyond the tables: a mathematical letter, a letter of some script, or something unknown."""
    found = ALPHANUMERIC(character)
    if found is not None:
        base, style = found
        if base.isdigit():
            return Number(base, style or font, start, end)
        entry = TABLE[base]
        if entry[0] == LETTER:
            return Letter(entry[1], entry[2], style or font, start, end)
        return Symbol(entry[1], entry[2], start, end, style or font)
    if character in FRACTIONS:
        from mathspeak.latex.nodes import Fraction

        top, bottom = FRACTIONS[character]
        return Fraction(Number(top, font, start, end), Number(bottom, font, start, end), "bar", start, end)
    if character.isalpha() and character < "\u0250":
        lower = character.lower()
        return Letter(lower, lower != character, font, start, end)
    if character.isspace() or not character.isprintable():
        return Symbol("quad", "space", start, end)
    return Unknown(_unicode_name(character), [], start, end)


def _unicode_name(character: str) -> str:
    from unicodedata import name

    return name(character, "character").lower().replace("-", " ")
