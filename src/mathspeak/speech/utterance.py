"""What is said: words and pauses in order, each with the node that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mathspeak.latex.nodes import Node

# Strengths of a pause; private characters, so that no word can be one, in order of strength. A breath groups words for
# the ear alone: it has no punctuation mark.
BREATH, SHORT, MEDIUM, LONG = "\ue000", "\ue001", "\ue002", "\ue003"
PAUSES = frozenset([BREATH, SHORT, MEDIUM, LONG])


class Utterance:
    """``words`` holds phrases and pauses; ``nodes`` has, for each, the part of the formula that it speaks."""

    __slots__ = ("nodes", "words")

    def __init__(self, words: list[str], nodes: list[Node]) -> None:
        self.words = words
        self.nodes = nodes
