"""What ``ms text`` prints besides words: SSML and explanations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from mathspeak.cli.exit_codes import ExitCode
from running import Ms

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent.parent / "speech" / "ssml.xsd"))


@pytest.mark.parametrize("expr", [r"\frac{a}{b}", "a<b & c", r"Let $x<3$ & <y> be \(z\)."])
def test_ssml_is_one_valid_document(ms: Ms, expr: str) -> None:
    result = ms("text", "--format", "ssml", expr)
    assert result.code == ExitCode.OK
    SCHEMA.assertValid(etree.fromstring(result.out))
    assert result.out.endswith("</speak>\n")


def test_marks_count_from_the_start_of_the_expression(ms: Ms) -> None:
    source = "Let $x<3$ & $y$ be."
    root = etree.fromstring(ms("text", "--format", "ssml", source).out)
    spans = [mark.get("name")[1:].split("-") for mark in root.iter("{*}mark")]
    assert [source[int(start) : int(end)] for start, end in spans] == ["x", "<", "3", "y"]


def test_explain_is_a_table_of_words_rules_and_places(ms: Ms) -> None:
    result = ms("text", "--explain", r"so $\sqrt{x+1}+f(x)$")
    rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in result.out.splitlines()]
    assert rows[0] == ["the square root of", "root: SQUARE_ROOT", "4-14", r"\sqrt{x+1}"]
    assert rows[4:6] == [
        ["end root", "root: END root", "4-14", r"\sqrt{x+1}"],
        ["plus", "symbol plus", "14-15", "+"],
    ]
    assert rows[-2] == ["of", "call: OF_FUNCTION (inference calls)", "15-19", "f(x)"]


def test_explain_as_json_has_the_same_rows(ms: Ms) -> None:
    source = r"\sqrt{x+1}+y"
    rows = json.loads(ms("text", "--format", "json", "--explain", source).out)["explain"]
    assert {"words": "end root", "rule": "root: END root", "start": 0, "end": 10} in rows
    assert len(rows) == len(ms("text", "--explain", source).out.splitlines())


@pytest.mark.parametrize("options", [["--format", "ssml", "--explain", "x"], ["--jsonl", "--format", "ssml"]])
def test_what_does_not_go_together_is_refused(ms: Ms, options: list[str]) -> None:
    result = ms("text", *options)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "give no" in result.err
