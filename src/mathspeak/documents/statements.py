"""The words that documents print for their statements, and what such a statement is."""

from __future__ import annotations

import re

# Name in the source -> the kind of the statement, its printed name.
THEOREMS: dict[str, tuple[str, str]] = {
    "theorem": ("theorem", "Theorem"),
    "lemma": ("theorem", "Lemma"),
    "corollary": ("theorem", "Corollary"),
    "proposition": ("theorem", "Proposition"),
    "conjecture": ("theorem", "Conjecture"),
    "hypothesis": ("theorem", "Hypothesis"),
    "definition": ("theorem", "Definition"),
    "axiom": ("theorem", "Axiom"),
    "property": ("theorem", "Property"),
    "criterion": ("theorem", "Criterion"),
    "assumption": ("theorem", "Assumption"),
    "algorithm": ("theorem", "Algorithm"),
    "observation": ("remark", "Observation"),
    "example": ("remark", "Example"),
    "remark": ("remark", "Remark"),
    "proof": ("proof", "Proof"),
    "exercise": ("exercise", "Exercise"),
    "problem": ("exercise", "Problem"),
    "question": ("exercise", "Question"),
    "solution": ("exercise", "Solution"),
}
# Those that are never numbered.
UNNUMBERED = frozenset(["proof", "solution", "remark"])
_TITLE = re.compile(r"\s*([^\W\d_]+)\.?\s*((?:[A-Z]\.)?\d+(?:\.\d+)*)?\s*[.:]?\s*(?:\((.*)\))?\s*[.:]?\s*", re.DOTALL)


def printed_title(text: str) -> tuple[str, str, str] | None:
    """The name, the number and the title in what a page prints before a statement; none where it is no such thing.

    >>> printed_title("Theorem 1.2 (Thales).")
    ('Theorem', '1.2', 'Thales')
    """
    found = _TITLE.fullmatch(text)
    return (found[1], found[2] or "", (found[3] or "").strip()) if found else None
