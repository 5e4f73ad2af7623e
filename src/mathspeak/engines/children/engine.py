"""An engine whose library runs in child processes of its own."""

from __future__ import annotations

from mathspeak.audio.recording import Recording
from mathspeak.engines.base import (
    HIGHEST_PITCH,
    LOWEST_PITCH,
    Capabilities,
    Segment,
    Voice,
    check_rate,
    clean,
    find_voice,
    is_speakable,
)
from mathspeak.engines.checks import check_speech
from mathspeak.engines.children.pool import Pool
from mathspeak.errors import AudioError, EngineFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeVar

    Result = TypeVar("Result")

_JOB_SECONDS = 15.0
_JOB_SECONDS_PER_CHARACTER = 0.05


class ChildEngine:
    """An engine in children that ``command`` starts; see ``engines/child.py`` for what they say.

    ``job_seconds`` is what a short phrase may take; a long one may take more.
    """

    def __init__(
        self, name: str, command: Sequence[str], *, capabilities: Capabilities, job_seconds: float = _JOB_SECONDS
    ) -> None:
        self.name = name
        self.capabilities = capabilities
        self._pool = Pool(command, name, capabilities.parallel)
        self._job_seconds = job_seconds
        self._voices: list[Voice] = []
        self._default = ""

    def about(self) -> str:
        with self._pool.lend() as child:
            return child.about

    @property
    def version(self) -> str:
        return f"{self.name}, {self.about()}"

    def voices(self) -> list[Voice]:
        if not self._voices:
            answer = self._asked({"do": "voices"})
            try:
                self._default = str(answer["default"])
                self._voices = [Voice(id, name, tag, gender, self.name) for id, name, tag, gender in answer["voices"]]
            except (KeyError, TypeError, ValueError) as error:
                raise EngineFailed(f"{self.name} gave a list of voices that makes no sense") from error
        return self._voices

    def voice(self, wanted: str | None) -> Voice:
        voices = self.voices()
        return find_voice(voices, wanted or self._default)

    def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
        runs = [(clean(segment.text), segment.letter, _bounded(segment.pitch)) for segment in phrase]
        text = " ".join(text for text, _, _ in runs)
        if not is_speakable(text):
            raise AudioError("there is nothing to say", hint="give some words")
        job = {"do": "speak", "runs": runs, "rate": check_rate(rate), "voice": self.voice(voice).id}
        with self._pool.lend() as child:
            _, data = child.ask(job, self._job_seconds + len(text) * _JOB_SECONDS_PER_CHARACTER)
            try:
                recording = Recording.from_bytes(data)
                check_speech(recording, text, rate, self.name)
            except AudioError as error:
                child.kill()
                raise EngineFailed(f"{self.name} gave no audio: {error}", transient=True) from error
            except EngineFailed:
                # Whatever state the library is in, the next try begins without it.
                child.kill()
                raise
        return recording

    def close(self) -> None:
        """End the children; the next job starts another."""
        self._pool.close()

    def _asked(self, job: dict[str, Any]) -> dict[str, Any]:
        with self._pool.lend() as child:
            return child.ask(job, self._job_seconds)[0]


def _bounded(pitch: float) -> float:
    return min(max(pitch, LOWEST_PITCH), HIGHEST_PITCH)
