from __future__ import annotations

import io
import json
from typing import Any

import pytest

from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.jsonl import lines
from running import Ms, Result


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.out.splitlines()]


def ask(ms: Ms, *requests: object, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    stdin = "".join(json.dumps(request) + "\n" for request in requests).encode()
    result = ms("text", "--jsonl", *options, stdin=stdin)
    assert result.code == ExitCode.OK
    return answers(result)


def test_the_same_object_comes_back_with_speech_and_warnings(ms: Ms) -> None:
    (answer,) = ask(ms, {"id": [1, {"a": None}], "latex": r"\frac{a}{b}", "é": "ü"})
    assert answer == {"id": [1, {"a": None}], "latex": r"\frac{a}{b}", "é": "ü", "speech": "a over b", "warnings": []}
    assert list(answer)[:3] == ["id", "latex", "é"]


def test_order_is_kept(ms: Ms) -> None:
    found = ask(ms, *({"latex": "x", "id": number} for number in range(5000)))
    assert [answer["id"] for answer in found] == list(range(5000))


def test_warnings_carry_code_and_place(ms: Ms) -> None:
    (answer,) = ask(ms, {"latex": r"x + \qqq"})
    (warning,) = answer["warnings"]
    assert warning["code"] == "unknown-command"
    assert answer["latex"][warning["start"] : warning["end"]] == r"\qqq"
    assert warning["message"]


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"[1]",
        b"3",
        b"null",
        b'{"id": 1}',
        b'{"latex": null}',
        b'{"latex": 3}',
        b'{"latex": "x", "display": "yes"}',
        b'{"latex": "x", "style": 3}',
        b'{"latex": "x", "prefs": [1]}',
        b'{"latex": "x", "macros": {}}',
        b'{"latex": "x", "k": NaN}',
        b'{"latex": "x", "k": 1e999}',
        b'{"latex": "\xff"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"latex": "x", "k": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_line_that_is_no_request_is_answered_with_an_error_and_its_number(ms: Ms, line: bytes) -> None:
    good = b'{"latex": "x^2"}\n'
    result = ms("text", "--jsonl", stdin=good + line + b"\n" + good)
    first, bad, last = answers(result)
    assert result.code == ExitCode.OK
    assert first["speech"] == last["speech"] == "x squared"
    assert bad["error"]["code"] == "invalid-line"
    assert bad["error"]["line"] == 2
    assert bad["error"]["message"]
    assert "speech" not in bad


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"latex": r"\input{a}", "id": 7}, "forbidden-command"),
        ({"latex": "x", "style": "baroque", "id": 7}, "unknown-preference"),
        ({"latex": "x", "prefs": "Fraction", "id": 7}, "config"),
        ({"latex": "x" * 70_000, "id": 7}, "limit-exceeded"),
        ({"latex": "\udc00", "id": 7}, "latex"),
    ],
)
def test_what_cannot_be_read_comes_back_with_its_error(ms: Ms, request_: dict[str, object], code: str) -> None:
    bad, good = ask(ms, {**request_, "speech": "stale"}, {"latex": "x^2", "error": "stale"})
    assert (bad["id"], bad["error"]["code"]) == (7, code)
    assert "speech" not in bad
    assert good["speech"] == "x squared"
    assert "error" not in good


def test_a_lone_surrogate_passes_through(ms: Ms) -> None:
    (answer,) = ask(ms, {"latex": "x^2", "key": "\udc00"})
    assert (answer["key"], answer["speech"]) == ("\udc00", "x squared")


def test_a_line_of_10_megabytes_is_answered(ms: Ms) -> None:
    long = {"latex": "x^2", "padding": "p" * 10_000_000}
    too_long = {"latex": "x" * 10_000_000}
    first, second, third = ask(ms, long, too_long, {"latex": "x^2"})
    assert first["speech"] == third["speech"] == "x squared"
    assert len(first["padding"]) == 10_000_000
    assert second["error"]["code"] == "limit-exceeded"


def test_what_a_line_asks_for_wins_over_the_options(ms: Ms) -> None:
    macros = {"latex": r"\half{a}", "macros": r"\newcommand{\half}[1]{\frac{#1}{b}}"}
    found = ask(ms, macros, {"latex": r"\half{a}"}, options=("--macros", r"\newcommand{\half}[1]{#1^2}"))
    assert [answer["speech"] for answer in found] == ["a over b", "a squared"]


def test_blank_lines_and_a_missing_last_newline_are_no_lines_of_their_own(ms: Ms) -> None:
    found = answers(ms("text", "--jsonl", stdin=b'\xef\xbb\xbf{"latex": "x"}\r\n\n  \n{"latex": "y"}'))
    assert [answer["speech"] for answer in found] == ["x", "y"]
    assert ms("text", "--jsonl", stdin=b"").out == ""


def test_strict_turns_warnings_into_errors_and_fails_the_run_at_its_end(ms: Ms) -> None:
    stdin = b'{"latex": "\\\\qqq"}\n{"latex": "x^2"}\n'
    result = ms("text", "--jsonl", "--strict", stdin=stdin)
    bad, good = answers(result)
    assert result.code == ExitCode.INPUT
    assert bad["error"]["code"] == "unknown-command"
    assert good["speech"] == "x squared"


def test_lines_beyond_the_bound_are_left_out_without_keeping_them() -> None:
    waits: list[None] = []
    stream = io.BytesIO(b"ab\n" + b"c" * 200_000 + b"\nde\n" + b"f" * 11)
    assert list(lines(stream, 10, lambda: waits.append(None))) == [b"ab\n", None, b"de\n", None]
    assert len(waits) > 3
