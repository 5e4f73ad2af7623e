"""A short run of what `scripts/fuzz` does for long: every input that is kept, and some that the grammars write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.dictionary import as_file
from fuzz.grammar import STRATEGIES
from fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
INPUTS = sorted(path for path in CORPUS.rglob("*") if path.is_file())
# Of the processor; a machine that is busy takes longer.
MOST_SECONDS = 1.0


def test_every_target_has_a_grammar_and_inputs_to_begin_with() -> None:
    assert set(TARGETS) == set(STRATEGIES) == {path.name for path in CORPUS.iterdir()}


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_is_kept_is_answered(path: Path) -> None:
    data = path.read_bytes()
    TARGETS[path.parent.name](data)
    begun = process_time()
    TARGETS[path.parent.name](data)
    assert process_time() - begun < MOST_SECONDS


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_the_grammar_writes_is_answered(target: str, data: st.DataObject) -> None:
    TARGETS[target](data.draw(STRATEGIES[target]))


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_kept_is_answered_when_it_is_cut_short(target: str) -> None:
    for path in sorted((CORPUS / target).iterdir()):
        data = path.read_bytes()
        for part in range(1, 8):
            TARGETS[target](data[: len(data) * part // 8])


def test_the_words_of_a_dictionary_are_written_as_its_reader_takes_them() -> None:
    lines = as_file("latex").splitlines()
    assert r'"\x5cfrac"' in lines
    assert all(line[0] == line[-1] == '"' and line[1:-1].isascii() and '"' not in line[1:-1] for line in lines)


def test_a_finding_has_a_name_by_its_place_and_is_made_smaller(tmp_path: Path) -> None:
    """The long run on a target that breaks its promise, without the packages of a long run."""
    script = Path(__file__).parents[2] / "scripts" / "fuzz"
    finding = tmp_path / "finding"
    finding.write_bytes(b"a long input with BUG in it")
    code = (
        "import importlib.machinery, importlib.util, sys; from pathlib import Path\n"
        f"loader = importlib.machinery.SourceFileLoader('long_run', {str(script)!r})\n"
        "run = importlib.util.module_from_spec(importlib.util.spec_from_loader('long_run', loader))\n"
        "loader.exec_module(run)\n"
        "from fuzz.targets import TARGETS\n"
        "def broken(data):\n    if b'BUG' in data: raise KeyError('bug')\n"
        "TARGETS['latex'] = broken\n"
        "print(run._smaller('latex', Path(sys.argv[1])))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(finding)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "b'BUG'"
    assert finding.read_bytes() == b"BUG"
