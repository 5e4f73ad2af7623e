"""Child engines that misbehave, and whether a process is still there."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from mathspeak.engines.offline import ChildEngine

# The speaker's side of the protocol in a few lines; DOES is what it does with a job to speak.
GREETS = """
import json, os, sys, time, wave
folder = sys.argv[-1]
print(json.dumps({{"ready": "a child"}}), flush=True)
def wav(path, seconds, level):
    with wave.open(path, "wb") as file:
        file.setnchannels(1); file.setsampwidth(2); file.setframerate(8000)
        file.writeframes(level.to_bytes(2, "little") * int(8000 * seconds))
for line in sys.stdin:
    job = json.loads(line)
    path = job["path"]
    open(os.environ["CALLS"], "a").write(str(os.getpid()) + "\\n")
    {does}
    print(json.dumps({{"path": path}}), flush=True)
"""


def child_engine(does: str, **options: float) -> ChildEngine:
    return engine_of(GREETS.format(does=does), **options)


def engine_of(script: str, job_seconds: float = 5.0) -> ChildEngine:
    return ChildEngine("child", [sys.executable, "-c", script], max_chars=600, job_seconds=job_seconds)


def is_running(pid: int) -> bool:
    """Also false for a process that has ended and waits for somebody to collect it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(pid: int, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while is_running(pid):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
