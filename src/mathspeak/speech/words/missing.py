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
# The modules of tables that belong to a style.
BESIDE = {"natural": ("units", "explore", "documents", "abbreviations")}
# The modules in which every key is a word of the language.
OWN_MODULES = frozenset(["abbreviations"])


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
    return rows + [row for name in BESIDE.get(style, ()) for row in _module(language, name)]


def _signs() -> list[str]:
    return sorted({key for key, _ in SYMBOLS.values()} | {name for name, _ in LETTERS.values()})


def _asked_for(style: str) -> Iterator[str]:
    """The names that a style's code asks ``say`` for."""
    for path in (*(_SPEECH / "styles" / style).glob("*.py"), _SPEECH / "writer.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", getattr(node.value, "attr", "")) == "say":
                yield node.attr


def _module(language: str, name: str) -> list[str]:
    """The rows of a module that is nothing but tables."""
    english = vars(import_module(f"{_WORDS}.en.{name}"))
    try:
        translated = import_module(f"{_WORDS}.{language}.{name}")
    except ModuleNotFoundError:
        return [f"the module {language}/{name}.py"]
    rows = []
    for table, words in english.items():
        if not table.isupper() or table.startswith("_"):
            continue
        if not hasattr(translated, table):
            rows.append(table)
        elif isinstance(words, dict) and name not in OWN_MODULES:
            rows += [f"{table}[{key!r}]" for key in words if key not in getattr(translated, table)]
    return rows
