"""What is counted, for Prometheus, in one process or over all workers of a server."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from mathspeak import __version__
from mathspeak.server.processes import Allowance, Usage, server

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prometheus_client.metrics_core import Metric

    from mathspeak.errors import EngineFailed, EngineUnavailable

# Where workers share what they count; prometheus_client looks for it when it is first imported.
FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30)
# Over all workers: the sum of what lives, or for what all of them look at, what was seen last.
_SUM, _LAST = "livesum", "livemostrecent"
_FAULTS = ("500", "502", "503")
_FAILURES = ("engine-failed", "engine-unavailable", "service-failed", "audio-cut-short")


class Metrics:
    """One of these in a process. Its labels come from us and never from clients, so their number is bounded."""

    def __init__(self) -> None:
        # When a counter began is of no use to anybody, and doubles the page.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self._of_requests()
        self._of_speech()
        self._of_stores()
        _Server(self.registry)

    def _of_requests(self) -> None:
        self.seconds = self._histogram(
            "mathspeak_request_seconds",
            "Time from the head of a request to the end of its answer.",
            *("route", "status", "audio"),
        )
        self.first_byte = self._histogram(
            "mathspeak_first_byte_seconds",
            "Time from the head of a request to the beginning of its answer, where it was answered well.",
            *("route", "audio"),
        )
        self.requests = self._counter("mathspeak_requests", "Requests that were answered.", "route", "method", "status")
        self.in_progress = self._gauge("mathspeak_requests_in_progress", "Requests that are being answered.")
        self.connections = self._gauge("mathspeak_connections", "Connections that are open.")
        self.sockets = self._gauge("mathspeak_sockets", "WebSockets that are open.")
        self.waiting = self._gauge("mathspeak_queue_length", "Work that waits for a thread.", "pool")
        self.refused = self._counter("mathspeak_refused", "Requests that were refused before they were read.", "reason")
        self.memo = self._counter("mathspeak_text_memo", "Words asked for, by what the memo had.", "result")
        self.formulas = self._counter(
            "mathspeak_formula_memo", "Formulas read, by whether they were known already.", "result"
        )

    def _of_speech(self) -> None:
        self.speech_seconds = self._histogram(
            "mathspeak_speech_seconds", "Time until the first audio of a request was there.", "engine"
        )
        self.synthesis_seconds = self._histogram(
            "mathspeak_synthesis_seconds", "Time that an engine took for a phrase, one try.", "engine", "result"
        )
        self.audio_bytes = self._counter("mathspeak_audio_bytes", "Bytes of audio that were sent.", "format")
        self.engine_failures = self._counter(
            "mathspeak_engine_failures", "Passages that an engine could not say, after all tries.", "engine", "code"
        )
        self.breaker_open = self._gauge(
            "mathspeak_breaker_open", "1 where an engine is left alone because it failed.", "engine", mode="livemax"
        )

    def _of_stores(self) -> None:
        self.cache = self._counter("mathspeak_cache_requests", "Recordings asked for.", "result")
        self.cache_bytes = self._gauge("mathspeak_cache_bytes", "Bytes that the cache holds.", mode=_LAST)
        self.store_up = self._gauge(
            "mathspeak_store_up", "1 where the cache, or the queue, can be used, 0 where not.", "store", mode=_LAST
        )
        self.batch_jobs = self._gauge(
            "mathspeak_batch_jobs", "Documents in the queue for workers, by their state.", "state", mode=_LAST
        )

    def _histogram(self, name: str, text: str, *labels: str) -> Histogram:
        return Histogram(name, text, labels, buckets=_SECONDS, registry=self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str, *labels: str, mode: str = _SUM) -> Gauge:
        return Gauge(name, text, labels, registry=self.registry, multiprocess_mode=mode)  # type: ignore[arg-type]

    def expect(self, routes: Iterable[tuple[str, str]] = (), engines: Iterable[str] = ()) -> None:
        """Begin the counts of faults at 0: of one that begins at 1, nobody sees that it has risen."""
        for route, method in routes:
            for status in _FAULTS:
                self.requests.labels(route, method, status)
        for engine in engines:
            for code in _FAILURES:
                self.engine_failures.labels(engine, code)

    def tried(self, engine: str, seconds: float, worked: bool) -> None:
        """Of the watch of engines: `mathspeak.engines.chain.watch`."""
        self.synthesis_seconds.labels(engine, "made" if worked else "failed").observe(seconds)

    def failed(self, engine: str, error: EngineUnavailable | EngineFailed) -> None:
        """The same."""
        self.engine_failures.labels(engine, error.code).inc()

    def page(self) -> bytes:
        """All of it in Prometheus' text format."""
        folder = os.environ.get(FOLDER_VARIABLE)
        if not folder:
            return generate_latest(self.registry)
        for pid in _counted(folder, f"gauge_{_SUM}"):
            if not _is_running(pid):
                mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]
        registry = CollectorRegistry()
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
        _Server(registry)
        return generate_latest(registry)


class _Server:
    """What the server is and takes, all its workers and engines together."""

    def __init__(self, registry: CollectorRegistry) -> None:
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        folder = os.environ.get(FOLDER_VARIABLE)
        root, started = server(folder)
        build = GaugeMetricFamily("mathspeak_build_info", "1, with the version.", labels=["version"])
        build.add_metric([__version__], 1)
        yield build
        yield _gauge("process_start_time_seconds", "When the server started, in seconds since 1970.", started)
        ended = sum(not _is_running(pid) for pid in _counted(folder, "counter")) if folder else 0
        yield _total("workers_ended", "Workers that ended and were replaced.", ended)
        usage, allowance = Usage(root), Allowance()
        if usage.processes:
            yield _total("process_cpu_seconds", "CPU time of the server and its engines.", usage.cpu)
            yield _gauge("process_resident_memory_bytes", "Memory of the server and its engines.", usage.resident)
            yield _gauge("process_open_fds", "Files and sockets that these hold open.", usage.files)
            yield _gauge("processes", "Processes of the server and its engines.", usage.processes)
            used = usage.resident if allowance.used is None else allowance.used
            yield _gauge("memory_bytes", "Memory that counts towards the limit.", used)
            yield _gauge("memory_limit_bytes", "Memory that the container, or else the machine, has.", allowance.limit)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"mathspeak_{name}", text, value=value)


def _total(name: str, text: str, value: float) -> Metric:
    return CounterMetricFamily(f"mathspeak_{name}", text, value=value)


def _counted(folder: str, kind: str) -> list[int]:
    """The processes that have written such files, some of which may have ended."""
    found = {path.stem.rpartition("_")[2] for path in Path(folder).glob(f"{kind}_*.db")}
    return sorted(int(pid) for pid in found if pid.isdigit())


def _is_running(pid: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True
