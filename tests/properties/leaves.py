"""Letters and numbers at random."""

from __future__ import annotations

import random
from typing import TypeVar

from .formulas import Letter, Node, Num
from .glyphs import CAPITAL, GREEK, GREEK_FAMILIES, SMALL, SPECIAL_LETTERS

FONTS = (r"\mathbf", r"\mathcal", r"\mathbb", r"\mathfrak")
Choice = TypeVar("Choice")


class Leaves:
    """Draws letters and numbers; one Greek variant of each family in a run."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.greek = [*GREEK, *(self.rng.choice(family) for family in GREEK_FAMILIES)]
        # Familiar letters come often, so that twins meet in one word order again and again.
        self.small = SMALL + "abcfgijknpxyz" * 3

    def pick(self, *choices: Choice) -> Choice:
        return self.rng.choice(choices)

    def letter(self) -> Letter:
        r = self.rng.random()
        if r < 0.62:
            return Letter(self.rng.choice(self.small))
        if r < 0.8:
            return Letter(self.rng.choice(CAPITAL))
        if r < 0.94:
            return Letter(self.rng.choice(self.greek))
        if r < 0.99:
            return self.styled()
        return Letter(self.rng.choice(SPECIAL_LETTERS))

    def styled(self) -> Letter:
        font = self.rng.choice(FONTS)
        if font == r"\mathbf" and self.rng.random() < 0.5:
            return Letter(self.rng.choice(SMALL), font)
        return Letter(self.rng.choice(CAPITAL), font)

    def number(self) -> Num:
        r = self.rng.random()
        if r < 0.7:
            return Num(self.rng.randint(1, 9))
        if r < 0.93:
            return Num(self.rng.randint(10, 99))
        return Num(f"{self.rng.randint(0, 9)}.{self.rng.randint(1, 9)}")

    def leaf(self) -> Node:
        return self.letter() if self.rng.random() < 0.78 else self.number()
