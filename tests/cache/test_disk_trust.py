"""Whoever can write the folder of a cache can write anything there: none of it is run, followed or believed."""

from __future__ import annotations

import os
import pickle
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cache.samples import Warnings, counts, fill, held, name, raw, sound
from mathspeak.cache import keeping
from mathspeak.cache.cache import Cache
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.values import Values

RAW, BINARY, TEXT, PICKLE = 1, 2, 3, 4


class Run:
    """A pickle that makes a file when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        return os.mkdir, (self.path, 0o700)


def plant(folder: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "entries" / "cache.db", isolation_level=None)) as database:
        database.execute(sql, values)


def plant_row(folder: Path, key: object, raw: int, mode: int, filename: object = None, value: object = None) -> None:
    plant(folder, "DELETE FROM Cache WHERE key = ?", key)
    columns = "key, raw, store_time, access_time, size, mode, filename, value"
    plant(folder, f"INSERT INTO Cache ({columns}) VALUES (?, ?, 0, 0, 10, ?, ?, ?)", key, raw, mode, filename, value)


def use_in_every_way(store: DiskStore, folder: Path) -> None:
    cache = Cache(store)
    for number in range(3):
        assert cache.get(name(number)) in (None, sound(number))
        assert cache.get_or_make(name(number), lambda number=number: sound(number)) == sound(number)  # type: ignore[misc]
    list(store.keys())
    list(store.items())
    keeping.backup(store, folder / "backup.tar")
    keeping.verify(store)
    keeping.verify(store, repair=True)
    store.prune(2000)
    store.clear()
    assert store.check(repair=False) == []
    store.close()


def test_a_planted_pickle_is_never_loaded(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "cache")
    fill(store, range(3))
    proof = tmp_path / "proof"
    pickled = pickle.dumps(Run(proof))
    file = "0" * 32 + ".val"
    (tmp_path / "cache" / "entries" / file).write_bytes(pickled)
    plant_row(tmp_path / "cache", name(0), 1, PICKLE, value=pickled)
    plant_row(tmp_path / "cache", name(1), 1, PICKLE, filename=file)
    plant_row(tmp_path / "cache", pickled, 0, PICKLE, value=pickled)
    plant_row(tmp_path / "cache", name(2), 1, BINARY, filename=file)
    assert [store.get(name(number)) for number in range(2)] == [None, None]
    use_in_every_way(store, tmp_path)
    assert not proof.exists()
    # The proof proves something.
    pickle.loads(pickled)
    assert proof.exists()


@pytest.mark.parametrize("how", ["above", "absolute", "link", "folder", "deep"])
def test_no_file_of_another_folder_is_read_or_removed(tmp_path: Path, how: str) -> None:
    store = DiskStore(tmp_path / "cache")
    fill(store, range(3))
    entries = tmp_path / "cache" / "entries"
    outside = tmp_path / "outside" / "secret.val"
    outside.parent.mkdir()
    outside.write_bytes(raw(1))
    names = {
        "above": "../../outside/secret.val",
        "absolute": str(outside),
        "link": "1" * 32 + ".val",
        "folder": "2" * 32 + ".val",
        "deep": "aa/bb/" + "3" * 28 + ".val",
    }
    (entries / names["link"]).symlink_to(outside)
    (entries / names["folder"]).mkdir()
    (entries / "aa" / "bb").mkdir(parents=True)
    (entries / names["deep"]).write_bytes(raw(1))
    plant_row(tmp_path / "cache", name(1), 1, BINARY, filename=names[how])
    assert store.get(name(1)) is None
    use_in_every_way(store, tmp_path)
    assert outside.read_bytes() == raw(1)
    assert (entries / names["deep"]).read_bytes() == raw(1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    fill(store, range(1))
    os.mkfifo(tmp_path / "entries" / ("4" * 32 + ".val"))
    plant_row(tmp_path, name(1), 1, BINARY, filename="4" * 32 + ".val")
    assert store.get(name(1)) is None
    store.close()


@pytest.mark.parametrize(
    ("mode", "filename", "value"),
    [
        (RAW, None, "text"),
        (RAW, None, 3),
        (RAW, None, None),
        (TEXT, "5" * 32 + ".val", None),
        (BINARY, None, None),
        (BINARY, 7, None),
        (BINARY, "5" * 32 + ".val\n", None),
        (0, None, None),
        (None, None, None),
        ("x", None, raw(1)),
    ],
)
def test_a_row_that_is_none_of_ours_is_a_miss(tmp_path: Path, mode: int, filename: object, value: object) -> None:
    store = DiskStore(tmp_path)
    fill(store, range(1))
    plant_row(tmp_path, name(1), 1, mode, filename, value)
    assert store.get(name(1)) is None
    assert [key for key, _, found in store.items() if found is None] == [name(1)]
    assert [fault for fault in keeping.verify(store, repair=True).faults if fault[0]] == [
        (name(1), "it cannot be read")
    ]
    assert held(store) == [0]
    store.close()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("disk_compress_level", 6),
        ("eviction_policy", "x"),
        ("_sql", 1),
        ("directory", "/"),
        ("size", "x"),
        ("size", None),
        (7, b"x"),
    ],
)
def test_settings_that_are_none_of_ours_end_in_speech(tmp_path: Path, setting: object, value: object) -> None:
    fill(first := DiskStore(tmp_path), range(3))
    first.close()
    plant(tmp_path, "INSERT OR REPLACE INTO Settings VALUES (?, ?)", setting, value)
    warnings = Warnings()
    cache = Cache(DiskStore(tmp_path, notify=warnings), warnings)
    for number in range(3, 6):
        assert cache.get_or_make(name(number), lambda: sound(3)) == sound(3)
    assert len(warnings) <= 1
    assert cache.store.stats().hits >= 0
    cache.close()


def test_columns_that_are_none_of_ours_end_in_speech(tmp_path: Path) -> None:
    store = DiskStore(tmp_path, max_bytes=2500)
    fill(store, range(2))
    for setting in ("size", "count", "hits"):
        plant(tmp_path, "UPDATE Settings SET value = NULL WHERE key = ?", setting)
    plant(tmp_path, "UPDATE Cache SET size = NULL, access_time = 'x', store_time = x'00', access_count = NULL, tag = 3")
    assert [used for _, used, _ in store.items()] == [0.0, 0.0]
    assert store.get(name(0)) == raw(0)
    fill(store, range(2, 9))
    assert store.stats().entries >= 0
    keeping.verify(store, repair=True)
    assert keeping.verify(store).faults == []
    store.clear()
    assert counts(store.stats()) == (0, 0)
    store.close()


def test_only_bytes_under_texts_are_taken(tmp_path: Path) -> None:
    values = Values(str(tmp_path))
    with pytest.raises(TypeError):
        values.put(3)
    for value in ("text", 3, None, object(), bytearray(b"x")):
        with pytest.raises(TypeError):
            values.store(value, False)
    assert list(tmp_path.iterdir()) == []
