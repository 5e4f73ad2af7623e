from __future__ import annotations

from pathlib import Path

import pytest

from mathspeak.engines.children import room
from mathspeak.engines.children.room import children_at_once

MIB = 1 << 20


@pytest.fixture(autouse=True)
def big_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_processors", lambda: 64)


def group(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content + "\n", encoding="ascii")
    return folder


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ({}, 4),
        ({"cpu.max": "max 100000", "memory.max": "max"}, 4),
        ({"cpu.max": "100000 100000"}, 1),
        ({"cpu.max": "150000 100000"}, 2),
        ({"cpu.max": "1000 100000"}, 1),
        ({"cpu.max": "800000 100000"}, 4),
        ({"memory.max": str(1024 * MIB)}, 3),
        ({"memory.max": str(512 * MIB)}, 1),
        ({"memory.max": str(64 * MIB)}, 1),
        ({"cpu.max": "200000 100000", "memory.max": str(1024 * MIB)}, 2),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, 4),
        ({"cpu/cpu.cfs_quota_us": "200000", "cpu/cpu.cfs_period_us": "100000"}, 2),
        ({"memory/memory.limit_in_bytes": "9223372036854771712"}, 4),
        ({"memory/memory.limit_in_bytes": str(768 * MIB)}, 2),
        ({"cpu.max": "nonsense", "memory.max": ""}, 4),
    ],
)
def test_a_container_bounds_the_children(tmp_path: Path, files: dict[str, str], count: int) -> None:
    assert children_at_once(group(tmp_path, files)) == count


def test_no_more_than_there_are_processors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_processors", lambda: 2)
    assert children_at_once(tmp_path) == 2
