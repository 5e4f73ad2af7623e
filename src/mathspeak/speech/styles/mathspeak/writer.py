"""Writes words and keeps to the line, superscript or subscript that they stand on.

A listener knows which level is being written. Before each token the level that was last said is compared with the level
that the token stands on, and the level's name is said where they differ: so one name enters a script, returns from one,
and returns from several at once, and nothing is said where nothing follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.errors import LimitExceeded
from mathspeak.speech.utterance import Utterance

if TYPE_CHECKING:
    from mathspeak.latex.nodes import Node
    from mathspeak.speech.styles.mathspeak.depth import Depths
    from mathspeak.speech.words.en.mathspeak import Vocabulary

# A level is the scripts that one stands in, the outermost first.
Level = tuple[str, ...]
LINE: Level = ()
SUB, SUP = "sub", "sup"


class Writer:
    """Collects an utterance; ``level`` is where the next token stands, ``spoken`` the level last said."""

    __slots__ = (
        "bound",
        "chemical",
        "depths",
        "followed",
        "level",
        "limit",
        "listed",
        "mark",
        "names",
        "node",
        "out",
        "say",
        "spoken",
        "src",
    )

    def __init__(self, say: Vocabulary, node: Node, depths: Depths, limit: int) -> None:
        self.say = say
        self.names = say.names
        self.mark = say.mark
        self.node = node
        self.depths = depths
        self.limit = limit
        self.level = self.spoken = LINE
        # What a table stands in: whether it is part of a relation, part of a list, and whether anything follows it.
        self.bound = self.listed = self.followed = False
        # In a chemical formula a number below a letter counts atoms, and its level is said.
        self.chemical = False
        self.out: list[str] = []
        self.src: list[Node] = []

    def emit(self, words: str) -> None:
        """Say a token where it stands, if it has words; the level first, if it is not the one last said."""
        if not words:
            return
        if self.spoken != self.level:
            self.announce()
        self.out.append(words)
        self.src.append(self.node)

    def announce(self) -> None:
        """Say the level."""
        self.spoken = self.level
        self.out.append(self.say.level(self.level))
        self.src.append(self.node)

    def settle(self) -> None:
        """Come back to this level, if the one last said is another."""
        if self.spoken != self.level:
            self.announce()

    def end_part(self, last: bool, bound: bool = False, listed: bool = False) -> None:
        """A cell ends: the next begins by a label of its own, so the level is said only in a relation or a list."""
        if self.spoken == self.level:
            return
        if listed or self.listed or ((bound or self.bound) and (self.followed or not last)):
            self.announce()

    def label(self, words: str) -> None:
        """Say where a cell, row or table begins or ends: that tells the level by itself."""
        self.spoken = self.level
        self.out.append(words)
        self.src.append(self.node)

    def pause(self, strength: str) -> None:
        self.out.append(strength)
        self.src.append(self.node)

    def utterance(self) -> Utterance:
        if len(self.out) > self.limit:
            raise LimitExceeded(
                "max_words", f"the reading has more than {self.limit:,} words", hint="split the formula"
            )
        return Utterance(self.out, self.src)
