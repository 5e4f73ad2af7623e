"""What callers of expressions share; `tests/cli` has the cases of the command line."""

from __future__ import annotations

import pytest

from mathspeak.errors import LatexError, LimitExceeded
from mathspeak.expression import is_prose, read
from mathspeak.translator import Translator


def test_delimiters_tell_prose_from_a_formula_unless_the_caller_does() -> None:
    assert read(Translator(), "Let $x^2$ be it.").text == "Let x squared be it."
    assert read(Translator(), "no").text == "n o"
    assert read(Translator(), "no", prose=True).text == "no"
    assert not is_prose(r"\text{if $x$}")


def test_definitions_of_one_call_are_known_in_all_of_its_formulas_and_in_no_other() -> None:
    translator = Translator()
    assert read(translator, r"Of $\R$, $\R$.", macros=r"\def\R{x^2}").text == "Of x squared, x squared."
    assert read(translator, r"\R", macros=r"\def\R{x^2}").text == "x squared"
    assert [warning.code for warning in read(translator, r"\R").warnings] == ["unknown-command"]


def test_all_formulas_together_have_a_bound_in_time() -> None:
    bomb = r"$\def\a{\a\a}\a$ "
    with pytest.raises(LimitExceeded):
        read(Translator(), bomb)
    slow = "$" + "|x" * 200 + "$ "
    with pytest.raises(LimitExceeded, match="longer than 0") as caught:
        read(Translator(memo=0), slow * 50, seconds=0.01)
    assert caught.value.limit == "max_seconds"
    assert caught.value.start is not None and caught.value.start % len(slow) == 1


def test_warnings_of_prose_count_from_its_start() -> None:
    words = read(Translator(), r"Let $\foo$ be $x$.")
    assert [(warning.code, warning.start, warning.end) for warning in words.warnings] == [("unknown-command", 5, 9)]
    with pytest.raises(LatexError):
        read(Translator(), r"Let $\foo$ be $x$.", strict=True)
