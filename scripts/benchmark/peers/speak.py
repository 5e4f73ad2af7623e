"""mathspeak, and the peer that runs in Python, behind the protocol of speak.mjs.

    python speak.py STYLE once LATEX                    prints what the formula says
    python speak.py STYLE bench PASSES SECONDS < lines  prints one JSON object with the seconds that each formula takes

STYLE is mathra, or a style of mathspeak. Nothing is remembered from one pass to the next: every formula is read anew.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable


def speaker(style: str) -> Callable[[str], str]:
    if style == "mathra":
        import mathra

        # It has no call for speech alone.
        return lambda latex: mathra.render(latex, display=True)["speech"]
    from mathspeak import Translator

    translator = Translator(style, memo=0)
    return lambda latex: translator.read(latex).text


def bench(speak: Callable[[str], str], formulas: list[str], passes: int, most: float) -> dict[str, object]:
    """The seconds that each formula takes, the median of its passes; see speak.mjs."""
    import resource
    from statistics import median

    taken: list[list[float]] = [[] for _ in formulas]
    failed: set[int] = set()
    begin = time.perf_counter()
    for count in range(passes + 1):
        if count > 3 and time.perf_counter() - begin > most:
            break
        for number, latex in enumerate(formulas):
            start = time.perf_counter()
            try:
                speak(latex)
            except Exception:
                # What fails early would look fast.
                failed.add(number)
            if count:
                taken[number].append(time.perf_counter() - start)
    seconds = [median(times) for number, times in enumerate(taken) if number not in failed]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"failed": len(failed), "seconds": seconds, "peak": peak}


def main() -> None:
    style, task, *asked = sys.argv[1:]
    speak = speaker(style)
    if task == "once":
        print(speak(asked[0]))
        return
    import json

    formulas = [json.loads(line) for line in sys.stdin if line.strip()]
    print(json.dumps(bench(speak, formulas, int(asked[0]), float(asked[1]))))


if __name__ == "__main__":
    main()
