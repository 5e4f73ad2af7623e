"""The speech styles: each is a package with a `STYLE`, imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from mathspeak.errors import UnknownPreference

if TYPE_CHECKING:
    from mathspeak.latex.nodes import Node
    from mathspeak.speech.utterance import Utterance
    from mathspeak.speech.words import Words

NAMES = ("natural", "clearspeak", "mathspeak")
VERBOSITIES = ("verbose", "brief", "superbrief")


class Options:
    """What a caller may choose about a style: ``verbosity``, ``preferences``, and how many words may come out.

    ``whole`` is the formula in which a part stands that is spoken by itself; none where the whole is spoken. ``terse``
    formulas follow words after which the natural style says no "is": for x greater than 0.
    """

    __slots__ = ("max_words", "preferences", "terse", "verbosity", "whole")

    def __init__(
        self,
        verbosity: str,
        preferences: dict[str, str],
        max_words: int,
        whole: Node | None = None,
        terse: bool = False,
    ) -> None:
        self.verbosity = verbosity
        self.preferences = preferences
        self.max_words = max_words
        self.whole = whole
        self.terse = terse


class Style:
    """A style: the inferences it uses (all of them if none), the preferences it takes, and how it speaks.

    ``as_printed`` is true where the formula is spoken as it is printed: see `mathspeak.latex.reader.read`.
    """

    __slots__ = ("as_printed", "infers", "name", "preferences", "speak")

    def __init__(
        self,
        name: str,
        speak: Callable[[Node, Words, Options], Utterance],
        *,
        infers: frozenset[str] | None = None,
        preferences: Callable[[dict[str, str]], dict[str, str]] | None = None,
        as_printed: bool = False,
    ) -> None:
        self.as_printed = as_printed
        self.name = name
        self.speak = speak
        self.infers = infers
        self.preferences = preferences


def find(name: str) -> Style:
    """The style of that name.

    >>> find("natural").name
    'natural'
    """
    if name not in NAMES:
        from difflib import get_close_matches

        near = get_close_matches(name, NAMES, 1)
        hint = f"did you mean “{near[0]}”?" if near else f"the styles are: {', '.join(NAMES)}"
        raise UnknownPreference(f"there is no style “{name}”", hint=hint)
    style: Style = import_module(f"mathspeak.speech.styles.{name}").STYLE
    return style
