"""Formulas that a page has in MathML alone: their LaTeX, so that all formulas are read in one way."""

from __future__ import annotations

from mathspeak.errors import MathspeakError
from mathspeak.mathml.reader import read_mathml
from mathspeak.narration.runs import formulas_in
from mathspeak.narration.script import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mathspeak.documents.blocks import Block
    from mathspeak.limits import Limits


def read_marked_up(blocks: Iterable[Block], limits: Limits) -> Iterator[Problem]:
    """Give each formula of MathML its LaTeX, and tell of those that cannot have any; they stay without."""
    for formula in formulas_in(blocks):
        if formula.mathml and not formula.latex.strip():
            try:
                formula.latex = read_mathml(formula.mathml, limits=limits)
            except MathspeakError as error:
                yield Problem(error.code, f"a formula in MathML cannot be read: {error}", formula.start, formula.end)
