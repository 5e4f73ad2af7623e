"""A language is a folder of words; this finds it."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from mathspeak.errors import UnknownPreference

LANGUAGES = ("en",)


class Words:
    """``names`` has a language's words for signs, by key; ``say`` its phrases for a style."""

    __slots__ = ("names", "say")

    def __init__(self, names: dict[str, str], say: Any) -> None:
        self.names = names
        self.say = say


@lru_cache(maxsize=16)
def words_for(language: str, style: str) -> Words:
    """The words of a language for a style."""
    if language not in LANGUAGES:
        raise UnknownPreference(f"no words for the language “{language}”", hint=f"there are: {', '.join(LANGUAGES)}")
    symbols = import_module(f"mathspeak.speech.words.{language}.symbols")
    return Words(symbols.NATURAL, import_module(f"mathspeak.speech.words.{language}.{style}"))
