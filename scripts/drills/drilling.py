"""What drills share: ``ms`` as a process with a cache of its own, what it leaves, and results of a line each."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))


class Results:
    """The results of a drill, each printed when it is known."""

    def __init__(self) -> None:
        self._good = True

    def tell(self, good: bool, text: str) -> None:
        print(f"  {'good' if good else 'BAD '}  {text}", flush=True)
        self._good = self._good and good

    def end(self) -> None:
        sys.exit(0 if self._good else 1)


class Run:
    """A run of ``ms`` that has ended: what it said, and the seconds that it took, of the clock and of processors."""

    def __init__(self, code: int, said: str, seconds: float, busy: float) -> None:
        self.code = code
        self.said = said
        self.seconds = seconds
        self.busy = busy

    @property
    def recordings(self) -> tuple[int, int]:
        """How many were made, and how many came from the cache."""
        made, found = re.findall(r"(\d+) recordings? made, (\d+) from the cache", self.said)[-1]
        return int(made), int(found)


def environment(folder: Path) -> dict[str, str]:
    """That of a process with its cache and its settings in the folder, away from those of whoever runs the drill."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
    return {**plain, "MS_CACHE_DIR": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "settings")}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "mathspeak", *map(str, arguments)]


def run(folder: Path, *arguments: object) -> Run:
    """Run ``ms`` in the folder to its end."""
    began, before = time.perf_counter(), children_seconds()
    done = subprocess.run(
        command(*arguments), cwd=folder, env=environment(folder), capture_output=True, text=True, check=False
    )
    return Run(done.returncode, done.stderr, time.perf_counter() - began, children_seconds() - before)


def children_seconds() -> float:
    """The processor time of all processes that were started here and have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def content(folder: Path) -> dict[str, bytes]:
    """What can be seen in a folder: all files that are not hidden, by their paths below it."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]
