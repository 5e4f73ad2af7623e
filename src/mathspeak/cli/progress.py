"""How far long work is: a bar on a terminal, and elsewhere a plain line now and then; always on standard error."""

from __future__ import annotations

import sys
import time

from mathspeak.cli.console import printable, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.progress import Progress as Bar
    from rich.progress import Task

_SECONDS_BETWEEN_LINES = 10.0


class Progress:
    """Counts ``unit`` up to ``total``, or without end where that is None, and tells the rate and the time left.

    Nothing is said of work that is done before the first line would be due.
    """

    def __init__(self, task: str, total: int | None, unit: str) -> None:
        self._task = task
        self._total = total
        self._unit = unit
        self._done = 0
        self._began = self._said = time.monotonic()
        self._bar: Bar | None = None

    def __enter__(self) -> Progress:
        if sys.stderr is not None and sys.stderr.isatty():
            self._bar = _bar(self._unit)
            self._bar.add_task(self._task, total=self._total)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, count: int = 1) -> None:
        self.reach(self._done + count)

    def step(self, line: str, details: Sequence[str] = ()) -> None:
        """One more is done, of which there is something to tell: a line that stays, and what belongs to it."""
        self._done += 1
        lines = [line, *(f"  {detail}" for detail in details)]
        if self._bar is not None:
            for text in lines:
                self._bar.console.print(printable(text), markup=False, soft_wrap=True, highlight=False)
            self._bar.update(self._bar.task_ids[0], completed=self._done)
            return
        say(f"[{self._done}/{self._total}] {lines[0]}")
        for text in lines[1:]:
            say(text)

    def reach(self, done: int, total: int | None = None) -> None:
        """So much is done, of so much if that is known better now."""
        self._done, self._total = done, total or self._total
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, total=self._total)
        elif time.monotonic() - self._said >= _SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            say(self._line(self._said - self._began))

    def _line(self, seconds: float) -> str:
        rate = self._done / seconds
        if not self._total:
            return f"{self._task}: {self._done} {self._unit}, {rate:.1f} a second"
        left = (self._total - self._done) / rate if rate else 0.0
        share = 100 * self._done // self._total
        return (
            f"{self._task}: {self._done} of {self._total} {self._unit} ({share} %), {rate:.1f} a second, "
            f"{duration(left)} left"
        )


def duration(seconds: float) -> str:
    """A length of time as people write it.

    >>> duration(8.4), duration(75), duration(3725)
    ('8 s', '1 min 15 s', '1 h 2 min')
    """
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if minutes else f"{rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"


def _bar(unit: str) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(unit), Rate())
    return Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
