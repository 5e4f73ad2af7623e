"""Children that hang, lie, die and write what is no speech."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.processes import child_engine, engine_of, is_running, wait_until_gone
from mathspeak.audio.pcm import Audio
from mathspeak.engines.base import Segment
from mathspeak.engines.chain import Chain
from mathspeak.engines.chain.retry import Retry
from mathspeak.engines.children.engine import ChildEngine
from mathspeak.errors import EngineFailed, EngineUnavailable, UnknownVoice

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked for in /proc")

HELLO = [Segment("hello there")]


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
    """Where each child that is asked to speak writes its process id."""
    return tmp_path / "calls"


def pids(calls: Path) -> list[int]:
    return [int(line) for line in calls.read_text().split()]


SPEAKS = "sends(tone(0.8, 3000))"


def peak(engine: ChildEngine) -> int:
    said = engine.synthesize(HELLO, None, 1.0)
    return Audio(said.data, said.rate, said.channels).peak


def test_a_child_that_speaks_is_believed(calls: Path) -> None:
    engine = child_engine(SPEAKS)
    assert engine.about() == "a child"
    assert engine.synthesize(HELLO, None, 1.0).seconds == pytest.approx(0.8)
    assert peak(engine) == 3000
    assert len(set(pids(calls))) == 1
    engine.close()
    assert not is_running(pids(calls)[0])


def test_a_child_that_hangs_is_killed_in_time(calls: Path) -> None:
    engine = child_engine("time.sleep(60)", job_seconds=0.2)
    began = time.monotonic()
    with pytest.raises(EngineFailed, match="did not answer within 1 seconds and was ended") as caught:
        engine.synthesize(HELLO, None, 1.0)
    assert time.monotonic() - began < 0.2 + 11 * 0.05 + 10
    assert caught.value.transient
    assert len(pids(calls)) == 1
    assert not any(is_running(pid) for pid in pids(calls))


@pytest.mark.parametrize(
    ("does", "message"),
    [
        ("gives(b'garbage ' * 500)", "gave no audio: this is not a recording"),
        ("gives(b'MSR1')", "gave no audio: this is not a recording"),
        ("say({})", "gave no audio: this is not a recording"),
        ("sends(Audio(b'', 8000))", "it is empty"),
        ("sends(tone(1, 0))", "it is silent"),
        ("sends(tone(0.01, 3000))", "cut short: 0.01 seconds for 11 characters"),
        ("sends(tone(60, 3000))", "60.00 seconds for 11 characters"),
        ("sends(Audio(os.urandom(16000), 8000))", "it is noise"),
        ("print('this is no answer', flush=True)", "an answer that makes no sense"),
        ("print('[]', flush=True)", "an answer that makes no sense"),
        ("say({'bytes': 1 << 40})", "an answer that makes no sense"),
        ("say({'bytes': -1})", "an answer that makes no sense"),
        ("say({'bytes': 'many'})", "an answer that makes no sense"),
        ("say({'bytes': 9}); sys.exit()", "an answer that makes no sense"),
        ("os.kill(os.getpid(), 11)", "ended without an answer"),
        ("sys.exit('the voice broke')", "ended without an answer: the voice broke"),
        ("1 / 0", "ended without an answer: ZeroDivisionError"),
    ],
)
def test_what_is_no_speech_is_refused_and_its_child_ended(calls: Path, does: str, message: str) -> None:
    engine = child_engine(does)
    with pytest.raises(EngineFailed, match=message) as caught:
        engine.synthesize(HELLO, None, 1.0)
    assert caught.value.transient
    assert not any(is_running(pid) for pid in pids(calls))


def test_after_a_child_that_failed_another_one_speaks(calls: Path) -> None:
    first = "len(open(os.environ['CALLS']).read().split()) == 1"
    engine = child_engine(f"sends(tone(0.8, 0 if {first} else 3000))")
    chain = Chain([engine], retry=Retry(base=0))
    assert chain.attempt(engine, lambda: engine.synthesize(HELLO, None, 1.0)).onset < 10
    assert len(set(pids(calls))) == 2
    engine.close()


@pytest.mark.parametrize(
    ("code", "kind"),
    [("unknown-voice", UnknownVoice), ("engine-unavailable", EngineUnavailable), ("engine-failed", EngineFailed)],
)
def test_an_error_of_the_child_keeps_its_kind_and_hint(code: str, kind: type[Exception]) -> None:
    engine = child_engine(f"say({{'error': '{code}', 'message': 'so it is', 'hint': 'do this'}})")
    with pytest.raises(kind, match="so it is") as caught:
        engine.synthesize(HELLO, None, 1.0)
    assert getattr(caught.value, "hint", "") == "do this"
    engine.close()


def test_a_child_that_refuses_is_asked_again(calls: Path) -> None:
    engine = child_engine("say({'error': 'engine-failed', 'message': 'I cannot say that'})")
    for _ in range(2):
        with pytest.raises(EngineFailed, match="I cannot say that"):
            engine.synthesize(HELLO, None, 1.0)
    assert len(pids(calls)) == 2
    assert len(set(pids(calls))) == 1
    engine.close()


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("import sys; sys.exit('no such library')", "ended without an answer: no such library"),
        ('print(\'{"error": "engine-unavailable", "message": "no driver"}\')', "no driver"),
    ],
)
def test_a_child_that_does_not_start_is_an_engine_that_is_not_there(script: str, message: str) -> None:
    with pytest.raises(EngineUnavailable, match=message):
        engine_of(script).about()


def test_a_command_that_does_not_exist_is_an_engine_that_is_not_there(tmp_path: Path) -> None:
    engine = engine_of("")
    engine._pool.command = [str(tmp_path / "missing")]
    with pytest.raises(EngineUnavailable, match="cannot be started"):
        engine.about()


RUNS = """
import sys
sys.path.insert(0, {tests!r})
from engines.processes import child_engine
from mathspeak.engines.base import Segment
child_engine("time.sleep(60)", job_seconds=60).synthesize([Segment("hello there")], None, 1.0)
"""


def test_ctrl_c_ends_the_child_and_removes_its_folder(temporary: Path, calls: Path) -> None:
    parent = waiting_parent(RUNS, calls, temporary)
    began = time.monotonic()
    parent.send_signal(signal.SIGINT)
    _, said = parent.communicate(timeout=20)
    assert time.monotonic() - began < 10
    assert "KeyboardInterrupt" in said
    assert not is_running(pids(calls)[0])


HANGS = """
import os, time
from mathspeak.engines.base import Voice
from mathspeak.engines.children.worker import serve
class Driver:
    about = "a driver that hangs"
    def __init__(self, folder): pass
    def voices(self): return [Voice("one", "One", "en", "", "x")], "one"
    def speak(self, runs, voice, rate):
        open(os.environ["CALLS"], "a").write(str(os.getpid()) + "\\n")
        time.sleep(60)
serve(Driver)
"""
RUNS_WORKER = """
import sys
sys.path.insert(0, {tests!r})
from engines.processes import engine_of
from mathspeak.engines.base import Segment
engine_of({hangs!r}).synthesize([Segment("hello")], None, 1.0)
"""


def test_a_child_does_not_outlive_a_parent_that_was_killed(temporary: Path, calls: Path) -> None:
    parent = waiting_parent(RUNS_WORKER.replace("{hangs!r}", repr(HANGS)), calls, temporary)
    parent.kill()
    parent.communicate(timeout=20)
    assert wait_until_gone(pids(calls)[0])


def waiting_parent(script: str, calls: Path, temporary: Path) -> subprocess.Popen[str]:
    """A process that waits for its child, which has begun to speak."""
    parent = subprocess.Popen(
        [sys.executable, "-c", script.replace("{tests!r}", repr(str(Path(__file__).parent.parent)))],
        env=os.environ | {"TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + 20
    while not (calls.exists() and calls.read_text().endswith("\n")):
        assert parent.poll() is None and time.monotonic() < end, "the child never began to speak"
        time.sleep(0.02)
    return parent


# Newer Pythons warn of forking beside threads, which is just what a server that forks does.
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_after_a_fork_the_child_of_the_parent_is_left_alone(calls: Path) -> None:
    engine = child_engine(SPEAKS)
    engine.synthesize(HELLO, None, 1.0)
    forked = os.fork()
    if not forked:
        code = 1
        try:
            code = 0 if peak(engine) == 3000 else 2
            engine.close()
        finally:
            os._exit(code)
    _, status = os.waitpid(forked, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert peak(engine) == 3000
    first, of_the_fork, again = pids(calls)
    assert first == again != of_the_fork
    engine.close()


def test_an_engine_that_nobody_holds_ends_its_child(calls: Path) -> None:
    engine = child_engine(SPEAKS)
    engine.synthesize(HELLO, None, 1.0)
    del engine
    assert not is_running(pids(calls)[0])
