"""Where Markdown has code and other text as it stands, in which no sign begins anything."""

from __future__ import annotations

import re
from bisect import bisect_right

from mathspeak.documents.markdown.names import is_read
from mathspeak.documents.markdown.scanning import between, replaced

MASK = "\x1a"

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_NAME = re.compile(r"\s*\{\s*([a-zA-Z][\w:.+-]*)\s*[},\s]")
_RUN = re.compile(r"(\\?)(`+)|\n[ \t>]*\n")
_RAW = re.compile(r"<(?:!--|(script|style|pre|textarea|code|kbd|samp|svg)\b[^<>]*>)", re.IGNORECASE)
# Tags in whose attributes a delimiter may stand, destinations of links with one, and addresses.
_TAG = re.compile(
    r"<[a-z][\w-]*(?:\s+[\w:@.-]+(?:\s*=\s*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'=<>`]+))?)+\s*/?>"
    r"|(?<=\])\([^()\s]*\$[^()\s]*\)|<https?://[^\s<>]*>",
    re.IGNORECASE,
)


def mask_code(text: str) -> str:
    """The text with all code and raw markup as one sign that begins nothing; fences part paragraphs."""
    text = mask_fences(text)
    if "<" in text:
        lower = text.lower()
        raw = between(lower, _RAW, lambda match: f"</{match[1]}" if match[1] else "-->")
        text = replaced(text, ((match.start(), end) for match, _, end in raw), MASK)
    if "<" in text or "](" in text:
        text = replaced(text, (match.span() for match in _TAG.finditer(text)), MASK)
    return replaced(text, code_spans(text), MASK) if "`" in text else text


def mask_fences(text: str) -> str:
    """The text with an empty line in place of each line of fenced code."""
    return replaced(text, fences(text), "\n") if "```" in text or "~~~" in text else text


def fences(text: str) -> list[tuple[int, int]]:
    """Fenced code, and the lines that fence what is read as Markdown."""
    found: list[tuple[int, int]] = []
    # Fences that are open around the place, each with where its code begins; none where Markdown stands in it.
    open_fences: list[tuple[str, int | None]] = []
    for fence in _FENCE.finditer(text):
        signs, info = fence[1], fence[2]
        if (
            open_fences
            and open_fences[-1][0][0] == signs[0]
            and len(signs) >= len(open_fences[-1][0])
            and not info.strip()
        ):
            start = open_fences.pop()[1]
            found.append((fence.start() if start is None else start, fence.end()))
        elif open_fences and open_fences[-1][1] is not None:
            continue
        elif signs[0] == "~" or "`" not in info:
            name = _NAME.match(info)
            read = name is not None and is_read(name[1])
            if read:
                found.append((fence.start(), fence.end()))
            open_fences.append((signs, None if read else fence.start()))
    if open_fences and open_fences[-1][1] is not None:
        found.append((open_fences[-1][1], len(text)))
    return found


def code_spans(text: str) -> list[tuple[int, int]]:
    """Code within lines: runs of backticks with a run of the same length after them in their paragraph."""
    runs = list(_RUN.finditer(text))
    # By length: the runs' indexes, so that each looks for its partner in no more than a few steps.
    by_length: dict[int, list[int]] = {}
    paragraphs: list[int] = []
    for i, run in enumerate(runs):
        if run[2]:
            by_length.setdefault(len(run[2]), []).append(i)
        else:
            paragraphs.append(i)
    spans: list[tuple[int, int]] = []
    i = 0
    while i < len(runs):
        run = runs[i]
        i += 1
        if not run[2] or (run[1] and len(run[2]) == 1):
            continue
        same = by_length[len(run[2])]
        place = bisect_right(same, i - 1)
        if place == len(same):
            continue
        closing = same[place]
        border = bisect_right(paragraphs, i - 1)
        if border < len(paragraphs) and paragraphs[border] < closing:
            continue
        content = text[run.end() : runs[closing].start(2)]
        if len(run[2]) == 2 and "''" in content:
            continue  # quotation marks as LaTeX writes them
        spans.append((run.start(2), runs[closing].end()))
        i = closing + 1
    return spans
