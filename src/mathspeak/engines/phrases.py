"""Segments to phrases: what an engine says in one go, short enough for it, and the silence that follows."""

from __future__ import annotations

import re

from mathspeak.engines.base import Segment, clean, is_speakable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Where a text may be cut, the best first: after a sentence, after a clause, between words.
_CUTS = tuple(re.compile(pattern) for pattern in (r"[.!?…]['\")\]]*\s", r"[;:,—–]\s", r"\s"))


class Phrase:
    """Segments said as one, and the seconds of silence after them; ``segments`` may be empty."""

    __slots__ = ("pause", "segments")

    def __init__(self, segments: list[Segment], pause: float) -> None:
        self.segments = segments
        self.pause = pause

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)


def phrases(segments: Iterable[Segment], max_chars: int) -> Iterator[Phrase]:
    """Neighbours without a pause between them go together, up to ``max_chars`` characters.

    >>> [(p.text, p.pause) for p in phrases([Segment("a", letter=True), Segment("over", pause=0.2), Segment("b")], 80)]
    [('a over', 0.2), ('b', 0.0)]
    """
    held: list[Segment] = []
    size = 0
    for segment in segments:
        for piece in cut(clean(segment.text), max_chars):
            if held and size + len(piece) > max_chars:
                yield Phrase(held, 0.0)
                held, size = [], 0
            held.append(Segment(piece, letter=segment.letter))
            size += len(piece) + 1
        if segment.pause > 0:
            yield Phrase(held if _speakable(held) else [], segment.pause)
            held, size = [], 0
    if _speakable(held):
        yield Phrase(held, 0.0)


def cut(text: str, max_chars: int) -> Iterator[str]:
    """The text in pieces of at most ``max_chars`` characters, none of them empty.

    >>> list(cut("One two. Three, four five", 12))
    ['One two.', 'Three,', 'four five']
    """
    text = text.strip()
    while len(text) > max_chars:
        at = _last_cut(text, max_chars)
        yield text[:at].rstrip()
        text = text[at:].lstrip()
    if text:
        yield text


def _last_cut(text: str, max_chars: int) -> int:
    for pattern in _CUTS:
        ends = [match.end() for match in pattern.finditer(text, 0, max_chars + 1)]
        # A sentence that ends near the start would leave a stump, and then many of them.
        if ends and ends[-1] > max_chars // 4:
            return ends[-1]
    return max_chars


def _speakable(segments: list[Segment]) -> bool:
    return any(is_speakable(segment.text) for segment in segments)
