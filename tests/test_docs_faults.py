"""The tables of faults and stages and of SECURITY.md: every test that they name is there, and no cell is empty."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FAULTS = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
STAGES = (
    "reading a document|translating|asking the cache|synthesis|joining and encoding|writing results|serving|"
    "queue and worker|warming|backup and restoring"
).split("|")
EXPECTED = {
    "A process is killed",
    "The disk is full",
    "The disk is slow",
    "Read-only",
    "The clock jumps",
    "Redis is lost",
    "A connection is half open",
    "An engine hangs, lies or dies",
    "SIGINT",
    "Two versions share a cache",
    "A file is damaged",
}
SECTIONS = dict(part.partition("\n")[::2] for part in FAULTS.split("\n## ")[1:])


def test_every_fault_has_its_table() -> None:
    assert set(SECTIONS) == EXPECTED


@pytest.mark.parametrize("fault", sorted(EXPECTED))
def test_every_stage_of_a_fault_has_a_test_or_a_reason(fault: str) -> None:
    rows = [line.strip("| ").split(" | ") for line in SECTIONS[fault].splitlines() if line.startswith("| ")][2:]
    assert [stage for stage, _ in rows] == STAGES
    for stage, cell in rows:
        # A test by name and nothing else, or words that say why there is none.
        assert TEST.fullmatch(cell) or (len(cell.split()) > 4 and "`tests/" not in cell), (fault, stage, cell)
    assert sum(bool(TEST.fullmatch(cell)) for _, cell in rows) >= len(STAGES) // 2


@pytest.mark.parametrize("page", ["docs/faults.md", "SECURITY.md"])
def test_every_test_that_is_named_is_there(page: str) -> None:
    named = set(TEST.findall((ROOT / page).read_text(encoding="utf-8")))
    assert len(named) > 20
    missing = [
        f"{file}::{name}"
        for file, name in sorted(named)
        if not re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert missing == []


def test_every_path_that_the_threat_model_names_is_there() -> None:
    paths = re.findall(r"`((?:tests|scripts)/[\w/.]+)`", SECURITY)
    assert paths and [path for path in paths if not (ROOT / path).exists()] == []
