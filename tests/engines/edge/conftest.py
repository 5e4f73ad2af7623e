from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from edge_tts.drm import DRM

from engines.edge.service import Service
from mathspeak.engines.edge.engine import Edge
from mathspeak.engines.edge.service import Bounds

# No test is about how fast a busy machine is.
PATIENT = Bounds(first=50, gap=50, total=55)


@pytest.fixture(scope="session")
def one_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = Service(tmp_path_factory.mktemp("service"))
    yield made
    made.stop()


@pytest.fixture
def service(one_service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """The online service, which this process reaches by the environment alone. Whatever it did not like is an error."""
    while one_service.active:
        time.sleep(0.02)
    one_service.reset()
    for name in ("https_proxy", "all_proxy", "no_proxy", "ALL_PROXY", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name, value in one_service.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(DRM, "clock_skew_seconds", 0.0)
    yield one_service
    assert one_service.faults == one_service.tunnel.strangers == []


@pytest.fixture
def edge(service: Service) -> Iterator[Edge]:
    engine = Edge(bounds=PATIENT)
    yield engine
    engine.close()
