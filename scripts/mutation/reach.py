"""Which tests reach which lines, and how long each takes: found out once, by running them all."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WATCHED = ROOT / "src" / "mathspeak"


class Reach:
    """``lines`` has, by file and line, the tests that reach it, by their place in the collection.

    ``useless`` are those that fail by themselves.
    """

    def __init__(self, lines: dict[tuple[str, int], set[int]], seconds: list[float], useless: set[int]) -> None:
        self.lines = lines
        self.seconds = seconds
        self.useless = useless

    def of(self, file: Path, first: int, last: int) -> tuple[list[int], float]:
        """The tests that reach some of these lines, the quickest first, and the seconds that they take together."""
        found: set[int] = set()
        for line in range(first, last + 1):
            found |= self.lines.get((str(file), line), set())
        order = sorted(found, key=lambda number: self.seconds[number])
        return order, sum(self.seconds[number] for number in order)

    @classmethod
    def measure(cls, session: pytest.Session) -> Reach:
        """What all tests of a session reach; remembered as long as neither they nor what they test change."""
        kept = Path(tempfile.gettempdir()) / f"mathspeak-reach-{_state(session)}.pickle"
        if not kept.exists():
            # In a process of its own, so that nothing which tests remember is there when mutants come to life.
            pid = os.fork()
            if not pid:
                _run(session, kept)
            os.waitpid(pid, 0)
            if not kept.exists():
                pytest.exit("the tests could not be watched")
        with kept.open("rb") as stream:
            reach = cls(*pickle.load(stream))
        if not reach.lines:
            pytest.exit("no test was seen to reach anything")
        return reach


def _state(session: pytest.Session) -> str:
    state = hashlib.sha256(Path(__file__).read_bytes())
    state.update("\n".join(item.nodeid for item in session.items).encode())
    for file in sorted((*(ROOT / "src" / "mathspeak").rglob("*.py"), *(ROOT / "tests").rglob("*.*"))):
        if file.suffix in (".py", ".txt"):
            state.update(file.read_bytes())
    return state.hexdigest()[:16]


def _run(session: pytest.Session, kept: Path) -> None:
    """Run every test once and write down what it reached, but for one that fails by itself; ends the process."""
    from coverage import Coverage

    failed: list[str] = []

    class Watch:
        @pytest.hookimpl
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                failed.append(report.nodeid)

    session.config.pluginmanager.register(Watch())
    coverage = Coverage(data_file=None, include=[f"{WATCHED}/meaning/*", f"{WATCHED}/speech/*"])
    seconds: list[float] = []
    coverage.start()
    for number, (item, following) in enumerate(zip(session.items, [*session.items, None][1:], strict=True)):
        coverage.switch_context(str(number))
        begin = time.perf_counter()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        seconds.append(time.perf_counter() - begin)
    coverage.stop()
    useless = {number for number, item in enumerate(session.items) if item.nodeid in failed}
    for name in failed:
        print(f"left out, since it fails by itself: {name}", flush=True)
    lines: dict[tuple[str, int], set[int]] = defaultdict(set)
    data = coverage.get_data()
    for file in data.measured_files():
        for line, contexts in data.contexts_by_lineno(file).items():
            lines[file, line] = {int(context) for context in contexts if context.isdigit()} - useless
    partial = kept.with_suffix(f".{os.getpid()}")
    partial.write_bytes(pickle.dumps((dict(lines), seconds, useless)))
    partial.replace(kept)
    os._exit(0)
