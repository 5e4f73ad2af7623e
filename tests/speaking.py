"""An engine that can be measured, for tests of whoever speaks with one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Recording
from mathspeak.engines.base import Capabilities, Segment, Voice, find_voice

QUIET_EDGE = bytes(2 * 800)


class Beeping:
    """An engine that can be measured: a beep of as many samples as the text has characters, with quiet around it."""

    name = "beeping"
    version = "1"

    def __init__(self, **abilities: Any) -> None:
        self.capabilities = Capabilities(**{"max_chars": 20, "offline": True, **abilities})
        self.said: list[str] = []
        self.runs: list[tuple[str, bool]] = []
        self.pitches: list[float] = []

    def about(self) -> str:
        return "beeps"

    def voices(self) -> list[Voice]:
        return [Voice("beep", "Beep", "en", "", self.name)]

    def voice(self, wanted: str | None) -> Voice:
        return find_voice(self.voices(), wanted or "beep")

    def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
        text = " ".join(segment.text for segment in phrase)
        self.said.append(text)
        self.runs += [(segment.text, segment.letter) for segment in phrase]
        self.pitches += [segment.pitch for segment in phrase]
        return Recording.of(Audio(QUIET_EDGE + beep(text) + QUIET_EDGE, 8000))

    def close(self) -> None:
        self.said.clear()


def beep(text: str) -> bytes:
    return b"\x00\x20" * len(text)
