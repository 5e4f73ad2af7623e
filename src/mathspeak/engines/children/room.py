"""How many children there is room for: processors and memory, as far as a container allows them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_MOST_CHILDREN = 4
# What a child takes with a voice loaded and a long phrase under way, and what everything else is left.
_BYTES_A_CHILD = 224 << 20
_BYTES_FOR_THE_REST = 320 << 20
_GROUP = Path("/sys/fs/cgroup")


def children_at_once(group: Path = _GROUP) -> int:
    """One for each processor that this process may use, up to four, and no more than its memory holds."""
    counts = [_MOST_CHILDREN, _processors(), _allowed_processors(group), _allowed_memory(group)]
    return max(1, min(count for count in counts if count is not None))


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _allowed_processors(group: Path) -> int | None:
    """What a container's share of processor time comes to, rounded up; None where it has all of it."""
    both = _words(group / "cpu.max") or [
        *_words(group / "cpu" / "cpu.cfs_quota_us"),
        *_words(group / "cpu" / "cpu.cfs_period_us"),
    ]
    with suppress(ValueError):
        quota, period = (int(word) for word in both)
        if quota > 0 and period > 0:
            return -(-quota // period)
    return None


def _allowed_memory(group: Path) -> int | None:
    """How many children a container's memory holds; None where it has no limit."""
    words = _words(group / "memory.max") or _words(group / "memory" / "memory.limit_in_bytes")
    with suppress(ValueError):
        (limit,) = (int(word) for word in words)
        return (limit - _BYTES_FOR_THE_REST) // _BYTES_A_CHILD
    return None


def _words(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        return []
