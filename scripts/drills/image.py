#!/usr/bin/env python3
"""The image as it runs in production: built here, confined, loaded and stopped, with the figures that it kept to.

    scripts/drill image [--requests 300] [--at-once 30] [--expressions 0]

It takes root, podman, buildah, debootstrap and runc. --expressions bounds how much of the list in the image is warmed;
0 is all of it. One figure that is not kept to makes the exit status 1.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tests"))
from services.container import Container, build, description

MIB = 1 << 20
FORMATS = ("mp3", "wav", "flac", "opus")
CONFINED = ("--memory", "1g", "--cpus", "1", "--pids-limit", "256")
failed: list[str] = []


def show(what: str, holds: bool, figure: str) -> None:
    print(f"  {'holds' if holds else 'FAILS'}  {what}: {figure}", flush=True)
    if not holds:
        failed.append(what)


def start_and_idle() -> Container:
    container = Container(*CONFINED)
    show("alive within 10 s", container.alive_seconds < 10, f"{container.alive_seconds:.1f} s")
    show("ready within 20 s", container.ready_seconds < 20, f"{container.ready_seconds:.1f} s")
    spoken = httpx.post(f"{container.url}/v1/speak", json={"latex": "x^2", "voice": "heart"}, timeout=30)
    show(
        "the neural voice speaks",
        spoken.status_code == 200 and len(spoken.content) > 5000,
        f"{len(spoken.content)} bytes",
    )
    time.sleep(3)
    taken, peak = container.memory()
    show("idle below 512 MiB", taken < 512 * MIB, f"{taken / MIB:.0f} MiB, {peak / MIB:.0f} at most until then")
    return container


def load(container: Container, requests: int, at_once: int) -> None:
    asked_back = Counter[int]()

    def speak(number: int) -> int:
        latex = rf"\frac{{x^{{{number}}}+1}}{{y_{{{number}}}}} = \sqrt{{{number}}}"
        body = {"latex": latex, "format": FORMATS[number % len(FORMATS)]}
        while True:
            answer = client.post("/v1/speak", json=body)
            if answer.status_code != 503 or "retry-after" not in answer.headers:
                return answer.status_code
            asked_back[503] += 1
            time.sleep(int(answer.headers["retry-after"]))

    began = time.monotonic()
    limits = httpx.Limits(max_connections=at_once)
    with (
        httpx.Client(base_url=container.url, timeout=120, limits=limits) as client,
        ThreadPoolExecutor(at_once) as pool,
    ):
        counted = Counter(pool.map(speak, range(requests)))
    seconds = time.monotonic() - began
    taken, peak = container.memory()
    figure = f"{dict(counted)} in {seconds:.0f} s, {asked_back[503]} times asked to come back"
    show(f"{requests} new expressions, {at_once} at once", counted == {200: requests}, figure)
    show("below 1 GiB under load", peak < 1024 * MIB, f"{taken / MIB:.0f} MiB after it, {peak / MIB:.0f} at most")


def warm(container: Container, expressions: int) -> None:
    file = "/app/common_expressions.txt"
    if expressions:
        container.run("sh", "-c", f"head -{expressions} {file} > /tmp/some.txt")
        file = "/tmp/some.txt"
    began = time.monotonic()
    container.run("ms", "--warm-cache", file)
    seconds = time.monotonic() - began
    _, peak = container.memory()
    show("its list is warmed beside the server", peak < 1024 * MIB, f"{seconds:.0f} s, {peak / MIB:.0f} MiB at most")


def stop_while_asked(container: Container) -> None:
    """Requests come all the time, each on a connection of its own; those that were taken are answered."""
    outcomes: Counter[str] = Counter()
    ended = threading.Event()

    def ask(path: str) -> None:
        while not ended.is_set():
            parameters = {"latex": f"z_{{{outcomes.total()}}}"}
            try:
                answer = httpx.get(container.url + path, params=parameters, timeout=30)
                outcomes[f"{path} {answer.status_code}"] += 1
            except httpx.ConnectError:
                outcomes["refused"] += 1
                time.sleep(0.02)
            except httpx.TransportError as error:
                outcomes[f"broken off: {error!r}"] += 1

    threads = [threading.Thread(target=ask, args=(path,)) for path in ("/v1/text", "/v1/speak")]
    for thread in threads:
        thread.start()
    time.sleep(1)
    seconds = container.stop()
    ended.set()
    for thread in threads:
        thread.join()
    show("ends within 2 s of SIGTERM", seconds < 2, f"{seconds:.2f} s")
    show("loses no request", set(outcomes) <= {"/v1/text 200", "/v1/speak 200", "refused"}, str(dict(outcomes)))


def without_a_network() -> None:
    """Nothing but the loopback: what it speaks with is in the image."""
    container = Container(*CONFINED, "--env", "MS_ENGINE=offline", "--env", "MS_CACHE_ENABLED=false", network="none")
    try:
        script = (
            "import urllib.request as u; "
            "print(len(u.urlopen('http://127.0.0.1:8000/v1/speak?latex=x&voice=heart&format=wav', timeout=30).read()))"
        )
        size = int(container.run("python", "-c", script))
        show("speaks without a network", size > 10_000, f"{size} bytes")
    finally:
        container.remove()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--at-once", type=int, default=30)
    parser.add_argument("--expressions", type=int, default=0)
    arguments = parser.parse_args()
    began = time.monotonic()
    build()
    print(
        f"mathspeak:prod, {description()['Size'] / MIB:.0f} MiB, built in {time.monotonic() - began:.0f} s", flush=True
    )
    container = start_and_idle()
    try:
        load(container, arguments.requests, arguments.at_once)
        warm(container, arguments.expressions)
        stop_while_asked(container)
    finally:
        container.remove()
    without_a_network()
    sys.exit(f"image: {len(failed)} figures were not kept to" if failed else 0)


if __name__ == "__main__":
    main()
