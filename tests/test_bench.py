"""The program that measures: what it reads, what it prints, and that no other figures of speed stand in the README."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mathspeak import Translator
from mathspeak.speech.styles import NAMES

ROOT = Path(__file__).parent.parent
BENCH = ROOT / "scripts" / "bench"
README = (ROOT / "README.md").read_text(encoding="utf-8")
BEGIN, END = "<!-- scripts/bench --readme -->\n", "<!-- end of scripts/bench -->\n"
MIX = [
    line
    for line in (ROOT / "scripts" / "benchmark" / "formulas.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# A number before a unit of time, a rate, or a comparison.
SPEED = re.compile(
    r"\d\s*(?:µs|ms|s|milli\w*|micro\w*|seconds?)\b|\d\S* formulas a second|\d\S* times (?:as|faster)|faster"
)


def bench(*arguments: str, peers: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PEERS_DIR": str(peers)}
    command = [sys.executable, str(BENCH), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("style", NAMES)
def test_the_mix_is_read_without_a_fault(style: str) -> None:
    translator = Translator(style)
    assert [(latex, reading.warnings) for latex in MIX if (reading := translator.read(latex)).warnings] == []


def test_the_mix_has_short_and_long_formulas_and_none_twice() -> None:
    assert len(MIX) == len(set(MIX)) == 303
    lengths = sorted(map(len, MIX))
    assert lengths[0] == 1 and lengths[-1] > 120
    assert 15 <= lengths[len(lengths) // 2] <= 30


def test_no_figure_of_speed_stands_in_the_readme_that_was_not_printed() -> None:
    before, begin, rest = README.partition(BEGIN)
    block, end, after = rest.partition(END)
    assert begin and end
    assert "Printed by `scripts/bench --readme`" in block
    assert SPEED.findall(before + after) == []
    assert len(SPEED.findall(block)) >= 3 * len(NAMES)


def test_the_table_goes_to_its_place_and_says_how_it_was_made(tmp_path: Path) -> None:
    formulas = tmp_path / "few.txt"
    formulas.write_text("# Few\nx\n\\frac{a}{b}\n\\input{x}\n", encoding="utf-8")
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}old\n{END}after\n", encoding="utf-8")
    done = bench(str(formulas), "--readme", str(readme), "--runs", "1", "--passes", "1", peers=tmp_path)
    assert done.returncode == 0, done.stderr
    text = readme.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}| | style |") and text.endswith(f"{END}after\n")
    rows = [line for line in text.splitlines() if line.startswith("| **mathspeak**")]
    assert [row.split(" | ")[1] for row in rows] == ["natural", "MathSpeak", "ClearSpeak"]
    assert all("(1 not read)" in row for row in rows)
    assert "Printed by `scripts/bench --readme` over the 3 formulas of `few.txt`" in text
    assert re.search(r"mathspeak \d+\.\d+\.\d+, Python 3\.", text)
    assert all(row in done.stdout for row in rows)


def test_what_is_missing_is_said_with_how_to_install_it(tmp_path: Path) -> None:
    formulas = tmp_path / "one.txt"
    formulas.write_text("x\n", encoding="utf-8")
    done = bench(str(formulas), "--runs", "1", "--passes", "1", peers=tmp_path)
    assert done.returncode == 0, done.stderr
    for name in ("speech-rule-engine", "mathjax-full", "mathlive", "katex", "mathra"):
        assert name in done.stdout.splitlines()[0]
    assert "npm install --prefix" in done.stdout


def test_memory_is_watched_over_many_formulas(tmp_path: Path) -> None:
    done = bench("--memory", "3000", peers=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"^ +([\d,]+) +\d+\.\d MiB", done.stdout, re.MULTILINE) == ["300", "1,500", "3,000"]
