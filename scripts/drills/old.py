#!/usr/bin/env python3
"""Long runs, by hand.

    scripts/drill [--lines N] [--pairs N]

A stream of N different formulas (100,000) goes through one `ms text --jsonl`, a broken line among every thousand: order
is checked, and the memory of the process is printed as it goes. Then N pairs (200,000) of formulas that differ in one
structure are grown from fresh seeds, and no two may read alike.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

TESTS = Path(__file__).resolve().parent.parent / "tests"
STEP = 10_000
PAIRS_A_RUN = 20_000
BROKEN = "{broken"


def feed(pipe: IO[str], lines: int) -> None:
    sys.path.insert(0, str(TESTS))
    from properties.formulas import Writer
    from properties.growth import Grower

    grower = Grower(int(time.time()))
    with pipe:
        for number in range(lines):
            if number % 1000 == 999:
                pipe.write(BROKEN + "\n")
            else:
                latex = grower.statement(3).latex(Writer(number))
                pipe.write(json.dumps({"latex": latex, "id": number}) + "\n")


def resident(process: int) -> float:
    """The resident memory of a process in MiB."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(process)


def stream(lines: int) -> bool:
    command = [sys.executable, "-m", "mathspeak", "text", "--jsonl"]
    start = time.perf_counter()
    curve: list[float] = []
    errors = warnings = 0
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        threading.Thread(target=feed, args=(process.stdin, lines), daemon=True).start()
        for number, line in enumerate(process.stdout):
            answer = json.loads(line)
            if number % 1000 == 999:
                assert answer["error"]["line"] == number + 1, answer
            else:
                assert answer["id"] == number, answer
                errors += "error" in answer
                warnings += bool(answer.get("warnings"))
            # After the last line the process may be gone before it can be measured.
            if (number + 1) % STEP == 0 and number + 1 < lines:
                curve.append(resident(process.pid))
                print(f"  {number + 1:8} lines  {curve[-1]:7.1f} MiB  {time.perf_counter() - start:6.1f} s", flush=True)
    assert process.returncode == 0, process.returncode
    assert number + 1 == lines, number
    print(f"  {lines} lines in order, {errors} with an error of their own, {warnings} with warnings")
    steady = curve[len(curve) // 5 :]
    grown = steady[-1] - steady[0] if steady else 0.0
    print(f"  memory grew by {grown:.1f} MiB after the first fifth")
    return grown < 10


def pairs(count: int) -> bool:
    seed = int(time.time()) % 1_000_000
    good = True
    for run in range(-(-count // PAIRS_A_RUN)):
        environment = {**os.environ, "MS_PAIRS": str(PAIRS_A_RUN), "MS_PAIR_SEED": str(seed + run)}
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", str(TESTS / "properties" / "test_pairs.py")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        good = good and done.returncode == 0
        print(f"  seed {seed + run}: {done.stdout.splitlines()[-1]}", flush=True)
        if done.returncode:
            print(done.stdout)
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=200_000)
    arguments = parser.parse_args()
    print(f"A stream of {arguments.lines} formulas")
    good = stream(arguments.lines) if arguments.lines else True
    print(f"{arguments.pairs} pairs")
    good = pairs(arguments.pairs) and good
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
