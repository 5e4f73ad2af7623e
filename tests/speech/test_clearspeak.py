"""ClearSpeak against cases, one file a construct; every value of every preference changes a reading."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from cases import FIXTURES, Case, Line, cases_in, lines_in, words
from mathspeak import Translator
from mathspeak.latex import nodes
from mathspeak.latex.nodes import Node
from mathspeak.meaning import INFERENCES, terms
from mathspeak.speech.preferences import PREFERENCES, parse
from mathspeak.speech.styles import clearspeak
from mathspeak.speech.styles.clearspeak import INFERS, STYLE
from mathspeak.speech.styles.clearspeak.voice import RULES
from mathspeak.speech.utterance import PAUSES
from mathspeak.speech.words.en import clearspeak as phrases

CASES = cases_in(FIXTURES / "clearspeak")
# What tells the branches of each rule apart, many to a construct: both sides of each bound, each value of a preference.
LINES = lines_in(Path(__file__).with_name("clearspeak"))
PREFERRED = re.compile(r"\[([^\]]+)\]$")
TRANSLATORS: dict[str, Translator] = {}
# Terms that only inferences make which the style does without.
UNUSED = {terms.Call, terms.Differential, terms.Interval, terms.Sequence}


def read(latex: str, preferences: str = "") -> str:
    if preferences not in TRANSLATORS:
        TRANSLATORS[preferences] = Translator("clearspeak", prefs=parse(preferences))
    return TRANSLATORS[preferences].read(latex).text


def preferences_of(case: Case) -> str:
    found = PREFERRED.search(case.title)
    return found[1] if found else ""


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_reading(case: Case) -> None:
    assert read(case.latex, preferences_of(case)) == case.expected


@pytest.mark.parametrize("line", [pytest.param(line, id=line.name) for line in LINES])
def test_reading_of_a_line(line: Line) -> None:
    assert read(line.latex, line.preferences) == line.expected


@pytest.mark.parametrize(
    ("latex", "pieces"),
    [
        (r"\pm\sqrt{t}(u+1)", r"\pm|\sqrt{t}|t|\pm\sqrt{t}(u+1)|(u+1)|u|+|1|(u+1)"),
        (r"s,t(u+1)", "s|,|t|s,t(u+1)|(u+1)|u|+|1|(u+1)"),
        (r"\sin(t+1)(u+1)", r"\sin(t+1)|\sin|\sin(t+1)|(t+1)|t|+|1|(t+1)|\sin(t+1)(u+1)|(u+1)|u|+|1|(u+1)"),
        (r"(t+1)\sum_kk", r"(t+1)|t|+|1|(t+1)|(t+1)\sum_kk|\sum_k|\sum_k|k|\sum_k|k"),
        (r"\nabla\times F", r"\nabla|\times|F"),
        (r"\cup K", r"\cup|\cup|K"),
        (r"-\sqrt{t}", r"\sqrt{t}|t"),
        (r"-t", "-|t"),
        (r"(t+1)^2", "(t+1)|t|+|1|(t+1)|(t+1)^2"),
        (r"\frac{p+q}{r}", r"\frac{p+q}{r}|p|+|q|\frac{p+q}{r}|r"),
        (r"\ce{H2O}", "H2|2|O"),
    ],
)
def test_each_word_comes_from_the_piece_that_it_speaks_of(latex: str, pieces: str) -> None:
    rows = Translator("clearspeak").read(latex).explain()
    assert "|".join(latex[start:end] for _, _, start, end in rows) == pieces


def test_no_line_says_what_another_or_a_case_says() -> None:
    said = [(case.latex, preferences_of(case)) for case in CASES] + [(line.latex, line.preferences) for line in LINES]
    assert {one for one in said if said.count(one) > 1} == set()


def test_there_are_cases_enough_and_no_title_is_used_twice() -> None:
    names = [case.name for case in CASES]
    assert len(names) > 340
    assert {name for name in names if names.count(name) > 1} == set()


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in PREFERENCES.items() for value in values[1:]]
)
def test_each_value_of_a_preference_changes_a_reading(name: str, value: str) -> None:
    changed = [
        case for case in CASES if parse(preferences_of(case)) == {name: value} and read(case.latex) != case.expected
    ]
    assert changed, f"no case shows what {name}={value} does"


def test_every_kind_of_node_has_a_rule() -> None:
    kinds = {
        kind
        for module in (nodes, terms)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Node)
    }
    assert kinds - set(RULES) - UNUSED - {Node} == set()


def test_the_inferences_exist() -> None:
    assert {inference.name for inference in INFERENCES} >= INFERS
    assert STYLE.infers == INFERS


def test_no_reading_ends_or_begins_with_a_pause() -> None:
    for case in CASES:
        said = Translator("clearspeak", prefs=parse(preferences_of(case))).read(case.latex).utterance.words
        assert said[0] not in PAUSES and said[-1] not in PAUSES, case.latex
        assert not any(one in PAUSES and two in PAUSES for one, two in pairwise(said)), case.latex


# Different formulas that have the same words by default; pauses alone, if anything, tell them apart.
TWINS = [
    (r"\sqrt{t}-1", r"\sqrt{t-1}"),
    (r"|s|+t", r"|s+t|"),
    (r"u_k+1", r"u_{k+1}"),
    (r"\overline{s+t}-u", r"\overline{s+t-u}"),
    (r"\binom{m}{k}u", r"\binom{m}{ku}"),
    (r"\hat{s}+\hat{t}", r"\widehat{\hat{s}+t}"),
    (r"\frac{\frac{p}{q}}{r}", r"\frac{p}{\frac{q}{r}}"),
    (r"\{s\}\cup t", r"\{s\cup t\}"),
    (r"m", r"M"),
    (r"(s)", r"s"),
    (r"s\times t", r"s\cdot t"),
    (r"\phi", r"\varphi"),
    (r"\left.s+t\right|_{u}", r"s+\left.t\right|_{u}"),
    (r"\begin{pmatrix}p&q\\r&s\end{pmatrix}", r"\begin{bmatrix}p&q\\r&s\end{bmatrix}"),
    (r"\mathcal{L}", r"\mathscr{L}"),
    (r"\begin{cases}pq&r\end{cases}", r"\begin{cases}p&qr\end{cases}"),
    (r"\{t\mid u\}", r"\{t:u\}"),
    (r"\mathbb{R}^{m}+1", r"\mathbb{R}^{m+1}"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_the_unambiguous_preset_tells_formulas_apart_by_words(one: str, other: str) -> None:
    heard = [words(read(latex, "Preset_Unambiguous")).lower() for latex in (one, other)]
    assert heard[0] != heard[1]


def test_no_phrase_is_left_over() -> None:
    """Every phrase of the style is used by it or by what it passes on."""
    folder = Path(str(clearspeak.__file__)).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    own = Path(str(phrases.__file__)).read_text(encoding="utf-8")
    names = re.findall(r"^([A-Z_]{2,}) ?[:=]", own, re.MULTILINE)
    inner = {"SIGNS", "NAMES", "PARTS", "HALVES", "LAST_IN_WORDS"}
    assert [name for name in names if not re.search(rf"say\.{name}\b", source) and name not in inner] == []
