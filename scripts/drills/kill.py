#!/usr/bin/env python3
"""`ms batch` is stopped again and again at random moments, and then runs to its end: nothing tells that it ever was.

    scripts/drill kill [--times 20] [--documents 5] [--sentences 25] [--signal KILL|INT] [--engine espeak] [--seed 1]

After each stop, every file that can be seen is the one that an undisturbed run made, byte by byte, and no process is
left. In turns the runs have a cache and none, so that they are stopped while speech is made and while it is joined.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from drilling import Results, command, content, environment, hidden, run

FINISHED, INTERRUPTED = 0, 130


def stop_after(seconds: float, folder: Path, number: signal.Signals, arguments: list[str]) -> tuple[int, str]:
    """Start a batch, send a signal to it and its children after so long, and return its exit status and its words."""
    with subprocess.Popen(
        command(*arguments),
        cwd=folder,
        env=environment(folder),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        time.sleep(seconds)
        # It is not waited for yet, so the group is its own whether it has ended or not.
        os.killpg(process.pid, number)
        said = process.communicate()[1]
    return process.returncode, said


def remaining(folder: Path) -> list[str]:
    """Processes that have the cache in the folder for theirs and are still there after two seconds."""
    mark = f"MS_CACHE_DIR={folder / 'cache'}".encode()
    for _ in range(20):
        found = [process for process in Path("/proc").glob("[0-9]*") if mark in environment_of(process)]
        if not found:
            return []
        time.sleep(0.1)
    return [process.name for process in found]


def environment_of(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""


def main() -> None:
    from lectures import markdown

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--documents", type=int, default=5)
    parser.add_argument("--sentences", type=int, default=25)
    parser.add_argument("--signal", choices=["KILL", "INT"], default="KILL")
    parser.add_argument("--engine", default="espeak")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    number = signal.Signals[f"SIG{arguments.signal}"]
    results, rng = Results(), random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        calm, wild = Path(name, "calm"), Path(name, "wild")
        for folder in (calm, wild):
            (folder / "notes").mkdir(parents=True)
            for week in range(1, arguments.documents + 1):
                (folder / "notes" / f"week{week}.md").write_text(
                    markdown(arguments.sentences, seed=week), encoding="utf-8"
                )
        batch = ["batch", "notes", "-o", "out", "--engine", arguments.engine]
        undisturbed = run(calm, *batch)
        whole = content(calm / "out")
        results.tell(undisturbed.code == 0, f"undisturbed: {len(whole)} files in {undisturbed.seconds:.1f} s")
        longest = {True: undisturbed.seconds, False: undisturbed.seconds}
        for count in range(arguments.times):
            cached = count % 2 == 0
            seconds = rng.uniform(0.2, longest[cached])
            code, said = stop_after(seconds, wild, number, [*batch, *([] if cached else ["--no-cache"])])
            there, left = content(wild / "out"), remaining(wild)
            bad = sorted(file for file, data in there.items() if whole.get(file) != data and file != "manifest.json")
            good = not bad and not left and code in (FINISHED, -number, INTERRUPTED)
            told = f"{len(there)} files to be seen, {len(bad)} of them not whole, {len(left)} processes left"
            if number == signal.SIGINT:
                leftovers = hidden(wild / "out")
                good = good and not leftovers and "Traceback" not in said and "Error" not in said
                told += f", {len(leftovers)} hidden files; {' '.join(said.split()[-20:])}"
            results.tell(good, f"after {seconds:5.2f} s {ended(code)}: {told}")
            if not good:
                print(said, bad, left)
            if code == FINISHED:
                longest[cached] = seconds
                shutil.rmtree(wild / "out")
        last = run(wild, *batch)
        same = content(wild / "out") == whole and not hidden(wild / "out")
        results.tell(
            last.code == 0 and same, f"at last: {len(whole)} files, the same as those of the undisturbed run: {same}"
        )
    results.end()


def ended(code: int) -> str:
    return {FINISHED: "it had ended", INTERRUPTED: "interrupted"}.get(code, f"exit status {code}")


if __name__ == "__main__":
    main()
