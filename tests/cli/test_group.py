from __future__ import annotations

import pytest

from mathspeak import __version__
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.group import COMMANDS, FormulaGroup, ms, route
from running import Ms


def test_ms_alone_prints_its_help(ms: Ms) -> None:
    result = ms()
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert result.out.startswith("Example: ms '\\frac{a}{b}'")
    assert all(name in result.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_begins_with_an_example(ms: Ms, command: str) -> None:
    result = ms(command, "--help")
    assert result.code == ExitCode.OK
    assert result.out.startswith(f"Example: ms {command}")


def test_the_table_of_commands_says_what_each_command_says_of_itself() -> None:
    assert isinstance(ms, FormulaGroup)
    for name in COMMANDS:
        command = ms.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.name == name


def test_the_version_is_printed(ms: Ms) -> None:
    assert ms("--version").out == f"ms, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "routed"),
    [
        (["x^2"], ["speak", "x^2"]),
        (["-"], ["speak", "-"]),
        (["--", "-x"], ["speak", "--", "-x"]),
        (["--no-play", "x"], ["speak", "--no-play", "x"]),
        (["text", "x"], ["text", "x"]),
        (["sine"], ["speak", "sine"]),
        (["--help"], ["--help"]),
    ],
)
def test_what_is_no_command_is_a_formula_to_speak(arguments: list[str], routed: list[str]) -> None:
    assert route(arguments) == routed


@pytest.mark.parametrize(
    ("word", "meant"),
    [("tex", "text"), ("texts", "text"), ("txet", "text"), ("test", "text"), ("voice", "voices"), ("speek", "speak")],
)
def test_a_slip_from_a_command_is_asked_about(ms: Ms, word: str, meant: str) -> None:
    result = ms(word)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert f"did you mean '{meant}'?" in result.err


def test_a_word_two_slips_away_is_a_formula(ms: Ms) -> None:
    assert ms("--no-play", "tx").out.split() == ["t", "x"]


def test_a_formula_that_begins_with_a_dash_goes_after_two_dashes(ms: Ms) -> None:
    assert ms("text", "--", "-x").out == "minus x\n"
    result = ms("-x")
    assert result.code == ExitCode.USAGE
    assert "ms -- '-x'" in result.err
