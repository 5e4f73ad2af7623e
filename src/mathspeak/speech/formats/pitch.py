"""How high a part is said where pitch tells capitals and nesting, for voices that can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.speech.utterance import PAUSES

if TYPE_CHECKING:
    from mathspeak.speech.utterance import Utterance

# What pitch can tell.
KINDS = ("capitals", "nesting")
# Parts of the voice's own height.
CAPITAL = 0.2
_LOWER_BY_LEVEL = 0.06
_DEEPEST = 4


def lowered(depth: int) -> float:
    """The pitch of a part so many levels deep; beyond a few levels an ear hears no difference.

    >>> [lowered(depth) for depth in (0, 1, 4, 9)]
    [0.0, -0.06, -0.24, -0.24]
    """
    return -round(_LOWER_BY_LEVEL * min(depth, _DEEPEST), 2) if depth else 0.0


def depths(utterance: Utterance) -> list[int]:
    """For each phrase, in how many other parts that are spoken of the part that it speaks lies.

    >>> from mathspeak.translator import Translator
    >>> said = Translator().read(r"\\frac{x^2}{y}").utterance
    >>> list(zip(said.words, depths(said)))[:3]
    [('x', 2), ('squared', 1), ('over', 0)]
    """
    spans = {(n.start, -n.end) for n, word in zip(utterance.nodes, utterance.words, strict=True) if word not in PAUSES}
    depth: dict[tuple[int, int], int] = {}
    around: list[tuple[int, int]] = []
    # From left to right and the widest first, so that what is around a part comes before it.
    for span in sorted(spans):
        while around and -around[-1][1] < -span[1]:
            around.pop()
        depth[span] = len(around)
        around.append(span)
    return [depth.get((node.start, -node.end), 0) for node in utterance.nodes]
