"""Segments to passages, which one voice says, and to phrases, short enough to be said in one go."""

from __future__ import annotations

import re

from mathspeak.engines.base import Segment, clean, is_speakable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Where a text may be cut, the best first: after a sentence, after a clause, between words.
_CUTS = tuple(re.compile(pattern) for pattern in (r"[.!?…]['\")\]]*\s", r"[;:,—–]\s", r"\s"))

# Where the silence is at least so long, in seconds, another passage begins.
BETWEEN_PASSAGES = 0.15
# Words without such a silence are parted all the same, so that the first are heard while the next are made.
_LONGEST_PASSAGE = 800
_LONGEST_PIECE = 400


class Passage:
    """Segments that one voice says; ``label`` is what they are part of."""

    __slots__ = ("label", "segments")

    def __init__(self, segments: list[Segment], label: object = None) -> None:
        self.segments = segments
        self.label = label


def passages(segments: Iterable[tuple[Segment, object]]) -> Iterator[Passage]:
    """Segments, each with what it is part of, gathered up to the next silence worth the name.

    >>> said = [Segment("x", pause=0.05), Segment("is", pause=0.5), Segment("y")]
    >>> [passage.segments for passage in passages((segment, None) for segment in said)]
    [[Segment('x', pause=0.05), Segment('is', pause=0.5)], [Segment('y')]]
    """
    held: list[Segment] = []
    size, part = 0, None
    for segment, label in segments:
        for piece in _pieces(segment):
            if held and (label is not part or size + len(piece.text) > _LONGEST_PASSAGE):
                yield Passage(held, part)
                held, size = [], 0
            held.append(piece)
            size += len(piece.text)
            part = label
            if piece.pause >= BETWEEN_PASSAGES:
                yield Passage(held, part)
                held, size = [], 0
    if held:
        yield Passage(held, part)


def _pieces(segment: Segment) -> Iterator[Segment]:
    texts = list(cut(clean(segment.text), _LONGEST_PIECE)) or [""]
    for text in texts[:-1]:
        yield Segment(text, letter=segment.letter, pitch=segment.pitch)
    yield Segment(texts[-1], letter=segment.letter, pitch=segment.pitch, pause=segment.pause)


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
            held.append(Segment(piece, letter=segment.letter, pitch=segment.pitch))
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
