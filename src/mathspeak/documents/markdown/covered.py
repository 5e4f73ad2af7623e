"""A text in which some regions are covered by signs that mean nothing to Markdown, and the way back.

A cover is as long as what it hides and has no line breaks, so that no sign of a formula can become a list, a heading or
emphasis, and all places stay what they are.
"""

from __future__ import annotations

import re

OPEN, PAD, FIRST = "\ue000", "\ue001", 0xE100
BASE = 0xF8FF - FIRST
COVER = re.compile(f"{OPEN}[{chr(FIRST)}-{chr(0xF8FF)}]{{2}}{PAD}*")
_FOREIGN = re.compile(f"[{OPEN}{PAD}]")

Piece = tuple[int, int]


class Region:
    """A piece of the source that is no Markdown: ``kind`` is "formula", "role", "command", "definition" …"""

    __slots__ = ("display", "end", "inner", "kind", "label", "name", "start")

    def __init__(
        self, kind: str, start: int, end: int, inner: Piece, *, display: bool = False, name: str = "", label: str = ""
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.inner = inner
        self.display = display
        self.name = name
        self.label = label


class Covered:
    """A text with its regions covered, and what each cover hides."""

    __slots__ = ("regions", "source", "text")

    def __init__(self, source: str, regions: list[Region]) -> None:
        self.source = source
        self.regions = regions
        pieces: list[str] = []
        at = 0
        for index, region in enumerate(regions):
            before = _FOREIGN.sub(" ", source[at : region.start])
            if before.endswith("\\"):
                before = f"{before[:-1]} "  # it would take the first sign of the cover along
            pieces.append(before)
            first, second = divmod(index, BASE)
            pad = PAD * (region.end - region.start - 3)
            pieces.append(f"{OPEN}{chr(FIRST + first)}{chr(FIRST + second)}{pad}")
            at = region.end
        pieces.append(_FOREIGN.sub(" ", source[at:]))
        self.text = "".join(pieces)

    def under(self, cover: str) -> Region:
        return self.regions[(ord(cover[1]) - FIRST) * BASE + ord(cover[2]) - FIRST]

    def uncover(self, text: str) -> str:
        """A text as it stands in the source: what was covered in it is code after all."""
        if OPEN not in text:
            return text
        return COVER.sub(lambda found: self.source[self.under(found[0]).start : self.under(found[0]).end], text)
