"""Each inference against cases for it, in which it changes the reading, and against it, in which it must not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from cases import Case, cases_in
from mathspeak import Translator
from mathspeak.errors import UnknownPreference
from mathspeak.meaning import INFERENCES, chosen

CASES = {
    name: cases_in(path) for path in sorted((Path(__file__).parent / "cases").glob("*.txt")) if (name := path.stem)
}
NAMES = [inference.name for inference in INFERENCES]


def file_of(name: str) -> str:
    return name.replace(" ", "-")


@cache
def without(name: str) -> Translator:
    return Translator(infer={name: False})


def parameters(side: str) -> list[object]:
    return [
        pytest.param(name, case, id=f"{name}: {case.title}")
        for name in NAMES
        for case in CASES.get(file_of(name), [])
        if case.title.startswith(f"{side}: ")
    ]


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{name}: {case.title}") for name in CASES for case in CASES[name]]
)
def test_reading_with_every_inference(case: Case) -> None:
    assert Translator().read(case.latex).text == case.expected


@pytest.mark.parametrize(("name", "case"), parameters("for"))
def test_cases_for_an_inference_need_it(name: str, case: Case) -> None:
    assert without(name).read(case.latex).text != case.expected


@pytest.mark.parametrize(("name", "case"), parameters("against"))
def test_cases_against_an_inference_do_not_meet_it(name: str, case: Case) -> None:
    assert without(name).read(case.latex).text == case.expected


@pytest.mark.parametrize("name", NAMES)
def test_every_inference_has_cases_on_both_sides(name: str) -> None:
    titles = [case.title for case in CASES[file_of(name)]]
    assert sum(title.startswith("for: ") for title in titles) >= 3
    assert sum(title.startswith("against: ") for title in titles) >= 2
    assert all(title.startswith(("for: ", "against: ")) for title in titles)


def test_every_file_belongs_to_an_inference() -> None:
    assert set(CASES) == {file_of(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_inference_can_be_switched_off(name: str) -> None:
    left = [inference.name for inference in chosen({name: False})]
    assert left == [other for other in NAMES if other != name]
    assert [inference.name for inference in chosen({name: True})] == NAMES


def test_all_inferences_off_reads_what_is_printed() -> None:
    bare = Translator(infer=dict.fromkeys(NAMES, False))
    assert bare.read(r"f(x)").text == "f open paren x close paren"
    assert bare.read(r"|x|").text == "vertical bar x vertical bar"
    assert bare.read(r"\frac{a}{b}").text == "a over b"


def test_an_inference_that_does_not_exist() -> None:
    with pytest.raises(UnknownPreference, match="no inference “cals”") as caught:
        Translator(infer={"cals": False})
    assert caught.value.hint == "did you mean “calls”?"
    with pytest.raises(UnknownPreference) as caught:
        Translator(infer={"zzzzz": True})
    assert caught.value.hint.startswith("the inferences are: ")
