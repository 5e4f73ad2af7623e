"""A speech library in a child process: one job at a time, a hard limit for each, killed when it oversteps.

The parent writes one JSON object a line to the child's stdin, the child answers each with one on stdout; the first line
is the child's own, ``{"ready": "what speaks"}``. An error is ``{"error": code, "message": …, "hint": …}``.
``engines/worker.py`` is the other side.
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
# Short waits, because on Windows a long one does not hear Ctrl-C.
_TICK_SECONDS = 0.1


class Child:
    """A running child, its private folder and its answers. Not for two threads at once: its owner keeps a lock."""

    def __init__(self, command: Sequence[str], name: str) -> None:
        self.name = name
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
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        reader = threading.Thread(target=_read_lines, args=(self._process.stdout, self._answers), daemon=True)
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

    def greeting(self, seconds: float) -> str:
        """What speaks, as the child says once it is ready."""
        return str(self._answer(seconds).get("ready", ""))

    def ask(self, job: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The child's answer to a job. Whatever goes wrong, the child is dead afterwards."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            pass  # It ended; its last words are in the log, and waiting for the answer finds them.
        return self._answer(seconds)

    def _answer(self, seconds: float) -> dict[str, Any]:
        try:
            line = self._next_line(seconds)
            if not line:
                raise EngineFailed(f"{self.name} ended without an answer{self._last_words()}", transient=True)
            try:
                answer = json.loads(line)
            except ValueError:
                answer = None
            if not isinstance(answer, dict):
                raise EngineFailed(f"{self.name} gave an answer that makes no sense: {line[:60]!r}", transient=True)
            if "error" in answer:
                raise _as_error(answer)
        except BaseException:
            # Also when somebody pressed Ctrl-C: the child may be in the middle of anything.
            self.kill()
            raise
        return answer

    def _next_line(self, seconds: float) -> bytes:
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


def _read_lines(pipe: IO[bytes], answers: queue.SimpleQueue[bytes]) -> None:
    with pipe:
        while line := pipe.readline(_LONGEST_LINE):
            answers.put(line)
    answers.put(b"")


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
