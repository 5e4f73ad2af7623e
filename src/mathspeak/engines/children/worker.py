"""The child's side: a loop that reads jobs and answers them, around a driver that speaks (see ``engines/child.py``)."""

from __future__ import annotations

import json
import os
import queue
import shutil
import sys
import threading
from pathlib import Path

from mathspeak.audio.recording import Recording, Word
from mathspeak.errors import MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn, Protocol

    from mathspeak.audio.pcm import Audio
    from mathspeak.engines.base import Voice

    # A text, whether it is letters to be said by their names, and its pitch.
    Run = tuple[str, bool, float]

    class Driver(Protocol):
        """What a child is built around."""

        about: str

        def voices(self) -> tuple[Sequence[Voice], str]:
            """The voices, and the id of the one that speaks where none is asked for."""
            ...

        def speak(self, runs: Sequence[Run], voice: str, rate: float) -> tuple[Audio, Sequence[Word]]:
            """The runs as one phrase, and when each word is said where the library tells."""
            ...


# A voice takes up to 200 MB, and starts again in a second.
_IDLE_SECONDS = 600.0


def serve(make_driver: Callable[[Path], Driver], *, idle_seconds: float = _IDLE_SECONDS) -> None:
    """Answer jobs until stdin ends or none comes for a while; the private folder, the last argument, goes as well."""
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
        try:
            job = jobs.get(timeout=idle_seconds)
        except queue.Empty:
            _leave(folder)
        answer(*_done(driver, json.loads(job)))


def _done(driver: Driver, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        if job["do"] == "voices":
            voices, default = driver.voices()
            return {"voices": [[v.id, v.name, v.language, v.gender] for v in voices], "default": default}, b""
        runs = [(text, letter, pitch) for text, letter, pitch in job["runs"]]
        audio, words = driver.speak(runs, job["voice"], job["rate"])
        return {}, _measured(audio, words).to_bytes()
    except Exception as error:
        return _described(error), b""


def heard(audio: Audio) -> tuple[int, int]:
    """`Audio.heard` without a look at each of the half second of zeros with which a voice often ends."""
    size = len(audio.samples.rstrip(b"\0"))
    return audio.part(0, -(-size // audio.frame_bytes)).heard()


def _measured(audio: Audio, words: Sequence[Word]) -> Recording:
    rounded = [Word(word.text, round(word.start, 4), round(word.end, 4)) for word in words]
    return Recording.of(audio, rounded, heard(audio))


def _described(error: BaseException | None) -> dict[str, Any]:
    if isinstance(error, MathspeakError):
        transient = getattr(error, "transient", False)
        return {"error": error.code, "message": error.message, "hint": error.hint, "transient": transient}
    return {"error": "engine-failed", "message": f"the speech library failed: {error}", "transient": True}


def _give_up(answer: _Answers, error: BaseException | None) -> None:
    answer(_described(error))
    os._exit(1)


def _listen(jobs: queue.SimpleQueue[bytes], folder: Path) -> None:
    for line in sys.stdin.buffer:
        jobs.put(line)
    _leave(folder)


def _leave(folder: Path) -> NoReturn:
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


class _Answers:
    """The real stdout, kept from libraries that print: what they say goes to the log."""

    def __init__(self) -> None:
        self._pipe = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        # The log would grow by a line with every job.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - open as long as the process

    def __call__(self, message: dict[str, Any], data: bytes = b"") -> None:
        if data:
            message["bytes"] = len(data)
        self._pipe.write(json.dumps(message).encode() + b"\n" + data)
        self._pipe.flush()
