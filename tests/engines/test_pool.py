"""Several children of one engine: how many there are, and what becomes of them."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engines.processes import child_engine, engine_of, wait_until_gone
from mathspeak.engines.base import Segment
from mathspeak.engines.children.engine import ChildEngine
from mathspeak.errors import EngineFailed

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked for in /proc")

HELLO = [Segment("hello there")]
SPEAKS = "sends(tone(0.8, 3000))"
# Speaks when as many children as the text has words are at work at the same time.
TOGETHER = """
    while len(open(os.environ["CALLS"]).read().split()) < len(job["runs"]): time.sleep(0.01)
    sends(tone(0.8, 3000))
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of all temporary files, which must be empty when a test has ended its engine."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return tmp_path / "calls"


def pids(calls: Path) -> list[int]:
    return [int(line) for line in calls.read_text().split()]


def test_threads_share_the_work_between_children(calls: Path) -> None:
    engine = child_engine(TOGETHER, parallel=3)
    with ThreadPoolExecutor(3) as threads:
        phrase = [Segment("hello"), Segment("there"), Segment("all")]
        said = list(threads.map(lambda _: engine.synthesize(phrase, None, 1.0).seconds, range(3)))
    assert said == pytest.approx([0.8] * 3)
    assert len(set(pids(calls))) == 3
    engine.close()


def test_there_are_never_more_children_than_phrases_at_a_time(calls: Path) -> None:
    engine = child_engine(SPEAKS, parallel=2)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: engine.synthesize(HELLO, None, 1.0), range(24)))
    assert len(pids(calls)) == 24
    assert len(set(pids(calls))) <= 2
    engine.close()


def test_one_thread_needs_one_child(calls: Path) -> None:
    engine = child_engine(SPEAKS, parallel=4)
    for _ in range(3):
        engine.synthesize(HELLO, None, 1.0)
    assert len(set(pids(calls))) == 1
    engine.close()


def test_a_child_that_was_killed_is_replaced(calls: Path) -> None:
    engine = child_engine(SPEAKS)
    engine.synthesize(HELLO, None, 1.0)
    os.kill(pids(calls)[0], signal.SIGKILL)
    assert wait_until_gone(pids(calls)[0])
    assert engine.synthesize(HELLO, None, 1.0).seconds == pytest.approx(0.8)
    assert len(set(pids(calls))) == 2
    engine.close()


def test_a_child_that_is_killed_while_it_speaks_is_replaced(calls: Path) -> None:
    engine = child_engine("len(open(os.environ['CALLS']).read().split()) > 1 or time.sleep(60); " + SPEAKS)
    with ThreadPoolExecutor(1) as threads:
        speaking = threads.submit(engine.synthesize, HELLO, None, 1.0)
        while not calls.exists() or not calls.read_text().endswith("\n"):
            time.sleep(0.01)
        os.kill(pids(calls)[0], signal.SIGKILL)
        with pytest.raises(EngineFailed, match="ended without an answer"):
            speaking.result(20)
        assert engine.synthesize(HELLO, None, 1.0).seconds == pytest.approx(0.8)
    engine.close()


def test_closing_ends_a_child_that_speaks_when_it_has_spoken(calls: Path) -> None:
    engine = child_engine("time.sleep(0.3); " + SPEAKS)
    speaking = threading.Thread(target=engine.synthesize, args=(HELLO, None, 1.0))
    speaking.start()
    while not calls.exists():
        time.sleep(0.01)
    engine.close()
    speaking.join()
    assert wait_until_gone(pids(calls)[0])
    assert engine.synthesize(HELLO, None, 1.0).seconds == pytest.approx(0.8)
    engine.close()


IDLES = """
import os
from mathspeak.audio.pcm import Audio
from mathspeak.engines.base import Voice
from mathspeak.engines.children.worker import serve
class Driver:
    about = "a driver with little to do"
    def __init__(self, folder): pass
    def voices(self): return [Voice("one", "One", "en", "", "x")], "one"
    def speak(self, runs, voice, rate):
        open(os.environ["CALLS"], "a").write(str(os.getpid()) + "\\n")
        return Audio(b"\\x00\\x20\\x00\\x20\\x00\\xe0\\x00\\xe0" * 2000, 8000), []
serve(Driver, idle_seconds=1.0)
"""


def test_a_child_with_nothing_to_do_ends_and_another_speaks(calls: Path, temporary: Path) -> None:
    engine: ChildEngine = engine_of(IDLES)
    engine.synthesize(HELLO, None, 1.0)
    assert wait_until_gone(pids(calls)[0])
    assert list(temporary.iterdir()) == []
    assert engine.synthesize(HELLO, None, 1.0).seconds == pytest.approx(1.0)
    assert len(set(pids(calls))) == 2
    engine.close()
