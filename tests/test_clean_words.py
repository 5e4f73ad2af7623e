"""Whatever comes in, only words come out: letters, digits, spaces and the marks of pauses, or one of our own errors."""

from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import FIXTURES, Case, cases_in
from mathspeak import MathspeakError, Translator
from mathspeak.latex.vocabulary import TABLE

TRANSLATOR = Translator()
MARKS = frozenset(" ,.;:'-")
# Every token that means something by itself, and what a keyboard has.
TOKENS = sorted(TABLE)
KEYBOARD = [chr(code) for code in range(32, 127)]
OPENINGS = [
    r"\text{",
    r"\frac{",
    r"\sqrt[",
    r"\sqrt{",
    r"\operatorname{",
    r"\mathrm{",
    r"\mathbf{",
    r"\mathbb{",
    r"\ce{",
    r"\SI{",
    r"\qty{",
    r"\tag{",
    r"\binom{",
    r"\hat{",
    r"\underbrace{",
    r"\begin{matrix}",
    r"\begin{cases}",
    r"\end{matrix}",
    r"\end{cases}",
    r"\left",
    r"\right",
    r"\def\a{",
    r"\newcommand{\a}[1]{",
    r"\xrightarrow{",
    r"\foo",
    "{",
    "}",
    "]",
    "^",
    "_",
]
pieces = st.one_of(st.sampled_from(OPENINGS), st.sampled_from(TOKENS), st.sampled_from(KEYBOARD))


def check(latex: str) -> None:
    begun = process_time()
    try:
        reading = TRANSLATOR.read(latex)
    except MathspeakError as error:
        assert error.message
        return
    finally:
        assert process_time() - begun < 1
    assert {c for c in reading.text if not (c.isalpha() or c.isdigit() or c in MARKS)} == set()
    assert "  " not in reading.text


@settings(max_examples=600, deadline=None)
@given(st.lists(pieces, max_size=24).map("".join))
def test_pieces_of_latex(latex: str) -> None:
    check(latex)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_any_unicode(latex: str) -> None:
    check(latex)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([r"\text{", r"\operatorname{", r"\tag{", r"\ce{", r"\SI{", r"\mathrm{", r"\operatorname{\text{"]),
    st.text(alphabet=st.characters(exclude_characters="{}\\%"), max_size=20),
)
def test_any_unicode_in_an_argument(command: str, inside: str) -> None:
    check(command + inside + "}")


@pytest.mark.parametrize("token", TOKENS)
def test_every_token(token: str) -> None:
    for latex in (token, f"a{token} b", f"{token}{{a}}{{b}}", rf"\text{{{token}}}", rf"\operatorname{{{token}}}"):
        check(latex)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases_in(FIXTURES / "natural")])
def test_a_formula_with_one_piece_missing_or_doubled(case: Case) -> None:
    chance = random.Random(case.latex)
    for _ in range(5):
        at = chance.randrange(len(case.latex))
        to = chance.randrange(at, len(case.latex)) + 1
        check(case.latex[:at] + case.latex[to:])
        check(case.latex[:to] + case.latex[at:])
