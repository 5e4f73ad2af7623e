"""Writes words and remembers what is still open, so that nothing is closed that need not be.

A closing word closes the innermost open construct of its kind and everything inside it. When a construct ends, its
closing word therefore waits: an enclosing construct's closing word may make it unnecessary, and so may the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mathspeak.errors import LimitExceeded
from mathspeak.speech.utterance import BREATH, PAUSES, SHORT, Utterance

if TYPE_CHECKING:
    from mathspeak.latex.nodes import Node

# Words that a phrase leaves in the open, where an enclosing construct might take them for its own.
OF, TO, OVER, COMMA, GIVEN, SUCH_THAT, BY, AND = (1 << i for i in range(8))
# How many phrases in a row are much to say in one breath.
MUCH = 4


class Writer:
    """Collects an utterance. ``say`` holds a language's phrases, ``names`` its words for signs."""

    __slots__ = (
        "compound",
        "ended",
        "ending",
        "exposed",
        "in_choose",
        "in_fraction",
        "inferred",
        "limit",
        "names",
        "node",
        "out",
        "pause",
        "pending",
        "rested",
        "root",
        "say",
        "src",
        "tail",
        "terse",
        "variants",
    )

    def __init__(self, say: Any, names: dict[str, str], root: Node, limit: int) -> None:
        self.say = say
        self.names = names
        self.root = root
        self.node: Node = root
        self.out: list[str] = []
        self.src: list[Node] = []
        self.limit = limit
        # Constructs that ended without their closing word, the innermost first.
        self.pending: list[str] = []
        # … and the nodes of these constructs.
        self.ended: list[Node] = []
        # A short form just ended: a factor said next would be heard as part of it.
        self.tail = False
        # … and it is more than one word, so that a mark said next would be heard on its last part.
        self.compound = False
        self.exposed = 0
        # The pause of a punctuation mark that ends a formula or one of its lines.
        self.ending = ""
        # Inside a bracketed fraction, where a bare "over" would be taken for the fraction's own.
        self.in_fraction = False
        # … and the same inside a bracketed binomial, for "choose".
        self.in_choose = False
        # Relations go without "is": after "for all", in limits.
        self.terse = False
        self.pause = ""
        # How much had been said at the last pause.
        self.rested = 0
        self.variants: frozenset[str] | None = None

    def emit(self, words: str) -> None:
        """Say words that belong to what is open now, if there are any; what ended before is closed first."""
        if not words:
            return
        if self.pending:
            self.flush()
        if self.pause:
            self.rest()
        self.tail = self.compound = False
        self.out.append(words)
        self.src.append(self.node)

    def emit_of(self, words: str, node: Node) -> None:
        """Say words that speak of this node."""
        outer = self.node
        self.node = node
        self.emit(words)
        self.node = outer

    def flush(self) -> None:
        """Close what has ended, by its outermost construct's closing word."""
        self.end(self.pending[-1])
        self.breathe(BREATH)

    def end(self, kind: str) -> None:
        """Say the closing words that are due of what has ended: those of this kind, and those of conditions.

        A condition's own word is due wherever something encloses it: the bar might have been the enclosing part's own.
        """
        pending, ended = self.pending, self.ended
        self.pending, self.ended = [], []
        for other, node in zip(pending, ended, strict=True):
            if other in (kind, "given"):
                self.out.append(self.say.END[other])
                self.src.append(node)

    def finish(self, kind: str) -> None:
        """The construct of this kind has ended; its closing word waits."""
        self.pending.append(kind)
        self.ended.append(self.node)
        self.tail = self.compound = False

    def resume(self, kind: str) -> Node | None:
        """The construct that was the last to end, if it is of this kind; it is open again."""
        if not self.pending or self.pending[-1] != kind:
            return None
        self.pending.pop()
        return self.ended.pop()

    def closer(self, words: str) -> None:
        """Say a closing word that is printed or always said; it closes everything inside."""
        if self.pending:
            self.end("")
        self.pause = ""
        self.tail = self.compound = False
        self.out.append(words)
        self.src.append(self.node)

    def separator(self, words: str, kind: str) -> None:
        """Say a word that parts a construct of this kind; unlike other words it closes what is inside the part."""
        if self.pending:
            if kind in self.pending:
                self.flush()
            else:
                self.end("")
        if self.pause:
            self.rest()
        self.tail = self.compound = False
        self.out.append(words)
        self.src.append(self.node)

    def breathe(self, strength: str = SHORT) -> None:
        """Pause before the next word; the stronger pause wins."""
        if strength > self.pause and self.out:
            self.pause = strength

    def catch_breath(self) -> bool:
        """Breathe before the next word if much was said since the last pause."""
        if len(self.out) - self.rested < MUCH:
            return False
        self.breathe(BREATH)
        return True

    def hold_breath(self) -> None:
        """Close what has ended, and say the next word in the same breath."""
        if self.pending:
            self.flush()
        if self.pause == BREATH:
            self.pause = ""

    def rest(self) -> None:
        self.out.append(self.pause)
        self.src.append(self.node)
        self.pause = ""
        self.rested = len(self.out)

    def short(self, compound: bool = True) -> None:
        """A short form has ended here."""
        self.tail = True
        self.compound = compound

    def bracket(self, at: int) -> None:
        """Put what was said since ``at`` into "the quantity … end quantity"."""
        if self.out[at : at + 1] and self.out[at] in PAUSES:
            at += 1
        self.out.insert(at, self.say.QUANTITY)
        self.src.insert(at, self.node)
        self.finish("quantity")

    def check(self) -> None:
        if len(self.out) > self.limit:
            raise LimitExceeded(
                "max_words", f"the reading has more than {self.limit:,} words", hint="split the formula"
            )

    def utterance(self) -> Utterance:
        if len(self.pending) > 1:
            self.end("")
        # A pause at the end is the formula's own last punctuation mark, or nothing that one could hear.
        if self.pause > BREATH and self.pause == self.ending:
            self.rest()
        return Utterance(self.out, self.src)
