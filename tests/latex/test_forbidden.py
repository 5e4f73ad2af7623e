"""What a formula may not do, in plain sight and in disguise."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from mathspeak.errors import ForbiddenCommand
from mathspeak.latex.forbidden import FORBIDDEN, FORBIDDEN_ENVIRONMENTS
from mathspeak.latex.reader import read
from mathspeak.limits import Limits

# One of each kind: reading files, writing them, running programs, other languages, TeX's own rules.
KINDS = (
    r"\input",
    r"\include",
    r"\openin",
    r"\read",
    r"\openout",
    r"\write",
    r"\immediate",
    r"\special",
    r"\directlua",
    r"\catcode",
    r"\csname",
    r"\scantokens",
)
DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": lambda command: f"x + {command}{{a}}",
    "space before its argument": lambda command: f"{command}  {{a}}",
    "a comment after it": lambda command: f"{command}%\n{{a}}",
    "a comment before it": lambda command: f"x % y\n {command} a",
    "in a group": lambda command: f"{{{{{command} a}}}}",
    "in an argument": lambda command: rf"\frac{{{command} a}}{{b}}",
    "in an angle group": lambda command: rf"\sqrt<{command} a>",
    "in an optional argument": lambda command: rf"\sqrt[{command} a]{{b}}",
    "in the body of a macro": lambda command: rf"\newcommand{{\ok}}{{{command} a}} \ok",
    "in a macro that nobody calls": lambda command: rf"\def\ok{{{command} a}} x",
    "by another name": lambda command: rf"\let\ok{command} \ok a",
    "by another name with an equals sign": lambda command: rf"\let\ok={command} \ok a",
    "redefined first": lambda command: rf"\renewcommand{{{command}}}{{x}} y",
    "in text": lambda command: rf"\text{{a {command} b}}",
    "in mathematics in text": lambda command: rf"\text{{a ${command} b$}}",
    "in a label": lambda command: rf"x \label{{{command} b}}",
    "in a phantom": lambda command: rf"\phantom{{{command} b}}",
    "in a colour": lambda command: rf"\textcolor{{{command} b}}{{x}}",
    "in chemistry": lambda command: rf"\ce{{{command} b}}",
    "in a unit": lambda command: rf"\qty{{1}}{{{command} b}}",
    "in a table": lambda command: rf"\begin{{matrix}} a & {command} b \end{{matrix}}",
    "as the name of an operator": lambda command: rf"\operatorname{{{command} b}}",
    "with a backslash in hexadecimal": lambda command: f"x ^^5c{command[1:]} a",
    "with a letter in hexadecimal": lambda command: rf"\^^{ord(command[1]):02x}{command[2:]} a",
    "with a letter in the old notation": lambda command: f"{command[:-1]}^^{chr(ord(command[-1]) - 64)} a",
    "written twice over": lambda command: f"x ^^5e^5c{command[1:]} a",
    "after an escaped backslash": lambda command: rf"\\{command} a",
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("command", KINDS)
def test_refused(command: str, disguise: str) -> None:
    with pytest.raises(ForbiddenCommand, match=re.escape(command)):
        read(DISGUISES[disguise](command), limits=Limits())


@pytest.mark.parametrize("command", sorted(FORBIDDEN))
def test_every_command_is_refused_and_placed(command: str) -> None:
    formula = f"x+{command}"
    with pytest.raises(ForbiddenCommand) as caught:
        read(formula, limits=Limits())
    assert caught.value.start is not None
    assert formula[caught.value.start : caught.value.end] == re.match(r"\\[A-Za-z]+", command)[0]  # type: ignore[index]
    assert caught.value.hint


@pytest.mark.parametrize("environment", sorted(FORBIDDEN_ENVIRONMENTS))
@pytest.mark.parametrize("begin", [r"\begin{%s}", r"\begin {%s}", "\\begin%%\n{%s}", r"\newcommand{\b}{\begin{%s}} \b"])
def test_environments_are_refused(environment: str, begin: str) -> None:
    with pytest.raises(ForbiddenCommand, match=re.escape(environment)):
        read(begin % environment + " x", limits=Limits())


@pytest.mark.parametrize("disguise", ["plain", "in the body of a macro", "by another name"])
def test_refused_in_the_macros_of_a_document(disguise: str) -> None:
    with pytest.raises(ForbiddenCommand):
        read("x", limits=Limits(), macros=DISGUISES[disguise](r"\input"))


@pytest.mark.parametrize(
    "formula",
    [
        r"\inputs",
        r"\readable x",
        r"\text{input, read and write}",
        r"x^{^{2}}",
        r"\\ input",
        r"% \input{a}" + "\nx",
        r"\operatorname{special} x",
    ],
)
def test_what_only_looks_alike_is_read(formula: str) -> None:
    read(formula, limits=Limits())


def test_the_layer_can_be_taken_off() -> None:
    assert read(r"\input{a}", limits=Limits(security=False)).warnings[0].code == "unknown-command"
