"""No two small formulas are read alike: every one of them, over alphabets that bring the readings close together."""

from __future__ import annotations

import pytest

from mathspeak import Translator

from .exhaustive import Alphabet
from .formulas import Letter, Num, Row, Scripts, Sym, Writer
from .glyphs import ACCENTS, BARS, BRA_AND_KET, BRACKETS
from .growth import sym
from .test_pairs import SPOKEN

ROUND = [("(", ")")]
A, D, F, J, N, P, X = (Letter(name) for name in "AdfjnPx")
TWO, ONE = Num(2), Num(1)
MARKS = [Sym("T", "term"), Sym("*", "term"), Row(sym("-"), ONE), Sym(r"\circ", "term"), Sym("+", "term")]
AT = Row(X, sym("="), Num(0))

ALPHABETS = {
    "everything": (Alphabet([Letter("a"), X, TWO, F], ("", "+", "=")), 3),
    "two leaves": (Alphabet([X, TWO], functions=[r"\sin"], large=[r"\sum"]), 3),
    "calls": (Alphabet([F, X], brackets=ROUND, accents=(), stacks=False), 4),
    "brackets": (Alphabet([X, TWO], ("", "+", ","), [*BRACKETS, *BARS, *BRA_AND_KET], (), stacks=False), 3),
    "signs": (
        Alphabet(
            [X, TWO],
            ("", "+", "-", "=", "/", r"\cdot", r"\times", "*", ",", "|", ":", r"\pm", r"\in", r"\to", "<", r"\circ"),
            [*ROUND, ("{", "}"), ("|", "|")],
            (),
        ),
        3,
    ),
    "marks": (Alphabet([A, X], ("", "+", "*"), ROUND, ("hat", "vec"), marks=MARKS, stacks=False), 3),
    "accents": (Alphabet([A, X], ("", "+"), ROUND, ACCENTS, stacks=False), 3),
    "styles": (
        Alphabet([A, *(Letter("A", font) for font in (r"\mathbf", r"\mathcal", r"\mathbb"))], stacks=False),
        3,
    ),
    "derivatives": (Alphabet([D, Letter(r"\partial"), X, TWO], ("",), ROUND, ()), 3),
    "sums": (Alphabet([J, N, ONE], ("", "=", "+"), ROUND, (), large=[r"\sum", r"\bigcup"], stacks=False), 3),
    "integrals": (Alphabet([D, X, ONE], ("", "+"), ROUND, (), large=[r"\int"]), 3),
    "limits": (Alphabet([X, TWO], ("", r"\to", "+"), ROUND, (), large=[r"\lim", r"\sup"], marks=MARKS), 3),
    "probability": (Alphabet([P, A], ("", "|", ",", r"\cap"), ROUND, (), stacks=False), 4),
    "sets": (Alphabet([X, A, TWO], ("", "|", ":", ",", r"\in"), [("{", "}")], (), stacks=False), 4),
    "functions": (Alphabet([X, TWO], brackets=ROUND, accents=(), functions=[r"\log", r"\sin", r"\ln"]), 3),
    "quantifiers": (
        Alphabet([X, A], ("", ",", r"\in"), ROUND, (), functions=[r"\forall", r"\exists", r"\neg"], stacks=False),
        3,
    ),
    "evaluations": (
        Alphabet(
            [F, X, Scripts(Sym("evaluated |", "term"), AT), Scripts(Sym("evaluated |", "term"), ONE, X)], accents=()
        ),
        3,
    ),
    "nabla": (Alphabet([Letter(r"\nabla"), F, TWO], ("", r"\cdot", r"\times"), ROUND, ()), 3),
    "glyph names": (Alphabet([Letter("h"), *map(Letter, (r"\hbar", r"\ell", r"\aleph"))], ("",), ROUND), 2),
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", ALPHABETS)
def test_every_small_formula_has_words_of_its_own(name: str) -> None:
    alphabet, largest = ALPHABETS[name]
    translator = Translator(style="natural")
    first: dict[str, tuple[str, str]] = {}
    alike = []
    for size in range(1, largest + 1):
        for formula in alphabet.rows(size):
            latex, key = formula.latex(Writer(size, loose=0)), formula.key()
            words = " ".join(SPOKEN.findall(translator.read(latex).text.casefold()))
            known, other = first.setdefault(words, (key, latex))
            if known != key:
                alike.append(f"{other}   |   {latex}   ->   {words}")
    if alike:
        pytest.fail("\n".join([f"{len(alike)} formulas are read like another:", *alike[:20]]), pytrace=False)
