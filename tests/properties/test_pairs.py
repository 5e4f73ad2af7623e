"""Words alone tell formulas apart: 20,000 pairs of formulas that differ in one structure, and no two of them alike.

MS_PAIR_SEED and MS_PAIRS choose other pairs and another number of them, for a drill.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from typing import NamedTuple

import pytest

from mathspeak import Translator
from mathspeak.speech.words import LANGUAGES

from .draws import Drawer
from .formulas import Letter, Node, Num, Row, Scripts, Sym, Writer
from .growth import Grower, sym
from .mutations import KINDS, SLIDE, twins
from .structures import Accent, Fence

SEED = int(os.environ.get("MS_PAIR_SEED", "20"))
PAIRS = int(os.environ.get("MS_PAIRS", "20000"))
SPOKEN = re.compile(r"\d+[.,]\d+|(?<!\w)[.,]\d+|[^\W_]+")
PLAIN_LETTER = re.compile(r"(?<![\w\\:])[a-z](?!\w)")
ORDINAL_ENDINGS = {"st", "nd", "rd", "th"}
NOT_A_BRACE = re.compile(r"\\[{}]|[^{}]")
LEFT, RIGHT = re.compile(r"\\left(?![a-z])"), re.compile(r"\\right(?![a-z])")
X, N, BAR = Letter("x"), Letter("n"), Sym("|", "rel")


class Said(NamedTuple):
    latex: str
    key: str


Pair = tuple[str, Said, Said]

pytestmark = pytest.mark.timeout(120)


def said(node: Node, seed: int) -> Said:
    return Said(node.latex(Writer(seed)), node.key())


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    grower = Drawer(SEED)
    names = list(KINDS)
    every = max(1, PAIRS // 8)
    schedule = [names[k % len(names)] for k in range(PAIRS - every)] + [SLIDE] * every
    drawn: list[Pair] = []
    for number, kind in enumerate(schedule):
        left, right = twins(kind, grower)
        drawn.append((kind, said(left, 2 * number), said(right, 2 * number + 1)))
    return drawn


@pytest.fixture(scope="module", params=LANGUAGES)
def words(pairs: list[Pair], request: pytest.FixtureRequest) -> dict[str, str]:
    """What is heard: words in one case, without the punctuation that pauses are written with."""
    translator = Translator(style="natural", language=request.param)
    heard: dict[str, str] = {}
    for _, left, right in pairs:
        for formula in (left, right):
            if formula.latex not in heard:
                text = translator.read(formula.latex).text
                heard[formula.latex] = " ".join(SPOKEN.findall(text.casefold()))
    return heard


def smallest(alike: dict[str, list[tuple[str, str, str]]], shown: int = 3) -> str:
    lines = [f"{sum(map(len, alike.values()))} pairs are read alike (seed {SEED}):"]
    for kind, found in sorted(alike.items(), key=lambda entry: -len(entry[1])):
        lines.append(f"  {kind}: {len(found)}")
        for left, right, text in sorted(found, key=lambda pair: len(pair[0]) + len(pair[1]))[:shown]:
            lines.append(f"    {left}   |   {right}   ->   {text}")
    return "\n".join(lines)


def test_no_pair_is_read_alike(pairs: list[Pair], words: dict[str, str]) -> None:
    alike = defaultdict(list)
    for kind, left, right in pairs:
        if words[left.latex] == words[right.latex]:
            alike[kind].append((left.latex, right.latex, words[left.latex]))
    if alike:
        pytest.fail(smallest(alike), pytrace=False)


def test_no_two_formulas_of_all_are_read_alike(pairs: list[Pair], words: dict[str, str]) -> None:
    first: dict[str, Said] = {}
    alike = defaultdict(list)
    for kind, *both in pairs:
        for formula in both:
            other = first.setdefault(words[formula.latex], formula)
            if other.key != formula.key:
                alike[kind].append((other.latex, formula.latex, words[formula.latex]))
    if alike:
        pytest.fail(smallest(alike), pytrace=False)


def test_every_letter_is_heard(pairs: list[Pair], words: dict[str, str]) -> None:
    for _, *both in pairs:
        for formula in both:
            spoken = words[formula.latex].split()
            printed, heard = Counter(PLAIN_LETTER.findall(formula.key)), Counter(spoken)
            for ending in ORDINAL_ENDINGS.intersection(spoken):
                heard.update(ending * spoken.count(ending))
            missing = [letter for letter, times in printed.items() if heard[letter] < times]
            if missing:
                pytest.fail(f"{missing} not heard in {formula.latex}: {words[formula.latex]}", pytrace=False)


def test_every_mutation_changes_what_is_printed(pairs: list[Pair]) -> None:
    counts = dict.fromkeys(KINDS, 0)
    for kind, left, right in pairs:
        counts[kind] += 1
        assert left.key != right.key, (kind, left.latex, right.latex)
    assert len(KINDS) >= 45
    assert PAIRS < 20_000 or min(counts.values()) >= 100


def test_formulas_are_written_with_balanced_braces(pairs: list[Pair]) -> None:
    for _, *both in pairs:
        for formula in both:
            depth = 0
            for brace in NOT_A_BRACE.sub("", formula.latex):
                depth += 1 if brace == "{" else -1
                assert depth >= 0, formula.latex
            assert depth == 0, formula.latex
            assert len(LEFT.findall(formula.latex)) == len(RIGHT.findall(formula.latex)), formula.latex


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Row(Num(1), Num(2)), Num(12)),
        (Row(Row(X, sym("+")), Row(N)), Row(X, sym("+"), N)),
        (Scripts(Scripts(X, sub=N), sup=Num(2)), Scripts(X, sub=N, sup=Num(2))),
        (Row(X, Scripts(Row(), sub=N)), Scripts(X, sub=N)),
        (Scripts(Row(Letter("f"), Fence("(", X, ")")), sup=N), Row(Letter("f"), Scripts(Fence("(", X, ")"), sup=N))),
        (Fence("|", Fence("|", X, "|"), "|"), Row(BAR, BAR, X, BAR, BAR)),
    ],
)
def test_what_prints_alike_has_one_key(one: Node, other: Node) -> None:
    assert one.key() == other.key()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Scripts(X, sub=Scripts(N, sub=N)), Scripts(X, sub=Row(N, N))),
        (Scripts(X, sub=Scripts(N, primes=1)), Scripts(X, sub=N, primes=1)),
        (Scripts(Accent("bar", X), sub=N), Accent("bar", Scripts(X, sub=N))),
        (Accent("bar", Row(X, N)), Row(Accent("bar", X), Accent("bar", N))),
    ],
)
def test_what_prints_otherwise_has_another_key(one: Node, other: Node) -> None:
    assert one.key() != other.key()


def test_a_formula_has_many_spellings() -> None:
    formula = Grower(SEED).statement(3)
    assert len({formula.latex(Writer(seed, loose=0.5)) for seed in range(20)}) > 5
