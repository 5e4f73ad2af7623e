"""A language is a folder of words; this finds it. What the folder must hold is in docs/translating.md."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from mathspeak.errors import UnknownPreference

LANGUAGES = ("en", "de")


class Words:
    """``names`` has a language's words for signs, by key; ``say`` its phrases for a style."""

    __slots__ = ("names", "say")

    def __init__(self, names: dict[str, str], say: Any) -> None:
        self.names = names
        self.say = say


@lru_cache(maxsize=16)
def words_for(language: str, style: str) -> Words:
    """The words of a language for a style: its module of that name, whose ``NAMES`` are the words for signs.

    >>> words_for("de", "natural").names["sum"]
    'Summe'
    """
    if language not in LANGUAGES:
        raise UnknownPreference(f"no words for the language “{language}”", hint=f"there are: {', '.join(LANGUAGES)}")
    try:
        phrases = import_module(f"{__name__}.{language}.{style}")
    except ModuleNotFoundError as error:
        raise UnknownPreference(
            f"the style {style} has no words in the language “{language}”",
            hint="docs/translating.md says what is missing",
        ) from error
    return Words(phrases.NAMES, phrases)
