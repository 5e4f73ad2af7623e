"""Entries for tests of the cache, and processes that use it."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mathspeak.cache import entry
from mathspeak.cache.key import key
from mathspeak.cache.store import Stats, Store


def name(number: int) -> str:
    return key(number=number)


def sound(number: int, size: int = 1000) -> bytes:
    """Bytes that belong to the number and to no other."""
    return random.Random(number).randbytes(size)


def raw(number: int, size: int = 1000) -> bytes:
    return entry.encode(name(number), sound(number, size))


def fill(store: Store, numbers: range, size: int = 1000) -> None:
    for number in numbers:
        store.put(name(number), raw(number, size))


def held(store: Store) -> list[int]:
    """The numbers of the entries, the least recently used first."""
    numbers = {name(number): number for number in range(1000)}
    return list(map(numbers.__getitem__, store.keys()))


def counts(contents: Stats) -> tuple[int, int]:
    return contents.entries, contents.bytes


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A process that runs the script and is spoken to through its standard streams."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out


class Warnings(list[str]):
    """What a cache told its owner."""

    def __call__(self, message: str) -> None:
        self.append(message)


# Threads of some processes that all ask for one key at once; the making takes its time and is written down.
REQUESTS = """
import os, sys, threading, time
from mathspeak.cache.cache import open_cache
from mathspeak.cache.key import key
place, log, threads = sys.argv[1:]
url = place if "://" in place else None
cache = open_cache(url, None if url else place)
name = key(text="a over b")
start = threading.Barrier(int(threads))
got = []
def make():
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, b"made\\n")
    os.close(descriptor)
    time.sleep(0.5)
    return b"sound" * 20000
def ask():
    start.wait()
    got.append(cache.get_or_make(name, make))
asking = [threading.Thread(target=ask) for _ in range(int(threads))]
print("ready", flush=True)
sys.stdin.readline()
for thread in asking: thread.start()
for thread in asking: thread.join()
assert got == [b"sound" * 20000] * int(threads)
print(cache.counters.hits, cache.counters.misses, cache.counters.made)
"""


def ask_at_once(place: object, folder: Path, processes: int, threads: int) -> tuple[int, list[list[int]]]:
    """How often one key was made for so many threads in so many processes, and the counters of each process."""
    log = folder / "log"
    asking = [python(REQUESTS, place, log, threads) for _ in range(processes)]
    for process in asking:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in asking:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    counters = [[int(number) for number in said(process).split()] for process in asking]
    return log.read_text(encoding="utf-8").count("made"), counters


# Makes something that never gets done.
STUCK = """
import sys, time
from mathspeak.cache.cache import open_cache
from mathspeak.cache.key import key
place = sys.argv[1]
url = place if "://" in place else None
def make():
    print("making", flush=True)
    time.sleep(600)
open_cache(url, None if url else place).get_or_make(key(text="a over b"), make)
"""


def kill_while_making(place: object) -> None:
    """Leave behind what a process leaves that is killed while it makes ``key(text="a over b")``."""
    process = python(STUCK, place)
    assert process.stdout is not None
    assert process.stdout.readline() == "making\n"
    process.kill()
    process.communicate()


def failing(times: int, then: bytes) -> Callable[[], bytes]:
    """A making that fails so many times."""
    left = iter(range(times))

    def make() -> bytes:
        if next(left, None) is not None:
            raise OSError("the engine is out of order")
        return then

    return make


def threads(count: int, work: Callable[[], Any]) -> list[Any]:
    """What so many threads, all started at once, make of the same work; an error stands for itself."""
    import threading

    start = threading.Barrier(count)
    results: list[Any] = []

    def run() -> None:
        start.wait()
        try:
            results.append(work())
        except Exception as error:
            results.append(error)

    running = [threading.Thread(target=run) for _ in range(count)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return results
