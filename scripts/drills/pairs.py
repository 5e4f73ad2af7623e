#!/usr/bin/env python3
"""Pairs of formulas that differ in one structure are grown from fresh seeds, and no two may read alike.

scripts/drill pairs [--pairs 200000]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

import drilling

PAIRS_A_RUN = 20_000
TEST = drilling.ROOT / "tests" / "properties" / "test_pairs.py"


def pairs(count: int, results: drilling.Results) -> None:
    seed = int(time.time()) % 1_000_000
    for run in range(-(-count // PAIRS_A_RUN)):
        environment = {**os.environ, "MS_PAIRS": str(PAIRS_A_RUN), "MS_PAIR_SEED": str(seed + run)}
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", str(TEST)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        results.tell(done.returncode == 0, f"seed {seed + run}: {done.stdout.splitlines()[-1]}")
        if done.returncode:
            print(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=200_000)
    results = drilling.Results()
    pairs(parser.parse_args().pairs, results)
    results.end()


if __name__ == "__main__":
    main()
