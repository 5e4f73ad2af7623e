#!/usr/bin/env python3
"""A long stream of formulas goes through one `ms text --jsonl`, a broken line among every thousand.

    scripts/drill stream [--lines 100000]

Order is checked, and the memory of the process is printed as it goes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import threading
import time
from pathlib import Path
from typing import IO

import drilling

STEP = 10_000
BROKEN = "{broken"


def feed(pipe: IO[str], lines: int) -> None:
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


def stream(lines: int, results: drilling.Results) -> None:
    start = time.perf_counter()
    curve: list[float] = []
    errors = warnings = 0
    with subprocess.Popen(
        drilling.command("text", "--jsonl"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
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
    results.tell(True, f"{lines} lines in order, {errors} with an error of their own, {warnings} with warnings")
    steady = curve[len(curve) // 5 :]
    grown = steady[-1] - steady[0] if steady else 0.0
    results.tell(grown < 10, f"memory grew by {grown:.1f} MiB after the first fifth")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=100_000)
    results = drilling.Results()
    stream(parser.parse_args().lines, results)
    results.end()


if __name__ == "__main__":
    main()
