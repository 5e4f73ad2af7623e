"""Every sign that means something by itself: LaTeX token or Unicode character -> the sign it prints, and its class."""

from __future__ import annotations

from mathspeak.latex.symbols.arrows import ARROWS
from mathspeak.latex.symbols.comparisons import COMPARISONS
from mathspeak.latex.symbols.delimiters import DELIMITERS
from mathspeak.latex.symbols.functions import FUNCTIONS
from mathspeak.latex.symbols.large import LARGE
from mathspeak.latex.symbols.layout import IGNORED, SPACES
from mathspeak.latex.symbols.letters import LETTERS
from mathspeak.latex.symbols.negations import NEGATED, NEGATIONS
from mathspeak.latex.symbols.operators import OPERATORS
from mathspeak.latex.symbols.ordinary import ORDINARY
from mathspeak.latex.symbols.punctuation import PUNCTUATION
from mathspeak.latex.symbols.relations import RELATIONS
from mathspeak.latex.symbols.shapes import SHAPES

__all__ = ["IGNORED", "LETTERS", "NEGATED", "SPACES", "SYMBOLS"]

# token -> (key, class). The key names what is printed: tokens that print one sign share it, and no two signs do.
SYMBOLS: dict[str, tuple[str, str]] = {
    **ORDINARY,
    **SHAPES,
    **PUNCTUATION,
    **OPERATORS,
    **LARGE,
    **COMPARISONS,
    **RELATIONS,
    **NEGATIONS,
    **ARROWS,
    **DELIMITERS,
    **FUNCTIONS,
}
