"""A disk that is slow, a clock that jumps and a queue that is lost, each made by the system and not by us."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

import mathspeak
from mathspeak.cli.exit_codes import ExitCode
from services.servers import Server
from serving import Running

# What waits on a disk: a tenth of a second each, as with one that is far away and busy.
SLOW = "fsync,fdatasync,pwrite64,rename,unlink:delay_enter=100000"
JUMPS = ("+4000d", "-4000d")
NOTES = "# One\n\nLet $x^2$ be so.\n\nThen $y$ is.\n"


@pytest.fixture(scope="module")
def slow() -> list[str]:
    """Starts a program whose calls to the disk are slow."""
    tracer = shutil.which("strace")
    assert tracer, "strace is not installed: scripts/services installs it"
    calls = SLOW.partition(":")[0]
    return [tracer, "-f", "-qqq", "--seccomp-bpf", "-o", os.devnull, "-e", f"trace={calls}", "-e", f"inject={SLOW}"]


@pytest.fixture(scope="module")
def library() -> str:
    """What tells a program another time."""
    found = sorted(Path("/usr/lib").rglob("libfaketimeMT.so.1"))
    assert found, "faketime is not installed: scripts/services installs it"
    return str(found[0])


def another_time(library: str, jump: str) -> dict[str, str]:
    # What counts seconds is not to jump: no clock of a system that is set does.
    return {"LD_PRELOAD": library, "FAKETIME": jump, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1"}


def environment(folder: Path, **variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
    kept |= {"PYTHONPATH": str(Path(mathspeak.__file__).parent.parent), "HOME": str(folder), "MS_ENGINE": "espeak"}
    return {**kept, "MS_CACHE_DIR": str(folder / "cache"), **variables}


def ms(folder: Path, *arguments: str, before: list[str] | None = None, **variables: str) -> str:
    """What a run that succeeds says on standard error and output."""
    command = [*(before or []), sys.executable, "-m", "mathspeak", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment(folder, **variables), capture_output=True, text=True, check=False
    )
    assert done.returncode == ExitCode.OK, done.stderr
    return done.stderr + done.stdout


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "warm.txt").write_text("x^2\n\\frac{a}{b}\n", encoding="utf-8")
    return tmp_path


# A slow disk


def test_on_a_slow_disk_a_batch_makes_the_same_files(notes: Path, slow: list[str]) -> None:
    ms(notes, "batch", "notes.md", "-o", "usual", "--no-cache")
    ms(notes, "batch", "notes.md", "-o", "slow", "--no-cache", before=slow)
    assert content(notes / "slow") == content(notes / "usual")


def test_on_a_slow_disk_the_cache_is_warmed_backed_up_and_restored(notes: Path, slow: list[str]) -> None:
    assert "2 of 2 expressions are in the cache" in ms(notes, "cache", "warm", "warm.txt", before=slow)
    ms(notes, "cache", "backup", "a.tar", before=slow)
    before = json.loads(ms(notes, "cache", "stats", "--json"))["entries"]
    ms(notes, "cache", "clear", "--yes", before=slow)
    ms(notes, "cache", "restore", "a.tar", before=slow)
    assert json.loads(ms(notes, "cache", "stats", "--json"))["entries"] == before > 0
    assert "damaged" not in ms(notes, "cache", "verify")


@pytest.fixture
def far_disk(tmp_path: Path, slow: list[str]) -> Iterator[Running]:
    """A server whose cache is on a slow disk: the tracer takes hold of it while it runs."""
    running = Running(tmp_path / "server", "[server]\ndrain_seconds = 0\n")
    tracer = subprocess.Popen([*slow, "-p", str(running.process.pid)])
    time.sleep(1)
    yield running
    tracer.terminate()
    tracer.wait()
    assert running.stop() == 0


def test_on_a_slow_disk_the_server_speaks_and_words_do_not_wait_for_it(far_disk: Running) -> None:
    with httpx.Client(base_url=far_disk.url, timeout=30) as client:
        first = client.post("/v1/speak", json={"latex": "x^2", "format": "wav"})
        again = client.post("/v1/speak", json={"latex": "x^2", "format": "wav"})
        assert first.status_code == again.status_code == 200
        assert first.content == again.content
        assert client.get("/v1/text?latex=x").json()["speech"] == "x"


# An output that may not be written


@pytest.fixture
def read_only(notes: Path) -> Iterator[Path]:
    """An output folder on a file system that takes nothing any more."""
    folder = notes / "out"
    folder.mkdir()
    assert os.getuid() == 0, "only root can mount a file system: run this as root"
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], check=True)
    (folder / "notes.txt").write_text("kept", encoding="utf-8")
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_an_output_that_may_not_be_written_is_said_and_loses_nothing(notes: Path, read_only: Path) -> None:
    command = [sys.executable, "-m", "mathspeak", "batch", "notes.md", "-o", "out", "--text-only", "--jobs", "1"]
    done = subprocess.run(command, cwd=notes, env=environment(notes), capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.FILE, done.stderr
    assert "Traceback" not in done.stderr and "Read-only file system" in done.stderr
    assert content(read_only) == {"notes.txt": b"kept"}


# A clock that jumps


@pytest.mark.parametrize("jump", JUMPS)
def test_after_a_jump_of_the_clock_what_was_kept_is_found(notes: Path, library: str, jump: str) -> None:
    elsewhen = another_time(library, jump)
    first = ms(notes, "speak", "--no-play", "-o", "a.wav", "--stats", "x^2", **elsewhen)
    again = ms(notes, "speak", "--no-play", "-o", "b.wav", "--stats", "x^2")
    assert first != again
    assert (notes / "a.wav").read_bytes() == (notes / "b.wav").read_bytes()
    counts = json.loads(ms(notes, "cache", "stats", "--json"))
    assert counts["hits"] >= 1 and counts["entries"] >= 1
    # Making room leaves what others may still want, whatever the times say.
    ms(notes, "cache", "prune", **elsewhen)
    assert json.loads(ms(notes, "cache", "stats", "--json"))["entries"] == counts["entries"]


@pytest.mark.parametrize("jump", JUMPS)
def test_after_a_jump_of_the_clock_a_backup_is_whole(notes: Path, library: str, jump: str) -> None:
    elsewhen = another_time(library, jump)
    ms(notes, "cache", "warm", "warm.txt", **elsewhen)
    entries = json.loads(ms(notes, "cache", "stats", "--json"))["entries"]
    ms(notes, "cache", "backup", "a.tar")
    ms(notes, "cache", "backup", "b.tar", **elsewhen)
    for name in ("a.tar", "b.tar"):
        ms(notes, "cache", "clear", "--yes")
        ms(notes, "cache", "restore", name, **(elsewhen if name == "a.tar" else {}))
        assert json.loads(ms(notes, "cache", "stats", "--json"))["entries"] == entries


@pytest.mark.parametrize("jump", JUMPS)
def test_at_another_time_a_batch_makes_the_same_files(notes: Path, library: str, jump: str) -> None:
    ms(notes, "batch", "notes.md", "-o", "now")
    ms(notes, "batch", "notes.md", "-o", "then", **another_time(library, jump))
    assert content(notes / "then") == content(notes / "now")


def test_while_the_clock_jumps_the_server_answers_counts_and_keeps_its_promises(tmp_path: Path, library: str) -> None:
    now = tmp_path / "time"
    now.write_text("+0d")
    times = {**another_time(library, ""), "FAKETIME_TIMESTAMP_FILE": str(now)}
    del times["FAKETIME"]
    settings = '[server]\ndrain_seconds = 0\nrate = "50/s burst 50"\n'
    running = Running(tmp_path / "server", settings, **times)
    try:
        with httpx.Client(base_url=running.url, timeout=30) as client:
            sound = [client.post("/v1/speak", json={"latex": "x^2"}).content]
            for jump in (*JUMPS, "+0d"):
                now.write_text(jump)
                assert client.get("/readyz").status_code == 200
                assert client.get("/v1/text?latex=x").json()["speech"] == "x"
                sound.append(client.post("/v1/speak", json={"latex": "x^2"}).content)
            assert len(set(sound)) == 1
            answers = [client.get("/v1/text?latex=y").status_code for _ in range(200)]
            assert set(answers) <= {200, 429} and 200 in answers
    finally:
        assert running.stop() == 0
    assert not [line for line in running.log() if line["level"] in ("ERROR", "CRITICAL")]


# A queue that is lost


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "redis"
    folder.mkdir()
    server = Server(folder)
    yield server
    server.kill()


# What a process takes for the time, where `faketime` would break the waits of its threads.
SHIFTED = "import os, time; now = time.time; time.time = lambda: now() + float(os.environ['SHIFT'])\n"
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(notes: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **variables: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "mathspeak", *arguments]
        around = environment(notes, **variables)
        process = subprocess.Popen(command, cwd=notes, env=around, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_for_jobs(queue: Server) -> None:
    with queue.client as client:
        while not client.keys("*"):
            time.sleep(0.05)


@pytest.mark.timeout(120)
def test_a_batch_whose_queue_is_lost_says_so_and_leaves_nothing_half_written(
    notes: Path, queue: Server, start: Start
) -> None:
    batch = start("batch", "notes.md", "-o", "out", "--text-only", "--queue", queue.url)
    wait_for_jobs(queue)
    queue.kill()
    _, said = batch.communicate(timeout=90)
    assert batch.returncode == ExitCode.FILE, said
    assert "Traceback" not in said and "the queue cannot be reached" in said
    assert not list(notes.rglob("*.part"))


@pytest.mark.timeout(180)
def test_a_queue_that_holds_its_connection_is_not_waited_for_for_ever(queue: Server, start: Start) -> None:
    batch = start("batch", "notes.md", "-o", "out", "--text-only", "--queue", queue.url)
    wait_for_jobs(queue)
    # It keeps what is open, and answers nothing more.
    queue.stop()
    try:
        _, said = batch.communicate(timeout=140)
    finally:
        queue.go_on()
    assert batch.returncode == ExitCode.FILE, said
    assert "Traceback" not in said and "the queue cannot be reached" in said


@pytest.mark.timeout(120)
def test_a_worker_outlives_its_queue_and_ends_at_an_interrupt(notes: Path, queue: Server, start: Start) -> None:
    worker = start("worker", "--queue", queue.url)
    time.sleep(3)
    queue.kill()
    time.sleep(2)
    assert worker.poll() is None
    queue.start()
    batch = start("batch", "notes.md", "-o", "out", "--text-only", "--queue", queue.url)
    _, said = batch.communicate(timeout=90)
    assert batch.returncode == ExitCode.OK, said
    assert (notes / "out" / "notes.txt").read_text(encoding="utf-8").startswith("One.")
    worker.send_signal(signal.SIGINT)
    assert worker.wait(30) in (ExitCode.OK, ExitCode.INTERRUPTED)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seconds", ["86400", "-86400"])
def test_a_worker_at_another_time_makes_what_is_asked_now(
    notes: Path, queue: Server, start: Start, seconds: str
) -> None:
    (notes / "clock").mkdir()
    (notes / "clock" / "sitecustomize.py").write_text(SHIFTED, encoding="utf-8")
    paths = os.pathsep.join([str(notes / "clock"), str(Path(mathspeak.__file__).parent.parent)])
    start("worker", "--queue", queue.url, PYTHONPATH=paths, SHIFT=seconds)
    batch = start("batch", "notes.md", "-o", "out", "--text-only", "--queue", queue.url)
    _, said = batch.communicate(timeout=90)
    assert batch.returncode == ExitCode.OK, said
    assert (notes / "out" / "notes.txt").exists()
