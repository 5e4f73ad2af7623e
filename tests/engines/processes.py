"""Child engines that misbehave, and whether a process is still there."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from mathspeak.engines.base import Capabilities
from mathspeak.engines.children.engine import ChildEngine

# The speaker's side of the protocol in a few lines; DOES is what it does with a job to speak.
GREETS = """
import json, math, os, sys, time
from array import array
from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Recording, Word
say = lambda answer: print(json.dumps(answer), flush=True)
def tone(seconds, level, rate=8000):
    wave = (round(level * math.sin(at / 4)) for at in range(int(rate * seconds)))
    return Audio(array("h", wave).tobytes(), rate)
def gives(data):
    sys.stdout.buffer.write(json.dumps({{"bytes": len(data)}}).encode() + b"\\n" + data); sys.stdout.flush()
def sends(audio):
    gives(Recording.of(audio).to_bytes())
say({{"ready": "a child"}})
for line in sys.stdin:
    job = json.loads(line)
    if job["do"] == "voices":
        say({{"voices": [["one", "One", "en", ""], ["two", "Two", "de", ""]], "default": "one"}})
        continue
    open(os.environ["CALLS"], "a").write(str(os.getpid()) + "\\n")
    {does}
"""


def child_engine(does: str, job_seconds: float = 5.0, parallel: int = 1) -> ChildEngine:
    return engine_of(GREETS.format(does=does), job_seconds, parallel)


def engine_of(script: str, job_seconds: float = 5.0, parallel: int = 1) -> ChildEngine:
    abilities = Capabilities(max_chars=600, offline=True, parallel=parallel)
    return ChildEngine("child", [sys.executable, "-c", script], capabilities=abilities, job_seconds=job_seconds)


def is_running(pid: int) -> bool:
    """Also false for a process that has ended and waits for somebody to collect it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    # The first of several threads may have ended while the last has not, and nobody can collect the process yet.
    state, threads = fields[0], int(fields[17])
    return state != "Z" or threads > 1


def wait_until_gone(pid: int, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while is_running(pid):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
