"""The rows that a language lacks. English has them all, so it is what a language is held against."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from mathspeak.latex.symbols import LETTERS, SYMBOLS

_WORDS = "mathspeak.speech.words"
_SPEECH = Path(__file__).parent.parent
# Tables whose keys are words of the language.
OWN_KEYS = frozenset(["ABBREVIATED", "PLURALS", "POWERS"])


def missing(language: str, style: str = "natural") -> list[str]:
    """What a translator has still to write: signs by key, tables and functions by name, rows of a table in brackets.

    >>> missing("de")
    []
    """
    english = import_module(f"{_WORDS}.en.{style}")
    try:
        translated = import_module(f"{_WORDS}.{language}.{style}")
    except ModuleNotFoundError:
        return [f"the module {language}/{style}.py"]
    rows = [f"sign {key}" for key in _signs() if key not in translated.NAMES]
    for name in sorted(set(_asked_for(style))):
        table = getattr(english, name, None)
        if table is None:
            continue
        if not hasattr(translated, name):
            rows.append(name)
        elif isinstance(table, dict) and name not in OWN_KEYS:
            rows += [f"{name}[{key!r}]" for key in table if key not in getattr(translated, name)]
    return rows + _units(language) if hasattr(english, "units") else rows


def _signs() -> list[str]:
    return sorted({key for key, _ in SYMBOLS.values()} | {name for name, _ in LETTERS.values()})


def _asked_for(style: str) -> Iterator[str]:
    """The names that a style's code asks ``say`` for."""
    for path in (*(_SPEECH / "styles" / style).glob("*.py"), _SPEECH / "writer.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", getattr(node.value, "attr", "")) == "say":
                yield node.attr


def _units(language: str) -> list[str]:
    english = import_module(f"{_WORDS}.en.units")
    try:
        translated = import_module(f"{_WORDS}.{language}.units")
    except ModuleNotFoundError:
        return [f"the module {language}/units.py"]
    return [
        f"{name}[{key!r}]"
        for name in ("UNITS", "PREFIXES")
        for key in getattr(english, name)
        if key not in getattr(translated, name)
    ]
