#!/usr/bin/env python3
"""Ten thousand connections at once, several times over, and the memory of the server before, meanwhile and after.

    scripts/drill crowd [--connections 10000] [--waves 3]

Each connection asks once, is kept open until all of them have been answered, and is closed. Another process holds the
connections, so that the limit on open files (`ulimit -n`) must be higher than their number, and not twice as high.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
ASKED = b"GET /v1/text?latex=x HTTP/1.1\r\nhost: x\r\n\r\n"
AT_ONCE = 200
MIB = 1024 * 1024
SETTLED_SECONDS = 8.0


async def hold(port: int, count: int) -> None:
    """Open so many connections, tell how many of them were answered, and close them when somebody says so."""
    gate = asyncio.Semaphore(AT_ONCE)
    pairs: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def one() -> bool:
        async with gate:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                pairs.append((reader, writer))
                writer.write(ASKED)
                return (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
            except (OSError, asyncio.IncompleteReadError):
                return False

    answered = await asyncio.gather(*(one() for _ in range(count)))
    print(sum(answered), flush=True)
    input()
    for _, writer in pairs:
        writer.close()


def wave(port: int, count: int, memory: Callable[[], int]) -> tuple[int, int]:
    """How many were answered, and the most memory that the server has meanwhile."""
    command = [sys.executable, __file__, "--hold", str(port), "--connections", str(count)]
    most = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as crowd:
        assert crowd.stdout is not None
        while not select.select([crowd.stdout], [], [], 0.1)[0]:
            most = max(most, memory())
        answered = int(crowd.stdout.readline())
        most = max(most, memory())
        crowd.communicate("\n")
    return answered, most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=10_000, help="how many at once (10000)")
    parser.add_argument("--waves", type=int, default=3, help="how often (3)")
    parser.add_argument("--most", type=int, help="max_connections of the server; room for all of them unless told")
    parser.add_argument("--hold", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < arguments.connections + 200:
        parser.error(f"ulimit -Hn {arguments.connections + 200} is needed; it is {hard}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if arguments.hold:
        asyncio.run(hold(arguments.hold, arguments.connections))
        return 0

    from serving import Running

    most = arguments.most or arguments.connections + 100
    settings = f"[server]\ndrain_seconds = 0\nmax_connections = {most}\nheader_seconds = 120\nbody_seconds = 120\n"
    with tempfile.TemporaryDirectory(prefix="drill-") as place:
        server = Running(Path(place), settings)
        try:
            httpx.get(f"{server.url}/v1/text?latex=x")
            begun = server.memory()
            print(f"at the start {begun / MIB:.0f} MiB", flush=True)
            for number in range(arguments.waves):
                answered, meanwhile = wave(server.port, arguments.connections, server.memory)
                time.sleep(SETTLED_SECONDS)
                after = server.memory()
                print(
                    f"wave {number + 1}: {answered} of {arguments.connections} answered; {meanwhile / MIB:.0f} MiB "
                    f"meanwhile, {after / MIB:.0f} MiB after, {(after - begun) / MIB:+.0f}",
                    flush=True,
                )
        finally:
            assert server.stop() == 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
