"""An engine of another package that fails, hangs or works as a file tells it, while the server runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ENGINE = """
import os, time
from pathlib import Path
from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Recording
from mathspeak.engines.base import Capabilities, Voice
from mathspeak.errors import EngineFailed

MOOD = Path(__file__).with_name("mood")

class Wobbly:
    name = "wobbly"
    capabilities = Capabilities(max_chars=400, offline=True, parallel=4)
    version = "wobbly 1"
    def about(self): return "an engine that wobbles"
    def voices(self): return [Voice("wob", "Wob", "en", "", "wobbly")]
    def voice(self, wanted): return self.voices()[0]
    def close(self): pass
    def synthesize(self, phrase, voice, rate):
        mood = MOOD.read_text()
        if mood == "fails":
            raise EngineFailed("it wobbled", transient=False)
        if mood == "is broken":
            raise RuntimeError("a fault")
        if mood == "is slow":
            time.sleep(0.5)
        return Recording.of(Audio(bytes(1000) + b"\\x00\\x20" * 4000 + bytes(1000), 8000))
"""


class Wobbly:
    """The package in a folder; ``environment`` makes a server find it and speak with it."""

    def __init__(self, folder: Path) -> None:
        info = folder / "wobbly-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: wobbly\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[mathspeak.engines]\nwobbly = wobbly:Wobbly\n", encoding="utf-8")
        (folder / "wobbly.py").write_text(_ENGINE, encoding="utf-8")
        self._mood = folder / "mood"
        self.be("well")
        path = os.pathsep.join([str(folder), *map(os.path.abspath, filter(None, sys.path))])
        self.environment = {"PYTHONPATH": path, "MS_ENGINE": "wobbly"}

    def be(self, mood: str) -> None:
        """``well``, ``slow``, or something that ``fails`` or ``is broken`` from now on."""
        partial = self._mood.with_suffix(".part")
        partial.write_text({"slow": "is slow"}.get(mood, mood), encoding="utf-8")
        partial.replace(self._mood)
