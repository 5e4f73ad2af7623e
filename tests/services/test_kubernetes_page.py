"""What the page for operators of a cluster says of the cache and of documents, with a real Redis server and worker."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.page import Operator, blocks
from services.servers import Server

PASSWORD = "0123456789abcdef"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "redis").mkdir()
    server = Server(tmp_path / "redis", requirepass=PASSWORD)
    yield server
    server.kill()


@pytest.fixture
def operator(tmp_path: Path, server: Server) -> Operator:
    queue = server.url.removesuffix("/0") + "/1"
    return Operator(tmp_path / "page", MS_CACHE_URL=server.url, MS_QUEUE_URL=queue)


def entries(server: Server) -> dict[bytes, bytes]:
    with server.client as client:
        return {key: client.get(key) for key in client.scan_iter("mathspeak:*entry:*")}


def under(heading: str) -> str:
    return "".join(script for title, script in blocks() if title == heading)


def test_a_backup_is_restored_into_a_running_pod(operator: Operator, server: Server) -> None:
    operator.run(under("Warm"))
    before = entries(server)
    assert len(before) >= 3
    (operator.pod / "keys").write_text("", encoding="utf-8")
    operator.run(under("Back up"))
    with server.client as client:
        client.flushall()
    said = operator.run(under("Restore"))
    assert re.findall(r"^entries\t(\d+)$", said, re.MULTILINE) == [str(len(before))]
    assert entries(server) == before
    with server.client as client:
        client.flushall()
    # The nightly job's file alone, without the one that went through a pod.
    (nightly, *_) = (script for title, script in blocks() if title == "Restore")
    operator.run(nightly)
    assert entries(server) == before


def test_the_cache_is_emptied_and_comes_back(operator: Operator, server: Server) -> None:
    operator.run(under("Warm"))
    before = entries(server)
    said = operator.run(under("Disaster drill"))
    assert re.findall(r"^entries\t(\d+)$", said, re.MULTILINE) == ["0", str(len(before))]
    assert entries(server) == before


def test_documents_are_made_by_the_worker(operator: Operator) -> None:
    worker = [sys.executable, "-m", "mathspeak", "worker", "--folder", str(operator.pod / "documents")]
    with subprocess.Popen(worker, env=operator.environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "Takes documents in" in process.stderr.readline()
        try:
            operator.run(under("Documents"))
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)
    made = {path.name for path in (operator.folder / "spoken").iterdir()}
    assert {"week1.mp3", "week1.txt", "week1.html"} <= made
