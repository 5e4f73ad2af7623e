"""Where prose falls into sentences, and how it is said."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from cases import Case, cases_in
from mathspeak.narration.flow import DISPLAY, FOOTNOTE, INLINE, flow
from mathspeak.narration.sentences import sentences
from mathspeak.narration.wording import Wording
from mathspeak.speech.words import LANGUAGES, words_for
from mathspeak.translator import Translator
from narration.building import runs

CASES = Path(__file__).parent / "cases"
WORDINGS = {language: Wording(Translator(language=language)) for language in LANGUAGES}


def parametrized(kind: str) -> list[object]:
    return [
        pytest.param(language, case, id=case.name)
        for language in LANGUAGES
        for case in cases_in(CASES / f"{kind}-{language}.txt")
    ]


def split(text: str, language: str = "en") -> list[str]:
    forms = words_for(language, "abbreviations").say
    return [text[start:end] for start, end in sentences(text, forms)]


@pytest.mark.parametrize(("language", "case"), parametrized("sentences"))
def test_sentences(language: str, case: Case) -> None:
    assert split(case.latex, language) == case.expected.split("\n")


@pytest.mark.parametrize(("language", "case"), parametrized("prose"))
def test_prose_as_it_is_said(language: str, case: Case) -> None:
    assert WORDINGS[language].prose(case.latex).strip() == case.expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_text_is_lost_or_said_twice(language: str) -> None:
    for case in cases_in(CASES / f"sentences-{language}.txt"):
        assert " ".join(split(case.latex, language)) == case.latex


def test_what_is_no_words_stands_in_a_sentence_and_begins_one() -> None:
    text = f"Let {INLINE} be. {INLINE} is{FOOTNOTE}.{FOOTNOTE} So {DISPLAY} where it is. And {DISPLAY} Then."
    assert split(text) == [
        f"Let {INLINE} be.",
        f"{INLINE} is{FOOTNOTE}.{FOOTNOTE}",
        f"So {DISPLAY} where it is.",
        f"And {DISPLAY}",
        "Then.",
    ]


def test_a_flow_keeps_the_places_of_its_characters_and_the_order_of_its_things() -> None:
    source = "We have  $x$ and\n$$y.$$ Then `z`."
    whole = flow(runs(source))
    assert whole.text.count(" ") == 6
    assert [whole.text[i] for i, place in enumerate(whole.places) if source[place] == "T"] == ["T"]
    assert [type(thing).__name__ for thing in whole.things] == ["Formula", "Formula", "Code"]
    part = whole.part(whole.text.index("Then"), len(whole.text))
    assert [type(thing).__name__ for thing in part.things] == ["Code"]
    assert source[part.places[0] :].startswith("Then")


@pytest.mark.parametrize(
    "text", ["a. " * 20_000, "(" * 20_000, "((a. B) " * 5_000, "e.g. " * 20_000, "1. " * 20_000, "“" * 20_000]
)
def test_long_texts_take_no_more_than_their_length(text: str) -> None:
    begun = process_time()
    split(text)
    split(text, "de")
    WORDINGS["en"].prose(text)
    assert process_time() - begun < 20
