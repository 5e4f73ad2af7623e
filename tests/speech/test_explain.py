"""What gave each word: the construct and its row, the inference, the preference; and the piece of the source."""

from __future__ import annotations

import json
import time

import pytest

from cases import FIXTURES, Case, cases_in
from mathspeak.latex.nodes import Letter, Node, Row
from mathspeak.meaning import INFERENCES, NOTHING_KNOWN
from mathspeak.speech.explanation import explain, phrase
from mathspeak.speech.styles import NAMES, Options, Style
from mathspeak.speech.utterance import PAUSES, Utterance
from mathspeak.speech.words import Words
from mathspeak.translator import Translator

CASES = sorted({case.latex for style in FIXTURES.iterdir() if style.is_dir() for case in cases_in(style)})


SPOKEN = [*((style, "en") for style in NAMES), ("clearspeak", "de")]


def explained(latex: str, **options: object) -> list[tuple[str, str, str]]:
    rows = Translator(**options).read(latex).explain()  # type: ignore[arg-type]
    return [(words, rule, latex[start:end]) for words, rule, start, end in rows]


@pytest.mark.parametrize(
    ("latex", "row"),
    [
        (r"\frac{a+b}{c}+d", ("over", "fraction: OVER", r"\frac{a+b}{c}")),
        (r"\frac{a+b}{c}+d", ("end fraction", "fraction: END fraction", r"\frac{a+b}{c}")),
        (r"\sqrt{1+\sqrt{x+1}}+y", ("end root", "root: END root", r"\sqrt{x+1}")),
        (r"\sqrt{1+\sqrt{x+1}}+y", ("end root", "root: END root", r"\sqrt{1+\sqrt{x+1}}")),
        (r"x^{n+1}y", ("end power", "script: END power", r"x^{n+1}")),
        (r"\sum_{i=1}^n x", ("of", "script: OF", r"\sum_{i=1}^n ")),
        (r"2\sqrt{a+b}c^ab", ("times", "root: TIMES", r"\sqrt{a+b}")),
        (r"x\le y", ("is less than or equal to", "symbol leq", r"\le")),
        (r"\alpha", ("alpha", "letter alpha", r"\alpha")),
        ("X", ("cap X", "letter X", "X")),
        ("f(x)", ("of", "call: OF_FUNCTION (inference calls)", "f(x)")),
        (r"\frac{dy}{dx}", ("by", "derivative: BY (inference derivatives)", r"\frac{dy}{dx}")),
        ("x^2", ("squared", "script: POWERS 2", "x^2")),
        ("A^T", ("transpose", "script: MARKS transpose", "A^T")),
    ],
)
def test_rows_of_the_natural_style(latex: str, row: tuple[str, str, str]) -> None:
    assert row in explained(latex)


@pytest.mark.parametrize(
    ("latex", "row"),
    [
        (r"\frac{a+b}{c}", ("und Nenner", "fraction: AND_DENOMINATOR", r"\frac{a+b}{c}")),
        (r"\sqrt{\frac{a+b}{c}}", ("dem Bruch mit Zähler", "fraction: WITH_NUMERATOR", r"\frac{a+b}{c}")),
        (r"\sin(x+1)", ("der", "applied: THE", r"\sin(x+1)")),
        (r"\frac34", ("drei Viertel", "fraction: vulgar_fraction", r"\frac34")),
        ("x^5", ("zur", "script: whole_power 0 (preference Exponents=OrdinalPower)", "x^5")),
        ("x^5", ("fünften", "script: whole_power 1 (preference Exponents=OrdinalPower)", "x^5")),
    ],
)
def test_rows_of_clearspeak_in_german(latex: str, row: tuple[str, str, str]) -> None:
    assert row in explained(latex, style="clearspeak", language="de", prefs={"Exponents": "OrdinalPower"})


@pytest.mark.parametrize("case", cases_in(FIXTURES / "explained.txt"), ids=lambda case: case.title)
def test_every_row_of_a_formula(case: Case) -> None:
    """The words of a style, what gave them and the piece that they speak."""
    rows = explained(case.latex, style=case.title.partition(":")[0])
    assert [" ← ".join(row) for row in rows] == case.expected.splitlines()


@pytest.mark.parametrize(("style", "language"), SPOKEN)
def test_every_word_of_every_case_is_explained(style: str, language: str) -> None:
    translator = Translator(style, language=language)
    names = {inference.name for inference in INFERENCES}
    for latex in CASES:
        reading = translator.read(latex)
        rows = reading.explain()
        assert [words for words, *_ in rows] == [word for word in reading.utterance.words if word not in PAUSES], latex
        for words, rule, start, end in rows:
            assert type(words) is str
            assert 0 <= start <= end <= len(latex), (latex, words)
            if "(inference " in rule:
                assert rule.partition("(inference ")[2].partition(")")[0].partition(", ")[0] in names


def test_an_inference_that_is_off_explains_nothing() -> None:
    rules = [rule for _, rule, _ in explained("f(x)", infer={"calls": False})]
    assert rules
    assert not any("inference" in rule for rule in rules)


def test_the_words_of_most_constructs_have_their_row() -> None:
    translator = Translator()
    rows = [row for latex in CASES for row in translator.read(latex).explain()]
    bare = [rule for _, rule, *_ in rows if rule in ("fraction", "script", "root", "fence", "call", "table", "set of")]
    assert len(bare) < len(rows) / 100


def test_a_preference_is_named_where_it_gave_the_word() -> None:
    """A style of two words: one from a preference, one that is always said."""

    def speak(node: Node, words: Words, options: Options) -> Utterance:
        polite = [words.say.PLEASE] if options.preferences["Tone"] == "Polite" else []
        said = [*polite, words.say.LETTER]
        return Utterance(said, [node] * len(said))

    class Say:
        PLEASE = "please"
        LETTER = "x"

    style = Style("test", speak, preferences=lambda given: {"Tone": "Plain", "Other": "Auto", **given})
    node = Letter("x", False, "", 0, 1)

    def rules(tone: str) -> list[str]:
        options = Options("verbose", {"Tone": tone, "Other": "Auto"}, 100)
        words = Words({}, Say())
        found = explain(node, NOTHING_KNOWN, inferences=(), style=style, words=words, options=options)
        return [rule for _, rule, *_ in found]

    assert rules("Polite") == ["letter x: PLEASE (preference Tone=Polite)", "letter x: LETTER"]
    assert rules("Plain") == ["letter x: LETTER"]


def test_phrases_keep_their_rows() -> None:
    assert phrase("the {}", "THE").format(phrase("sum", "sum")) == "the sum"
    assert phrase("the {}", "THE").format(phrase("sum", "sum")).row == "THE of sum"
    assert phrase("is less", "lt").removeprefix("is ").row == "lt"


def test_a_part_that_is_spoken_by_itself_is_explained_by_its_construct() -> None:
    parsed = Translator().parse("x+1")
    assert isinstance(parsed.node, Row)
    assert parsed.speak(parsed.node.items[0]).explain() == [("x", "letter x", 0, 1)]


def test_a_long_formula_is_explained_in_time() -> None:
    latex = "+".join(rf"\frac{{a_{{{i}}}+f(x)}}{{\sqrt{{b+{i}}}}}" for i in range(300))
    begun = time.perf_counter()
    assert len(Translator().read(latex).explain()) > 3000
    assert time.perf_counter() - begun < 10


def test_explanations_are_plain_data() -> None:
    rows = Translator().read(r"\frac{a+b}{c}").explain()
    assert json.loads(json.dumps(rows)) == [list(row) for row in rows]
