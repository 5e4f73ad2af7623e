"""Where a walker stands in a formula, and every move from there."""

from __future__ import annotations

from contextlib import suppress

from mathspeak.errors import MathspeakError
from mathspeak.explore.parts import Part, cell_around, cells_beside, places, same_place, whole
from mathspeak.explore.wording import Wording, extent
from mathspeak.translator import STYLES, VERBOSITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.speech.utterance import Utterance
    from mathspeak.translator import Translator


class Heard:
    """What a move says: ``text`` to be read, ``spoken`` for a voice, and ``moved``, whether it led anywhere."""

    __slots__ = ("moved", "spoken", "text")

    def __init__(self, text: str, spoken: list[str | Utterance], moved: bool = False) -> None:
        self.text = text
        self.spoken = spoken
        self.moved = moved


class Explorer:
    """A walk through one formula. ``translator`` gives the translator for a style and a verbosity.

    Every move says where it led, or why it led nowhere; ``here`` is the part that was reached, with its place in the
    source. Raises `MathspeakError` where the formula cannot be read.

    >>> from mathspeak.translator import Translator
    >>> walk = Explorer(r"\\frac{a+b}{2}", lambda style, verbosity: Translator(style, verbosity=verbosity))
    >>> walk.into().text, walk.next().text
    ('numerator: a plus b', 'denominator: 2')
    >>> walk.where().text
    'denominator of the fraction'
    """

    def __init__(
        self,
        latex: str,
        translator: Callable[[str, str], Translator],
        style: str = "natural",
        verbosity: str = "verbose",
        display: bool | None = None,
    ) -> None:
        self.latex = latex
        self._translator = translator
        self._display = display
        self.markers: dict[int, Part] = {}
        self._read(style, verbosity)
        self.here = self.top

    def _read(self, style: str, verbosity: str) -> None:
        translator = self._translator(style, verbosity)
        self.parsed = translator.parse(self.latex, display=self._display)
        self.style = style
        self.verbosity = verbosity
        self.say = translator.phrases("explore").say
        self.wording = Wording(self.parsed, self.say)
        self.top = whole(self.parsed.node)

    # Moves along the tree

    def into(self) -> Heard:
        """To the first part of this one."""
        return self._to(self.here.parts[0]) if self.here.parts else self._stay(self.say.NO_PARTS)

    def out(self) -> Heard:
        """To what this is a part of."""
        return self._to(self.here.parent) if self.here.parent is not None else self._stay(self.say.AT_THE_WHOLE)

    def next(self) -> Heard:
        """To the part after this one."""
        return self._along(1, self.say.AT_THE_LAST)

    def previous(self) -> Heard:
        """To the part before this one."""
        return self._along(-1, self.say.AT_THE_FIRST)

    def first(self) -> Heard:
        """To the first part of what this is a part of."""
        return self._to(self._beside()[0])

    def last(self) -> Heard:
        """To the last part of what this is a part of."""
        return self._to(self._beside()[-1])

    def whole(self) -> Heard:
        """To the whole formula."""
        return self._to(self.top)

    # Moves in a table

    def row_below(self) -> Heard:
        """To the cell below, from anywhere inside a cell."""
        return self._across(1, 0, self.say.LAST_ROW)

    def row_above(self) -> Heard:
        """To the cell above."""
        return self._across(-1, 0, self.say.FIRST_ROW)

    def column_right(self) -> Heard:
        """To the next cell of the row."""
        return self._across(0, 1, self.say.LAST_COLUMN)

    def column_left(self) -> Heard:
        """To the cell before in the row."""
        return self._across(0, -1, self.say.FIRST_COLUMN)

    # What can be heard without moving

    def repeat(self) -> Heard:
        """This part again."""
        return self._part(self.here)

    def everything(self) -> Heard:
        """The whole formula."""
        return self._part(self.top)

    def row(self) -> Heard:
        """The row of the table that this stands in."""
        return self._cells("row", lambda cell, here: cell.row == here.row)

    def column(self) -> Heard:
        """The column of the table that this stands in."""
        return self._cells("column", lambda cell, here: cell.column == here.column)

    def table(self) -> Heard:
        """The table that this stands in, or that this is."""
        for part in (self.here, *self.here.around):
            if places(part):
                return self._part(part)
        return self._stay(self.say.NO_TABLE)

    def where(self) -> Heard:
        """The way from here out to the whole formula."""
        return self._stay(self.wording.where(self.here))

    def size(self) -> Heard:
        """What this is made of, and how big it is."""
        return self._stay(self.wording.size(self.here))

    def spelling(self) -> Heard:
        """This part letter by letter, and its signs by their names."""
        return self._stay(self.wording.spelling(self.here))

    def source(self) -> Heard:
        """The LaTeX of this part."""
        return self._stay(" ".join(self.latex[self.here.start : self.here.end].split()) or self.say.EMPTY)

    # Markers and styles

    def mark(self, number: int) -> Heard:
        """Put a marker here."""
        self.markers[number] = self.here
        return self._stay(self.say.MARKED.format(n=number))

    def go(self, number: int) -> Heard:
        """To the place of a marker."""
        if number in self.markers:
            return self._to(self.markers[number])
        return self._stay(self.say.NO_MARKER.format(n=number))

    def next_style(self) -> Heard:
        """This part in the next style that can read the formula."""
        at = STYLES.index(self.style)
        for style in (*STYLES[at + 1 :], *STYLES[:at]):
            # A style may lack the words of a language.
            with suppress(MathspeakError):
                self._read(style, self.verbosity)
                return self._again(self.say.STYLE.format(name=style))
        return self._stay(self.say.ONLY_STYLE)

    def next_verbosity(self) -> Heard:
        """This part with the next number of words that a style may spend."""
        at = VERBOSITIES.index(self.verbosity) + 1
        self._read(self.style, VERBOSITIES[at % len(VERBOSITIES)])
        return self._again(self.say.VERBOSITY.format(name=self.verbosity))

    def _again(self, announced: str) -> Heard:
        self.here = same_place(self.here, self.top)
        self.markers = {number: same_place(part, self.top) for number, part in self.markers.items()}
        heard = self._part(self.here)
        return Heard(self.wording.labelled(announced, heard.text), [f"{announced},", *heard.spoken])

    def _beside(self) -> list[Part]:
        return self.here.parent.parts if self.here.parent is not None else [self.here]

    def _along(self, step: int, otherwise: str) -> Heard:
        beside = self._beside()
        at = beside.index(self.here) + step
        return self._to(beside[at]) if 0 <= at < len(beside) else self._stay(otherwise)

    def _across(self, down: int, right: int, otherwise: str) -> Heard:
        here = cell_around(self.here)
        if here is None:
            # From a table, or from one of its rows, the way leads to its first cell.
            cells = next((p for outer in (self.here, *self.here.around[:1]) if (p := places(outer))), [])
            cells = [cell for cell in cells if cell.row == self.here.row] or cells
            return self._to(cells[0]) if cells else self._stay(self.say.NO_TABLE)
        row, column = here.row + down, here.column + right
        for cell in cells_beside(here):
            if (cell.row, cell.column) == (row, column):
                return self._to(cell, self._place(cell))
        return self._stay(otherwise)

    def _place(self, cell: Part) -> str:
        rows, columns = extent(cell)
        place: str = self.say.ROLES["cell"].format(row=cell.row, column=cell.column, rows=rows, columns=columns)
        return place

    def _cells(self, role: str, belongs: Callable[[Part, Part], bool]) -> Heard:
        here = cell_around(self.here)
        if here is None:
            if role == "row" and self.here.role == "row":
                return self._part(self.here)
            return self._stay(self.say.NO_TABLE)
        nodes = [cell.node for cell in cells_beside(here) if belongs(cell, here)]
        said = self.parsed.speak(*nodes)
        label = self.say.ROLES[role].format(n=here.row if role == "row" else here.column)
        return Heard(self.wording.labelled(label, said.text), [f"{label},", said.utterance])

    def _to(self, part: Part, label: str = "") -> Heard:
        self.here = part
        heard = self._part(part, label)
        heard.moved = True
        return heard

    def _part(self, part: Part, label: str = "") -> Heard:
        label = label or self.wording.label(part)
        said = self.parsed.speak(*part.nodes)
        text = said.text or self.wording.silent(part)
        spoken: list[str | Utterance] = [said.utterance if said.text else text]
        return Heard(self.wording.labelled(label, text), [f"{label},", *spoken] if label else spoken)

    def _stay(self, text: str) -> Heard:
        return Heard(text, [text])
