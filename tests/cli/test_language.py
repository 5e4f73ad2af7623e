"""Another language on the command line: its words, and a voice that speaks them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mathspeak.cli.exit_codes import ExitCode
from mathspeak.speaker import Speaker
from running import Ms


def test_words_come_in_the_language(ms: Ms) -> None:
    result = ms("text", "--language", "de", r"\frac{a+b}{c}+x^2")
    assert (result.code, result.out) == (ExitCode.OK, "der Bruch a plus b durch c Ende Bruch plus x Quadrat\n")


def test_clearspeak_speaks_the_language(ms: Ms) -> None:
    result = ms("text", "--language", "de", "--style", "clearspeak", "--pref", "Roots=RootEnd", r"\sqrt{\frac{a+b}{c}}")
    expected = "die Quadratwurzel aus, dem Bruch mit Zähler a plus b, und Nenner c, Ende Wurzel\n"
    assert (result.code, result.out) == (ExitCode.OK, expected)


def test_a_line_may_name_its_language(ms: Ms) -> None:
    lines = [{"latex": r"\frac ab", "language": "de"}, {"latex": r"\frac ab"}]
    result = ms("text", "--jsonl", stdin="".join(f"{json.dumps(line)}\n" for line in lines).encode())
    assert [json.loads(line)["speech"] for line in result.out.splitlines()] == ["a durch b", "a over b"]


def test_an_unknown_language_is_refused(ms: Ms) -> None:
    result = ms("text", "--language", "xx", "x")
    assert result.code == ExitCode.USAGE
    assert "'xx' is not one of 'en', 'de'" in result.err


@pytest.mark.parametrize(
    ("options", "language"),
    [((), "en"), (("--language", "de"), "de"), (("--language", "de", "--voice", "fr"), "fr")],
)
def test_a_voice_of_the_language_speaks(
    ms: Ms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], language: str
) -> None:
    speakers: list[Speaker] = []
    save = Speaker.save

    def noted(self: Speaker, *arguments: Any, **rest: Any) -> Path:
        speakers.append(self)
        return save(self, *arguments, **rest)

    monkeypatch.setattr(Speaker, "save", noted)
    assert ms("speak", "x^2", "-o", str(tmp_path / "x.wav"), *options).code == ExitCode.OK
    assert [speaker.recorder.voice.language.partition("-")[0] for speaker in speakers] == [language]
