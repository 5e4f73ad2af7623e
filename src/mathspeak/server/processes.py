"""What the server takes of its machine: its own processes, their children that speak, and the memory it may have."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVER = "server"
# In /proc/PID/stat, counted from behind the name, which may hold anything.
_PARENT, _CPU, _RESIDENT = 1, slice(11, 15), 21
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_started = time.time()


def take_down(folder: str) -> None:
    """Leave in the folder that workers share which process theirs is, and when it started."""
    Path(folder, _SERVER).write_text(f"{os.getpid()} {_started}", encoding="utf-8")


def server(folder: str | None) -> tuple[int, float]:
    """The process that all others of the server come from, and when it started, in seconds since 1970."""
    try:
        pid, started = Path(folder or "", _SERVER).read_text(encoding="utf-8").split() if folder else ("", "")
    except OSError:
        pid = ""
    return (int(pid), float(started)) if pid else (os.getpid(), _started)


class Usage:
    """What a process and all that come from it take: seconds of CPU, bytes of memory, files and sockets, processes.

    CPU of those that have ended is in it, so that it never goes down.
    """

    __slots__ = ("cpu", "files", "processes", "resident")

    def __init__(self, root: int) -> None:
        found = dict(_stats())
        self.cpu = 0.0
        self.resident = self.files = self.processes = 0
        for pid in _with_descendants(root, {pid: int(stat[_PARENT]) for pid, stat in found.items()}):
            stat = found[pid]
            self.cpu += sum(map(int, stat[_CPU])) / _TICKS
            self.resident += int(stat[_RESIDENT]) * _PAGE
            self.processes += 1
            with suppress(OSError):
                self.files += len(os.listdir(f"/proc/{pid}/fd"))


def _stats() -> Iterator[tuple[int, list[str]]]:
    with suppress(OSError):  # Only Linux has them.
        for name in os.listdir("/proc"):
            if name.isdigit():
                with suppress(OSError), open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    yield int(name), file.read().rpartition(")")[2].split()


def _with_descendants(root: int, parents: dict[int, int]) -> list[int]:
    children: dict[int, list[int]] = {}
    for pid, parent in parents.items():
        children.setdefault(parent, []).append(pid)
    found = [root] if root in parents else []
    for pid in found:
        found += children.get(pid, [])
    return found


class Allowance:
    """The memory that the server may have, and how much of that is used: of its container, or of the machine.

    ``used`` is none where nothing less than the machine bounds it; both are bytes. Files that were read, which the
    kernel can let go of at once, do not count, as they do not for Kubernetes.
    """

    __slots__ = ("limit", "used")

    def __init__(
        self, groups: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup"), machine: int | None = None
    ) -> None:
        self.limit = _machine() if machine is None else machine
        self.used: int | None = None
        for folder, limit, used, idle in _bounds(groups, own):
            with suppress(OSError, ValueError):  # "max" is none, and the groups of others may not be read.
                bound = int((folder / limit).read_text(encoding="ascii"))
                if bound < self.limit or not self.limit:
                    taken = int((folder / used).read_text(encoding="ascii"))
                    self.used = max(0, taken - _of(folder / "memory.stat", idle))
                    self.limit = bound


def _bounds(groups: Path, own: Path) -> Iterator[tuple[Path, str, str, str]]:
    """The groups that the process is in, and what they are called there, in both kinds of groups."""
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if controllers == "":
            names, base = ("memory.max", "memory.current", "inactive_file"), groups
        elif "memory" in controllers.split(","):
            names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
            base = groups / "memory"
        else:
            continue
        folder = base / path.lstrip("/")
        # In a container the path is often that of outside, and its own group is at the top.
        for group in (folder, *folder.parents):
            yield group, *names
            if group == base:
                break


def _machine() -> int:
    try:
        return _of(Path("/proc/meminfo"), "MemTotal:") * 1024
    except OSError:
        return 0


def _of(file: Path, name: str) -> int:
    """A value of a file with a name and a value a line."""
    for line in file.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:1] == [name]:
            return int(words[1])
    return 0
