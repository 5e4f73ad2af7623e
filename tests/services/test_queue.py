"""A batch on several machines: real workers, a Redis server, and workers that are killed."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mathspeak.cli.exit_codes import ExitCode
from mathspeak.errors import DocumentError
from mathspeak.narration.orders import Order, job_as_data, read_job, read_order
from mathspeak.narration.plan import Job
from mathspeak.translator import Translator
from services.servers import Server

Start = Callable[..., subprocess.Popen[str]]
DOCUMENTS = 6


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "redis"
    folder.mkdir()
    server = Server(folder)
    yield server
    server.kill()


@pytest.fixture
def redis(server: Server) -> Iterator[Any]:
    with server.client as client:
        yield client


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """What all machines see: a folder of documents that take a second each."""
    notes = tmp_path / "shared" / "notes"
    notes.mkdir(parents=True)
    for number in range(DOCUMENTS):
        words = "\n\n".join(f"Let $x_{{{line}}}$ be {number}, then." for line in range(40))
        (notes / f"week{number}.md").write_text(f"# Week {number}\n\n{words}", encoding="utf-8")
    return tmp_path / "shared"


@pytest.fixture
def start(server: Server, shared: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts ``ms`` with its cache on the server."""
    started: list[subprocess.Popen[str]] = []
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
    environment |= {
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
        "HOME": str(tmp_path),
        "MS_CACHE_URL": server.url,
    }

    def start(*arguments: str, **variables: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "mathspeak", *arguments]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, cwd=shared, stderr=pipe, text=True, env={**environment, **variables})
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_for(condition: Callable[[], Any]) -> None:
    while not condition():
        time.sleep(0.02)


def manifest(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "manifest.json").read_bytes())["documents"]  # type: ignore[no-any-return]


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.timeout(120)
def test_a_worker_that_is_killed_loses_nothing_and_all_is_as_one_machine_makes_it(
    server: Server, redis: Any, shared: Path, start: Start
) -> None:
    workers = [start("worker", "--queue", server.url) for _ in range(2)]
    batch = start("batch", "notes", "-o", "spoken", "--engine", "espeak", "--queue", server.url)
    # The first worker is at a document: its file is begun, and one is done.
    wait_for(lambda: redis.hlen("mathspeak:batch:documents.msgs") in range(1, DOCUMENTS))
    wait_for(lambda: list((shared / "spoken").glob(".*.part")))
    workers[0].kill()
    assert batch.wait() == ExitCode.OK, batch.stderr
    spoken = content(shared / "spoken")
    assert [(entry["name"], entry["state"]) for entry in manifest(shared / "spoken")] == [
        (f"week{number}", "done") for number in range(DOCUMENTS)
    ]
    undisturbed = start("batch", "notes", "-o", "alone", "--engine", "espeak", MS_CACHE_URL="")
    assert undisturbed.wait() == ExitCode.OK
    assert spoken == content(shared / "alone")
    assert redis.hlen("mathspeak:batch:documents.msgs") == 0
    workers[1].send_signal(signal.SIGTERM)
    assert workers[1].wait() == ExitCode.OK


def test_the_environment_names_the_queue_for_both(server: Server, shared: Path, start: Start) -> None:
    start("worker", MS_QUEUE_URL=server.url)
    batch = start("batch", "notes", "-o", "spoken", "--text-only", MS_QUEUE_URL=server.url)
    assert batch.wait() == ExitCode.OK
    assert {entry["state"] for entry in manifest(shared / "spoken")} == {"done"}
    nowhere = start("worker")
    assert nowhere.wait() == ExitCode.USAGE
    assert "with --queue or MS_QUEUE_URL" in nowhere.stderr.read()  # type: ignore[union-attr]


def test_an_interrupted_batch_leaves_its_jobs_and_the_next_run_takes_them_up(
    server: Server, redis: Any, shared: Path, start: Start
) -> None:
    arguments = ("batch", "notes", "-o", "spoken", "--text-only", "--queue", server.url)
    batch = start(*arguments)
    messages = "mathspeak:batch:documents.msgs"
    wait_for(lambda: redis.hlen(messages) == DOCUMENTS)
    time.sleep(0.3)
    batch.send_signal(signal.SIGINT)
    assert batch.wait() == ExitCode.INTERRUPTED
    assert "the rest is in the queue, and the same command takes it up" in batch.stderr.read()  # type: ignore[union-attr]
    assert redis.hlen(messages) == DOCUMENTS
    start("worker", "--queue", server.url)
    again = start(*arguments)
    assert again.wait() == ExitCode.OK
    # Those of the first run were passed over.
    wait_for(lambda: redis.hlen(messages) == 0)
    assert len(manifest(shared / "spoken")) == DOCUMENTS
    names = {f"week{number}.{kind}" for number in range(DOCUMENTS) for kind in ("txt", "md")} | {"manifest.json"}
    assert set(content(shared / "spoken")) == names


def test_jobs_that_come_twice_or_get_lost_change_nothing(
    server: Server, redis: Any, shared: Path, start: Start
) -> None:
    batch = start("batch", "notes", "-o", "spoken", "--text-only", "--queue", server.url)
    messages, queue = "mathspeak:batch:documents.msgs", "mathspeak:batch:documents"
    wait_for(lambda: redis.llen(queue) == DOCUMENTS)
    first, second = redis.lrange(queue, 0, 1)
    redis.rpush(queue, first, first)
    redis.lrem(queue, 0, second)
    redis.hdel(messages, second)
    redis.hset(messages, "odd", json.dumps(odd_message()))
    redis.rpush(queue, "odd")
    start("worker", "--queue", server.url)
    assert batch.wait() == ExitCode.OK
    assert len(manifest(shared / "spoken")) == DOCUMENTS


def odd_message() -> dict[str, Any]:
    named = {"queue_name": "documents", "actor_name": "make", "message_id": "odd", "message_timestamp": 0}
    return {**named, "args": [1, {}, "x"], "kwargs": {}, "options": {"redis_message_id": "odd"}}


def test_a_document_that_ends_its_workers_is_given_up(server: Server, redis: Any, shared: Path, start: Start) -> None:
    arguments = ("notes/week0.md", "-o", "spoken", "--text-only", "--queue", server.url)
    batch = start("batch", *arguments)
    wait_for(lambda: redis.keys("mathspeak:batch:order:*"))
    # As if five workers had ended at it.
    run = json.loads(redis.get(redis.keys("mathspeak:batch:order:*")[0]))["run"]
    redis.hset(f"mathspeak:batch:tries:{hashlib.sha256(run.encode()).hexdigest()}", "week0", 5)
    start("worker", "--queue", server.url)
    assert batch.wait() == ExitCode.INPUT
    assert manifest(shared / "spoken")[0]["error"]["message"] == "each worker that read this document ended"


def test_a_worker_refuses_what_is_not_in_its_folders(server: Server, shared: Path, start: Start) -> None:
    (shared / "elsewhere").mkdir()
    start("worker", "--queue", server.url, "--folder", "elsewhere")
    batch = start("batch", "notes/week1.md", "-o", "spoken", "--text-only", "--queue", server.url)
    assert batch.wait() == ExitCode.INPUT
    assert "is in none of the folders of this worker" in manifest(shared / "spoken")[0]["error"]["message"]
    assert set(content(shared / "spoken")) == {"manifest.json"}


def test_a_batch_whose_folder_another_took_over_says_so(server: Server, redis: Any, start: Start) -> None:
    arguments = ("batch", "notes", "-o", "spoken", "--text-only", "--queue", server.url)
    first = start(*arguments)
    wait_for(lambda: redis.llen("mathspeak:batch:documents") == DOCUMENTS)
    second = start(*arguments)
    assert first.wait() == ExitCode.FILE
    assert "took over" in first.stderr.read()  # type: ignore[union-attr]
    assert second.poll() is None


def test_the_lexicon_of_the_batch_is_the_workers_too(server: Server, shared: Path, start: Start) -> None:
    (shared / "words.toml").write_text('Euler = "banana"', encoding="utf-8")
    (shared / "euler.md").write_text("Euler.", encoding="utf-8")
    start("worker", "--queue", server.url)
    sizes = []
    for name, options in (("with", ("--lexicon", "words.toml")), ("without", ())):
        arguments = ("euler.md", "-o", name, "--engine", "espeak", "--audio", "wav", *options)
        assert start("batch", *arguments, "--queue", server.url).wait() == ExitCode.OK
        sizes.append((shared / name / "euler.wav").read_bytes())
    assert sizes[0] != sizes[1]


@pytest.fixture
def order(tmp_path: Path) -> dict[str, Any]:
    sound: dict[str, Any] = {"audio": "mp3", "embed": False, "engine": "espeak", "voice": None, "lexicon": []}
    sound |= {"rate": 1.0, "pause": 1.0, "volume": 1.0, "pitch": "none", "language": "en"}
    reading = {name: getattr(Translator(), name, "") for name in ("style", "verbosity", "language")}
    reading |= {"style": "natural", "prefs": {}, "macros": "", "speak": {}}
    made = Order(tmp_path / "out", reading=reading, policies={"code": "skip"}, language=None, sound=sound)
    return json.loads(json.dumps(made.as_data()))  # type: ignore[no-any-return]


def test_an_order_survives_the_way(order: dict[str, Any], tmp_path: Path) -> None:
    found = read_order(order, [tmp_path])
    assert found.as_data() == order
    job = job_as_data(Job(tmp_path / "in" / "a.md", "deep/a", "a.md", tmp_path / "in"))
    assert job_as_data(read_job(job, found, [tmp_path])) == job


HOSTILE_ORDERS: list[dict[str, Any]] = [
    {"output": "/etc"},
    {"output": "relative"},
    {"output": "TMP/../../x"},
    {"output": 3},
    {"output": "TMP/\0"},
    {"more": 1},
    {"policies": {"code": "shout"}},
    {"policies": {"__class__": "skip"}},
    {"language": "../de"},
    {"reading": {}},
    {"reading.macros": "x" * 1_000_001},
    {"reading.prefs": ["a"]},
    {"reading.limits": {"max_bytes": 10**12}},
    {"sound.audio": "/../../etc/x"},
    {"sound.rate": 1e9},
    {"sound.pause": float("nan")},
    {"sound.volume": "loud"},
    {"sound.engine": ["edge"]},
    {"sound.lexicon": "/etc/passwd"},
    {"sound.embed": "yes"},
    {"sound.cache_url": "redis://elsewhere"},
]


@pytest.mark.parametrize("change", HOSTILE_ORDERS, ids=str)
def test_a_worker_refuses_orders_that_no_batch_sends(
    order: dict[str, Any], tmp_path: Path, change: dict[str, Any]
) -> None:
    for place, value in change.items():
        group, _, name = place.rpartition(".")
        if isinstance(value, str):
            value = value.replace("TMP", str(tmp_path))
        (order[group] if group else order)[name] = value
    with pytest.raises(DocumentError, match="refused the job"):
        read_order(order, [tmp_path])


@pytest.mark.parametrize(
    "change",
    [
        {"source": "/etc/passwd"},
        {"source": "TMP/../x.md"},
        {"source": "TMP/link.md"},
        {"name": "../x"},
        {"name": "/etc/x"},
        {"name": ""},
        {"name": "linked/x"},
        {"name": "sound"},
        {"name": "source", "source": "TMP/out/source.md"},
        {"title": None},
        {"folder": "/etc"},
        {"extra": 1},
    ],
    ids=str,
)
def test_a_worker_refuses_jobs_that_lead_out_of_its_folders(
    order: dict[str, Any], tmp_path: Path, change: dict[str, Any]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "out" / "linked").symlink_to("/tmp")
    (tmp_path / "out" / "sound.mp3").symlink_to("/tmp/elsewhere.mp3")
    job = {"source": f"{tmp_path}/a.md", "name": "a", "title": "a.md", "folder": None}
    for name, value in change.items():
        job[name] = value.replace("TMP", str(tmp_path)) if isinstance(value, str) else value
    with pytest.raises(DocumentError, match="refused the job"):
        read_job(job, read_order(order, [tmp_path]), [tmp_path])
