"""Prometheus looks at a server that really runs: alerts fire and clear, every query of the dashboard has an answer."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from services.servers import Server
from services.watching import MONITORING, Watch, program
from serving import Running
from wobbly import Wobbly

ALERTS = [
    rule
    for group in yaml.safe_load((MONITORING / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
BOARD = json.loads((MONITORING / "grafana" / "dashboards" / "mathspeak.json").read_text(encoding="utf-8"))
QUERIES = [target["expr"] for panel in BOARD["panels"] for target in panel.get("targets", ())]
SELECTOR = re.compile(r"\b(?:mathspeak_\w+|up)(?:\{[^}]*\})?")


class World:
    """A server with its Redis and an engine that does as it is told, and what watches it."""

    def __init__(self, folder: Path) -> None:
        (folder / "redis").mkdir()
        self.redis = Server(folder / "redis")
        self.wobbly = Wobbly(folder / "wobbly")
        addresses = {"MS_CACHE_URL": self.redis.url, "MS_QUEUE_URL": self.redis.url}
        quick = "[server]\ndrain_seconds = 0\n"
        self.server = Running(folder / "server", quick, "--workers", "2", **self.wobbly.environment, **addresses)
        self.watch = Watch(folder / "watch", f"127.0.0.1:{self.server.port}")
        self._number = 0

    def ask(self) -> list[int]:
        """Words, audio that was there and audio that was not; the status of each."""
        self._number += 1
        with httpx.Client(base_url=self.server.url, timeout=20) as client:
            bodies = [{"latex": "x"}, {"latex": "x", "format": "wav"}, {"latex": f"x_{{{self._number}}}"}]
            return [client.post("/v1/text", json=bodies[0]).status_code for _ in range(3)] + [
                client.post("/v1/speak", json=body).status_code for body in bodies
            ]

    def until(self, condition: Callable[[], object], *, asking: bool = False, seconds: float = 40.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"firing: {self.watch.firing()}, told: {self.watch.told.alerts}"
            if asking:
                self.ask()
            time.sleep(0.25)

    def close(self) -> None:
        self.watch.close()
        assert self.server.stop() == 0
        self.redis.kill()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.close()


def answered(samples: list[dict[str, Any]]) -> bool:
    return any(not math.isnan(float(sample["value"][1])) for sample in samples)


@pytest.mark.timeout(120)
def test_alerts_fire_on_real_faults_and_clear(world: World) -> None:
    watch, told = world.watch, world.watch.told
    assert world.ask() == [200] * 6
    world.until(lambda: not watch.firing(), asking=True)

    world.wobbly.be("is broken")
    assert 500 in world.ask()
    world.until(lambda: ("MathspeakErrors", "firing") in told.alerts, asking=True)
    # Nothing but what is wrong.
    assert watch.firing() <= {"MathspeakErrors"}
    world.wobbly.be("well")
    assert world.ask() == [200] * 6
    world.until(lambda: ("MathspeakErrors", "resolved") in told.alerts, asking=True)

    world.redis.kill()
    world.until(lambda: ("MathspeakStoreDown", "firing") in told.alerts)
    assert world.ask() == [200] * 6
    world.redis.start()
    world.until(lambda: ("MathspeakStoreDown", "resolved") in told.alerts, asking=True)
    assert "MathspeakErrors" not in watch.firing()


@pytest.mark.timeout(120)
def test_every_query_has_an_answer(world: World) -> None:
    missing = [query.replace("$__rate_interval", "30s") for query in QUERIES]
    # What is compared in an alert; the comparison itself has an answer only where it fires.
    missing += [f"count({selector})" for rule in ALERTS for selector in SELECTOR.findall(rule["expr"])]
    missing += [rule["expr"].partition(" > ")[0] for rule in ALERTS if rule["alert"] in ("MathspeakMemoryHigh",)]
    assert len(missing) > 60

    def all_there() -> bool:
        missing[:] = [query for query in missing if not answered(world.watch.query(query))]
        return not missing

    try:
        world.until(all_there, asking=True)
    except AssertionError as error:
        raise AssertionError(f"nothing answers {missing}") from error

    # What failures add is seen, too.
    world.wobbly.be("fails")
    world.ask()
    failed = 'sum(increase(mathspeak_engine_failures_total{engine="wobbly"}[30s])) > 0'
    world.until(lambda: answered(world.watch.query(failed)))
    world.until(lambda: {"MathspeakEngineFailing", "MathspeakEngineResting"} <= world.watch.firing(), asking=True)


def promtool(*arguments: str, given: str | None = None) -> None:
    done = subprocess.run(
        [program("promtool"), *arguments], cwd=MONITORING, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # Warnings of what it checks do not make it fail.
    assert not given or not (done.stdout + done.stderr).strip()


def test_the_configuration_is_valid() -> None:
    promtool("check", "config", "prometheus.yml")
    promtool("check", "rules", "alerts.yml", "alerts-kubernetes.yml")


@pytest.mark.parametrize("tests", ["alerts_test.yml", "alerts-kubernetes_test.yml"])
def test_every_alert_fires_and_clears_when_it_should(tests: str) -> None:
    promtool("test", "rules", tests)


@pytest.mark.parametrize("source", ["alerts", "alerts-kubernetes"])
@pytest.mark.parametrize("expression", ["vector(1) > 2", "vector(1)"], ids=["never", "always"])
def test_alerts_that_fire_never_or_always_are_noticed(tmp_path: Path, source: str, expression: str) -> None:
    rules = yaml.safe_load((MONITORING / f"{source}.yml").read_text(encoding="utf-8"))
    names = set()
    for group in rules["groups"]:
        for rule in group["rules"]:
            names.add(rule["alert"])
            rule["expr"] = expression
    (tmp_path / f"{source}.yml").write_text(yaml.safe_dump(rules), encoding="utf-8")
    shutil.copy(MONITORING / f"{source}_test.yml", tmp_path)
    done = subprocess.run(
        [program("promtool"), "test", "rules", f"{source}_test.yml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert set(re.findall(r'alertname="(\w+)"', done.stdout + done.stderr)) == names


@pytest.mark.timeout(120)
def test_documents_that_wait_are_counted(world: World, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(3):
        lines = "\n\n".join(f"Let $x_{{{line}}}$ be {number}, then." for line in range(10))
        (notes / f"week{number}.md").write_text(f"# Week {number}\n\n{lines}", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
    environment |= {"PYTHONPATH": world.wobbly.environment["PYTHONPATH"], "HOME": str(tmp_path)}
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "mathspeak", *arguments, "--queue", world.redis.url]
        started.append(subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL))
        return started[-1]

    def jobs(state: str) -> float:
        samples = world.watch.query(f'max(mathspeak_batch_jobs{{state="{state}"}})')
        return float(samples[0]["value"][1]) if samples else -1

    try:
        batch = start("batch", "notes", "-o", "spoken", "--engine", "espeak")
        world.until(lambda: jobs("waiting") == 3)
        assert jobs("taken") == 0
        world.until(lambda: "MathspeakBatchUnattended" in world.watch.firing())
        start("worker")
        # One that it makes, and one that it will make next.
        world.until(lambda: jobs("taken") >= 1)
        world.until(lambda: jobs("waiting") == jobs("taken") == 0)
        assert batch.wait(10) == 0
        world.until(lambda: "MathspeakBatchUnattended" not in world.watch.firing())
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_metrics_are_as_prometheus_wants_them(tmp_path: Path) -> None:
    wobbly = Wobbly(tmp_path / "wobbly")
    running = Running(tmp_path / "server", "[server]\ndrain_seconds = 0\n", **wobbly.environment)
    try:
        httpx.post(f"{running.url}/v1/speak", json={"latex": "x"})
        page = httpx.get(f"{running.url}/metrics").text
    finally:
        assert running.stop() == 0
    promtool("check", "metrics", given=page)
