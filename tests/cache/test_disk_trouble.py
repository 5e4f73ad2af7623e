"""Disks that are full, folders that may not be written, databases that are damaged, processes that are killed."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cache.samples import Warnings, counts, fill, held, name, python, raw, said, sound
from mathspeak.cache import entry, keeping
from mathspeak.cache.cache import Cache, open_cache
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.store import StoreRefuses

posix = pytest.mark.skipif(os.name != "posix", reason="limits, owners and signals are POSIX here")


def garbage(database: Path) -> None:
    database.write_bytes(b"this is not a database" * 1000)


def garbled(database: Path) -> None:
    """Keeps the first page, and with it the appearance of a database."""
    content = bytearray(database.read_bytes())
    content[4096:] = random.Random(1).randbytes(len(content) - 4096)
    database.write_bytes(content)


def emptied(database: Path) -> None:
    database.write_bytes(b"")


def cut(database: Path) -> None:
    os.truncate(database, database.stat().st_size // 2)


def gone(database: Path) -> None:
    database.unlink()


def of_somebody_else(database: Path) -> None:
    database.unlink()
    with closing(sqlite3.connect(database)) as other:
        other.execute("CREATE TABLE Cache (x)")
        other.execute("CREATE TABLE Settings (x)")


def folder_in_its_place(database: Path) -> None:
    database.unlink()
    database.mkdir()


DAMAGES = (garbage, garbled, emptied, cut, gone, of_somebody_else)


def speak(cache: Cache, numbers: range) -> None:
    for number in numbers:
        assert cache.get_or_make(name(number), lambda number=number: sound(number)) == sound(number)  # type: ignore[misc]


@pytest.mark.parametrize("damage", [*DAMAGES, folder_in_its_place])
def test_a_damaged_database_is_put_aside_and_begun_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    fill(first := DiskStore(tmp_path), range(300))
    first.close()
    damage(tmp_path / "entries" / "cache.db")
    warnings = Warnings()
    cache = Cache(DiskStore(tmp_path, notify=warnings), warnings)
    speak(cache, range(300, 320))
    speak(cache, range(320))
    assert len(warnings) == (0 if damage in (emptied, gone) else 1)
    if damage is not folder_in_its_place:
        assert [cache.get(name(number)) for number in range(320)] == [sound(number) for number in range(320)]
        assert keeping.verify(cache.store).faults == []
    cache.close()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_database_that_is_damaged_while_it_is_used_never_gives_anything_wrong(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    warnings = Warnings()
    cache = Cache(DiskStore(tmp_path, notify=warnings), warnings)
    speak(cache, range(300))
    # What is still in the log would mend much of it.
    with closing(sqlite3.connect(tmp_path / "entries" / "cache.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(tmp_path / "entries" / "cache.db")
    speak(cache, range(320))
    speak(cache, range(320))
    assert len(warnings) <= 1
    cache.close()
    again = open_cache(folder=tmp_path)
    speak(again, range(320))
    speak(again, range(320))
    assert again.counters.hits >= 320
    assert keeping.verify(again.store).faults == []
    again.close()


def test_what_was_put_aside_is_one_at_most_and_goes_with_the_rest(tmp_path: Path) -> None:
    for _ in range(3):
        store = DiskStore(tmp_path)
        fill(store, range(2))
        store.close()
        garbage(tmp_path / "entries" / "cache.db")
    store = DiskStore(tmp_path)
    assert store.get(name(0)) is None
    aside = {path.name for path in (tmp_path / "entries").iterdir() if "damaged" in path.name}
    assert aside == {"cache.db.damaged"}
    store.clear()
    assert not (tmp_path / "entries" / "cache.db.damaged").exists()
    store.close()


def test_a_database_that_another_process_has_begun_anew_is_not_put_aside(tmp_path: Path) -> None:
    fill(one := DiskStore(tmp_path), range(2))
    fill(other := DiskStore(tmp_path), range(2))
    for store in (one, other):
        store.close()
    garbage(tmp_path / "entries" / "cache.db")
    fill(one, range(2, 5))
    one.close()
    # As if this one had seen the damage before.
    other._database.begin_anew()
    fill(other, range(5, 7))
    assert held(other) == [2, 3, 4, 5, 6]
    other.close()


def test_a_folder_that_is_removed_while_it_is_used_is_made_again(tmp_path: Path) -> None:
    warnings = Warnings()
    cache = Cache(DiskStore(tmp_path / "cache", notify=warnings), warnings, rest=0.1)
    speak(cache, range(10))
    shutil.rmtree(tmp_path / "cache")
    speak(cache, range(10, 20))
    time.sleep(0.1)
    speak(cache, range(20, 30))
    cache.close()
    assert len(warnings) <= 1
    again = DiskStore(tmp_path / "cache")
    assert set(range(20, 30)) <= set(held(again))
    assert again.check(repair=False) == []
    again.close()


@pytest.mark.parametrize("size", [1000, 100_000])
def test_values_that_are_damaged_or_gone_are_made_again(tmp_path: Path, size: int) -> None:
    cache = open_cache(folder=tmp_path)
    for number in range(4):
        cache.put(name(number), sound(number, size))
    cache.close()
    if size > 32768:
        files = sorted((tmp_path / "entries").glob("*.val"))
        files[0].unlink()
        files[1].write_bytes(files[2].read_bytes())
        os.truncate(files[3], 70_000)
    else:
        with closing(sqlite3.connect(tmp_path / "entries" / "cache.db", isolation_level=None)) as database:
            database.execute("UPDATE Cache SET value = (SELECT value FROM Cache WHERE rowid = 3) WHERE rowid < 3")
            database.execute("UPDATE Cache SET value = substr(value, 1, 100) WHERE rowid = 4")
    outcome = keeping.verify(cache.store)
    assert (outcome.entries, len(outcome.faults)) == (1, 3)
    found = [cache.get(name(number)) for number in range(4)]
    assert sorted(value == sound(number, size) for number, value in enumerate(found)) == [False, False, False, True]
    assert sorted(value is None for value in found) == [False, True, True, True]
    cache.close()


WRITER = """
import itertools, os, random, sys
from mathspeak.cache import entry
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.key import key
store = DiskStore(sys.argv[1])
seed = int(sys.argv[2])
for number in itertools.count(seed * 1000):
    size = (number * 7919) % 90_000 + 1
    store.put(key(number=number), entry.encode(key(number=number), random.Random(number).randbytes(size)))
    print(number, flush=True)
"""


def test_writers_that_are_killed_leave_whole_entries_only(tmp_path: Path) -> None:
    written: list[int] = []
    chance = random.Random(5)
    for seed in range(1, 16):
        with python(WRITER, tmp_path, seed) as writer:
            assert writer.stdout is not None
            written.append(int(writer.stdout.readline()))
            time.sleep(chance.uniform(0, 0.05))
            writer.kill()
            written += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
    store = DiskStore(tmp_path)
    for number in written:
        found = entry.decode(name(number), store.get(name(number)) or b"")
        assert found == random.Random(number).randbytes((number * 7919) % 90_000 + 1)
    # What was being written when its writer was killed is a file at most, and is swept when it is old.
    assert keeping.verify(store).faults == []
    files = list((tmp_path / "entries").glob("*.val"))
    for file in files:
        os.utime(file, (1, 1))
    claimed = sum(1 for _, _, found in store.items() if found is not None and len(found) >= 32768)
    unclaimed = len(files) - claimed
    faults = [("", f"{unclaimed} files belong to no entry")] if unclaimed else []
    assert keeping.verify(store).faults == faults
    assert keeping.verify(store, repair=True).faults == faults
    assert keeping.verify(store).faults == []
    assert len(list((tmp_path / "entries").glob("*.val"))) == claimed
    assert len(written) >= 15
    store.close()


FULL = """
import resource, sys
from mathspeak.cache.cache import Cache
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.key import key
warnings = []
cache = Cache(DiskStore(sys.argv[1], notify=warnings.append), warnings.append, rest=0.01)
def speak(numbers, size):
    for number in numbers:
        payload = b"%d" % number * size
        assert cache.get_or_make(key(number=number), lambda: payload) == payload
speak(range(10), 1000)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
speak(range(100, 110), 200_000)
speak(range(200, 400), 1000)
made = cache.counters.made
speak(range(10), 1000)
assert cache.counters.made == made, "what was kept before is not found"
for warning in warnings: print(warning)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
import time
time.sleep(0.02)
speak(range(500, 510), 200_000)
made = cache.counters.made
speak(range(500, 510), 200_000)
assert cache.counters.made == made, "nothing is kept afterwards"
"""


@posix
def test_a_disk_without_room_stops_nothing(tmp_path: Path) -> None:
    warnings = said(python(FULL, tmp_path / "cache")).splitlines()
    assert len(warnings) == 1
    assert f"the cache in {tmp_path / 'cache'} cannot be written: there is no room left" in warnings[0]
    assert "speech goes on without it" in warnings[0]
    store = DiskStore(tmp_path / "cache")
    for file in (tmp_path / "cache" / "entries").glob("*.val"):
        os.utime(file, (1, 1))
    assert keeping.verify(store).faults == []
    store.close()


READ_ONLY = """
import os, sys
from mathspeak.cache import keeping
from mathspeak.cache.cache import Cache
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.key import key
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
warnings = []
cache = Cache(DiskStore(sys.argv[1], notify=warnings.append), warnings.append)
for number in range(10):
    assert cache.get_or_make(key(number=number), lambda: b"sound") == b"sound"
print(cache.counters.made)
for warning in warnings: print(warning)
"""


@posix
@pytest.mark.parametrize(("kept", "made"), [(5, 5), (0, 10)])
def test_a_folder_that_may_not_be_written_is_read(kept: int, made: int) -> None:
    # Not within the folder of the tests, which only its owner may enter.
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o755)
        (folder / "cache").mkdir()
        if kept:
            cache = open_cache(folder=folder / "cache")
            for number in range(kept):
                cache.put(name(number), b"sound")
            cache.close()
        for path in [folder / "cache", *(folder / "cache").rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        counted, *warnings = said(python(READ_ONLY, folder / "cache")).splitlines()
        assert int(counted) == made
        assert len(warnings) == 1
        assert f"the cache in {folder / 'cache'} cannot be " in warnings[0]
    finally:
        for path in [folder / "cache", *(folder / "cache").rglob("*")]:
            path.chmod(0o755)
        shutil.rmtree(folder)


def test_a_row_that_does_not_come_to_be_leaves_no_file(tmp_path: Path) -> None:
    fill(store := DiskStore(tmp_path), range(2), 100_000)
    with closing(sqlite3.connect(tmp_path / "entries" / "cache.db", isolation_level=None)) as database:
        database.execute("CREATE TRIGGER no BEFORE INSERT ON Cache BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(StoreRefuses, match="cannot be written: no"):
        store.put(name(2), raw(2, 100_000))
    assert held(store) == [0, 1]
    assert len(list((tmp_path / "entries").glob("*.val"))) == 2
    store.close()


HOLDER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_database_that_somebody_holds_on_to_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mathspeak.cache.faults.BUSY_SECONDS", 0.2)
    used = open_cache(folder=tmp_path)
    used.put(name(1), sound(1))
    holder = python(HOLDER, tmp_path / "entries" / "cache.db")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    warnings = Warnings()
    fresh = open_cache(folder=tmp_path, notify=warnings)
    speak(fresh, range(1, 5))
    speak(used, range(1, 5))
    assert len(warnings) == 1
    assert "another process does not let go of it" in warnings[0]
    holder.communicate("")
    assert counts(used.store.stats()) == (1, len(raw(1)))
    used.close()
    fresh.close()


def test_a_hit_does_not_wait_for_writers_and_is_marked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store := DiskStore(tmp_path), range(4))
    monkeypatch.setattr("mathspeak.cache.faults.BUSY_SECONDS", 1000)
    holder = python(HOLDER, tmp_path / "entries" / "cache.db")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert store.get(name(0)) == raw(0)
    assert store.get(name(2)) == raw(2)
    holder.communicate("")
    assert held(store) == [1, 3, 0, 2]
    assert store.stats().hits == 2
    store.close()


def test_counts_that_are_wrong_are_put_right(tmp_path: Path) -> None:
    fill(store := DiskStore(tmp_path), range(3))
    with closing(sqlite3.connect(tmp_path / "entries" / "cache.db", isolation_level=None)) as database:
        database.execute("UPDATE Settings SET value = 7 WHERE key IN ('count', 'size')")
        database.execute("INSERT INTO Cache (key, raw, size) VALUES ('not ours', 1, 0)")
    faults = [fault for _, fault in keeping.verify(store, repair=True).faults]
    assert len(faults) == 2
    assert "are not of this cache" in faults[0]
    assert keeping.verify(store).faults == []
    assert counts(store.stats()) == (3, 3 * len(raw(0)))
    store.close()
