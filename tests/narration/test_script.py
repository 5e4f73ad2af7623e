"""Documents to scripts: the words of each kind of block under each policy, and what holds for all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cases import Case, cases_in
from mathspeak.documents.blocks import File, Formula, Paragraph, Reference
from mathspeak.documents.policy import Policy, choices
from mathspeak.narration import transcript
from mathspeak.narration.composer import compose
from mathspeak.narration.lengths import LONGEST
from mathspeak.narration.script import Script
from mathspeak.speech.formats.plain import plain
from mathspeak.speech.utterance import Utterance
from mathspeak.speech.words import LANGUAGES
from mathspeak.translator import STYLES, Translator
from narration.building import document

CASES = Path(__file__).parent / "cases"
MACROS = r"\newcommand{\R}{\mathbb{R}}"
SCRIPTS = [
    pytest.param(language, case, id=case.name)
    for language in LANGUAGES
    for case in cases_in(CASES / f"script-{language}.txt")
]
WORD = re.compile(r"[^\W_]+")


def script(text: str, language: str = "", policies: str = "", style: str = "natural", **about: str) -> Script:
    found = document(text, language=language, macros=MACROS, **about)
    return compose(found, Translator(style), Policy(".md", choices(policies.split())))


def of(language: str, case: Case, style: str = "natural") -> Script:
    named = re.search(r"\[([^\]]*)\]$", case.title)
    return script(case.latex, language, named[1] if named else "", style)


@pytest.mark.parametrize(("language", "case"), SCRIPTS)
def test_words(language: str, case: Case) -> None:
    assert transcript.words(of(language, case)) == f"{case.expected}\n"


@pytest.mark.parametrize(("language", "case"), SCRIPTS)
def test_a_voice_is_given_the_words_of_the_transcript(language: str, case: Case) -> None:
    for sentence in of(language, case).sentences:
        said = []
        for piece in sentence.speakable():
            text = piece if isinstance(piece, str) else piece[0] if isinstance(piece, tuple) else plain(piece)
            said += WORD.findall(text)
        assert said == WORD.findall(sentence.text)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("language", "case"), [param for param in SCRIPTS if param.values[0] == "en"])
def test_no_markup_is_said_in_any_style(language: str, case: Case, style: str) -> None:
    words = transcript.words(of(language, case, style))
    assert not set(words) & set("\\${}^_`|<>~#")
    assert "  " not in words


@pytest.mark.parametrize(("language", "case"), SCRIPTS)
def test_places_are_in_order_and_silences_are_given(language: str, case: Case) -> None:
    made = of(language, case)
    assert all(sentence.pause > 0 and sentence.start <= sentence.end for sentence in made.sentences)
    blocks = [sentence.block for sentence in made.sentences]
    assert blocks == sorted(blocks)


def test_every_sentence_of_the_source_is_there_once_and_in_order() -> None:
    text = "Let $x$ be, e.g. 1. We have $$y = 2,$$ so (cf. `z`) it is. 3–5 are 20%. End…"
    written = "".join(sentence.written for sentence in script(text).sentences)
    assert "".join(written.split()) == "".join(text.split())


def test_a_sentence_says_where_it_stands() -> None:
    text = "One is here. Two is $x$ there. Three."
    assert [text[s.start : s.end] for s in script(text).sentences] == ["One is here.", "Two is $x$ there.", "Three."]


def test_what_is_left_out_is_listed_with_its_place_in_the_script() -> None:
    made = script("One `x` two.\n\n```python\ny\n```\n\nThree.", policies="code=skip inline=skip")
    assert [(left.kind, left.what, left.before) for left in made.skipped] == [
        ("inline", "x", 0),
        ("code", "A code example in Python, 1 line.", 1),
    ]
    assert made.counts()["skipped"] == 2


def test_problems_name_what_is_wrong_and_where() -> None:
    text = r"Let $\frac{\input{x}}{2}$ be, and $\foo{x}$ with @{equation ?here}."
    problems = script(text).problems
    assert [problem.code for problem in problems] == ["forbidden-command", "unknown-command", "unknown-reference"]
    assert [text[problem.start : problem.end] for problem in problems] == [
        r"$\frac{\input{x}}{2}$",
        r"$\foo{x}$",
        "@{equation ?here}",
    ]


def test_a_document_in_a_language_without_words_is_read_in_the_readers_own_and_says_so() -> None:
    made = script("Bonjour.", language="fr-FR")
    assert (made.language, [problem.code for problem in made.problems]) == ("en", ["language"])


def test_the_readers_choice_of_language_wins() -> None:
    made = compose(document("Satz $x^2$.", language="de"), Translator(), language="en")
    assert made.sentences[0].text == "Satz x squared."


def test_letters_are_functions_throughout_a_document() -> None:
    made = script("Let $y(t)$ be. Then $y(b+1)$ and $p(x)$ with $p(1-p)$.")
    assert made.sentences[1].text == (
        "Then y of open paren b plus 1 close paren and p of x with p open paren 1 minus p close paren."
    )


def test_a_title_that_no_heading_says_is_said_first() -> None:
    assert script("Text.", title="Notes & more").sentences[0].text == "Notes and more."
    assert [s.text for s in script("# Notes\n\nText.", title="Notes").sentences] == ["Notes.", "Text."]


def test_sections_are_the_parts_between_headings() -> None:
    made = script("Before.\n\n# Title\n\nOne. Two.\n\n## 1 :: First\n\nThree.", title="")
    sections = [(part.title, part.level, part.first, part.last) for part in made.sections()]
    assert sections == [("Title", 1, 0, 1), ("Title", 1, 1, 4), ("Section 1: First", 2, 4, 6)]


def test_a_long_sentence_is_cut_at_its_clauses_and_a_long_formula_at_its_relations() -> None:
    clause = "which is a clause of some length about many things that are all of interest here"
    terms = " + ".join(f"x_{{{i}}}" for i in range(30))
    made = script(f"This is {clause}, and {clause}; then {clause}, but {clause}, {clause}. So ${terms} = {terms}$ is.")
    assert all(len(sentence.text) <= LONGEST for sentence in made.sentences)
    assert [sentence.text[:8] for sentence in made.sentences[:2]] == ["This is ", "then whi"]
    texts = [sentence.text for sentence in made.sentences]
    assert sum(text.startswith("equals x sub 0") for text in texts) == 1
    assert "".join(s.written.replace(" ", "") for s in made.sentences).count("=") == 1


def test_a_mark_ends_the_words_of_a_formula_but_leaves_a_letter_alone() -> None:
    first, second = script("So $x^2$. And $a$, then $x$.").sentences
    assert [p.words[-1] for p in first.speakable() if isinstance(p, Utterance)] == ["squared."]
    assert [p.words for p in second.speakable() if isinstance(p, Utterance)] == [["a"], ["x"]]


def test_around_a_displayed_formula_there_is_silence() -> None:
    (sentence,) = script("So $$x = 1,$$ and $y$.").sentences
    said = sentence.speakable()
    assert said[0] == ("So", 0.25)
    assert said[2] == ("", 0.25)


def test_a_reference_without_a_number_says_the_title_that_it_has() -> None:
    found = document("See @{section ?}.")
    paragraph = found.blocks[0]
    assert isinstance(paragraph, Paragraph)
    reference = paragraph.runs[1]
    assert isinstance(reference, Reference)
    reference.text = "Limits & more"
    made = compose(found, Translator())
    assert (made.sentences[0].text, made.sentences[0].written) == ("See Limits and more.", "See Limits & more.")
    assert made.problems == []


def test_problems_in_a_file_that_is_brought_in_count_in_that() -> None:
    found = document("Let $x$ and $\\foo$ be.")
    found.files = [File(Path("part.tex"), 8, 30)]
    (problem,) = compose(found, Translator()).problems
    assert (problem.file, problem.start, problem.end) == ("part.tex", 4, 10)


def test_mathml_that_cannot_be_read_is_announced_and_told_of_once() -> None:
    found = document("")
    found.blocks = [Paragraph([Formula("", False, 0, 9, mathml="no markup")], 0, 9)]
    made = compose(found, Translator())
    assert [sentence.text for sentence in made.sentences] == ["A formula that cannot be read"]
    assert [problem.start for problem in made.problems] == [0]
    assert "MathML" in made.problems[0].message
