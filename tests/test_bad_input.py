"""Input that no one means to give: an answer within a second, a clear message or a reading, and nothing else."""

from __future__ import annotations

from time import process_time

import pytest

from cases import FIXTURES, Case, cases_in
from mathspeak import Limits, MathspeakError, Reading, Translator
from mathspeak.errors import LatexError, LimitExceeded

# What the bounds allow is tried as well as what they refuse.
LARGE = Limits(max_bytes=200_000)
HUGE = {
    "a megabyte of opening braces": "{" * 1_000_000,
    "a megabyte of closing braces": "}" * 1_000_000,
    "a megabyte of letters": "x" * 1_000_000,
    "a megabyte of spaces": " " * 1_000_000,
    "a megabyte of backslashes": "\\" * 1_000_000,
    "60,000 bars": "|" * 60_000,
    "60,000 primes": "'" * 60_000,
    "60,000 carets": "^" * 60_000,
    "60,000 underscores": "_" * 60_000,
    "60,000 dollars": "$" * 60_000,
    "60,000 ampersands": "&" * 60_000,
    "60,000 percent signs": "%" * 60_000,
    "60,000 hashes": "#" * 60_000,
    "60,000 less-than signs": "<" * 60_000,
    "60,000 opening brackets": "[" * 60_000,
    "60,000 parentheses": "(" * 60_000,
    "60,000 digits": "1" * 60_000,
    "30,000 scripts": "x^" * 30_000,
    "20,000 letters with bars": "|x|" * 20_000,
    "10,000 roots": r"\sqrt" * 10_000,
    "10,000 fractions": r"\frac" * 10_000,
    "10,000 lefts": r"\left(" * 10_000,
    "10,000 rights": r"\right)" * 10_000,
    "6,000 overs": r"a\over " * 6000,
    "5,000 environments": r"\begin{matrix}" * 5000,
    "5,000 ends": r"\end{matrix}" * 5000,
    "5,000 texts": r"\text{" * 5000,
    "5,000 unknown commands": r"\foo" * 5000,
    "5,000 unknown commands in each other": r"\foo{" * 5000,
    "one command of 60,000 letters": "\\" + "a" * 60_000,
    "depth of 10,000 in groups": "{" * 10_000 + "x" + "}" * 10_000,
    "depth of 10,000 in fractions": r"\frac{" * 10_000 + "x" + "}{y}" * 10_000,
    "depth of 10,000 in scripts": "x^{" * 10_000 + "y" + "}" * 10_000,
    "depth of 10,000 in parentheses": "(" * 10_000 + "x" + ")" * 10_000,
    "a macro that doubles itself": r"\def\a{\a\a}\a",
    "a macro that calls itself": r"\def\a{\a}\a",
    "two macros that call each other": r"\def\a{\b}\def\b{\a}\a",
    "macros that grow": "".join(
        rf"\def\{new}{{\{old}\{old}\{old}\{old}\{old}\{old}\{old}\{old}}}"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + r"\def\a{xxxxxxxx}\i",
    "a macro whose argument doubles": r"\def\a#1{\a{#1#1}}\a{x}",
    "a file's name": r"\input{/etc/passwd}",
}
SMALL = {
    "a lone backslash": "\\",
    "a backslash at the end": "x\\",
    "a NUL byte": "\x00",
    "a NUL byte inside": "a\x00b",
    "a lone surrogate": "\ud800",
    "a byte order mark": "\ufeffx",
    "a replacement character": "a\ufffdb",
    "control characters": "".join(map(chr, range(32))),
    "unmatched everything": r"}{)(][\right\left\end{a}\begin{b}$\)\(\]\[&^_#",
    "every bracket the wrong way": r")]}\rangle\rfloor(x[{\langle\lfloor",
    "left at the end": r"\left",
    "right at the end": r"x\right",
    "middle alone": r"\middle|",
    "begin without a name": r"\begin",
    "begin of nothing": r"\begin{}x\end{}",
    "begin of an unknown environment": r"\begin{nonsense}x\end{nonsense}",
    "environments that cross": r"\begin{matrix}a\begin{cases}b\end{matrix}c\end{cases}",
    "end of another environment": r"\begin{matrix}a\end{cases}",
    "a fraction without parts": r"\frac",
    "a root without a body": r"\sqrt[3",
    "scripts on nothing": "^_^_",
    "two infixes": r"a\over b\over c",
    "def without a body": r"\def\a",
    "newcommand without a name": r"\newcommand",
    "newcommand with many arguments": r"\newcommand{\a}[99]{#1}\a x",
    "an argument that is not there": r"\newcommand{\a}[1]{#1#2}\a",
    "a template without a command": "% speak: = x\nx",
    "a tag without a formula": r"\tag{1}",
    "a table of nothing": r"\begin{matrix}\end{matrix}",
    "units of nothing": r"\SI{}{}",
    "chemistry of nothing": r"\ce{}",
    "text that does not end": r"\text{abc",
    "dollars inside": "$x$",
    "emoji": "x + 😀",
    "a script from right to left": "א+ב",
    "combining characters alone": "\u0301\u0302",
    "invisible characters": "a\u200b\u200d\u2061b",
    "a command that takes an argument, at the end": r"\autoref",
}
# Of the processor, since others may use it as well.
MOST_SECONDS = 1.0
MOST_CHARACTERS = 200


def answer(latex: str, translator: Translator) -> Reading | MathspeakError:
    """A reading or the error; anything else that is raised fails the test."""
    begun = process_time()
    try:
        found: Reading | MathspeakError = translator.read(latex)
    except MathspeakError as error:
        found = error
    assert process_time() - begun < MOST_SECONDS
    return found


def check(found: Reading | MathspeakError, length: int) -> None:
    if isinstance(found, Reading):
        assert all(0 <= warning.start <= warning.end <= length for warning in found.warnings)
        assert all(len(warning.message) < MOST_CHARACTERS for warning in found.warnings)
        assert found.text or found.warnings
    else:
        assert not found.message[0].isupper()
        assert len(found.message) < MOST_CHARACTERS
        assert found.hint
        assert found.start is None or 0 <= found.start <= length


@pytest.mark.parametrize("name", HUGE)
@pytest.mark.parametrize("limits", [Limits(), LARGE], ids=["limits", "large"])
def test_huge(name: str, limits: Limits) -> None:
    check(answer(HUGE[name], Translator(limits=limits)), len(HUGE[name]))


@pytest.mark.parametrize("name", SMALL)
def test_small(name: str) -> None:
    check(answer(SMALL[name], Translator()), len(SMALL[name]))


@pytest.mark.parametrize("latex", ["", " ", "\n\t ", "%", "% a comment", "{}", r"\,", r"\label{a}"])
def test_nothing_to_say(latex: str) -> None:
    found = answer(latex, Translator())
    if isinstance(found, Reading):
        assert found.text == ""
        assert found.warnings[-1].code == "nothing-said"
    else:
        assert isinstance(found, LatexError)
        assert found.hint


def test_a_megabyte_is_refused_by_its_size() -> None:
    found = answer("{" * 1_000_000, Translator())
    assert isinstance(found, LimitExceeded)
    assert found.limit == "max_bytes"
    assert found.message == "the formula has more than 65,536 bytes"


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.name) for case in cases_in(FIXTURES / "natural") if case.file != "malformed"]
)
def test_no_formula_cut_short_is_too_much(case: Case) -> None:
    """A formula typed letter by letter is read at every step."""
    translator = Translator()
    for end in range(1, len(case.latex)):
        check(answer(case.latex[:end], translator), end)
