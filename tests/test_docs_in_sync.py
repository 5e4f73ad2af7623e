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
from mathspeak.documents.policy import COMMON
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


def with_what_is_in_it(name: str) -> list[tuple[str, click.Command]]:
    """A command, and those of it where it is a group, each as it is typed."""
    found = command(name)
    if not isinstance(found, click.Group):
        return [(name, found)]
    context = click.Context(found)
    inner = [(f"{name} {one}", found.get_command(context, one)) for one in found.list_commands(context)]
    return [(name, found), *((typed, one) for typed, one in inner if one is not None)]


ALL_COMMANDS = dict(pair for name in COMMANDS for pair in with_what_is_in_it(name))


@pytest.mark.parametrize("name", ALL_COMMANDS)
def test_every_command_and_option_is_on_the_page(name: str) -> None:
    assert f"`ms {name}" in PAGE
    for parameter in ALL_COMMANDS[name].params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("--"):
                assert f"`{option}`" in PAGE, f"ms {name} {option}"


def test_no_option_is_on_the_page_that_no_command_has() -> None:
    known = {"--help"}
    for found in ALL_COMMANDS.values():
        for parameter in found.params:
            known |= {*parameter.opts, *parameter.secondary_opts}
    assert set(re.findall(r"`(--[a-z-]+)`", PAGE)) <= known


def test_every_exit_code_is_on_the_page() -> None:
    table = [row[:2] for row in rows(PAGE) if row[0].isdigit()]
    assert table == [[str(code.value), code.name] for code in ExitCode]


def test_every_variable_is_on_the_page() -> None:
    known = {*config._VARIABLES, "MS_CONFIG"}
    assert set(re.findall(r"`(MS_[A-Z_]+)`", PAGE)) == known


def test_every_setting_is_on_the_page() -> None:
    in_tables = {
        section: [row[0].strip("`") for row in table(section)] for section in ("limits", "documents", "server")
    }
    for key in config._KEYS:
        section, _, name = key.rpartition(".")
        if section in in_tables:
            assert name in in_tables[section], key
        else:
            assert f"`{key}`" in PAGE or f"`[{key}]`" in PAGE, key
    assert sum(map(len, in_tables.values())) == sum(key.partition(".")[0] in in_tables for key in config._KEYS)


def table(section: str) -> list[list[str]]:
    """The rows of the table of a section of the settings."""
    return rows(PAGE.partition(f"| key in `[{section}]` ")[2].partition("\n\n")[0])[1:]


def test_the_policies_on_the_page_are_those_there_are_with_the_built_in_one_first() -> None:
    listed = {row[0].strip("`"): re.findall(r"`(\w+)`", row[1]) for row in table("documents")}
    assert {name: set(words) for name, words in listed.items()} == {n: set(w) for n, w in config.POLICIES.items()}
    assert {name: words[0] for name, words in listed.items()} == COMMON


def test_the_settings_of_the_server_on_the_page_are_those_that_are_built_in() -> None:
    built_in = {name: shown(value) for name, value in vars(config.ServerSettings()).items()}
    assert {row[0].strip("`"): row[1] for row in table("server")} == built_in


def shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return (", ".join(value) if isinstance(value, list) else str(value or "")) or "none"


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
    extras = {name: needed for name, needed in PROJECT["optional-dependencies"].items() if name != "dev"}
    needed = [*PROJECT["dependencies"], *(one for several in extras.values() for one in several)]
    assert {re.split(r"[<>=; ]", requirement)[0] for requirement in needed} <= listed


def test_every_extra_that_a_page_names_is_there() -> None:
    pages = [README, *(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))]
    named = {
        extra for page in pages for found in re.findall(r"mathspeak\[([a-z,]+)\]", page) for extra in found.split(",")
    }
    assert named == set(PROJECT["optional-dependencies"]) - {"dev"}
