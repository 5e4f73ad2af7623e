from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from serving import Running

# So that no test waits for proxies that are not there.
QUICK = "[server]\ndrain_seconds = 0\n"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that all tests share; those that change it have their own."""
    running = Running(tmp_path_factory.mktemp("server"), QUICK + "[macros]\nR = '\\mathbb{R}'\n")
    yield running
    assert running.stop() == 0


@pytest.fixture
def client(server: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=20) as client:
        yield client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a server of a test's own keeps what it needs."""
    return tmp_path / "server"
