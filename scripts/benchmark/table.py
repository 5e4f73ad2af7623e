"""What was measured as a table in Markdown, and its place in the README."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from benchmark.measuring import CLICK, Figures
from benchmark.systems import System

BEGIN, END = "<!-- scripts/bench --readme -->", "<!-- end of scripts/bench -->"
HEAD = (
    "| | style | formulas a second | a formula, median | 95 of 100 within | start and one formula | memory |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
)
# Of ours, of theirs, and how many times as many formulas a second ours is to read.
RATIOS = (
    ("natural", "mathra", 1),
    ("natural", "sre-mathspeak", 25),
    ("mathspeak", "sre-mathspeak", 20),
    ("clearspeak", "sre-clearspeak", 40),
    ("natural", "mathlive", None),
    ("natural", "katex", None),
)
START = 1.5


def table(systems: list[System], figures: dict[str, Figures], starts: dict[str, float]) -> str:
    rows = [_row(system, figures[system.key], starts[system.key]) for system in systems]
    return "\n".join([*HEAD, *rows])


def _row(system: System, found: Figures, start: float) -> str:
    name = system.name if system.name != "mathspeak" else "**mathspeak**"
    failed = f" ({found.failed} not read)" if found.failed else ""
    cells = (
        name,
        system.style,
        f"{found.rate:,.0f}{failed}",
        f"{found.median * 1e6:,.0f} µs",
        f"{found.most * 1e6:,.0f} µs",
        f"{start * 1000:.0f} ms",
        f"{found.memory / 2**20:.0f} MiB",
    )
    return f"| {' | '.join(cells)} |"


def ratios(systems: list[System], figures: dict[str, Figures], starts: dict[str, float]) -> list[str]:
    """Ours beside theirs, with what is wanted of it."""
    called = {system.key: f"{system.name} ({system.style})" for system in systems}
    lines = [
        f"{our} reads {figures[our].rate / figures[their].rate:.1f} times as many formulas a second as {called[their]}"
        + (f"; at least {wanted} are wanted" if wanted else "")
        for our, their, wanted in RATIOS
        if their in figures
    ]
    relative = starts["natural"] / starts[CLICK]
    lines.append(f"ms text takes {relative:.2f} times as long as {CLICK}; at most {START} are wanted")
    return lines


def block(text: str, about: str, versions: dict[str, str]) -> str:
    """What stands in the README: the table, and what has to be known to make it again."""
    listed = ", ".join(f"{name} {version}" for name, version in versions.items())
    machine = f"{platform.machine()} with {os.cpu_count()} processors"
    return f"{text}\n\nPrinted by `scripts/bench --readme` over {about}, on {machine}: {listed}.\n"


def put(readme: Path, content: str) -> None:
    """Put the block between its marks; whatever stands around them stays."""
    before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{readme} has no place for the table: {BEGIN} and {END}, each on a line of its own")
    readme.write_text(f"{before}{BEGIN}\n{content}{END}{after}", encoding="utf-8")
