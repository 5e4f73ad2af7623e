"""SSML: valid by schema whatever stands in the formula, and the words of the plain text in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cases import FIXTURES, cases_in
from mathspeak.errors import ConfigError, MathspeakError
from mathspeak.latex.nodes import Letter, Node, Row, Text
from mathspeak.speech.formats.ssml import CAPITALS, document, to_ssml
from mathspeak.speech.formats.voice import split_marker, spoken
from mathspeak.speech.styles import NAMES
from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, PAUSES, SHORT, Utterance
from mathspeak.translator import Translator, ssml

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "ssml.xsd"))
SSML = "{http://www.w3.org/2001/10/synthesis}"
CASES = sorted({case.latex for style in FIXTURES.iterdir() if style.is_dir() for case in cases_in(style)})
SPOKEN = [*((style, "en") for style in NAMES), ("natural", "de"), ("clearspeak", "de")]
ODD = (
    "<>&\"'/]=%#;!-?[\x00\x01\x1b\x7f\x85\xa0\u00ad\u0301\u200b\u202e\u2028\ue000\ue002\ufdd0\ufffe\uffff\U0001d7d8😀é"
)
A_NODE = Row([], 0, 0)


def checked(text: str) -> etree._Element:
    """The document as a tree, if it is valid."""
    root = etree.fromstring(text)
    SCHEMA.assertValid(root)
    return root


def heard(root: etree._Element) -> list[str]:
    return " ".join(root.itertext()).split()


def utterance(*words: str, node: Node = A_NODE) -> Utterance:
    return Utterance(list(words), [node] * len(words))


@pytest.mark.parametrize(("style", "language"), SPOKEN)
def test_every_case_is_valid_and_says_the_words_of_the_plain_text(style: str, language: str) -> None:
    translator = Translator(style, language=language)
    for latex in CASES:
        reading = translator.read(latex)
        root = checked(reading.ssml())
        said = reading.utterance
        pairs = zip(said.words, said.nodes, strict=True)
        words = [text for phrase, node in pairs if phrase not in PAUSES for text, _ in spoken(phrase, node)]
        assert heard(root) == " ".join(words).split(), latex
        for mark in root.iter(f"{SSML}mark"):
            start, end = map(int, mark.get("name")[1:].split("-"))
            assert 0 <= start <= end <= len(latex), latex


@pytest.mark.parametrize("capitals", CAPITALS)
def test_every_way_with_capitals_is_valid(capitals: str) -> None:
    text = Translator().read(r"\mathbf{A}+B_{c}^D").ssml(capitals=capitals, pause=0.3)
    assert heard(checked(text)) == "bold cap A plus cap B sub c to the cap D".split()
    assert ("<prosody" in text, "<emphasis" in text) == (capitals == "pitch", capitals == "emphasis")


@pytest.mark.parametrize(
    "latex",
    [
        "<",
        "a<b>c & d",
        "x<y&z>\"'",
        r"\text{</speak><audio src='x'/>}",
        r"\text{<!-- & --> ]]> <![CDATA[ &amp; &#0; %x;}",
        r"\operatorname{<a&b>}(x)",
        r"\mathrm{<&>}",
        r"\text{<x y=" "z" ">}",
        r"\qqq<x>&{]]>}",
        r"\begin{matrix}<&>\\&lt;&\&\end{matrix}",
        f"\\text{{{ODD}}}{ODD}",
        "\x00\x01x\x02\ufffe\uffff",
        "\\text{a\ud800b}",
    ],
)
@pytest.mark.parametrize("style", NAMES)
def test_metacharacters_and_odd_characters_are_safe(style: str, latex: str) -> None:
    try:
        reading = Translator(style).read(latex)
    except MathspeakError:
        return
    checked(reading.ssml()).iter()
    checked(ssml([(0, latex), (len(latex), reading)]))


ANYTHING = st.text(st.one_of(st.sampled_from(ODD + "aA \\{}$^_"), st.characters(codec=None, exclude_categories=())))


@given(st.lists(ANYTHING, max_size=6))
def test_any_words_make_a_valid_document(words: list[str]) -> None:
    for node in (A_NODE, Text([], "", 3, 9), Letter("x", False, "", 0, 1)):
        checked(to_ssml(utterance(*words, node=node)))
    checked(document([(0, word) for word in words]))


@given(ANYTHING)
def test_any_formula_makes_a_valid_document(latex: str) -> None:
    try:
        reading = Translator().read(latex)
    except MathspeakError:
        return
    checked(reading.ssml())


def test_pauses_are_breaks_of_their_strength() -> None:
    said = utterance("x", BREATH, "x", SHORT, "x", MEDIUM, "x", LONG)
    assert re.findall(r'"(\d+)ms"', to_ssml(said)) == ["80", "250", "500", "750"]
    assert re.findall(r'"(\d+)ms"', to_ssml(said, pause=0.5)) == ["40", "125", "250", "375"]
    assert "<break" not in to_ssml(said, pause=0)


def test_marks_point_to_the_source_and_stand_before_its_words() -> None:
    latex = r"\frac{a+b}{c}+d"
    root = checked(Translator().read(latex).ssml())
    said = []
    for mark in root.iter(f"{SSML}mark"):
        start, end = map(int, mark.get("name")[1:].split("-"))
        following = mark.getnext()
        is_letter = following is not None and following.tag == f"{SSML}say-as"
        said.append((latex[start:end], following.text if is_letter else mark.tail.strip()))
    assert said == [
        (r"\frac{a+b}{c}", "the fraction"),
        ("a", "a"),
        ("+", "plus"),
        ("b", "b"),
        (r"\frac{a+b}{c}", "over"),
        ("c", "c"),
        (r"\frac{a+b}{c}", "end fraction"),
        ("+", "plus"),
        ("d", "d"),
    ]
    assert "<mark" not in Translator().read(latex).ssml(marks=False)


def test_prose_and_formulas_are_one_document_whose_marks_count_from_its_start() -> None:
    source = "Let a < $x$."
    root = checked(ssml([(0, "Let a < "), (9, Translator().read("x")), (11, ".")], language="en-GB"))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    assert heard(root) == ["Let", "a", "<", "x", "."]
    (mark,) = root.iter(f"{SSML}mark")
    assert mark.get("name") == "f9-10"
    assert source[9:10] == "x"


@pytest.mark.parametrize(
    ("latex", "letters"),
    [
        ("a+B", ["a", "B"]),
        (r"\text{if a is}", []),
        (r"\exists!x", ["x"]),
        (r"\ce{NaCl}", ["N", "a", "C", "l"]),
        (r"\text{a}", ["a"]),
        (r"\alpha+1", []),
    ],
)
def test_letters_are_told_from_words(latex: str, letters: list[str]) -> None:
    root = checked(Translator().read(latex).ssml())
    assert [element.text for element in root.iter(f"{SSML}say-as")] == letters


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("StartFraction", "start fraction"),
        ("EndEndFraction", "end end fraction"),
        ("NestedTwiceStartRoot", "nested twice start root"),
        ("Nested4EndRoot", "nested 4 end root"),
        ("p'ren", "pren"),
        ("Baseline", "Baseline"),
        ("plus", "plus"),
        ("X", "X"),
        ("Wurzel", "Wurzel"),
    ],
)
def test_marker_words_are_split_for_the_voice(token: str, words: str) -> None:
    assert split_marker(token) == words
    assert heard(checked(to_ssml(utterance(token)))) == words.split()


def test_the_words_of_others_are_not_split() -> None:
    assert heard(checked(to_ssml(utterance("a GitHub page", node=Text([], "", 0, 1))))) == ["a", "GitHub", "page"]


@pytest.mark.parametrize(
    "wrong", [{"language": 'en"'}, {"language": ""}, {"capitals": "loud"}, {"pause": -1}, {"pause": float("nan")}]
)
def test_what_cannot_be_asked_for_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        to_ssml(utterance("x", SHORT, "y"), **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "broken",
    [
        '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en"/>',
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis"/>',
        '<speak version="1.1" xml:lang="en"/>',
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en"><break time="80"/></speak>',
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en"><mark/></speak>',
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en"><x/></speak>',
    ],
)
def test_the_schema_refuses_what_is_wrong(broken: str) -> None:
    assert not SCHEMA.validate(etree.fromstring(broken))
