"""Words as a voice needs them: marker words in their parts, letters told from words, nothing that cannot be said."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Name, Quantity, Spoken, Text, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mathspeak.latex.nodes import Node

# What is prose, in which a single letter may be a word.
PROSE = frozenset([Text, Spoken, Unknown, Quantity])
# Letters that are words as well; in a phrase of ours they are letters where they end it.
ARTICLES = frozenset("a")
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEAMS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])")
_UNSPEAKABLE = frozenset(["Cc", "Cs", "Co", "Cn"])


def split_marker(word: str) -> str:
    """A marker word in its parts; other words as they are.

    >>> split_marker("StartFraction"), split_marker("Nested3Root"), split_marker("p'ren"), split_marker("Over")
    ('start fraction', 'nested 3 root', 'pren', 'Over')
    """
    if word == "p'ren":
        return "pren"
    return _SEAMS.sub(" ", word).lower() if _SEAM.search(word) else word


def clean(text: str) -> str:
    """The text without control characters, lone surrogates and characters that are none; blanks in a row are one.

    >>> clean("a\\x00b\\ud800 \\n c")
    'a b c'
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(" " if unicodedata.category(c) in _UNSPEAKABLE else c for c in text)
    return " ".join(text.split())


def spoken(phrase: str, node: Node | None) -> Iterator[tuple[str, bool]]:
    """The words of a phrase for a voice, neighbours in one text, and whether the text is a letter.

    >>> list(spoken("upper X", None)), list(spoken("StartFraction", None))
    ([('upper', False), ('X', True)], [('start fraction', False)])
    """
    if node.__class__ in PROSE and not _is_letter(node):
        prose = clean(phrase)
        if prose:
            yield prose, False
        return
    held: list[str] = []
    # A name is spelled as its owner spells it.
    split = split_marker if node.__class__ is not Name else str
    words = clean(phrase).split()
    last = len(words) - 1
    for i, word in enumerate(words):
        if len(word) == 1 and word.isalpha() and (word not in ARTICLES or i == last):
            if held:
                yield " ".join(held), False
                held = []
            yield word, True
        else:
            held.append(split(word))
    if held:
        yield " ".join(held), False


def _is_letter(node: Node | None) -> bool:
    """One upright letter, which is not prose."""
    return isinstance(node, Text) and len(node.runs) == 1 and isinstance(node.runs[0], str) and len(node.runs[0]) == 1
