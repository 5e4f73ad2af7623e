"""What holds for every MathSpeak reading: markers balance, verbosities agree in structure, and no two formulas agree.

MS_PAIR_SEED chooses other formulas, for a drill.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict

import pytest

from mathspeak import Translator
from mathspeak.speech.styles import VERBOSITIES

from .draws import Drawer
from .formulas import Writer
from .mutations import KINDS, twins

SEED = int(os.environ.get("MS_PAIR_SEED", "20"))
PAIRS = 6000
# By the grammar a matrix does not tell its brackets, and a column of two is a binomial.
ALIKE_BY_GRAMMAR = frozenset(["a matrix's brackets"])

pytestmark = pytest.mark.timeout(120)

OPENING = re.compile(
    r"Start(?:Start)*(?:Fraction|Frac)|(?:Nest(?:Twice|\d+)?|Nested(?:Twice|\d+)?)?(?:StartRoot|Root|Frac)|"
    r"(?:Start)?(?:AbsoluteValue|Metric|Set|Layout|Enclose|BinomialOrMatrix|Argument)|CrossOut|Matrix|Determinant"
)
CLOSING = re.compile(r"(?:Nest(?:ed)?(?:Twice|\d+)?)?(?:End)+[A-Z]\w+")
KIND = re.compile(
    r"(Frac|Root|AbsoluteValue|Metric|Set|Layout|Enclose|BinomialOrMatrix|Argument|CrossOut|Matrix|Determinant)"
)
LEVEL = re.compile(r"(?:Su(?:b|per|p) )*(?:Su(?:b|per)script|Sub|Sup|Baseline|Base)\b")
RETURN = re.compile(rf"(?<!\S){LEVEL.pattern} (?:Baseline|Base)\b")

# Each marker by a name that all verbosities share.
SHARED = [
    (re.compile(r"\b(?:Nest(?:ed)?(?:Twice|\d+)?|Start(?:Start)*|End(?=End))+(?=[A-Z])"), ""),
    (re.compile(r"\b(?:Over)+(?=Over\b)"), ""),
    (re.compile(r"Fraction"), "Frac"),
    (re.compile(r"Modifying"), "Mod"),
    (re.compile(r"\bStart (?=\d)"), ""),
    (re.compile(r"\bRootIndex"), "Index"),
    (re.compile(r"\bBaseline"), "Base"),
    (re.compile(r"\bSu(b|p)(?:er)?(?:script)?\b"), r"Su\1"),
    (re.compile(r"\bSuper(?:script)?\b"), "Sup"),
    (re.compile(r"\bleft\b|\bl\b(?= angle)"), "L"),
    (re.compile(r"\bright\b|\br\b(?= angle)"), "R"),
    (re.compile(r"\bup\b"), "U"),
    (re.compile(r"\bdown\b"), "D"),
    (re.compile(r"\btop(?= brace)"), "T"),
    (re.compile(r"\bbottom(?= brace)"), "B"),
    (re.compile(r"parenthesis"), "p'ren"),
    (re.compile(r"(?<!angle )bracket\b"), "brack"),
    (re.compile(r"number sign"), "num sign"),
]


def skeleton(reading: str) -> str:
    for pattern, shared in SHARED:
        reading = pattern.sub(shared, reading)
    return reading


@pytest.fixture(scope="module")
def formulas() -> list[tuple[str, str]]:
    """Formulas at random with what each prints."""
    grower = Drawer(SEED)
    names = [name for name in KINDS if name not in ALIKE_BY_GRAMMAR]
    drawn: list[tuple[str, str]] = []
    for number in range(PAIRS):
        for side, node in enumerate(twins(names[number % len(names)], grower)):
            drawn.append((node.latex(Writer(2 * number + side)), node.key()))
    return drawn


@pytest.fixture(scope="module")
def readings(formulas: list[tuple[str, str]]) -> dict[str, list[str]]:
    translators = {verbosity: Translator("mathspeak", verbosity=verbosity) for verbosity in VERBOSITIES}
    return {v: [translator.read(latex).text for latex, _ in formulas] for v, translator in translators.items()}


def unbalanced(reading: str) -> str:
    """The first marker that closes nothing or is never closed."""
    open_kinds: list[str] = []
    for token in reading.split():
        kind = KIND.search(token)
        if kind is None:
            continue
        if CLOSING.fullmatch(token):
            if not open_kinds or open_kinds.pop() != kind[1]:
                return token
        elif OPENING.fullmatch(token):
            open_kinds.append(kind[1])
    return open_kinds[-1] if open_kinds else ""


@pytest.mark.parametrize("verbosity", VERBOSITIES)
def test_markers_balance(readings: dict[str, list[str]], verbosity: str) -> None:
    # A continued fraction has no end by the grammar; its dots are its end.
    found = [(unbalanced(reading), reading) for reading in readings[verbosity] if "Continued" not in reading]
    assert [case for case in found if case[0]] == []
    assert sum("End" in reading for _, reading in found) > PAIRS / 4


def test_balance_is_noticed() -> None:
    assert unbalanced("StartFraction k Over m") == "Frac"
    assert unbalanced("StartRoot k EndFraction") == "EndFraction"
    assert unbalanced("NestFrac Frac k Over m EndFrac NestOver p NestEndFrac") == ""


def test_verbosities_have_one_skeleton(readings: dict[str, list[str]]) -> None:
    for verbose, brief, superbrief in zip(*(readings[v] for v in VERBOSITIES), strict=True):
        assert skeleton(verbose) == skeleton(brief) == skeleton(superbrief)


@pytest.mark.parametrize("verbosity", VERBOSITIES)
def test_no_return_is_said_for_nothing(readings: dict[str, list[str]], verbosity: str) -> None:
    for reading in readings[verbosity]:
        assert not RETURN.search(reading), reading
        assert not reading.endswith(("Baseline", "Base")), reading


@pytest.mark.parametrize("verbosity", VERBOSITIES)
def test_different_formulas_read_differently(
    formulas: list[tuple[str, str]], readings: dict[str, list[str]], verbosity: str
) -> None:
    printed: dict[str, dict[str, str]] = defaultdict(dict)
    for (latex, key), reading in zip(formulas, readings[verbosity], strict=True):
        printed[reading].setdefault(key, latex)
    assert [(reading, list(keys.values())) for reading, keys in printed.items() if len(keys) > 1] == []
