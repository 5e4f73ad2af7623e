"""However long it is, audio goes through in pieces."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LONG = """
import resource, sys
from audio.sounds import voice
from mathspeak.audio import formats
from mathspeak.audio.encoding import encode
from mathspeak.audio.recording import Recording
from mathspeak.audio.timeline import Item, write
path, coded, minutes = sys.argv[1], sys.argv[2] == "coded", int(sys.argv[3])
sound = voice(9.5, 24000)
data = (encode(sound) if coded else Recording.of(sound)).to_bytes()
with formats.saving(path) as writer:
    for cue in write((Item(Recording.from_bytes(data), 0.5) for _ in range(6 * minutes)), writer):
        last = cue
assert abs(last.end - 60 * minutes) < 1 + 0.012 * 6 * minutes, last
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux counts memory in these units")
@pytest.mark.parametrize(("suffix", "coding"), [(".wav", "pcm"), (".mp3", "coded"), (".flac", "pcm")])
def test_an_hour_takes_no_more_memory_than_a_minute(tmp_path: Path, suffix: str, coding: str) -> None:
    def most(minutes: int) -> int:
        code = f"import sys; sys.path[:] = {sys.path!r}\n{LONG}"
        command = [sys.executable, "-c", code, str(tmp_path / f"x{suffix}"), coding, str(minutes)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    assert most(60) - most(1) < 4 * 1024
