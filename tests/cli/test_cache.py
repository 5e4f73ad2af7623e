from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from cache.samples import fill, held, name, raw
from mathspeak.cache.cache import open_cache
from mathspeak.cache.disk import DiskStore
from mathspeak.cli.cache import COMMANDS
from mathspeak.cli.exit_codes import ExitCode
from running import Ms

MS = [sys.executable, "-m", "mathspeak", "cache"]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DiskStore:
    """The cache that ``ms`` uses, with ten entries."""
    monkeypatch.delenv("MS_CACHE_URL", raising=False)
    monkeypatch.setenv("MS_CACHE_DIR", str(tmp_path / "cache"))
    store = DiskStore(tmp_path / "cache")
    fill(store, range(10))
    return store


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_begins_with_an_example(ms: Ms, command: str) -> None:
    result = ms("cache", command, "--help")
    assert result.code == ExitCode.OK
    assert result.out.startswith(f"Example: ms cache {command}")
    assert COMMANDS[command][1].rstrip(".") in " ".join(ms("cache", "--help").out.split())


def test_stats_say_what_is_there(ms: Ms, store: DiskStore) -> None:
    store.get(name(1))
    store.count(misses=2)
    rows = dict(line.split("\t") for line in ms("cache", "stats").out.splitlines())
    assert rows == {
        "place": store.place,
        "entries": "10",
        "size": "10.1 KiB of 2.0 GiB",
        "hits": "1",
        "misses": "2",
    }
    numbers = {"entries": 10, "bytes": 10 * len(raw(0)), "max_bytes": 2 << 30, "hits": 1, "misses": 2}
    assert json.loads(ms("cache", "stats", "--json").out) == {"store": "disk", "place": store.place, **numbers}


def test_the_limit_is_a_setting(ms: Ms, store: DiskStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MS_CACHE_MAX_BYTES", "4 kB")
    assert json.loads(ms("cache", "stats", "--json").out)["max_bytes"] == 4000
    assert ms("cache", "prune").err == "7 entries were removed; 3 are left, 3.0 KiB\n"
    assert held(store) == [7, 8, 9]


def test_pruning_to_a_size(ms: Ms, store: DiskStore) -> None:
    store.get(name(0))
    assert ms("cache", "prune", "--to", "2.1kB").code == ExitCode.OK
    assert held(store) == [9, 0]
    result = ms("cache", "prune", "--to", "little")
    assert result.code == ExitCode.USAGE
    assert "such as 500 MB or 2 GiB" in result.err


def test_clearing_does_not_go_ahead_unasked(ms: Ms, store: DiskStore) -> None:
    result = ms("cache", "clear", stdin=b"y\n")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "--yes" in result.err
    assert len(held(store)) == 10


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
@pytest.mark.parametrize(("answer", "code", "left"), [(b"n\n", ExitCode.INTERRUPTED, 10), (b"y\n", ExitCode.OK, 0)])
def test_clearing_asks_on_a_terminal(store: DiskStore, answer: bytes, code: ExitCode, left: int) -> None:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen([*MS, "clear"], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        os.write(ours, answer)
        out, err = process.communicate()
    os.close(ours)
    assert (process.returncode, out) == (code, b"")
    assert f"Remove all 10 entries of {store.place}?".encode() in err
    assert len(held(store)) == left


def test_clearing_keeps_backups(ms: Ms, store: DiskStore) -> None:
    backup = Path(store.place) / "backups" / "mine.tar"
    backup.parent.mkdir()
    assert ms("cache", "backup", str(backup)).code == ExitCode.OK
    assert ms("cache", "clear", "--yes").err == "10 entries were removed\n"
    assert held(store) == []
    assert ms("cache", "verify", "--repair").code == ExitCode.OK
    assert ms("cache", "prune", "--to", "1").code == ExitCode.OK
    assert ms("cache", "restore", str(backup)).err == "10 entries were restored, 10.1 KiB\n"
    assert held(store) == list(range(10))


def test_verifying_finds_and_repairs(ms: Ms, store: DiskStore) -> None:
    result = ms("cache", "verify")
    assert (result.code, result.out, result.err) == (ExitCode.OK, "", "10 entries are sound, 10.1 KiB\n")
    store.put(name(3), raw(3)[:-1])
    result = ms("cache", "verify")
    assert (result.code, result.out) == (ExitCode.FILE, f"{name(3)}\tits content is damaged\n")
    assert "1 faults were found: ms cache verify --repair" in result.err
    assert ms("cache", "verify", "--repair").code == ExitCode.OK
    assert ms("cache", "verify").err == "9 entries are sound, 9.1 KiB\n"
    assert 3 not in held(store)


def test_backup_and_restore(ms: Ms, store: DiskStore, tmp_path: Path) -> None:
    path = tmp_path / "backup.tar"
    result = ms("cache", "backup", str(path))
    assert (result.code, result.out, result.err) == (ExitCode.OK, f"{path}\n", "10 entries were written, 10.1 KiB\n")
    store.clear()
    fill(store, range(8, 12))
    assert ms("cache", "restore", str(path)).err == "8 entries were restored, 8.1 KiB\n"
    assert len(held(store)) == 12
    assert ms("cache", "restore", str(path), "--replace").code == ExitCode.OK
    assert held(store) == list(range(10))


def test_what_is_no_backup_changes_nothing(ms: Ms, store: DiskStore, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x")
    result = ms("cache", "restore", "--replace", str(path))
    assert result.code == ExitCode.FILE
    assert result.err == f"Error: {path} is no backup of a cache\nHint: ms cache backup makes them\n"
    assert ms("cache", "restore", str(tmp_path / "missing")).code == ExitCode.FILE
    assert ms("cache", "backup", str(tmp_path / "missing" / "x")).code == ExitCode.FILE
    assert len(held(store)) == 10


def test_damage_is_said_and_survived(ms: Ms, store: DiskStore) -> None:
    store.close()
    (Path(store.place) / "entries" / "cache.db").write_bytes(b"x" * 10000)
    result = ms("cache", "stats")
    assert result.code == ExitCode.OK
    assert result.err.startswith(f"Warning: the cache in {store.place} was damaged and begins anew")
    assert ms("cache", "verify").err == "0 entries are sound, 0 bytes\n"


def test_a_cache_that_cannot_be_opened_is_an_error(ms: Ms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setenv("MS_CACHE_DIR", str(tmp_path / "file" / "cache"))
    result = ms("cache", "stats")
    assert result.code == ExitCode.FILE
    assert f"the cache in {tmp_path / 'file' / 'cache'} cannot be used" in result.err
    monkeypatch.setenv("MS_CACHE_URL", "redis://:secret@127.0.0.1:1/0")
    result = ms("cache", "stats")
    assert result.code == ExitCode.FILE
    assert "the cache at redis://127.0.0.1:1/0 does not answer" in result.err
    assert "secret" not in result.err
    monkeypatch.setenv("MS_CACHE_URL", "redis://127.0.0.1:port/0")
    assert ms("cache", "stats").code == ExitCode.CONFIG


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX here")
def test_an_interrupt_of_a_backup_leaves_no_file(store: DiskStore, tmp_path: Path) -> None:
    fill(store, range(10, 200), 300_000)
    store.close()
    target = tmp_path / "target"
    target.mkdir()
    with subprocess.Popen([*MS, "backup", str(target / "x.tar")], stderr=subprocess.PIPE) as process:
        while not list(target.iterdir()):
            assert process.poll() is None
            time.sleep(0.002)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()
        assert process.wait() in (ExitCode.INTERRUPTED, ExitCode.OK)
    assert [path.name for path in target.iterdir() if path.name != "x.tar"] == []


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
def test_progress_is_drawn_on_a_terminal(store: DiskStore, tmp_path: Path) -> None:
    import pty

    fill(store, range(10, 60), 500_000)
    store.close()
    ours, theirs = pty.openpty()
    script = (
        "from mathspeak.cli import progress\nprogress._BAR_SECONDS = 0\nfrom mathspeak.cli.main import main\nmain()"
    )
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen([sys.executable, "-c", script, "cache", "verify"], stderr=theirs, env=environment) as process:
        os.close(theirs)
        drawn = b""
        with closing(os.fdopen(ours, "rb", buffering=0)) as terminal:
            try:
                while some := terminal.read(4096):
                    drawn += some
            except OSError:
                pass
        assert process.wait() == ExitCode.OK
    assert b"verify" in drawn
    assert b"60 entries are sound" in drawn


def test_progress_is_a_line_elsewhere(ms: Ms, store: DiskStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mathspeak.cli.progress._SECONDS_BETWEEN_LINES", 0)
    first, second = ms("cache", "verify").err.splitlines()[:2]
    assert first.startswith("verify: 1 of 10 entries (10 %), ")
    assert second.startswith("verify: 2 of 10 entries (20 %), ")
    assert second.endswith(" left")


def test_settings_say_where_the_cache_is(ms: Ms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MS_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    if sys.platform == "linux":
        assert json.loads(ms("cache", "stats", "--json").out)["place"] == str(tmp_path / "caches" / "mathspeak")
    file = tmp_path / "config.toml"
    file.write_text(f"[cache]\ndir = '{tmp_path / 'elsewhere'}'\nmax_bytes = '1 MiB'", encoding="utf-8")
    monkeypatch.setenv("MS_CONFIG", str(file))
    found = json.loads(ms("cache", "stats", "--json").out)
    assert (found["place"], found["max_bytes"]) == (str(tmp_path / "elsewhere"), 1 << 20)


def test_a_database_of_today_is_one_of_sqlite(store: DiskStore) -> None:
    with closing(sqlite3.connect(Path(store.place) / "entries" / "cache.db")) as database:
        assert database.execute("SELECT COUNT(*) FROM Cache").fetchone() == (10,)
    assert open_cache(folder=store.place).get(name(1)) is not None
