"""The engines that need no network, each a speech library in a child process."""

from __future__ import annotations

import secrets
import threading

from mathspeak.audio import formats
from mathspeak.audio.spawn import python_command
from mathspeak.engines.base import Capabilities, Segment, Voice, check_rate, clean, find_voice, is_speakable
from mathspeak.engines.checks import check_speech
from mathspeak.engines.child import Child
from mathspeak.errors import AudioError, EngineFailed, EngineUnavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any, TypeVar

    from mathspeak.audio.pcm import Audio

    Result = TypeVar("Result")

_START_SECONDS = 30.0
_JOB_SECONDS = 15.0
_JOB_SECONDS_PER_CHARACTER = 0.05
_TRIES = 2


class ChildEngine:
    """An engine whose library runs in a child that ``command`` starts; see ``engines/child.py`` for what they say.

    ``job_seconds`` is what a short phrase may take; a long one may take more.
    """

    def __init__(self, name: str, command: Sequence[str], *, max_chars: int, job_seconds: float = _JOB_SECONDS) -> None:
        self.name = name
        self.capabilities = Capabilities(max_chars=max_chars, offline=True)
        self._command = command
        self._job_seconds = job_seconds
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._about = ""
        self._voices: list[Voice] = []

    def about(self) -> str:
        with self._lock:
            self._running()
        return self._about

    def voices(self) -> list[Voice]:
        if not self._voices:
            found = self._retried(lambda: self._ask({"do": "voices"}, self._job_seconds).get("voices", []))
            self._voices = [Voice(id, name, language, gender, self.name) for id, name, language, gender in found]
        return self._voices

    def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Audio:
        runs = [(clean(segment.text), segment.letter) for segment in phrase]
        text = " ".join(text for text, _ in runs)
        if not is_speakable(text):
            raise AudioError("there is nothing to say", hint="give some words")
        known = find_voice(self.voices(), voice).id if voice else None
        job = {"do": "speak", "runs": runs, "voice": known, "rate": check_rate(rate)}
        return self._retried(lambda: self._speak(job, text, rate))

    def close(self) -> None:
        """End the child; the next job starts another."""
        with self._lock:
            if self._child:
                self._child.kill()
                self._child = None

    def _retried(self, work: Callable[[], Result]) -> Result:
        for _ in range(_TRIES - 1):
            try:
                return work()
            except EngineFailed as error:
                if not error.transient:
                    raise
        return work()

    def _speak(self, job: dict[str, Any], text: str, rate: float) -> Audio:
        with self._lock:
            child = self._running()
            path = child.folder / f"{secrets.token_hex(4)}.wav"
            child.ask(job | {"path": str(path)}, self._job_seconds + len(text) * _JOB_SECONDS_PER_CHARACTER)
            try:
                audio = self._checked(path, text, rate)
            except EngineFailed:
                # Whatever state the library is in, the next try begins without it.
                child.kill()
                raise
            finally:
                path.unlink(missing_ok=True)
        return audio

    def _checked(self, path: Path, text: str, rate: float) -> Audio:
        try:
            audio = formats.read(path)
        except AudioError as error:
            raise EngineFailed(f"{self.name} gave no audio: {error}", transient=True) from error
        check_speech(audio, text, rate, self.name)
        return audio

    def _ask(self, job: dict[str, Any], seconds: float) -> dict[str, Any]:
        with self._lock:
            return self._running().ask(job, seconds)

    def _running(self) -> Child:
        if self._child is None or not self._child.usable:
            self._child = None
            child = Child(self._command, self.name)
            try:
                self._about = child.greeting(_START_SECONDS)
            except EngineFailed as error:
                raise EngineUnavailable(error.message, hint=error.hint or "ms doctor says what works here") from error
            self._child = child
        return self._child


def pyttsx3() -> ChildEngine:
    """The system's own voices, by pyttsx3."""
    # pyttsx3 copies all audio so far with every new piece, so long texts take it ever longer.
    return ChildEngine("pyttsx3", python_command("mathspeak.engines.pyttsx3_child"), max_chars=600)


def espeak() -> ChildEngine:
    """espeak-ng itself, without pyttsx3."""
    return ChildEngine("espeak", python_command("mathspeak.engines.espeak_child"), max_chars=2000)
