"""Documents for other machines: a batch puts its jobs into a queue on a Redis server, and workers take them.

A job that a worker was at when it ended comes back to the queue once the worker has been silent for a few seconds. So a
job may be done twice; it writes the same files under the same names, and the first answer counts. The server keeps for
each output folder the order of its last run: jobs of earlier runs are passed over.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from contextlib import contextmanager

from mathspeak.audio import partials
from mathspeak.errors import ConfigError, DocumentError, MathspeakError, QueueError
from mathspeak.narration import manifest
from mathspeak.narration.batch import make
from mathspeak.narration.orders import job_as_data, read_job, read_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path
    from threading import Event
    from typing import Any

    from mathspeak.narration.batch import Making
    from mathspeak.narration.manifest import Entry
    from mathspeak.narration.orders import Order
    from mathspeak.narration.plan import Job

# What a worker may be silent for; clocks of machines that differ by more make jobs be done twice.
HEARTBEAT_SECONDS = 6.0
# A document that ended so many workers is not tried again.
MOST_TRIES = 5
NAMESPACE, QUEUE, _ACTOR = "mathspeak:batch", "documents", "make"
_KEPT_SECONDS = 7 * 24 * 3600
_POLL_SECONDS = 0.2
# Nothing is in the queue, and still not all is done: something lost jobs, or is about to give the last answer.
_LOST_SECONDS = 3.0
_LONELY_SECONDS = 5.0
# How often a server that does not answer is asked again: about half a minute in all.
_RETRIES = 20


class Queue:
    """The queue on a Redis server, for a batch that orders or for one worker. It connects when it is first used."""

    def __init__(self, url: str) -> None:
        try:
            import dramatiq
            import redis
            from dramatiq.brokers.redis import RedisBroker
            from redis.backoff import ExponentialBackoff
            from redis.retry import Retry
        except ImportError:
            raise ConfigError(
                "a queue needs the packages dramatiq and redis", hint='pip install "mathspeak[distributed]"'
            ) from None
        try:
            retry = Retry(ExponentialBackoff(cap=2.0, base=0.1), _RETRIES)
            self.client: Any = redis.Redis.from_url(
                url, socket_connect_timeout=2.0, decode_responses=False, retry=retry
            )
        except ValueError as error:
            raise ConfigError(f"the address of the queue makes no sense: {error}") from None
        # The tries of the job at hand.
        self._at: tuple[str, str] | None = None
        self._failures: tuple[type[Exception], ...] = (redis.RedisError,)
        self._dramatiq = dramatiq
        # No middleware: jobs call nothing else, end by themselves, and are not tried again when they failed.
        self._broker = RedisBroker(  # type: ignore[no-untyped-call]
            client=self.client,
            middleware=[],
            namespace=NAMESPACE,
            heartbeat_timeout=int(HEARTBEAT_SECONDS * 1000),
            maintenance_chance=1_000_000,
        )

    def make_all(self, jobs: Sequence[Job], order: Order, tell: Callable[[str], None]) -> Generator[Entry, None, None]:
        """Have workers make the documents, and yield what became of each as it is known.

        Who stops earlier leaves the rest in the queue. QueueError where the server does not answer, or another run for
        the same folder takes over.
        """
        with self._failing():
            run = _Run(self, order)
            run.put(jobs)
            yield from run.answers(jobs, tell)
        partials.sweep(order.output / f"{job.name}.txt" for job in jobs)

    def work(self, folders: Sequence[Path], making: Callable[[Order], Making], stop: Event, grace: float) -> None:
        """Make documents of these folders, one at a time, until ``stop`` is set.

        Then the document at hand has ``grace`` seconds; what is not done by then is for other workers.
        """
        bounds = [folder.resolve() for folder in folders]

        def job(place: str, run: str, data: Any) -> None:
            self._answer(place, run, data, bounds, making)

        with self._failing():
            self.client.ping()
        self._dramatiq.actor(broker=self._broker, actor_name=_ACTOR, queue_name=QUEUE)(job)
        worker = self._dramatiq.Worker(self._broker, worker_threads=1, worker_timeout=500)
        # A document that waits behind another could be made elsewhere.
        worker.queue_prefetch = 1
        worker.start()
        stop.wait()
        worker.stop(timeout=int(grace * 1000))
        if self._at is not None:
            # It did not end this worker.
            self.client.hincrby(*self._at, -1)

    def _answer(
        self, place: Any, run: Any, data: Any, folders: Sequence[Path], making: Callable[[Order], Making]
    ) -> None:
        """Do one job, if it is one of the last run for its folder, and leave the answer for the batch."""
        if not (isinstance(place, str) and isinstance(run, str) and isinstance(data, dict)):
            return
        stored = self.client.get(_key("order", place))
        found = json.loads(stored) if stored else {}
        name = str(data.get("name", ""))
        if found.get("run") != run or self.client.hexists(_key("answers", run), name):
            return
        self._at = (_key("tries", run), name)
        tries = self.client.hincrby(*self._at, 1)
        self.client.expire(_key("tries", run), _KEPT_SECONDS)
        entry = _made(data, found.get("order"), folders, making, tries)
        self._at = None
        self.client.hset(_key("answers", run), name, json.dumps(entry))
        self.client.expire(_key("answers", run), _KEPT_SECONDS)

    def send(self, place: str, run: str, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self._broker.enqueue(
                self._dramatiq.Message(
                    queue_name=QUEUE, actor_name=_ACTOR, args=(place, run, job_as_data(job)), kwargs={}, options={}
                )
            )

    def is_empty(self) -> bool:
        """Whether no job waits, and none is at a worker."""
        return bool(self._broker.do_qsize(QUEUE) == 0)

    def has_workers(self) -> bool:
        """Whether anybody else was heard of lately."""
        since = (time.time() - HEARTBEAT_SECONDS) * 1000
        heard: Any = self.client.zrangebyscore(f"{NAMESPACE}:__heartbeats__", since, "+inf")
        return any(name.decode() != self._broker.broker_id for name in heard)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except self._failures as error:
            raise QueueError(
                f"the queue cannot be reached: {error}", hint="see whether its Redis server runs"
            ) from error


class _Run:
    """One run of a batch: its order on the server, its jobs in the queue, and the answers to them."""

    def __init__(self, queue: Queue, order: Order) -> None:
        self.name = secrets.token_hex(16)
        self._queue = queue
        self._order = json.dumps({"run": self.name, "order": order.as_data()})
        self._place = hashlib.sha256(str(order.output.resolve()).encode("utf-8", "surrogateescape")).hexdigest()

    def put(self, jobs: Sequence[Job]) -> None:
        """Take over the output folder, and put the jobs into the queue."""
        self._queue.client.set(_key("order", self._place), self._order, ex=_KEPT_SECONDS)
        self._queue.send(self._place, self.name, jobs)

    def answers(self, jobs: Sequence[Job], tell: Callable[[str], None]) -> Iterator[Entry]:
        client, answers = self._queue.client, _key("answers", self.name)
        waiting = {job.name: job for job in jobs}
        began = quiet_since = time.monotonic()
        told = False
        while waiting:
            found: Any = client.hgetall(answers)
            for name, answer in found.items():
                if waiting.pop(name.decode(), None):
                    yield json.loads(answer)
            if not waiting:
                break
            time.sleep(_POLL_SECONDS)
            self._keep_place()
            now = time.monotonic()
            if not self._queue.is_empty():
                quiet_since = now
            elif now - quiet_since > _LOST_SECONDS:
                self._queue.send(self._place, self.name, list(waiting.values()))
                quiet_since = now
            if not told and now - began > _LONELY_SECONDS:
                told = True
                if not self._queue.has_workers():
                    tell("No worker takes the documents yet; start one with: ms worker --queue ADDRESS")
        client.delete(answers, _key("tries", self.name))

    def _keep_place(self) -> None:
        """See to it that the server still has the order, which it may have lost; another run's order stays."""
        client, key = self._queue.client, _key("order", self._place)
        stored = client.get(key)
        if stored is None:
            client.set(key, self._order, ex=_KEPT_SECONDS)
        elif json.loads(stored).get("run") != self.name:
            raise QueueError(
                "another run for the same output folder took over", hint="give each run a folder of its own"
            )


def _key(kind: str, name: str) -> str:
    # In this form no name can reach another key.
    return f"{NAMESPACE}:{kind}:{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()}"


def _made(data: Any, order: Any, folders: Sequence[Path], making: Callable[[Order], Making], tries: int) -> Entry:
    try:
        agreed = read_order(order, folders)
        job = read_job(data, agreed, folders)
        if tries > MOST_TRIES:
            raise DocumentError(
                "each worker that read this document ended", hint="there may be too little memory for it"
            )
        return make(job, making(agreed))
    except MathspeakError as error:
        return manifest.refusal(data, error)
