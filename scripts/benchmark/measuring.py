"""Runs systems on formulas: how long each formula takes, how long a start, how much memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmark.systems import System, environment

# A slow system makes three passes and no more once they take this many seconds.
ENOUGH = 60.0


class Figures:
    """What was measured of one system; times in seconds, memory in bytes.

    ``seconds`` has one for each formula, the median of its passes, so that what else the machine does hardly counts.
    """

    __slots__ = ("failed", "median", "memory", "most", "rate", "slowest")

    def __init__(self, seconds: list[float], failed: int, memory: int) -> None:
        ordered = sorted(seconds)
        self.failed = failed
        self.memory = memory
        self.rate = len(ordered) / sum(ordered)
        self.median = statistics.median(ordered)
        self.most = ordered[int(len(ordered) * 0.95)]
        self.slowest = ordered[-1]


def formulas_of(path: Path) -> list[str]:
    """One a line, # before a comment; in a .jsonl file one object with ``latex`` a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        return [json.loads(line)["latex"] for line in lines if line.strip()]
    return [line for line in lines if line.strip() and not line.startswith("#")]


def measure(system: System, formulas: list[str], passes: int) -> Figures:
    """One pass to warm up and some that are timed, in a process of its own."""
    lines = "".join(json.dumps(latex) + "\n" for latex in formulas)
    command = [*system.command, "bench", str(passes), str(ENOUGH)]
    ran = subprocess.run(command, input=lines, capture_output=True, text=True, env=environment(), check=False)
    if ran.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{ran.stderr}")
    answer = json.loads(ran.stdout)
    return Figures(answer["seconds"], answer["failed"], answer["peak"])


CLICK = "python -c 'import click'"


def cold_starts(systems: list[System], runs: int) -> dict[str, float]:
    """The median time to start and say one formula, by key; all take turns, so that none has a quieter machine."""
    commands = {CLICK: [sys.executable, "-c", "import click"], **{system.key: system.start for system in systems}}
    taken: dict[str, list[float]] = {key: [] for key in commands}
    for run in range(runs + 1):
        for key, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment())
            if run:
                taken[key].append(time.perf_counter() - start)
    return {key: statistics.median(times) for key, times in taken.items()}
