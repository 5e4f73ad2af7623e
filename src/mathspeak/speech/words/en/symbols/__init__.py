"""What a good English-speaking lecturer calls each sign and letter, by the keys of `latex.symbols`."""

from __future__ import annotations

from mathspeak.speech.words.en.symbols.arrows import ARROWS
from mathspeak.speech.words.en.symbols.negations import NEGATIONS
from mathspeak.speech.words.en.symbols.operators import OPERATORS
from mathspeak.speech.words.en.symbols.ordinary import ORDINARY
from mathspeak.speech.words.en.symbols.relations import RELATIONS
from mathspeak.speech.words.variants import NOTATIONAL, VARIANTS

__all__ = ["NATURAL", "NOTATIONAL", "VARIANTS"]

# No phrase is another key's phrase, and none can be cut into the phrases of other keys: `\barwedge` is "nand" because
# "bar wedge" is also what `\bar x \wedge y` says.
NATURAL: dict[str, str] = {
    **ORDINARY,
    **OPERATORS,
    **RELATIONS,
    **NEGATIONS,
    **ARROWS,
}
