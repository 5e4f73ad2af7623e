"""The drills of scripts/drills in small: what a batch promises, shown by real runs with real engines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import mathspeak

DRILL = Path(__file__).parent.parent / "scripts" / "drill"
SOURCE = Path(mathspeak.__file__).parent.parent


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="drills look into /proc and send signals")
@pytest.mark.parametrize(
    "arguments",
    [
        "edit --hours 0.03",
        "kill --times 4 --documents 2 --sentences 8",
        "kill --times 3 --documents 2 --sentences 8 --signal INT",
        "cues --hours 0.02",
        "throughput --documents 12 --sounding 0",
        "stream --lines 2000",
        "sound --hours 0.02 .mp3",
    ],
)
def test_in_small(arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, DRILL, *arguments.split()],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "good" in done.stdout
