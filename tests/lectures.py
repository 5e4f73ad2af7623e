"""Lecture notes of any length, the same for the same seed, in which no sentence comes twice."""

from __future__ import annotations

import random
from collections.abc import Iterator

# Measured with the voices at their own pace, pauses included.
SENTENCES_PER_HOUR = 580
SECTION, PARAGRAPH = 40, 5
_WHO = "map function sequence operator measure matrix series curve surface group kernel norm".split()
_WHAT = "bounded continuous smooth compact closed finite monotone symmetric unique stable convex regular".split()
_HOW = "clearly again therefore moreover finally locally uniformly formally".split()
_FORMULAS = (
    r"x_{N} + N = y",
    r"\frac{N}{n + N}",
    r"\sqrt{x^2 + N}",
    r"f(N) \leq M",
    r"\sum_{k=1}^{N} a_k",
    r"\int_0^{N} g(t) \, dt",
    r"\alpha^{N} < \beta",
    r"A_{N} \subseteq B",
    r"\lim_{n \to N} h(n)",
    r"u(N) = \sin(N \pi)",
)
_SENTENCES = (
    "The {what} {who} number {n} is {other} because ${formula}$ holds.",
    "We {how} see that ${formula}$ for every {what} {who} with index {n}.",
    "Let the {who} of step {n} be {what}, so that ${formula}$ is {other}.",
    "If ${formula}$, then {how} the {who} in case {n} stays {what} and {other}.",
    "A {what} {who} gives, for the value {n}, the {other} term ${formula}$ once more.",
    "Note {n} says {how} that no {who} is {what} unless it is {other}.",
)


def sentences(count: int, seed: int = 1) -> Iterator[str]:
    """So many sentences of ten to twenty words, with a formula in most of them."""
    rng = random.Random(seed)
    for number in range(1, count + 1):
        what, other = rng.sample(_WHAT, 2)
        formula = rng.choice(_FORMULAS).replace("N", str(number))
        pattern = rng.choice(_SENTENCES)
        yield pattern.format(
            what=what, other=other, who=rng.choice(_WHO), how=rng.choice(_HOW), n=number, formula=formula
        )


def markdown(count: int, seed: int = 1) -> str:
    """A document of so many sentences in Markdown, in sections and paragraphs."""
    parts = ["# Lecture\n"]
    for number, sentence in enumerate(sentences(count, seed)):
        if number % SECTION == 0:
            parts.append(f"\n## Part {number // SECTION + 1}\n")
        if number % PARAGRAPH == 0:
            parts.append("\n")
        parts.append(sentence + "\n")
    return "".join(parts)
