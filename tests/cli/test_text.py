from __future__ import annotations

import json
from pathlib import Path

import pytest

from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.options import config_file
from running import Ms


def test_prints_the_words_and_nothing_else(ms: Ms) -> None:
    result = ms("text", r"\frac{a}{b}")
    assert (result.code, result.out, result.err) == (ExitCode.OK, "a over b\n", "")


def test_stats_tell_how_many_formulas_were_read_and_how_often_again(
    ms: Ms, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A bound that nobody else has, and so a memo of its own.
    (tmp_path / "config.toml").write_text("[memo]\nmax_bytes = 1234567", encoding="utf-8")
    monkeypatch.setenv("MS_CONFIG", str(tmp_path / "config.toml"))
    result = ms("text", "--stats", "$x$ and $y^2$, then $x$")
    assert result.out == "x and y squared, then x\n"
    assert result.err.startswith("formulas: 2 read, 1 known already; 2 kept in ")
    lines = b'{"latex": "z"}\n' * 5
    streamed = ms("text", "--jsonl", "--stats", stdin=lines)
    assert streamed.out == '{"latex": "z", "speech": "z", "warnings": []}\n' * 5
    assert streamed.err.startswith("formulas: 3 read, 5 known already; 3 kept in ")
    monkeypatch.setenv("MS_MEMO_ENABLED", "false")
    assert ms("text", "--stats", "$x$ and $x$").err == "formulas: none are kept\n"


def test_reads_standard_input_for_a_dash(ms: Ms) -> None:
    assert ms("text", "-", stdin=b"\xef\xbb\xbfx^2\n").out == "x squared\n"


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("Let $x^2$ be it.", "Let x squared be it."),
        ("$x^2$", "x squared"),
        (r"\[ x^2 \]", "x squared"),
        ("Pay $5 for $x$ now.", "Pay $5 for x now."),
        (r"Pay \$5 for $x$.", "Pay $5 for x."),
        ("$5 and $6", "$5 and $6"),
        ("the $n$-th of ($x$)", "the n-th of (x)"),
        ("$a$$b$", "a b"),
    ],
)
def test_reads_the_formulas_in_prose_and_keeps_the_prose(ms: Ms, prose: str, words: str) -> None:
    assert ms("text", prose).out == words + "\n"


def test_delimiters_within_the_text_of_a_formula_make_no_prose_of_it(ms: Ms) -> None:
    assert ms("text", r"x^2 \text{ if $y$}").out == "x squared if y\n"


def test_a_warning_shows_its_place_and_strict_makes_an_error_of_it(ms: Ms) -> None:
    source = r"see $x+\qqq$ here"
    result = ms("text", source)
    assert result.code == ExitCode.OK
    place = " " * source.index(r"\qqq") + "^^^^"
    assert f"  {source}\n  {place}\n" in result.err
    strict = ms("text", "--strict", source)
    assert (strict.code, strict.out) == (ExitCode.INPUT, "")
    assert strict.err.startswith("Error:")
    assert place in strict.err


def test_a_formula_that_does_not_end_is_read_with_a_warning(ms: Ms) -> None:
    result = ms("text", "see $x^2")
    assert (result.code, result.out) == (ExitCode.OK, "see x squared\n")
    assert "  see $x^2\n      ^\n" in result.err
    assert ms("text", "--strict", "see $x^2").code == ExitCode.INPUT


def test_json_has_the_words_the_warnings_and_the_rules(ms: Ms) -> None:
    fields = json.loads(ms("text", "--format", "json", "--explain", r"é $x^2 \qqq$").out)
    assert fields["latex"] == r"é $x^2 \qqq$"
    assert fields["speech"].startswith("é x squared")
    (warning,) = fields["warnings"]
    assert warning["code"] == "unknown-command"
    assert fields["latex"][warning["start"] : warning["end"]] == r"\qqq"
    assert fields["explain"]
    assert {"words", "rule", "start", "end"} == fields["explain"][0].keys()


def test_explain_gives_each_word_its_rule(ms: Ms) -> None:
    result = ms("text", "--explain", r"\frac{a}{b}")
    said = " ".join(line.split("  ")[0] for line in result.out.splitlines())
    assert said == "a over b"


def test_macros_come_as_latex_or_from_a_file(ms: Ms, tmp_path: Path) -> None:
    file = tmp_path / "macros.tex"
    file.write_text(r"\newcommand{\half}[1]{\frac{#1}{b}}", encoding="utf-8")
    assert ms("text", "--macros", str(file), r"\half{a}").out == "a over b\n"
    assert ms("text", "--macros", r"\def\half#1{\frac{#1}{b}}", r"\half{a}").out == "a over b\n"
    assert ms("text", "--macros", "nowhere.tex", "x").code == ExitCode.USAGE


def test_settings_reach_the_reading(ms: Ms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.toml"
    text = "[macros]\nhalf = '\\frac{#1}{b}'\n[speak]\nedge = 'edge #1'\n[limits]\nmax_bytes = 40"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("MS_CONFIG", str(file))
    assert ms("text", r"\half{a}").out == "a over b\n"
    assert ms("text", r"\edge{3}").out == "edge 3\n"
    refused = ms("text", "x" * 41)
    assert refused.code == ExitCode.REFUSED
    assert "max_bytes" in refused.err


def test_settings_are_kept_where_the_platform_keeps_them(ms: Ms) -> None:
    file = Path(config_file())
    file.parent.mkdir(parents=True)
    file.write_text("style = 'baroque'", encoding="utf-8")
    result = ms("text", "x")
    assert result.code == ExitCode.CONFIG
    assert str(file) in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["text"], ExitCode.USAGE, "give a formula"),
        (["text", ""], ExitCode.INPUT, "nothing to read"),
        (["text", " \n"], ExitCode.INPUT, "nothing to read"),
        (["text", "{}"], ExitCode.INPUT, "nothing in this formula is spoken"),
        (["text", "\\"], ExitCode.INPUT, "backslash"),
        (["text", "x\udcff"], ExitCode.INPUT, "not UTF-8"),
        (["text", "--macros", "\\def\\a{\udcff}", "x"], ExitCode.INPUT, "not UTF-8"),
        (["text", r"\input{secret}"], ExitCode.REFUSED, r"\input"),
        (["text", "--style", "baroque", "x"], ExitCode.USAGE, "baroque"),
        (["text", "--pref", "Fraction", "x"], ExitCode.USAGE, "NAME=VALUE"),
        (["text", "--pref", "No=Such", "x"], ExitCode.CONFIG, "No"),
        (["text", "x", "y"], ExitCode.USAGE, "unexpected extra argument"),
        (["text", "--jsonl", "x"], ExitCode.USAGE, "--jsonl"),
        (["text", "-", "--strict"], ExitCode.INPUT, "nothing to read"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_own_code(ms: Ms, arguments: list[str], code: ExitCode, said: str) -> None:
    result = ms(*arguments)
    assert (result.code, result.out) == (code, "")
    assert said in result.err


@pytest.mark.parametrize(
    "stdin",
    [
        b"\\",
        b"{" * 1_000_000,
        rb"\def\a{\a\a}\a",
        b"{" * 10_000 + b"x" + b"}" * 10_000,
        b"x\0y",
        b"\xff\xfe",
        b"}{$&^_#%",
    ],
    ids=["backslash", "braces", "bomb", "deep", "nul", "not-utf8", "unmatched"],
)
def test_bad_input_ends_in_words_or_a_message(ms: Ms, stdin: bytes) -> None:
    result = ms("text", "-", stdin=stdin)
    assert "Traceback" not in result.err
    assert result.code in (ExitCode.OK, ExitCode.INPUT, ExitCode.REFUSED)
    assert result.out.strip() or result.err.startswith("Error: ")


def test_a_wrong_variable_is_an_error(ms: Ms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MS_STYLE", "baroque")
    result = ms("text", "x")
    assert result.code == ExitCode.CONFIG
    assert "MS_STYLE" in result.err
    assert "natural" in result.err


def test_a_fault_of_our_own_is_a_sentence(ms: Ms, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("mathspeak.cli.text.expression", broken)
    result = ms("text", "x")
    assert result.code == ExitCode.INTERNAL
    assert "a fault in mathspeak (ZeroDivisionError: by nought)" in result.err
    assert "Traceback" not in result.err
    monkeypatch.setenv("MS_LOG_LEVEL", "debug")
    assert "Traceback" in ms("text", "x").err


def test_what_is_echoed_cannot_steer_a_terminal(ms: Ms) -> None:
    result = ms("text", "x\x1b[31m \\qqq")
    assert "\x1b" not in result.err + result.out
