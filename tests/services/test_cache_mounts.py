"""File systems that are full or may not be written, which only root can make."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cache.samples import Warnings, name, sound
from mathspeak.cache import keeping
from mathspeak.cache.cache import Cache
from mathspeak.cache.disk import DiskStore
from mathspeak.errors import CacheError


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    assert os.getuid() == 0, "only root can mount a file system: run this as root"
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def speak(cache: Cache, numbers: range, size: int) -> int:
    """How many of so many had to be made."""
    before = cache.counters.made
    for number in numbers:
        payload = sound(number, size)
        assert cache.get_or_make(name(number), lambda payload=payload: payload) == payload  # type: ignore[misc]
    return cache.counters.made - before


@pytest.mark.parametrize("size", [200_000, 20_000, 500])
def test_a_full_disk(mounted: Path, size: int) -> None:
    warnings = Warnings()
    cache = Cache(DiskStore(mounted / "cache", notify=warnings), warnings, rest=0.05)
    speak(cache, range(3), 1000)
    (mounted / "ballast").write_bytes(bytes(2 << 20))
    with open(mounted / "rest", "wb", buffering=0) as file, suppress(OSError):
        if size == 500:
            while file.write(bytes(4096)):
                pass
    assert speak(cache, range(100, 200), size) == 100
    assert speak(cache, range(3), 1000) == 0
    assert len(warnings) == 1
    assert "cannot be written: there is no room left" in warnings[0]
    # A process that comes later finds the disk full.
    late = Cache(DiskStore(mounted / "cache", notify=warnings), warnings)
    assert speak(late, range(3), 1000) == 0
    late.close()
    with pytest.raises(CacheError, match="No space left"):
        keeping.backup(cache.store, mounted / "backup.tar")
    assert not list(mounted.glob("*backup*"))
    (mounted / "ballast").unlink()
    (mounted / "rest").unlink()
    time.sleep(0.1)
    assert speak(cache, range(300, 303), 100_000) == 3
    assert speak(cache, range(300, 303), 100_000) == 0
    assert keeping.verify(cache.store).faults == []
    cache.close()
    for file in (mounted / "cache" / "entries").glob("*.val"):
        os.utime(file, (1, 1))
    assert keeping.verify(cache.store).faults == []
    cache.close()


def test_a_file_system_that_may_not_be_written(mounted: Path) -> None:
    warnings = Warnings()
    cache = Cache(DiskStore(mounted / "cache", notify=warnings), warnings, rest=0.05)
    speak(cache, range(3), 1000)
    speak(cache, range(3, 6), 100_000)
    cache.close()
    subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
    assert speak(cache, range(3), 1000) == 0
    assert speak(cache, range(3, 6), 100_000) == 0
    assert speak(cache, range(10, 20), 1000) == 10
    assert len(warnings) == 1
    assert f"the cache in {mounted / 'cache'} cannot be " in warnings[0]
    assert keeping.backup(cache.store, mounted.parent / "backup.tar").entries == 6
    subprocess.run(["mount", "-o", "remount,rw", mounted], check=True)
    cache.close()
    time.sleep(0.1)
    assert speak(cache, range(10, 20), 1000) == 10
    assert speak(cache, range(10, 20), 1000) == 0
    assert len(warnings) == 1
    cache.close()


def test_a_folder_that_cannot_be_made_there(mounted: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
    warnings = Warnings()
    cache = Cache(DiskStore(mounted / "cache", notify=warnings), warnings)
    assert speak(cache, range(5), 1000) == 5
    assert len(warnings) == 1
    assert "Read-only file system" in warnings[0]
