from __future__ import annotations

import json
from typing import get_args

import httpx
import pytest

from mathspeak import config
from mathspeak.server import requests
from mathspeak.translator import Translator

JSONL = "application/jsonl"


def ask(client: httpx.Client, **body: object) -> httpx.Response:
    return client.post("/v1/text", json=body)


def test_words_are_those_of_the_translator_with_its_warnings(client: httpx.Client) -> None:
    formula = r"\frac{a+b}{c}+\foo"
    reading = Translator().read(formula)
    answer = ask(client, latex=formula)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {"speech": reading.text, "warnings": [warning.as_dict() for warning in reading.warnings]}
    assert answer.json()["warnings"][0]["code"] == "unknown-command"


@pytest.mark.parametrize(
    ("body", "speech"),
    [
        ({"latex": r"\frac{a}{b}", "style": "mathspeak"}, "StartFraction a Over b EndFraction"),
        ({"latex": r"\frac{a}{b}", "style": "mathspeak", "verbosity": "superbrief"}, "Frac a Over b EndFrac"),
        ({"latex": "x^2", "style": "clearspeak", "prefs": {"Exponents": "AfterPower"}}, "x raised to the power 2"),
        ({"latex": "x^2", "style": "clearspeak", "prefs": "Exponents_AfterPower"}, "x raised to the power 2"),
        ({"latex": "x^2", "language": "de"}, "x Quadrat"),
        ({"latex": r"\K", "macros": r"\def\K{x^2}"}, "x squared"),
        ({"latex": r"\R"}, Translator().read(r"\mathbb{R}").text),
        ({"latex": "Let $x^2$ be it."}, "Let x squared be it."),
        ({"latex": "x", "display": True}, "x"),
    ],
)
def test_every_field_has_its_effect(client: httpx.Client, body: dict[str, object], speech: str) -> None:
    answer = ask(client, **body)
    assert answer.json().get("speech") == speech, answer.text
    assert client.get("/v1/text", params=_as_query(body)).json() == answer.json()


def _as_query(body: dict[str, object]) -> dict[str, str]:
    query = {name: str(value).lower() if value is True else str(value) for name, value in body.items()}
    prefs = body.get("prefs")
    if isinstance(prefs, dict):
        query["prefs"] = ":".join(f"{name}_{value}" for name, value in prefs.items())
    return query


def test_ssml_is_another_format(client: httpx.Client) -> None:
    assert ask(client, latex="x=1", format="ssml").json()["speech"] == Translator().read("x=1").ssml()
    assert ask(client, latex="x=1", format="ssml", language="de").json()["speech"].count('xml:lang="de"') == 1


def test_what_the_models_offer_is_what_the_settings_take() -> None:
    assert get_args(requests.Style) == config.STYLES
    assert get_args(requests.Verbosity) == config.VERBOSITIES
    assert get_args(requests.Language) == config.LANGUAGES


def test_macros_of_one_request_are_not_known_to_the_next(client: httpx.Client) -> None:
    assert ask(client, latex=r"\K", macros=r"\def\K{x}").json()["speech"] == "x"
    assert ask(client, latex=r"\K").json()["warnings"][0]["code"] == "unknown-command"


def test_a_batch_answers_each_in_its_place(client: httpx.Client) -> None:
    items = [
        {"latex": "x^2"},
        {"latex": r"\input{x}"},
        {"latex": 3},
        "no object",
        {"latex": "x^2", "style": "clearspeak"},
    ]
    answers = client.post("/v1/text/batch", json=items).json()
    assert [answer.get("speech") for answer in answers] == ["x squared", None, None, None, "x squared"]
    assert [answer["error"]["code"] for answer in answers[1:4]] == [
        "forbidden-command",
        "invalid-request",
        "invalid-request",
    ]
    assert answers[1]["error"]["start"] == 0
    assert answers[2]["error"]["field"] == "latex"


def test_a_batch_may_be_lines(client: httpx.Client) -> None:
    lines = '{"latex": "x^2"}\n\n{"latex": "\\\\alpha"}\n'
    answer = client.post("/v1/text/batch", content=lines, headers={"content-type": JSONL})
    assert answer.headers["content-type"] == JSONL
    assert [json.loads(line)["speech"] for line in answer.text.splitlines()] == ["x squared", "alpha"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b'{"latex": "x"}', "application/json", 422, "invalid-request"),
        (b"[", "application/json", 400, "invalid-json"),
        (b'{"latex": "x"}\nno\n', JSONL, 400, "invalid-json"),
        (b"[" + b",".join([b'{"latex": "x"}'] * 101) + b"]", "application/json", 422, "batch-too-long"),
        (b'{"latex": "x"}\n' * 101, JSONL, 422, "batch-too-long"),
    ],
)
def test_a_batch_that_is_none_is_refused(client: httpx.Client, body: bytes, kind: str, status: int, code: str) -> None:
    answer = client.post("/v1/text/batch", content=body, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("body", "code", "expected"),
    [
        ({"latex": r"a+\input{x}"}, "forbidden-command", {"field": "latex", "start": 2, "end": 8}),
        ({"latex": "{" * 200}, "limit-exceeded", {"limit": "max_depth"}),
        ({"latex": "x" * 70_000}, "limit-exceeded", {"limit": "max_bytes"}),
        ({"latex": r"\def\a{\a\a}\a"}, "limit-exceeded", {"limit": "max_expansions"}),
        ({"latex": "  "}, "latex", {"field": "latex"}),
        ({"latex": ""}, "invalid-request", {"field": "latex"}),
        ({}, "invalid-request", {"field": "latex"}),
        ({"latex": "x", "style": "loud"}, "invalid-request", {"field": "style"}),
        ({"latex": "x", "colour": "red"}, "invalid-request", {"field": "colour"}),
        (
            {"latex": "x", "prefs": {"Fraction": "Upside"}, "style": "clearspeak"},
            "unknown-preference",
            {"field": "prefs"},
        ),
        ({"latex": "x", "prefs": "nonsense"}, "config", {}),
        ({"latex": "x", "language": "de", "style": "mathspeak"}, "unknown-preference", {}),
    ],
)
def test_problems_name_the_field_and_the_place(
    client: httpx.Client, body: dict[str, object], code: str, expected: dict[str, object]
) -> None:
    answer = ask(client, **body)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (422, 422, code), problem
    assert problem["type"] == f"urn:mathspeak:problem:{code}"
    assert {name: problem.get(name) for name in expected} == expected
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert "Traceback" not in answer.text


def test_what_is_cacheable_says_so_and_is_not_sent_twice(client: httpx.Client) -> None:
    first = client.get("/v1/text", params={"latex": "x^2"})
    assert first.headers["cache-control"] == "public, max-age=3600"
    tag = first.headers["etag"]
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get("/v1/text", params={"latex": "x^2"}, headers={"if-none-match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = client.get("/v1/text", params={"latex": "x^3"}, headers={"if-none-match": tag})
    assert other.status_code == 200 and other.headers["etag"] != tag
    assert ask(client, latex="x^2").headers["cache-control"] == "no-store"


def test_head_is_get_without_a_body(client: httpx.Client) -> None:
    got = client.get("/v1/text", params={"latex": "x^2"})
    head = client.head("/v1/text", params={"latex": "x^2"})
    assert (head.status_code, head.content) == (200, b"")
    assert {n: head.headers[n] for n in ("etag", "content-length")} == {
        n: got.headers[n] for n in ("etag", "content-length")
    }
    assert client.head("/v1/text", params={"latex": ""}).status_code == 422


def test_long_words_are_compressed_for_those_who_take_it(client: httpx.Client) -> None:
    body = {"latex": "a+" * 900 + "b"}
    packed = client.post("/v1/text", json=body, headers={"accept-encoding": "gzip"})
    plain = client.post("/v1/text", json=body, headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) < len(plain.content) / 10
