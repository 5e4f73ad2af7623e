#!/usr/bin/env python3
"""How fast documents become transcripts and in what memory, and how busy the processors are while they become sound.

    scripts/drill throughput [FOLDER] [--documents 500] [--sounding 6] [--engine neural] [--profile]

The documents of FOLDER, or without it those of our tests, are taken again and again until there are so many. Where
other work goes on, compare processor time; what a run kept busy is its share of what the others left it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import drilling

LEAST_MB_A_SECOND, LEAST_BUSY = 0.3, 0.85
FASTEST_SAMPLE = 0.2
# Of fewer documents the speed is told and not judged: it is that of starting.
FEW = 100
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


def copies(source: Path | None, target: Path, count: int) -> int:
    """Put so many documents into the folder, and return their bytes."""
    from lectures import markdown

    target.mkdir()
    texts = [path for path in sorted(source.rglob("*")) if path.suffix in (".md", ".tex", ".ipynb")] if source else []
    for number in range(count):
        if texts:
            path = texts[number % len(texts)]
            shutil.copyfile(path, target / f"{number:04}-{path.name}")
        else:
            (target / f"{number:04}.md").write_text(markdown(100, seed=number), encoding="utf-8")
    return sum(path.stat().st_size for path in target.iterdir())


def family(process: int) -> list[int]:
    """A process and its children, and theirs."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [process]
    for parent in found:
        found += parents.get(parent, [])
    return found


def resident(process: int) -> float:
    """MiB of memory; none of a process that has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1]) * PAGE / (1 << 20)
    except OSError:
        return 0.0


def transcripts(source: Path | None, count: int, results: drilling.Results) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = copies(source, folder / "notes", count)
        batch = drilling.command("batch", "notes", "-o", "out", "--text-only", "--jobs", "2")
        began, before = time.perf_counter(), drilling.children_seconds()
        curves: dict[int, list[float]] = {}
        with open(folder / "said", "w", encoding="utf-8") as said:
            process = subprocess.Popen(batch, cwd=folder, env=drilling.environment(folder), stderr=said)
            while process.poll() is None:
                for member in family(process.pid):
                    if memory := resident(member):
                        curves.setdefault(member, []).append(memory)
                time.sleep(FASTEST_SAMPLE)
        seconds, busy = time.perf_counter() - began, drilling.children_seconds() - before
        results.tell(process.returncode == 0, (folder / "said").read_text(encoding="utf-8").splitlines()[-1])
    speed, possible = size / 1e6 / seconds, size / 1e6 / (busy / 2)
    results.tell(
        count < FEW or max(speed, possible) >= LEAST_MB_A_SECOND,
        f"{size / 1e6:.1f} MB of source in {seconds:.1f} s, {speed:.2f} MB a second; {busy:.1f} s of processor time, "
        f"which two processors have in {busy / 2:.1f} s: {possible:.2f} MB a second",
    )
    for member, curve in curves.items():
        third = len(curve) // 3
        if third > 3:
            middle, last = max(curve[third : 2 * third]), max(curve[2 * third :])
            who = "the batch" if member == process.pid else "a process of it"
            told = f"{who}: at most {max(curve[:third]):.0f}, {middle:.0f} and {last:.0f} MiB in its three thirds"
            results.tell(last < middle * 1.1 + 2, told)


def processors() -> tuple[float, float]:
    """The seconds that all processors have been idle, and those that they have been there."""
    fields = [int(field) / TICKS for field in Path("/proc/stat").read_text(encoding="utf-8").split()[1:9]]
    return fields[3] + fields[4], sum(fields)


def sounding(count: int, engine: str, results: drilling.Results) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies(None, folder / "notes", count)
        idle, _ = processors()
        done = drilling.run(folder, "batch", "notes", "-o", "out", "--engine", engine)
        idle = processors()[0] - idle
        results.tell(done.code == 0, done.said.splitlines()[-1])
        share = done.busy / (done.busy + idle)
        results.tell(
            share >= LEAST_BUSY,
            f"{count} documents with sound in {done.seconds:.1f} s: {done.busy:.1f} s of processor time, "
            f"{idle:.1f} s idle; {share:.0%} of what was to be had",
        )


def profile(source: Path | None) -> None:
    """Say where the time goes in one process."""
    with tempfile.TemporaryDirectory() as name:
        copies(source, Path(name, "notes"), 30)
        batch = ["-m", "mathspeak", "batch", "notes", "-o", "out", "--text-only", "--jobs", "1"]
        subprocess.run([sys.executable, "-m", "cProfile", "-o", "profile", *batch], cwd=name, check=True)
        import pstats

        pstats.Stats(str(Path(name, "profile"))).sort_stats("tottime").print_stats(30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--sounding", type=int, default=6)
    parser.add_argument("--engine", default="neural")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    arguments = parser.parse_args()
    results = drilling.Results()
    if arguments.documents:
        transcripts(arguments.folder, arguments.documents, results)
    if arguments.sounding:
        sounding(arguments.sounding, arguments.engine, results)
    if arguments.profile:
        profile(arguments.folder)
    results.end()


if __name__ == "__main__":
    main()
