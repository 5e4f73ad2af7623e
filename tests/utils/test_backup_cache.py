from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cache.samples import fill, held, name, raw
from mathspeak.cache import keeping
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.memory import MemoryStore


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
    return subprocess.run(
        [sys.executable, "-m", "mathspeak.utils.backup_cache", *arguments],
        env={**inherited, **environ},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = DiskStore(tmp_path / "cache")
    fill(store, range(5))
    store.close()
    return tmp_path / "cache"


def restored(path: str | Path) -> list[int]:
    store = MemoryStore()
    keeping.restore(store, path)
    return held(store)


def test_it_prints_the_path_and_nothing_else(folder: Path) -> None:
    paths = []
    for _ in range(3):
        done = run(MS_CACHE_DIR=str(folder))
        assert (done.returncode, done.stderr) == (0, "5 entries were written\n")
        paths.append(done.stdout.removesuffix("\n"))
    assert len(set(paths)) == 3
    for path in paths:
        assert re.fullmatch(re.escape(f"{folder}/backups/") + r"mathspeak-cache-\d{8}-\d{6}(-\d)?\.tar", path)
        assert restored(path) == [0, 1, 2, 3, 4]
    assert {path.name for path in (folder / "backups").iterdir()} == {Path(path).name for path in paths}


def test_another_path_may_be_named(folder: Path, tmp_path: Path) -> None:
    done = run("--output", str(tmp_path / "x.tar"), MS_CACHE_DIR=str(folder))
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'x.tar'}\n")
    assert restored(tmp_path / "x.tar") == [0, 1, 2, 3, 4]
    assert not (folder / "backups").exists()


def test_the_users_settings_are_followed(folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(f"cache.dir = '{folder}'", encoding="utf-8")
    assert run(MS_CONFIG=str(settings)).stdout.startswith(str(folder))
    if sys.platform == "linux":
        (tmp_path / "mathspeak").mkdir()
        settings.rename(tmp_path / "mathspeak" / "config.toml")
        assert run(XDG_CONFIG_HOME=str(tmp_path)).stdout.startswith(str(folder))


def test_damaged_entries_are_told(folder: Path) -> None:
    store = DiskStore(folder)
    store.put(name(3), raw(3)[:-1])
    store.close()
    done = run(MS_CACHE_DIR=str(folder))
    assert done.returncode == 0
    assert done.stderr == f"the entry {name(3)} was left out: its content is damaged\n4 entries were written\n"


OLD = ["20250101-000000", "20250101-000000-1", "20250101-000000-10", "20250101-000000-2", "20260201-120000"]
NOT_OURS = ["mathspeak-cache-20200101-000000.tar.asc", "before-the-upgrade.tar", "mathspeak-cache-2020.tar", "notes"]


@pytest.fixture
def backups(folder: Path) -> Path:
    (folder / "backups").mkdir()
    for file in [*(f"mathspeak-cache-{when}.tar" for when in OLD), *NOT_OURS]:
        (folder / "backups" / file).write_bytes(b"")
    return folder / "backups"


def left(backups: Path) -> list[str]:
    return sorted(path.name for path in backups.iterdir())


@pytest.mark.parametrize(
    ("keep", "stay"),
    [
        ("1", []),
        ("3", ["20250101-000000-10", "20260201-120000"]),
        ("6", OLD),
        ("60", OLD),
    ],
)
def test_the_newest_backups_are_kept_and_what_others_put_there(
    folder: Path, backups: Path, keep: str, stay: list[str]
) -> None:
    done = run("--keep", keep, MS_CACHE_DIR=str(folder))
    path = done.stdout.removesuffix("\n")
    gone = [f"{backups}/mathspeak-cache-{when}.tar was removed" for when in OLD if when not in stay]
    assert (done.returncode, set(done.stderr.splitlines())) == (0, {"5 entries were written", *gone})
    assert left(backups) == sorted([Path(path).name, *(f"mathspeak-cache-{when}.tar" for when in stay), *NOT_OURS])
    assert restored(path) == [0, 1, 2, 3, 4]


def test_a_backup_stays_though_a_clock_was_set_back(folder: Path, backups: Path) -> None:
    (backups / "mathspeak-cache-20990101-000000.tar").write_bytes(b"")
    path = run("--keep", "1", MS_CACHE_DIR=str(folder)).stdout.removesuffix("\n")
    assert left(backups) == sorted([Path(path).name, *NOT_OURS])


def test_nothing_is_removed_where_no_backup_was_made(folder: Path, backups: Path) -> None:
    before = left(backups)
    done = run("--keep", "1", MS_CACHE_DIR=str(folder), MS_CACHE_URL="redis://127.0.0.1:1")
    assert done.returncode == 7
    assert left(backups) == before


def test_a_backup_that_cannot_be_removed_is_told_after_the_path(folder: Path, backups: Path) -> None:
    (backups / "mathspeak-cache-20200101-000000.tar").mkdir()
    done = run("--keep", "1", MS_CACHE_DIR=str(folder))
    assert done.returncode == 7
    assert restored(done.stdout.removesuffix("\n")) == [0, 1, 2, 3, 4]
    assert f"Error: {backups}/mathspeak-cache-20200101-000000.tar cannot be removed: " in done.stderr


@pytest.mark.parametrize(
    ("arguments", "environ", "code", "said"),
    [
        (["--keep", "0"], {}, 2, "usage: python -m mathspeak.utils.backup_cache"),
        (["--keep", "all"], {}, 2, "usage: python -m mathspeak.utils.backup_cache"),
        (["--keep", "3", "--output", "x.tar"], {}, 2, "usage: python -m mathspeak.utils.backup_cache"),
        (["--outputs=x"], {}, 2, "usage: python -m mathspeak.utils.backup_cache"),
        ([], {"MS_CACHE_URL": "http://x"}, 5, "Error: MS_CACHE_URL is 'http://x'\nHint: it takes an address"),
        ([], {"MS_CACHE_URL": "redis://127.0.0.1:1"}, 7, "Error: the cache at redis://127.0.0.1:1 does not answer"),
        (["--output", "/dev/null"], {}, 7, "Error: /dev/null cannot be written: it is there and not a file"),
        (["--output", "/missing/x.tar"], {}, 7, "Error: /missing/x.tar cannot be written: No such file"),
        ([], {"MS_CACHE_DIR": "/dev/null/cache"}, 7, "Error: /dev/null/cache/backups cannot be made"),
    ],
)
def test_failures_end_as_those_of_the_command_line(
    folder: Path, arguments: list[str], environ: dict[str, str], code: int, said: str
) -> None:
    done = run(*arguments, **{"MS_CACHE_DIR": str(folder), **environ})
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr
    assert not list((folder / "backups").glob("*")) if (folder / "backups").exists() else True


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX here")
@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_being_told_to_end_leaves_nothing_behind(folder: Path, how: signal.Signals, code: int) -> None:
    store = DiskStore(folder)
    fill(store, range(5, 200), 300_000)
    store.close()
    environment = {**os.environ, "MS_CACHE_DIR": str(folder)}
    command = [sys.executable, "-m", "mathspeak.utils.backup_cache"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not list((folder / "backups").glob(".*.part")):
            assert process.poll() is None
            time.sleep(0.002)
        process.send_signal(how)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (code, b"", b"")
    assert list((folder / "backups").iterdir()) == []
