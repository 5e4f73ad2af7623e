"""The translator: warnings, explanations, macros, templates, contexts, threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import mathspeak
from cases import FIXTURES, Case, cases_in
from mathspeak import Reading, Translator, translate
from mathspeak.errors import UnknownPreference
from mathspeak.latex.nodes import Row
from mathspeak.meaning import Context
from mathspeak.speech.explanation import construct

CASES = cases_in(FIXTURES / "natural")


def read(latex: str, **options: object) -> Reading:
    return Translator(**options).read(latex)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("latex", "code", "written"),
    [
        (r"x+\foo", "unknown-command", r"\foo"),
        (r"\frac{a}{b", "unclosed", "{b"),
        (r"a}b", "unmatched", "}"),
        (r"\frac{a}", "missing-argument", "}"),
        (r"x^", "missing-argument", "^"),
    ],
)
def test_a_warning_says_where(latex: str, code: str, written: str) -> None:
    (warning,) = read(latex).warnings
    assert (warning.code, latex[warning.start : warning.end]) == (code, written)
    assert warning.as_dict() == {
        "code": code,
        "message": warning.message,
        "start": warning.start,
        "end": warning.end,
    }


def test_a_formula_that_says_nothing_is_warned_of() -> None:
    reading = read(r"\phantom{x}")
    assert reading.text == ""
    assert [warning.code for warning in reading.warnings] == ["nothing-said"]


def test_a_formula_without_fault_has_no_warnings() -> None:
    assert [case.name for case in CASES if case.file != "malformed" and read(case.latex).warnings] == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_every_word_is_explained(case: Case) -> None:
    latex = case.latex
    reading = read(latex)
    explained = reading.explain()
    assert " ".join(words for words, *_ in explained).split() == without_pauses(reading)
    constructs = tuple(construct(name) for name in node_names())
    for words, rule, start, end in explained:
        assert words
        assert rule.startswith(constructs)
        assert 0 <= start <= end <= len(latex)


def without_pauses(reading: Reading) -> list[str]:
    """The words of a reading, taken from the utterance and not from the explanation."""
    return [word for phrase in reading.utterance.words if not "\ue000" <= phrase <= "\ue00f" for word in phrase.split()]


def node_names() -> set[str]:
    """The classes that a style has rules for, and those that are never spoken by themselves."""
    from mathspeak.latex import nodes
    from mathspeak.meaning import terms

    return {name for module in (nodes, terms) for name in vars(module) if isinstance(vars(module)[name], type)}


def test_explanations_point_to_the_source() -> None:
    latex = r"\frac{a+b}{c}+d"
    assert [(words, rule, latex[start:end]) for words, rule, start, end in read(latex).explain()] == [
        ("the fraction", "fraction: FRACTION", r"\frac{a+b}{c}"),
        ("a", "letter a", "a"),
        ("plus", "symbol plus", "+"),
        ("b", "letter b", "b"),
        ("over", "fraction: OVER", r"\frac{a+b}{c}"),
        ("c", "letter c", "c"),
        ("end fraction", "fraction: END fraction", r"\frac{a+b}{c}"),
        ("plus", "symbol plus", "+"),
        ("d", "letter d", "d"),
    ]


def test_macros_of_a_translator_and_of_one_formula() -> None:
    translator = Translator(macros=r"\newcommand{\R}{\mathbb{R}}\DeclareMathOperator{\Hom}{Hom}")
    assert translator.read(r"x\in\R").text == "x in the reals"
    assert translator.read(r"x\in\Q", macros=r"\def\Q{\mathbb Q}").text == "x in the rationals"
    assert [warning.code for warning in translator.read(r"x\in\Q").warnings] == ["unknown-command"]
    assert translator.read(r"\def\R{y}\R").text == "y"
    assert translator.read(r"\R").text == "the reals"


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\newcommand{\pair}[2]{(#1,#2)}\pair ab", "open paren a comma b close paren"),
        (r"\newcommand{\half}[1][x]{\frac{#1}{2}}\half+\half[y]", "x over 2 plus y over 2"),
        (r"\def\half#1{\frac{#1}2}\half{a+b}", "the fraction a plus b over 2"),
        (r"\let\eps\varepsilon\eps", "epsilon"),
        (r"\DeclareMathOperator*{\am}{arg\,min}\am_x f", "the arg min over x of f"),
        (r"\DeclarePairedDelimiter{\norm}{\lVert}{\rVert}\norm{x}", "the norm of x"),
    ],
)
def test_macros_inside_a_formula(latex: str, words: str) -> None:
    reading = read(latex)
    assert (reading.text, reading.warnings) == (words, [])


def test_templates_go_before_expansions() -> None:
    translator = Translator(macros=r"\newcommand{\edge}[2]{(#1,#2)}", speak={"edge": "edge from #1 to #2"})
    assert translator.read(r"\edge{a}{b^2}").text == "edge from a to b squared"
    assert Translator(speak={r"\edge": "edge #1"}).read(r"\edge x").text == "edge x"


def test_templates_in_comments() -> None:
    comment = "% speak: \\edge{#1} = edge #1\n"
    assert read(comment + r"\edge{x}+1").text == "edge x plus 1"
    assert Translator(macros=comment).read(r"\edge{x}").text == "edge x"
    assert Translator().read(r"\edge{x}", macros=comment).text == "edge x"


def test_templates_of_the_caller_go_before_those_of_a_preamble() -> None:
    comment = "% speak: \\edge{#1} = edge #1\n"
    assert Translator(macros=comment, speak={"edge": "arc #1"}).read(r"\edge{x}").text == "arc x"


def test_a_context_knows_functions() -> None:
    assert read("y(b)").text == "y open paren b close paren"
    assert read("y(b)", context=Context(functions=["y"])).text == "y of b"
    assert read(r"\Psi(b+1)", context=Context(functions=["Psi"])).text == "cap psi of open paren b plus 1 close paren"


def test_contexts_are_values() -> None:
    context = Context(functions=["y"])
    more = context.with_functions(frozenset(["u"]))
    assert (context.key(), more.key()) == (("y",), ("u", "y"))
    assert context.with_functions(frozenset(["y"])) is context


def test_what_a_formula_shows_does_not_outlive_it() -> None:
    translator = Translator()
    shown = translator.read("y(t)+y(b)").text
    assert shown == "y of t plus y of b"
    assert translator.read("y(b)").text == "y open paren b close paren"


def test_one_translator_serves_many_threads() -> None:
    translator = Translator(macros=r"\newcommand{\R}{\mathbb{R}}")
    formulas = [case.latex for case in CASES] * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda latex: translator.read(latex).text, formulas))
    assert found == [case.expected for case in CASES] * 4


def test_readings_do_not_depend_on_what_was_read_before() -> None:
    first, second = Translator(), Translator()
    forwards = {case.latex: first.read(case.latex) for case in CASES}
    for case in reversed(CASES):
        again = second.read(case.latex)
        assert again.text == forwards[case.latex].text
        assert again.explain() == forwards[case.latex].explain()


def test_prose_is_kept() -> None:
    prose = "whenever the series converges, it does so absolutely; see below"
    assert prose in read(rf"x>0 \text{{ {prose} }} y").text
    assert read(r"\text{if }x\text{ is odd}").text == "if x is odd"


def test_translate_is_the_short_way() -> None:
    assert (
        translate(r"\frac{a}{b}") == mathspeak.translate(r"\frac{a}{b}", style="natural", language="en") == "a over b"
    )


def test_a_translator_for_a_document_knows_its_macros_functions_and_language() -> None:
    translator = Translator(macros=r"\newcommand{\R}{\mathbb{R}}")
    knowing = translator.knowing(macros=r"\newcommand{\N}{\mathbb{N}}", functions=frozenset(["y"]), language="de")
    assert knowing.read(r"\R \N").text == "die reellen Zahlen die natürlichen Zahlen"
    assert knowing.read("y(b)").text == "y von b"
    assert translator.read("y(b)").text == "y open paren b close paren"
    with pytest.raises(UnknownPreference, match="“xx”"):
        translator.knowing(language="xx")


def test_letters_are_functions_of_a_document_unless_they_are_variables_in_it() -> None:
    formulas = ["y(t)", "p(x)", "p(1-p)", "G(s)", r"F(G(s))", "\\frac", "a(b+c)"]
    assert Translator().functions_of(formulas) == {"y", "G"}


def test_a_terse_formula_has_no_is_and_a_part_of_it_neither() -> None:
    translator = Translator()
    said = "x greater than 0"
    parsed = translator.parse("x>0", terse=True)
    assert parsed.reading.text == said
    assert parsed.speak(Row(list(parsed.node.parts()), 0, 3)).text == said  # type: ignore[arg-type]
    assert translator.read("x>0").text == "x is greater than 0"
