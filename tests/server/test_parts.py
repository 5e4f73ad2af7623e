from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from mathspeak.explore import Explorer
from mathspeak.translator import Translator


def parts(client: httpx.Client, latex: str, **more: object) -> dict[str, Any]:
    answer = client.post("/v1/parts", json={"latex": latex, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def walk(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield part
    for inner in part["parts"]:
        yield from walk(inner)


@pytest.mark.parametrize(
    "latex",
    [r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "x", r"f(x)=\int_0^1 t\,dt"],
)
def test_parts_are_those_of_a_walk_by_keys(client: httpx.Client, latex: str) -> None:
    found = parts(client, latex)
    walker = Explorer(latex, lambda style, verbosity: Translator(style, verbosity=verbosity))
    expected = []
    for part in walker.top.walk():
        walker.here = part
        expected.append((walker.repeat().text, walker.where().text, part.start, part.end, part.row, part.column))
    told = list(walk(found["whole"]))
    assert [tuple(part[n] for n in ("heard", "where", "start", "end", "row", "column")) for part in told] == expected
    assert [part["number"] for part in told] == list(range(1, len(told) + 1))
    assert found["speech"] == walker.parsed.reading.text
    assert all(0 <= part["start"] <= part["end"] <= len(latex) for part in told)


def test_style_macros_and_language_are_followed(client: httpx.Client) -> None:
    assert parts(client, "x^2", style="mathspeak")["speech"] == "x squared"
    assert parts(client, r"\K+1", macros=r"\def\K{x^2}")["speech"] == "x squared plus 1"
    assert parts(client, r"\frac{a}{b}", language="de")["whole"]["parts"][0]["heard"].startswith("Zähler")
    assert parts(client, r"\R")["speech"] == Translator().read(r"\mathbb{R}").text


def test_places_count_from_the_start_of_what_was_sent(client: httpx.Client) -> None:
    source = r"Let $\frac{a}{\foo}$ be it."
    found = parts(client, source)
    numerator = found["whole"]["parts"][0]
    assert found["offset"] == 5
    assert source[numerator["start"] : numerator["end"]].strip("{}") == "a"
    warning = found["warnings"][0]
    assert source[warning["start"] : warning["end"]] == r"\foo"


def test_the_formula_as_it_is_written_is_well_formed(client: httpx.Client) -> None:
    root = ElementTree.fromstring(parts(client, r"a<b \& \text{<script>}")["mathml"])
    assert root.tag == "{http://www.w3.org/1998/Math/MathML}math"
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert any(element.get("id") for element in root.iter())


@pytest.mark.parametrize(
    ("latex", "status", "code"),
    [
        ("$x$ and $y$", 422, "latex"),
        (r"\input{x}", 422, "forbidden-command"),
        ("x+" * 1500 + "x", 422, "limit-exceeded"),
        (r"\def\a{\a\a}\a", 422, "limit-exceeded"),
        ("x" * 70_000, 422, "limit-exceeded"),
    ],
)
def test_what_has_no_parts_is_a_problem(client: httpx.Client, latex: str, status: int, code: str) -> None:
    answer = client.post("/v1/parts", json={"latex": latex})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_parts_can_be_kept(client: httpx.Client) -> None:
    first = client.get("/v1/parts", params={"latex": "x^2", "style": "clearspeak", "prefs": "Exponents_AfterPower"})
    assert first.json()["speech"] == "x raised to the power 2"
    again = client.get(str(first.url), headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
