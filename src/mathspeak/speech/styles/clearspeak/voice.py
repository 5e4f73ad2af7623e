"""What the rules write with: words, pauses, and what the preferences ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mathspeak.latex.nodes import Node
from mathspeak.speech.styles.clearspeak.recognition import Known
from mathspeak.speech.utterance import SHORT
from mathspeak.speech.writer import Writer

if TYPE_CHECKING:
    from mathspeak.speech.styles import Options

# Preferences that decide whether a fraction in words counts as simple.
UNSIMPLE_FRACTIONS = frozenset(["Over", "FracOver"])


class Voice(Writer):
    """A writer that knows the preferences and what surrounds the node at hand."""

    __slots__ = (
        "after_degrees",
        "applying",
        "depth",
        "ends",
        "functions",
        "given",
        "in_end_fraction",
        "in_set",
        "known",
        "prefs",
        "products",
        "simple_fractions",
        "spelled",
    )

    def __init__(self, say: Any, names: dict[str, str], root: Node, options: Options) -> None:
        super().__init__(say, names, root, options.max_words)
        prefs = options.preferences
        self.prefs = prefs
        # How many spoken parentheses are open, for their level.
        self.depth = 0
        # Inside a fraction that will be closed by its own end words.
        self.in_end_fraction = False
        # Before the bar of a set-builder, where "is a member of" is shorter.
        self.in_set = False
        # Inside the argument of a probability, where a bar means "given".
        self.given = False
        # In the dimension of a set of numbers, whole numbers are said in words.
        self.spelled = False
        # The function at hand, which has an argument.
        self.known = Known(root)
        self.applying: Node | None = None
        # A number with a prime that follows degrees counts minutes, not feet.
        self.after_degrees = False
        self.ends = prefs["Ends"] != "Auto"
        self.functions = prefs["Functions"] == "Auto"
        self.products = prefs["ImpliedTimes"]
        self.simple_fractions = prefs["Fractions"] not in UNSIMPLE_FRACTIONS

    def breathe(self, strength: str = SHORT) -> None:
        """Pause before the next word; a label and its colon are pause enough."""
        if self.out and strength > self.pause and self.out[-1][-1] != ":":
            self.pause = strength


Rule = Callable[[Voice, Any], None]

# Node class -> rule; the style's package fills it in.
RULES: dict[type[Node], Rule] = {}


def speak(w: Voice, node: Node) -> None:
    """Speak one node where it stands."""
    outer = w.node
    w.node = node
    RULES[node.__class__](w, node)
    w.node = outer
