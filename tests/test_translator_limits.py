"""What a translator refuses: limits at their bounds, commands that reach out, choices that do not exist."""

from __future__ import annotations

from time import process_time

import pytest

from mathspeak import Limits, MathspeakError, Reading, Translator
from mathspeak.errors import ForbiddenCommand, LatexError, LimitExceeded, UnknownPreference


def read(latex: str, **options: object) -> Reading:
    return Translator(**options).read(latex)  # type: ignore[arg-type]


LIMITED = {
    "max_bytes": (lambda n: Limits(max_bytes=n), "x+y+z+1", 7),
    "max_depth": (lambda n: Limits(max_depth=n), "{{{{x}}}}", 5),
    "max_expansions": (lambda n: Limits(max_expansions=n), r"\def\a{x}\a\a\a", 3),
    "max_words": (lambda n: Limits(max_words=n), "a+b+c", 5),
}


@pytest.mark.parametrize("name", LIMITED)
def test_limits_hold_at_their_bound_and_not_beyond(name: str) -> None:
    limits, latex, needed = LIMITED[name]
    assert Translator(limits=limits(needed)).read(latex).text
    with pytest.raises(LimitExceeded) as caught:
        Translator(limits=limits(needed - 1)).read(latex)
    assert caught.value.limit == name
    assert caught.value.code == "limit-exceeded"
    assert caught.value.message and caught.value.hint


def test_the_limit_on_time() -> None:
    latex = r"\def\a{x}" + r"\a" * 50
    assert read(latex, limits=Limits(max_seconds=5.0)).text
    with pytest.raises(LimitExceeded) as caught:
        read(latex, limits=Limits(max_seconds=0.0))
    assert caught.value.limit == "max_seconds"


def test_every_limit_has_its_test() -> None:
    assert {*LIMITED, "max_seconds", "security"} == set(Limits.__slots__)


def test_security_refuses_commands_that_reach_out() -> None:
    latex = r"x+\input{file}"
    with pytest.raises(ForbiddenCommand) as caught:
        read(latex)
    assert latex[caught.value.start : caught.value.end] == r"\input"
    assert caught.value.code == "forbidden-command"
    assert isinstance(caught.value, LatexError)
    assert read(latex, limits=Limits(security=False)).text.startswith("x plus command input")


def test_security_holds_for_macros_as_well() -> None:
    with pytest.raises(ForbiddenCommand):
        Translator(macros=r"\newcommand{\a}{\input{file}}").read("x")


def test_a_deep_formula_is_refused_before_the_interpreter_gives_up() -> None:
    begun = process_time()
    with pytest.raises(LimitExceeded) as caught:
        Translator(limits=Limits(max_depth=100_000)).read(r"\sqrt{" * 5000 + "x" + "}" * 5000)
    assert caught.value.limit == "max_depth"
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ({"style": "naturl"}, "no style “naturl”", "did you mean “natural”?"),
        ({"verbosity": "loud"}, "no verbosity “loud”", "verbose, brief, superbrief"),
        ({"prefs": {"Fraction": "Over"}}, "no preference “Fraction”", "no preferences"),
        ({"language": "xx"}, "language “xx”", "en"),
        ({"infer": {"call": False}}, "no inference “call”", "did you mean “calls”?"),
    ],
)
def test_wrong_choices_are_named(options: dict[str, object], message: str, hint: str) -> None:
    with pytest.raises(UnknownPreference) as caught:
        read("x", **options)
    assert message in str(caught.value)
    assert hint in caught.value.hint
    assert caught.value.as_dict()["code"] == "unknown-preference"


def test_errors_are_of_one_family() -> None:
    with pytest.raises(MathspeakError) as caught:
        read("")
    assert caught.value.as_dict()["hint"]
