"""The formulas of a document: what each says, a displayed one row by row, with the numbers printed beside it."""

from __future__ import annotations

import re

from mathspeak.errors import MathspeakError
from mathspeak.latex.nodes import Node, Row, Symbol, Table, Tagged
from mathspeak.latex.rows import written
from mathspeak.narration.endings import final_mark
from mathspeak.narration.lengths import cut_formula
from mathspeak.narration.script import Problem
from mathspeak.speech.formats.plain import plain
from mathspeak.speech.utterance import PAUSES, Utterance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mathspeak.documents.blocks import Formula
    from mathspeak.narration.wording import Wording
    from mathspeak.translator import Parsed, Translator

# An ordinal that is all in the formula, its ending in upright letters: (k+1)^{\\text{th}}, but never e^{st}.
_PLACE_IN_A_ROW = re.compile(r"\^\s*\{?\s*\\(?:text|textrm|textup|mathrm|mbox|rm)\s*\{?\s*(\w+)\s*\}*\s*\Z")
_MOST_LISTED = 6
_MARKS = {"comma": ",", "period": ".", "semicolon": ";"}


class Part:
    """A formula, or one row of it: what it says, as it was written, its number, and the mark that ends it.

    A long one has several utterances; one that cannot be read has none, and its ``text`` says so.
    """

    __slots__ = ("mark", "number", "text", "utterances", "written")

    def __init__(
        self, text: str, written: str, utterances: list[Utterance], *, number: str = "", mark: str = ""
    ) -> None:
        self.text = text
        self.written = written
        self.utterances = utterances
        self.number = number
        self.mark = mark


class Formulas:
    """Reads the formulas of one document; ``problems`` takes what is wrong with them."""

    __slots__ = ("_translator", "_wording", "count", "problems")

    def __init__(self, translator: Translator, wording: Wording, problems: list[Problem]) -> None:
        self._translator = translator
        self._wording = wording
        self.problems = problems
        self.count = 0

    def parts(self, formula: Formula, ending: str = "", *, terse: bool = False, sizes: bool = False) -> list[Part]:
        """What a formula says, in one part or one a row.

        ``ending`` is glued to its last word: "th" or "'s". A ``terse`` one follows a word such as "let", one of
        ``sizes`` comes before a word such as "matrix".

        The mark that ends the formula is not part of it: it stands in the text around it.
        """
        self.count += 1
        latex, mark = final_mark(formula.latex)
        place = _PLACE_IN_A_ROW.search(latex)
        if place and not ending and place[1] in self._wording.forms.ORDINAL_ENDINGS:
            latex, ending = latex[: place.start()], place[1]
        try:
            if not latex.strip():
                return [self._announced(formula)] if formula.mathml else []
            if ending and not ending.startswith("'"):
                latex = _bare(latex)
            parsed = self._translator.parse(latex, display=formula.display, terse=terse)
        except MathspeakError as error:
            return [self._unreadable(formula, error.code, error.message)]
        if not parsed.reading.text:
            return [self._unreadable(formula, "nothing-said", "nothing in this formula is spoken")]
        for warning in parsed.reading.warnings:
            self.problems.append(Problem(warning.code, warning.message, formula.start, formula.end))
        rows = self._rows(parsed, formula, mark) if formula.display else []
        return rows or [self._whole(parsed, formula, ending, sizes)]

    def _whole(self, parsed: Parsed, formula: Formula, ending: str, sizes: bool) -> Part:
        node, reading = parsed.node, parsed.reading
        numbers = self._numbers(formula.numbers)
        if isinstance(node, Tagged):
            numbers = numbers or [self._wording.number(parsed.speak(node.tag).text)]
            reading = parsed.speak(node.body)
            node = node.body
        utterance = _glued(reading.utterance, ending, self._wording) if ending else _unended(reading.utterance)
        if sizes:
            utterance = _with_sizes(utterance, self._wording)
        utterances = cut_formula(utterance, node)
        return Part(plain(utterance), formula.latex, utterances, number=_listed(numbers, self._wording))

    def _rows(self, parsed: Parsed, formula: Formula, mark: str) -> list[Part]:
        """The rows of aligned lines, each by itself; none where the formula is anything else."""
        table = parsed.node
        if not isinstance(table, Table) or table.kind != "lines" or len(table.rows) < 2:
            return []
        numbers: list[str | None] = list(formula.numbers)
        if not any(numbers):
            numbers = [None if tag is None else parsed.speak(tag).text for tag in table.tags]
        parts: list[Part] = []
        sources = iter(written(final_mark(formula.latex)[0]))
        for i, cells in enumerate(table.rows):
            row = _row(cells)
            if not row.items:
                continue
            source = next(sources, "")
            body, row_mark = _without_mark(row)
            said = parsed.speak(body)
            if said.text:
                printed = numbers[i] if i < len(numbers) else None
                number = self._wording.number(printed) if printed else ""
                utterances = cut_formula(said.utterance, body)
                parts.append(Part(said.text, source, utterances, number=number, mark=row_mark))
        if parts:
            parts[-1].written += mark
            parts[-1].mark = ""
        return parts

    def _numbers(self, printed: Sequence[str | None]) -> list[str]:
        return [self._wording.number(number) for number in printed if number]

    def _unreadable(self, formula: Formula, code: str, message: str) -> Part:
        self.problems.append(Problem(code, f"a formula cannot be read: {message}", formula.start, formula.end))
        return self._announced(formula)

    def _announced(self, formula: Formula) -> Part:
        number = _listed(self._numbers(formula.numbers), self._wording)
        return Part(self._wording.words.UNREADABLE, formula.latex, [], number=number)


def _listed(numbers: list[str], wording: Wording) -> str:
    """Numbers as people name several; of many the first and the last tell enough."""
    if len(numbers) > _MOST_LISTED:
        return f"{numbers[0]} {wording.words.TO} {numbers[-1]}"
    return f" {wording.words.AND} ".join(filter(None, (", ".join(numbers[:-1]), *numbers[-1:])))


def _row(cells: list[Node]) -> Row:
    """The cells of a line side by side; every second ``&`` begins a column of its own."""
    items: list[Node] = []
    for j, cell in enumerate(cells):
        inside = cell.items if isinstance(cell, Row) else [cell]
        if j and j % 2 == 0 and inside and items:
            items.append(Symbol("quad", "space", cell.start, cell.start))
        items += inside
    return Row(items, min(cell.start for cell in cells), max(cell.end for cell in cells))


def _without_mark(row: Row) -> tuple[Node, str]:
    items = list(row.items)
    while items and isinstance(items[-1], Symbol) and items[-1].cls == "space":
        items.pop()
    last = items[-1] if items else None
    mark = _MARKS.get(last.key, "") if isinstance(last, Symbol) else ""
    if mark and len(items) > 1:
        items.pop()
    return (items[0] if len(items) == 1 else Row(items, row.start, row.end)), mark


def _bare(latex: str) -> str:
    """A formula without the parentheses around the whole of it: the (k+1)th term is the k plus 1-th."""
    inner = latex.strip().removeprefix("{").removesuffix("}").strip()
    if inner[:1] == "(" and inner[-1:] == ")" and "(" not in inner[1:-1] and ")" not in inner[1:-1]:
        return inner[1:-1]
    return latex


def _glued(utterance: Utterance, ending: str, wording: Wording) -> Utterance:
    """The utterance with something glued to its last word: 2nd, n-th, x's."""
    words = list(utterance.words)
    last = next(i for i in range(len(words) - 1, -1, -1) if words[i] not in PAUSES)
    place = words[last].rpartition(" ")[2] + ending
    if place in wording.forms.PLACES_IN_A_ROW:
        words[last] += ending
    else:
        words[last] += wording.forms.ORDINAL_ENDINGS.get(ending, ending)
    return Utterance(words[: last + 1], utterance.nodes[: last + 1])


def _with_sizes(utterance: Utterance, wording: Wording) -> Utterance:
    """An n by m matrix: the sign between the sizes is no product."""
    said = zip(utterance.words, utterance.nodes, strict=True)
    words = [wording.forms.BY if isinstance(node, Symbol) and node.key == "times" else word for word, node in said]
    return Utterance(words, utterance.nodes)


def _unended(utterance: Utterance) -> Utterance:
    """The utterance without pauses at its end: what follows a formula is the sentence's business."""
    size = len(utterance.words)
    while size and utterance.words[size - 1] in PAUSES:
        size -= 1
    return utterance if size == len(utterance.words) else Utterance(utterance.words[:size], utterance.nodes[:size])
