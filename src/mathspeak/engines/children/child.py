"""A speech library in a child process: one job at a time, a hard limit for each, killed when it oversteps.

The parent writes one JSON object a line to the child's stdin, the child answers each with one on stdout, followed by as
many bytes as the answer's ``bytes`` says; the first line is the child's own, ``{"ready": "what speaks"}``. An error is
``{"error": code, "message": …, "hint": …}``. ``engines/worker.py`` is the other side.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
import weakref
from contextlib import suppress
from pathlib import Path

from mathspeak.audio.spawn import detached
from mathspeak.errors import AudioError, EngineFailed, EngineUnavailable, MathspeakError, UnknownVoice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO, Any

_ERRORS: dict[str, type[MathspeakError]] = {
    error.code: error for error in (AudioError, EngineFailed, EngineUnavailable, UnknownVoice)
}
_LONGEST_LINE = 1 << 20
# Three quarters of an hour of speech; more than that is a length that was never meant.
_MOST_BYTES = 1 << 27
# Short waits, because on Windows a long one does not hear Ctrl-C.
_TICK_SECONDS = 0.1


class Child:
    """A running child, its private folder and its answers; ``about`` is what it says it is. For one thread at once."""

    def __init__(self, command: Sequence[str], name: str) -> None:
        self.name = name
        self.about = ""
        self._owner = os.getpid()
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="mathspeak-"))
        except OSError as error:
            raise EngineFailed(
                f"{name} has no room to work in: {error}", hint="set TMPDIR to a folder with room"
            ) from error
        self._log = self.folder / "log"
        try:
            with open(self._log, "wb") as log:
                self._process = subprocess.Popen(
                    [*command, str(self.folder)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    **detached(),
                )
        except OSError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise EngineUnavailable(f"{name} cannot be started: {error}") from error
        self._answers: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()
        reader = threading.Thread(target=_read_answers, args=(self._process.stdout, self._answers), daemon=True)
        reader.start()
        # Runs when this object goes, or at the end of the process, whichever comes first.
        self.kill = weakref.finalize(self, _end, self._process, reader, self.folder, self._owner)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def usable(self) -> bool:
        """Whether it runs and is this process's own; after a fork the parent's child is not ours to speak to."""
        return self.kill.alive and self._owner == os.getpid() and self._process.poll() is None

    def await_ready(self, seconds: float) -> None:
        """Wait until the child has said that it is ready."""
        self.about = str(self._answer(seconds)[0].get("ready", ""))

    def ask(self, job: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """The child's answer to a job, and the bytes that came with it. A child that failed is dead afterwards."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            pass  # It ended; its last words are in the log, and waiting for the answer finds them.
        return self._answer(seconds)

    def _answer(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        try:
            line, data = self._next_answer(seconds)
            if not line:
                raise EngineFailed(f"{self.name} ended without an answer{self._last_words()}", transient=True)
            answer = _parsed(line)
            if answer is None or len(data) != answer.get("bytes", 0):
                raise EngineFailed(f"{self.name} gave an answer that makes no sense: {line[:60]!r}", transient=True)
            if "error" in answer:
                raise _as_error(answer)
        except BaseException as error:
            # Also when somebody pressed Ctrl-C: the child may be in the middle of anything. One that refuses is not.
            if not isinstance(error, UnknownVoice) and getattr(error, "transient", True):
                self.kill()
            raise
        return answer, data

    def _next_answer(self, seconds: float) -> tuple[bytes, bytes]:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            with suppress(queue.Empty):
                return self._answers.get(timeout=min(left, _TICK_SECONDS))
        raise EngineFailed(f"{self.name} did not answer within {seconds:.0f} seconds and was ended", transient=True)

    def _last_words(self) -> str:
        try:
            lines = self._log.read_bytes()[-2000:].decode(errors="replace").split("\n")
        except OSError:
            return ""
        said = [line.strip() for line in lines if line.strip()]
        return f": {said[-1][:200]}" if said else ""


def _as_error(answer: dict[str, Any]) -> MathspeakError:
    message, hint = str(answer.get("message", "")), str(answer.get("hint", ""))
    kind = _ERRORS.get(str(answer["error"]), EngineFailed)
    if kind is EngineFailed:
        return EngineFailed(message, transient=bool(answer.get("transient")), hint=hint)
    return kind(message, hint=hint)


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(line)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _read_answers(pipe: IO[bytes], answers: queue.SimpleQueue[tuple[bytes, bytes]]) -> None:
    with pipe:
        while line := pipe.readline(_LONGEST_LINE):
            size = (_parsed(line) or {}).get("bytes", 0)
            takes = isinstance(size, int) and 0 < size <= _MOST_BYTES
            answers.put((line, pipe.read(size) if takes else b""))
    answers.put((b"", b""))


def _end(process: subprocess.Popen[bytes], reader: threading.Thread, folder: Path, owner: int) -> None:
    if owner != os.getpid():
        return
    process.kill()
    process.wait()
    reader.join()
    with suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    shutil.rmtree(folder, ignore_errors=True)
