"""The child's side: a loop that reads jobs and answers them, around a driver that speaks (see ``engines/child.py``)."""

from __future__ import annotations

import json
import os
import queue
import shutil
import sys
import threading
from pathlib import Path

from mathspeak.errors import MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from mathspeak.engines.base import Voice

    class Driver(Protocol):
        """What a child is built around."""

        about: str

        def voices(self) -> list[Voice]: ...

        def speak(self, runs: Sequence[tuple[str, bool]], voice: str | None, rate: float, path: Path) -> None:
            """Write the runs, each a text and whether it is letters, to an audio file."""
            ...


def serve(make_driver: Callable[[Path], Driver]) -> None:
    """Answer jobs until stdin ends; the private folder, the last argument, goes with the child."""
    folder = Path(sys.argv[-1])
    answer = _Answers()
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    # A thread of its own, so that a driver that hangs does not keep the child alive when its parent has gone.
    threading.Thread(target=_listen, args=(jobs, folder), daemon=True).start()
    # Some drivers work in callbacks, where an exception is only printed and the driver then waits for ever.
    sys.unraisablehook = lambda what: _give_up(answer, what.exc_value)
    try:
        driver = make_driver(folder)
    except MathspeakError as error:
        answer(_described(error))
        return
    answer({"ready": driver.about})
    while True:
        answer(_done(driver, json.loads(jobs.get())))


def _done(driver: Driver, job: dict[str, Any]) -> dict[str, Any]:
    try:
        if job["do"] == "voices":
            return {"voices": [[v.id, v.name, v.language, v.gender] for v in driver.voices()]}
        driver.speak([(text, letter) for text, letter in job["runs"]], job["voice"], job["rate"], Path(job["path"]))
        return {"path": job["path"]}
    except Exception as error:
        return _described(error)


def _described(error: BaseException | None) -> dict[str, Any]:
    if isinstance(error, MathspeakError):
        return {"error": error.code, "message": error.message, "hint": error.hint}
    return {"error": "engine-failed", "message": f"the speech library failed: {error}", "transient": True}


def _give_up(answer: _Answers, error: BaseException | None) -> None:
    answer(_described(error))
    os._exit(1)


def _listen(jobs: queue.SimpleQueue[bytes], folder: Path) -> None:
    for line in sys.stdin.buffer:
        jobs.put(line)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


class _Answers:
    """The real stdout, kept from libraries that print: what they say goes to the log."""

    def __init__(self) -> None:
        self._pipe = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        # The log would grow by a line with every job.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - open as long as the process

    def __call__(self, message: dict[str, Any]) -> None:
        self._pipe.write(json.dumps(message).encode() + b"\n")
        self._pipe.flush()
