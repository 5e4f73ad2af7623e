"""Nodes to nodes in which certain meaning is explicit: one inference a file or family, applied in this order."""

from __future__ import annotations

from mathspeak.errors import UnknownPreference
from mathspeak.meaning.brakets import BRAKETS
from mathspeak.meaning.calls import CALLS
from mathspeak.meaning.congruences import CONGRUENCES, RATIOS
from mathspeak.meaning.context import NOTHING_KNOWN, Context
from mathspeak.meaning.derivatives import DERIVATIVES
from mathspeak.meaning.differentials import DIFFERENTIALS
from mathspeak.meaning.distributions import DISTRIBUTIONS
from mathspeak.meaning.divisibility import DIVISIBILITY
from mathspeak.meaning.doubled_signs import DOUBLED_SIGNS, EXISTENCE
from mathspeak.meaning.ellipses import ELLIPSES
from mathspeak.meaning.evaluation import EVALUATION
from mathspeak.meaning.inference import Inference, Walk
from mathspeak.meaning.intervals import INTERVALS
from mathspeak.meaning.limits import SIDES_OF_LIMITS
from mathspeak.meaning.logic import LOGIC
from mathspeak.meaning.magnitudes import MAGNITUDES
from mathspeak.meaning.maps import MAPS
from mathspeak.meaning.marks import MARKS
from mathspeak.meaning.numbers import MIXED_NUMBERS, RECURRING, SEPARATORS
from mathspeak.meaning.operators import OPERATORS
from mathspeak.meaning.probability import CONDITIONS
from mathspeak.meaning.products import PRODUCTS
from mathspeak.meaning.sequences import SEQUENCES
from mathspeak.meaning.sets import SETS
from mathspeak.meaning.units import UNITS
from mathspeak.meaning.vectors import VECTORS

__all__ = ["INFERENCES", "NOTHING_KNOWN", "Context", "Inference", "Walk", "chosen"]

# Numbers first, then what is made of them; calls before what looks inside their arguments.
INFERENCES: tuple[Inference, ...] = (
    OPERATORS,
    DOUBLED_SIGNS,
    ELLIPSES,
    SEPARATORS,
    RECURRING,
    BRAKETS,
    VECTORS,
    MAGNITUDES,
    SIDES_OF_LIMITS,
    SEQUENCES,
    MARKS,
    UNITS,
    MIXED_NUMBERS,
    MAPS,
    CALLS,
    CONDITIONS,
    EVALUATION,
    DERIVATIVES,
    DIFFERENTIALS,
    SETS,
    INTERVALS,
    CONGRUENCES,
    RATIOS,
    DIVISIBILITY,
    DISTRIBUTIONS,
    EXISTENCE,
    LOGIC,
    PRODUCTS,
)


def chosen(switched: dict[str, bool]) -> tuple[Inference, ...]:
    """All inferences but those that are switched off.

    >>> [i.name for i in INFERENCES if i not in chosen({"calls": False})]
    ['calls']
    """
    names = {inference.name for inference in INFERENCES}
    for name in switched:
        if name not in names:
            from difflib import get_close_matches

            near = get_close_matches(name, sorted(names), 1)
            hint = f"did you mean “{near[0]}”?" if near else f"the inferences are: {', '.join(sorted(names))}"
            raise UnknownPreference(f"there is no inference “{name}”", hint=hint)
    return tuple(inference for inference in INFERENCES if switched.get(inference.name, True))
