"""What is counted, for Prometheus, in one process or over all workers of a server."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client.metrics_core import Metric

# Where workers share what they count; prometheus_client looks for it when it is first imported.
FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30)
# Over all workers: the sum of what lives.
_SUM = "livesum"


class Metrics:
    """One of these in a process. Its labels come from us and never from clients, so their number is bounded."""

    def __init__(self) -> None:
        # When a counter began is of no use to anybody, and doubles the page.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        registry = self.registry = CollectorRegistry()
        self.seconds = Histogram(
            "mathspeak_request_seconds",
            "Time from the head of a request to the end of its answer.",
            ["route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.requests = Counter(
            "mathspeak_requests", "Requests that were answered.", ["route", "method", "status"], registry=registry
        )
        self.in_progress = self._gauge("mathspeak_requests_in_progress", "Requests that are being answered.")
        self.connections = self._gauge("mathspeak_connections", "Connections that are open.")
        self.sockets = self._gauge("mathspeak_sockets", "WebSockets that are open.")
        self.waiting = self._gauge("mathspeak_queue_length", "Work that waits for a thread.", "pool")
        self.refused = Counter(
            "mathspeak_refused", "Requests that were refused before they were read.", ["reason"], registry=registry
        )
        self.memo = Counter(
            "mathspeak_text_memo", "Words asked for, by what the memo had.", ["result"], registry=registry
        )
        self.formulas = Counter(
            "mathspeak_formula_memo",
            "Formulas read, by whether they were known already.",
            ["result"],
            registry=registry,
        )
        self.speech_seconds = Histogram(
            "mathspeak_speech_seconds",
            "Time until the first audio of a request was there.",
            ["engine"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.audio_bytes = Counter(
            "mathspeak_audio_bytes", "Bytes of audio that were sent.", ["format"], registry=registry
        )
        self.engine_failures = Counter(
            "mathspeak_engine_failures", "Speech that an engine could not make.", ["engine", "code"], registry=registry
        )
        self.breaker_open = Gauge(
            "mathspeak_breaker_open",
            "1 where an engine is left alone because it failed.",
            ["engine"],
            registry=registry,
            multiprocess_mode="livemax",
        )
        self.cache = Counter("mathspeak_cache_requests", "Recordings asked for.", ["result"], registry=registry)
        self.cache_bytes = self._gauge("mathspeak_cache_bytes", "Bytes that the cache holds.", mode="livemax")
        _Processes(registry)

    def _gauge(self, name: str, text: str, *labels: str, mode: str = _SUM) -> Gauge:
        return Gauge(name, text, labels, registry=self.registry, multiprocess_mode=mode)  # type: ignore[arg-type]

    def page(self) -> bytes:
        """All of it in Prometheus' text format."""
        folder = os.environ.get(FOLDER_VARIABLE)
        if not folder:
            return generate_latest(self.registry)
        for pid in _counted(folder):
            if not _is_running(pid):
                mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]
        registry = CollectorRegistry()
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
        _Processes(registry)
        return generate_latest(registry)


class _Processes:
    """CPU, memory and open files of all workers together."""

    def __init__(self, registry: CollectorRegistry) -> None:
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        folder = os.environ.get(FOLDER_VARIABLE)
        sums: dict[str, float] = {}
        for pid in _counted(folder) if folder else [os.getpid()]:
            for metric in ProcessCollector(pid=partial(int, pid), registry=None).collect():
                for sample in metric.samples:
                    sums[sample.name] = sums.get(sample.name, 0.0) + sample.value
        for name, text in _OF_PROCESSES:
            if name in sums:
                kind = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
                yield kind(f"mathspeak_{name.removesuffix('_total')}", text, value=sums[name])


_OF_PROCESSES = (
    ("process_cpu_seconds_total", "CPU time of the workers."),
    ("process_resident_memory_bytes", "Memory of the workers."),
    ("process_open_fds", "Files and sockets that the workers hold open."),
)


def _counted(folder: str) -> list[int]:
    """The processes that have written gauges, some of which may have ended."""
    found = {path.stem.rpartition("_")[2] for path in Path(folder).glob(f"gauge_{_SUM}_*.db")}
    return sorted(int(pid) for pid in found if pid.isdigit())


def _is_running(pid: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True
