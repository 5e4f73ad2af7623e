"""What reading costs as formulas grow, as their number grows, and with two processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

LENGTHS = (10, 100, 1_000, 10_000, 100_000)
# How much more a character may cost in the longest formula than in one of a thousand characters.
LINEAR = 2.0
PIECES = {
    "sums": "a+",
    "fractions": r"\frac{a}{b}+",
    "scripts": "x_i^2+",
    "bars": "|x|+",
    "parentheses": "(x)+",
    "calls": "f(x)+",
    "products": "xy",
    "text": r"\text{if }x,",
    "rows": r"a&=b\\",
    "accents": r"\hat{x}+",
    "integrals": r"\int_0^1 x\,dx+",
}
NESTS: dict[str, tuple[str, str]] = {
    "groups": ("{", "}"),
    "fractions": (r"\frac{1}{", "}"),
    "roots": (r"\sqrt{", "}"),
    "powers": ("x^{", "}"),
    "parentheses": ("(", ")"),
    "delimiters": (r"\left[", r"\right]"),
    "matrices": (r"\begin{pmatrix}", r"\end{pmatrix}"),
}


def seconds(work: Callable[[], object], least: float = 0.02) -> float:
    """The processor's time for the best of some runs, as few as take ``least`` together and three at least."""
    best, total, runs = float("inf"), 0.0, 0
    while runs < 3 or total < least:
        start = time.process_time()
        work()
        took = time.process_time() - start
        best, total, runs = min(best, took), total + took, runs + 1
    return best


def curve() -> bool:
    """Print what a character costs in formulas of each length and depth; whether the cost is linear."""
    from mathspeak import Limits, Translator

    most = LENGTHS[-1] * 2
    limits = Limits(max_bytes=most, max_words=most, max_seconds=600)
    good = True
    print("Microseconds a character, by the length of the formula")
    print(f"  {'':24}" + "".join(f"{length:>10,}" for length in LENGTHS))
    for style in ("natural", "mathspeak", "clearspeak"):
        translator = Translator(style, limits=limits, memo=0)
        for name, piece in PIECES.items():
            costs = []
            for length in LENGTHS:
                latex = piece * max(1, length // len(piece)) + "z"
                costs.append(seconds(lambda t=translator, f=latex: t.read(f)) / len(latex) * 1e6)  # type: ignore[misc]
            linear = costs[-1] < LINEAR * costs[2]
            good = good and linear
            print(f"  {style:11} {name:12}" + "".join(f"{c:10.2f}" for c in costs) + ("" if linear else "  not linear"))
    return depths() and good


def depths() -> bool:
    """The same for formulas in formulas, up to the limit on nesting."""
    from mathspeak import Limits, Translator

    # What is read belongs to the level outside as well.
    limit = Limits().max_depth - 1
    levels = (1, 10, 25, 50, limit)
    print("Microseconds a level, by how deep the formula is nested")
    print(f"  {'':24}" + "".join(f"{level:>10}" for level in levels))
    good = True
    for style in ("natural", "mathspeak", "clearspeak"):
        translator = Translator(style, memo=0)
        for name, (left, right) in NESTS.items():
            costs = []
            for level in levels:
                latex = left * level + "x" + right * level
                costs.append(seconds(lambda t=translator, f=latex: t.read(f)) / level * 1e6)  # type: ignore[misc]
            linear = costs[-1] < 2 * LINEAR * costs[1]
            good = good and linear
            print(f"  {style:11} {name:12}" + "".join(f"{c:10.2f}" for c in costs) + ("" if linear else "  not linear"))
    return good


def resident() -> float:
    """The memory of this process in MiB, now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(formulas: list[str], count: int) -> bool:
    """Read ``count`` different formulas in one process; whether its memory stays what it was after a tenth of them.

    What the memo keeps may grow to its bound, and does so early.
    """
    from mathspeak import Translator

    translator = Translator()
    marks = {count // 10: 0.0, count // 2: 0.0, count: 0.0}
    kept = dict(marks)
    print(f"Memory over {count:,} different formulas, readings kept as they are without being told")
    begin = time.perf_counter()
    for number in range(count):
        translator.read(f"{formulas[number % len(formulas)]}+{number}")
        if number + 1 in marks:
            marks[number + 1], kept[number + 1] = resident(), translator.memo.stats().bytes / 2**20
            print(
                f"  {number + 1:>10,}  {marks[number + 1]:7.1f} MiB  {time.perf_counter() - begin:7.1f} s", flush=True
            )
    print(f"  kept: {translator.memo}")
    grown = marks[count] - marks[count // 10]
    return grown < 5 + kept[count] - kept[count // 10]


def processes(count: int = 20_000) -> bool:
    """How many times as much two processes read as one, on two processors."""
    code = "import sys; from benchmark.growth import work; work(int(sys.argv[1]))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])}

    def run(how_many: int) -> float:
        start = time.perf_counter()
        command = [sys.executable, "-c", code, str(count)]
        running = [subprocess.Popen(command, env=environment) for _ in range(how_many)]
        codes = [process.wait() for process in running]
        if any(codes):
            raise SystemExit("a process failed")
        return time.perf_counter() - start

    one, two = min(run(1) for _ in range(3)), min(run(2) for _ in range(3))
    ratio = 2 * one / two
    print(f"Two processes read {ratio:.2f} times as much as one; at least 1.8 times are wanted")
    return ratio >= 1.8


def work(count: int) -> None:
    from benchmark.measuring import formulas_of

    from mathspeak import Translator

    translator = Translator(memo=0)
    formulas = formulas_of(Path(__file__).with_name("formulas.txt"))
    for number in range(count):
        translator.read(formulas[number % len(formulas)])
