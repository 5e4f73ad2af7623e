"""What the server takes of its machine: real processes, and groups of them as the kernel describes them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mathspeak.server.processes import Allowance, Usage, server, take_down

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has /proc and cgroups")

GIB = 1 << 30
# A child that works for a while, keeps memory and waits; and its own child, which has done the same and ended.
_BUSY = """
import subprocess, sys, time
def work():
    end = time.process_time() + 0.3
    while time.process_time() < end: pass
if sys.argv[1:] == ["inner"]:
    work()
else:
    subprocess.run([sys.executable, "-c", SOURCE, "inner"])
    kept = bytearray(64 << 20)
    work()
    print("ready", flush=True)
    time.sleep(60)
"""


def test_children_and_what_has_ended_are_counted() -> None:
    source = _BUSY.replace("SOURCE", repr(_BUSY.replace("SOURCE", "None")))
    before = Usage(os.getpid())
    with subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"ready\n"
        during = Usage(os.getpid())
        alone = Usage(child.pid)
        child.kill()
    assert during.processes == before.processes + 1 and alone.processes == 1
    assert alone.resident > 64 << 20 and during.resident - before.resident > 60 << 20
    assert alone.files >= 3
    assert alone.cpu >= 0.6
    # It has ended, and what it took is still counted, so that a rate of it is never wrong.
    assert Usage(os.getpid()).cpu >= during.cpu


def test_a_process_that_is_not_there_takes_nothing() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert Usage(child.pid).processes == 0


def test_workers_find_their_server(tmp_path: Path) -> None:
    pid, started = server(None)
    assert pid == os.getpid() and 0 <= time.time() - started < 3600
    assert server(str(tmp_path)) == (pid, started)
    take_down(str(tmp_path))
    found = subprocess.run(
        [sys.executable, "-c", f"from mathspeak.server.processes import server; print(*server({str(tmp_path)!r}))"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert found.stdout.split() == [str(pid), str(started)]


def group(folder: Path, limit: str, used: int, idle: int, *, old: bool = False) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
    if not old:
        names = ("memory.max", "memory.current", "inactive_file")
    (folder / names[0]).write_text(f"{limit}\n")
    (folder / names[1]).write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon 1\n{names[2]} {idle}\n")


def allowance(tmp_path: Path, own: str) -> tuple[int, int | None]:
    (tmp_path / "own").write_text(own)
    found = Allowance(tmp_path / "groups", tmp_path / "own", machine=8 * GIB)
    return found.limit, found.used


def test_a_container_with_a_view_of_its_own(tmp_path: Path) -> None:
    group(tmp_path / "groups", str(GIB), 600 << 20, 100 << 20)
    assert allowance(tmp_path, "0::/\n") == (GIB, 500 << 20)


def test_the_tightest_group_counts(tmp_path: Path) -> None:
    group(tmp_path / "groups" / "pod", str(2 * GIB), 900 << 20, 0)
    group(tmp_path / "groups" / "pod" / "container", str(GIB), 300 << 20, 0)
    group(tmp_path / "groups" / "pod" / "container" / "part", "max", 100 << 20, 0)
    assert allowance(tmp_path, "0::/pod/container/part\n") == (GIB, 300 << 20)


def test_groups_of_the_old_kind(tmp_path: Path) -> None:
    group(tmp_path / "groups" / "memory", str(512 << 20), 400 << 20, 80 << 20, old=True)
    own = "9:cpu:/docker/1f\n4:memory:/docker/1f\n0::/\n"
    assert allowance(tmp_path, own) == (512 << 20, 320 << 20)


@pytest.mark.parametrize("limit", ["max", str(1 << 62)])
def test_without_a_limit_it_is_the_machines(tmp_path: Path, limit: str) -> None:
    group(tmp_path / "groups", limit, GIB, 0)
    assert allowance(tmp_path, "0::/\n") == (8 * GIB, None)


def test_what_makes_no_sense_is_no_limit(tmp_path: Path) -> None:
    assert allowance(tmp_path, "nonsense\n\n0::\n7:memory\n") == (8 * GIB, None)
    assert Allowance(tmp_path, tmp_path / "missing", machine=GIB).limit == GIB
    assert Allowance().limit > 0
