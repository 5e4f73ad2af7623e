"""Every forbidden command in every disguise, and what only looks like one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mathspeak import Translator
from mathspeak.documents.blocks import Document, Formula
from mathspeak.documents.decoding import everything
from mathspeak.documents.reading import read_source
from mathspeak.documents.tex.reading import read_tex
from mathspeak.errors import ForbiddenCommand
from mathspeak.latex.forbidden import FORBIDDEN, FORBIDDEN_ENVIRONMENTS
from mathspeak.latex.tokens import TOKEN
from mathspeak.narration.composer import compose

TRANSLATOR = Translator()
BARE = sorted(FORBIDDEN)
# \write18 is read by TeX, and here, as \write before a number.
WRITTEN = {command: TOKEN.findall(command)[0] for command in BARE}


def hexadecimal(text: str) -> str:
    return "".join(f"^^{ord(sign):02x}" for sign in text)


DISGUISES: dict[str, Callable[[str], str]] = {
    "in the body of a macro": lambda c: rf"\newcommand{{\ok}}[1]{{{c}#1}} \ok{{a}}",
    "in a macro with an option": lambda c: rf"\newcommand{{\ok}}[2][{c}]{{#1#2}} \ok{{a}}",
    "in a macro of another command": lambda c: rf"\providecommand\ok{{{c}}}\DeclareRobustCommand\no{{\ok}} \no",
    "in the name of an operator": lambda c: rf"\DeclareMathOperator{{\ok}}{{{c}}} \ok",
    "by another name": lambda c: rf"\let\ok{c} \ok a",
    "by another name that is a sign": lambda c: rf"\let~={c} ~a",
    "defined anew": lambda c: rf"\renewcommand{c}{{x}} {c}",
    "made of letters": lambda c: rf"\csname {c[1:]}\endcsname a",
    "made of letters in a macro": lambda c: rf"\def\ok#1{{\csname #1\endcsname}} \ok{{{c[1:]}}}",
    "behind another escape character": lambda c: rf"\catcode`\|=0 |{c[1:]} a",
    "as an active sign": lambda c: rf"\catcode`\!=13 \def!{{{c}}} !",
    "read as tokens": lambda c: rf"\scantokens{{\{c} a}}",
    "in text": lambda c: rf"\text{{see {c} a}}",
    "in a box": lambda c: rf"\mbox{{see ${c} a$}}",
    "in an optional argument": lambda c: rf"\sqrt[{c} a]{{b}}",
    "in a spoken template's argument": lambda c: f"% speak: \\ok{{#1}} = ok #1\n\\ok{{{c}}}",
    "in capitals of TeX's notation": lambda c: f"x {hexadecimal(c)} a",
    "with one sign in TeX's notation": lambda c: f"{c[:-1]}{hexadecimal(c[-1])} a",
    "with a comment after it": lambda c: f"{c}%\n{{a}}",
    "on a line after a comment": lambda c: f"x % a comment\n{c} a",
    "in a table": lambda c: rf"\begin{{matrix}} a & {c} \\ b \end{{matrix}}",
    "in an environment's argument": lambda c: rf"\begin{{array}}{{{c}}} a \end{{array}}",
    "in chemistry": lambda c: rf"\ce{{H2O {c} a}}",
    "in a quantity": lambda c: rf"\qty{{1}}{{{c}}}",
    "where nothing is printed": lambda c: rf"\phantom{{{c}}} \label{{{c}}} x",
    "after what is not known": lambda c: rf"\unknown{{{c}}}",
    "after what is not closed": lambda c: rf"\frac{{a{c}",
    "after an escaped backslash": lambda c: rf"\\{c} a",
}


@pytest.mark.parametrize("command", BARE)
def test_no_disguise_helps(command: str) -> None:
    for name, disguise in DISGUISES.items():
        with pytest.raises(ForbiddenCommand) as caught:
            TRANSLATOR.read(disguise(command))
        assert caught.value.start is not None, name
        with pytest.raises(ForbiddenCommand):
            TRANSLATOR.read("x", macros=disguise(command))


def test_a_command_is_refused_whether_it_is_known_as_a_macro_or_not() -> None:
    for command in BARE:
        with pytest.raises(ForbiddenCommand):
            Translator(macros=rf"\def{command}{{x}}").read("x")


ENVIRONMENTS: dict[str, Callable[[str], str]] = {
    "with space before its name": lambda e: rf"\begin {{{e}}} a \end{{{e}}}",
    "with a comment in it": lambda e: f"\\begin%\n{{{e}}} a",
    "in a macro": lambda e: rf"\newcommand{{\ok}}{{\begin{{{e}}}}} \ok",
    "in a macro's argument": lambda e: rf"\newcommand{{\ok}}[1]{{\begin{{#1}}}} \ok{{{e}}}",
    "in text": lambda e: rf"\text{{$\begin{{{e}}} a$}}",
    "in an environment": lambda e: rf"\begin{{matrix}} \begin{{{e}}} a \end{{matrix}}",
    "by another name": lambda e: rf"\let\ok\begin \ok{{{e}}}",
    "with its braces in TeX's notation": lambda e: rf"\begin^^7b{e}^^7d a",
    "with a letter in TeX's notation": lambda e: rf"\begin{{{e[:-1]}{hexadecimal(e[-1])}}} a",
}


@pytest.mark.parametrize("environment", sorted(FORBIDDEN_ENVIRONMENTS))
@pytest.mark.parametrize("disguise", ENVIRONMENTS)
def test_no_disguise_of_an_environment_helps(environment: str, disguise: str) -> None:
    with pytest.raises(ForbiddenCommand):
        TRANSLATOR.read(ENVIRONMENTS[disguise](environment))


def notebook(source: str) -> str:
    cell = {"cell_type": "markdown", "metadata": {}, "source": [source]}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


# What a format of documents has for a backslash.
WRAPPED: dict[str, tuple[str, Callable[[str], str]]] = {
    "HTML's number": ("html", lambda c: f"<p>\\(x &#92;{c[1:]} a\\)"),
    "HTML's number in hexadecimal": ("html", lambda c: f"<p>\\(x &#x5C;{c[1:]} a\\)"),
    "HTML's name": ("html", lambda c: f"<p>\\(x &bsol;{c[1:]} a\\)"),
    "HTML with tags in a formula": ("html", lambda c: f'<p><span class="math">\\(x \\{c[1:]} a\\)</span>'),
    "an escape of JSON": ("notebook", lambda c: notebook(f"$x {c} a$").replace("\\\\", "\\u005c")),
    "JSON": ("notebook", lambda c: notebook(f"$x {c} a$")),
    "Markdown": ("markdown", lambda c: f"Let $x {c} a$ be."),
    "Markdown's backquotes": ("markdown", lambda c: f"Let $`x {c} a`$ be."),
    "Markdown's entity": ("markdown", lambda c: f"<div>\n\n\\(x {c} a\\)\n\n</div>"),
    "plain text": ("text", lambda c: f"Let \\(x {c} a\\) be."),
}


def formulas(document: Document) -> list[str]:
    return [item.latex for item in everything(document) if isinstance(item, Formula)]


@pytest.mark.parametrize("wrapping", WRAPPED)
def test_no_format_of_documents_helps(wrapping: str) -> None:
    kind, wrap = WRAPPED[wrapping]
    for command in BARE:
        document = read_source(wrap(command), Path(f"notes.{kind}"), kind)
        assert any(WRITTEN[command] in latex for latex in formulas(document)), (command, document)
        script = compose(document, TRANSLATOR)
        assert "forbidden-command" in [problem.code for problem in script.problems], command
        # It is announced, and nothing of it is read out.
        assert not any("\\" in sentence.text for sentence in script.sentences)


def test_no_macro_of_a_latex_document_helps(tmp_path: Path) -> None:
    """A document may say these to TeX; its formulas never get a definition that has one."""
    path = tmp_path / "notes.tex"
    for command in BARE:
        body = rf"\newcommand{{\ok}}{{{command}}}\def\no{{{command} a}} Let $\ok$ and $\no$ be."
        path.write_text(rf"\begin{{document}}{body}\end{{document}}", encoding="utf-8")
        document = read_tex(path)
        assert WRITTEN[command] not in TOKEN.findall(document.macros), command
        script = compose(document, TRANSLATOR)
        assert not any("\\" in sentence.text for sentence in script.sentences)


@pytest.mark.parametrize(
    "formula",
    [
        r"\INPUT{a}",
        r"\Input a",
        r"\inp%" + "\nut{a}",
        r"\inp{}ut{a}",
        r"\text{input}",
        r"\operatorname{write}",
        r"\mathrm{catcode}",
        "input",
        "/input",
        r"% \input{a}" + "\nx",
        r"\begin{inputs} a \end{inputs}",
    ],
)
def test_what_only_looks_like_one_is_read(formula: str) -> None:
    """TeX would not run these either: a comment ends the name of a command, and capitals make another."""
    assert TRANSLATOR.read(formula).text


def test_the_table_holds_names_as_they_are_met() -> None:
    assert all(re.fullmatch(r"\\[A-Za-z]+(18)?", command) for command in FORBIDDEN)
