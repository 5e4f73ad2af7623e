"""What the documents say is what the program does."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from mathspeak import __version__, config
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.group import COMMANDS, FormulaGroup, ms
from mathspeak.limits import Limits

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def command(name: str) -> click.Command:
    assert isinstance(ms, FormulaGroup)
    found = ms.get_command(click.Context(ms), name)
    assert found is not None
    return found


def rows(text: str) -> list[list[str]]:
    """The cells of all tables of a page."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not set(line) <= set("|- ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("| "))] for line in lines]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_on_the_page(name: str) -> None:
    assert f"`ms {name}" in PAGE
    for parameter in command(name).params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("--"):
                assert f"`{option}`" in PAGE, f"ms {name} {option}"


def test_no_option_is_on_the_page_that_no_command_has() -> None:
    known = {"--help", "--jsonl"}
    for name in COMMANDS:
        for parameter in command(name).params:
            known |= {*parameter.opts, *parameter.secondary_opts}
    assert set(re.findall(r"`(--[a-z-]+)`", PAGE)) <= known


def test_every_exit_code_is_on_the_page() -> None:
    table = [row[:2] for row in rows(PAGE) if row[0].isdigit()]
    assert table == [[str(code.value), code.name] for code in ExitCode]


def test_every_variable_is_on_the_page() -> None:
    known = {*config._VARIABLES, "MS_CONFIG"}
    assert set(re.findall(r"`(MS_[A-Z_]+)`", PAGE)) == known


def test_every_setting_is_on_the_page() -> None:
    for key in config._KEYS:
        section, _, name = key.rpartition(".")
        shown = f"`{name}`" if section == "limits" else f"`{key}`"
        assert shown in PAGE or f"`[{key}]`" in PAGE, key


def test_the_limits_on_the_page_are_those_that_are_built_in() -> None:
    table = {row[0].strip("`"): row[1] for row in rows(PAGE) if row[0].strip("`") in Limits.__slots__}
    assert table == {name: str(getattr(Limits(), name)).replace("True", "true") for name in Limits.__slots__}


def test_the_settings_file_on_the_page_is_valid(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "config.toml"
    file.write_text(block, encoding="utf-8")
    assert config.load({}, str(file)).speak == {"edge": "edge #1"}


def test_the_python_examples_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parser = doctest.DocTestParser()
    examples = parser.get_doctest(README, {}, "README.md", "README.md", 0)
    assert examples.examples
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples).failed == 0


def test_the_formulas_of_the_readme_are_read_as_it_says() -> None:
    from mathspeak import translate

    table = {row[0].strip("`"): row[1] for row in rows(README) if row[0].startswith("`")}
    assert len(table) >= 4
    assert {latex: translate(latex) for latex in table} == table


def test_the_shell_examples_of_the_readme_run(tmp_path: Path) -> None:
    (block,) = re.findall(r"```sh\n(ms .*?)```", README, re.DOTALL)
    (tmp_path / "formulas.jsonl").write_text('{"latex": "x^2"}\n', encoding="utf-8")
    launcher = tmp_path / "ms"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mathspeak "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    # Nothing is played while tests run.
    script = block.replace("ms '\\sqrt{x+1}' ", "ms --no-play '\\sqrt{x+1}' ")
    done = subprocess.run(
        ["/bin/sh", "-eu", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:3] == ["the square root of x plus 1", "a over b", "Let x squared be at most 5."]
    assert (tmp_path / "fraction.mp3").stat().st_size > 2000
    assert '"speech": "x squared"' in (tmp_path / "words.jsonl").read_text(encoding="utf-8")


def test_the_examples_of_the_page_print_what_it_says() -> None:
    examples = re.findall(r"`ms text '([^']*)'` prints\s+\"([^\"]*)\"", PAGE)
    assert len(examples) == 2
    for expression, words in examples:
        done = subprocess.run(
            [sys.executable, "-m", "mathspeak", "text", expression], capture_output=True, text=True, check=True
        )
        assert done.stdout == words + "\n"


def test_versions_agree() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (latest, *_) = re.findall(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)
    assert PROJECT["version"] == __version__ == latest


def test_every_dependency_has_its_licence_in_the_readme() -> None:
    listed = {row[0].split()[0] for row in rows(README)}
    assert {re.split(r"[<>=; ]", requirement)[0] for requirement in PROJECT["dependencies"]} <= listed
