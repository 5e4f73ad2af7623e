"""A line of text as it is put together: words that touch are one run, and spaces print once."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Block, Code, Footnote, Formula, Heading, Paragraph, Run, Words
from mathspeak.documents.math_spans import math_spans

# What prints as one space: a single blank already does.
_SPACES = re.compile(r"\s{2,}|[^\S ]")
_BASE = re.compile(r"(?:[^\W\d_]+|\d+(?:[.,]\d+)*|\([\w+*/= −-]{1,30}\))$")
_SCRIPT = re.compile(r"[\w+\-−–*′,()= ]{1,24}")
_ORDINAL = re.compile(r"st|nd|rd|th|er|ère|re|ème|e|o|a|º|ª")
_MARKS = frozenset(["TM", "SM", "©", "®", "™"])
_FONT, _NAME, _BRACE = re.compile(r"\\[A-Za-z]+(?=\{)"), re.compile(r"\\([A-Za-z]+)"), re.compile(r"[{}\\$]")
_ENDED = re.compile(r"[.!?…][\"'”’)\]»]*\s*$")
_GOES_ON = re.compile(r"[\"'“‘(\[«]?[a-zß-öø-ÿ]|[,.;:)\]]")


class Line:
    """Collects the runs of one block."""

    __slots__ = ("_pieces", "runs")

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._pieces: list[tuple[str, int, int]] = []

    def text(self, text: str, start: int, end: int) -> None:
        if text:
            self._pieces.append((text, start, end))

    def unbracket(self) -> None:
        """Take away the brackets around the text that ends here, which only say to what something belongs."""
        for i in range(len(self._pieces) - 1, -1, -1):
            text, start, end = self._pieces[i]
            opening = text.rfind("[")
            if opening >= 0 and self._pieces[-1][0].endswith("]"):
                self._pieces[i] = (text[:opening] + text[opening + 1 :], start, end)
                last, start, end = self._pieces[-1]
                self._pieces[-1] = (last[:-1], start, end)
                return

    def add(self, run: Run) -> None:
        self._flush()
        self.runs.append(run)

    def _flush(self) -> None:
        if not self._pieces:
            return
        text = _SPACES.sub(" ", "".join(piece[0] for piece in self._pieces))
        if text:
            self.runs.append(Words(text, self._pieces[0][1], self._pieces[-1][2]))
        self._pieces = []

    def script(self, script: str, sign: str, start: int, end: int) -> None:
        r"""A raised or lowered text (``sign`` is ``^`` or ``_``): with the word or number before it a formula.

        >>> line = Line()
        >>> line.text("10", 0, 2)
        >>> line.script("-3", "^", 2, 14)
        >>> [run.latex for run in line.finish()]
        ['10^{-3}']
        """
        plain = " ".join(script.split())
        last = self.runs[-1] if self.runs and not self._pieces else None
        inner = plain.replace("−", "-").replace("–", "-").replace("_", "\\_")
        if isinstance(last, Formula) and last.latex and not last.display and _SCRIPT.fullmatch(plain):
            last.latex += f"{sign}{{{inner}}}"
            last.end = end
            return
        base = self._base()
        if not plain or (base[-1:].isdigit() and _ORDINAL.fullmatch(plain)) or plain in _MARKS:
            self.text(script, start, end)
        elif not _SCRIPT.fullmatch(plain) or (len(base) > 2 and base.isalpha() and plain.isalpha()):
            self.text(f" {plain}" if self._pieces else plain, start, end)
        else:
            at = self._cut(base, start)
            bare = len(base) == 1 or not base.isalpha()
            printed = (base or "{}") if bare else f"\\mathrm{{{base}}}"
            self.add(Formula(f"{printed}{sign}{{{inner}}}", False, at, end))

    def _base(self) -> str:
        """What a script stands at: a word, a number, or a short sum in brackets; empty if anything else."""
        found = _BASE.search(self._pieces[-1][0]) if self._pieces else None
        return found.group() if found else ""

    def _cut(self, base: str, start: int) -> int:
        """Take the base away from the words; gives where it begins."""
        if not base:
            return start
        text, first, end = self._pieces.pop()
        rest = text[: len(text) - len(base)]
        if rest:
            self._pieces.append((rest, first, max(first, end - len(base))))
        return max(first, end - len(base))

    def finish(self) -> list[Run]:
        """The runs, with no space at either end, nor alone beside a displayed formula."""
        self._flush()
        runs = self.runs
        for i in range(len(runs) - 2, 0, -1):
            if (
                isinstance(run := runs[i], Words)
                and run.text == " "
                and (_is_shown(runs[i - 1]) or _is_shown(runs[i + 1]))
            ):
                del runs[i]
        while runs and isinstance(first := runs[0], Words):
            first.text = first.text.lstrip()
            if first.text:
                break
            del runs[0]
        while runs and isinstance(last := runs[-1], Words):
            last.text = last.text.rstrip()
            if last.text:
                break
            del runs[-1]
        return runs


def _is_shown(run: Run) -> bool:
    return isinstance(run, Formula) and run.display


def paragraph(runs: list[Run]) -> Paragraph:
    return Paragraph(runs, runs[0].start, max(run.end for run in runs))


def flowing(blocks: list[Block]) -> list[Block]:
    """The blocks with displayed formulas in the paragraphs that they interrupt.

    A display joins the paragraph before it unless that has come to the end of a sentence; what follows joins it if it
    begins in the middle of one.
    """
    joined: list[Block] = []
    open_display = False
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph):
            shown = _is_display(block)
            if (shown and not _is_ended(last)) or (open_display and not shown and _goes_on(block)):
                last.runs += block.runs
                last.end = max(last.end, block.end)
                open_display = shown or isinstance(block.runs[-1], Formula)
                continue
        joined.append(block)
        open_display = isinstance(block, Paragraph) and _ends_with_display(block)
    return joined


def _is_display(block: Paragraph) -> bool:
    return all(map(_is_shown, block.runs))


def _ends_with_display(block: Paragraph) -> bool:
    return bool(block.runs) and _is_shown(block.runs[-1])


def _is_ended(block: Paragraph) -> bool:
    last = next((run for run in reversed(block.runs) if not isinstance(run, Footnote)), None)
    return isinstance(last, Words) and _ENDED.search(last.text) is not None


def _goes_on(block: Paragraph) -> bool:
    first = block.runs[0]
    return isinstance(first, Words) and _GOES_ON.match(first.text) is not None


def plain_text(text: str) -> str:
    """What an author says of a picture, without the delimiters of formulas in it.

    >>> plain_text("the $x_1$ axis")
    'the x_1 axis'
    """
    pieces: list[str] = []
    at = 0
    for span in math_spans(text, closed_only=True) if "$" in text or "\\" in text else ():
        latex = text[span.inner_start : span.inner_end].strip()
        pieces += (text[at : span.start], plain_title([Formula(latex, False, 0, 0)]))
        at = span.end
    return " ".join(("".join(pieces) + text[at:]).split())


def words_of(runs: list[Run]) -> str:
    """The words of runs alone; empty where a formula stands among them."""
    if all(isinstance(run, Words) for run in runs):
        return "".join(run.text for run in runs if isinstance(run, Words)).strip()
    return ""


def first_title(blocks: list[Block]) -> str:
    """The words of the first heading of the highest level."""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            return plain_title(block.runs)
    return ""


def plain_title(runs: list[Run]) -> str:
    """A title as a line of text, for lists and labels that can hold no formula.

    >>> plain_title([Words("On ", 0, 3), Formula(r"\\mathbb{R}^n", False, 3, 17)])
    'On R^n'
    """
    texts: list[str] = []
    for run in runs:
        if isinstance(run, Words | Code):
            texts.append(run.text)
        elif isinstance(run, Formula):
            texts.append(_BRACE.sub("", _NAME.sub(r"\1", _FONT.sub("", run.latex))))
    return " ".join("".join(texts).split())
