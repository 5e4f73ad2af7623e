"""What a German-speaking lecturer calls each sign and letter, by the keys of `latex.symbols`."""

from __future__ import annotations

from mathspeak.speech.words.de.symbols.arrows import ARROWS
from mathspeak.speech.words.de.symbols.brackets import BRACKETS
from mathspeak.speech.words.de.symbols.functions import FUNCTIONS
from mathspeak.speech.words.de.symbols.negations import NEGATIONS
from mathspeak.speech.words.de.symbols.operators import OPERATORS
from mathspeak.speech.words.de.symbols.ordinary import ORDINARY
from mathspeak.speech.words.de.symbols.relations import RELATIONS

__all__ = ["NATURAL"]

NATURAL: dict[str, str] = {
    **ORDINARY,
    **OPERATORS,
    **FUNCTIONS,
    **RELATIONS,
    **NEGATIONS,
    **ARROWS,
    **BRACKETS,
}
