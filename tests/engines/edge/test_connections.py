from __future__ import annotations

import threading

import pytest

from engines.edge.service import Service
from mathspeak.engines.base import Segment
from mathspeak.engines.edge.engine import Edge
from mathspeak.engines.edge.proxy import proxy_of_environment
from mathspeak.engines.edge.service import Bounds
from mathspeak.errors import EngineFailed, EngineUnavailable, ServiceFailed

PHRASE = [Segment("one two three")]


def many(edge: Edge, count: int) -> list[str]:
    """What so many threads at once are answered."""
    said: list[str] = []
    gate = threading.Barrier(count)

    def speak() -> None:
        gate.wait()
        said.append(" ".join(word.text for word in edge.synthesize(PHRASE, None, 1.0).words))

    threads = [threading.Thread(target=speak) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(50)
    return said


@pytest.mark.parametrize("size", [1, 3])
def test_there_are_never_more_connections_than_the_pool_has(service: Service, size: int) -> None:
    edge = Edge(pool_size=size)
    service.scenario, service.trickle = "trickle", 0.01
    assert many(edge, 9) == ["one two three"] * 9
    assert service.peak == size
    # A websocket takes its connection with it: each phrase has one of its own.
    assert service.tunnel.count == 9
    edge.close()


def test_the_list_of_voices_keeps_its_connection(edge: Edge, service: Service) -> None:
    for _ in range(3):
        assert edge._asked().voices()
    assert (service.lists, service.tunnel.count) == (3, 1)


def test_a_second_try_of_the_client_finds_the_pool_open(service: Service) -> None:
    edge = Edge(pool_size=1)
    service.scenario = "skewed"
    assert many(edge, 1) == ["one two three"]
    assert service.upgrades == 2
    assert edge.voices()
    edge.close()


def test_what_fails_gives_its_place_in_the_pool_back(service: Service) -> None:
    edge = Edge(pool_size=1, bounds=Bounds(first=5, gap=1))
    for scenario in ("hang-early", "hang-midway", "drop", "refused", "garbage-frame", "unavailable"):
        service.scenario = scenario
        with pytest.raises(EngineFailed):
            edge.synthesize(PHRASE, None, 1.0)
    edge.close()
    service.scenario = "normal"
    assert many(edge, 2) == ["one two three"] * 2
    edge.close()


def test_closing_ends_what_is_under_way_and_it_opens_again(edge: Edge, service: Service) -> None:
    service.scenario = "hang-midway"
    ended: list[EngineFailed] = []

    def speak() -> None:
        try:
            edge.synthesize(PHRASE, None, 1.0)
        except EngineFailed as error:
            ended.append(error)

    threads = [threading.Thread(target=speak) for _ in range(3)]
    for thread in threads:
        thread.start()
    while len(service.requests) < 3:
        threading.Event().wait(0.02)
    edge.close()
    edge.close()
    for thread in threads:
        thread.join(20)
    assert [error.message for error in ended] == ["edge was closed while it spoke"] * 3
    service.scenario = "normal"
    assert many(edge, 2) == ["one two three"] * 2


def test_closing_at_any_moment_leaves_nobody_waiting(edge: Edge, service: Service) -> None:
    ended: list[str] = []
    done = threading.Event()

    def speak() -> None:
        while not done.is_set():
            try:
                edge.synthesize(PHRASE, None, 1.0)
                ended.append("said")
            except EngineFailed as error:
                ended.append(error.message)

    threads = [threading.Thread(target=speak) for _ in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(25):
        done.wait(0.01 * (turn % 7))
        edge.close()
    while "said" not in ended:
        done.wait(0.02)
    done.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    assert set(ended) <= {"said", "edge was closed while it spoke"}


def test_all_proxy_will_do(edge: Edge, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HTTPS_PROXY")
    monkeypatch.setenv("ALL_PROXY", service.proxy.removeprefix("http://"))
    edge.synthesize(PHRASE, None, 1.0)
    edge.voices()
    assert service.tunnel.count == 2


def test_a_proxy_that_is_given_comes_before_the_environment(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    edge = Edge(proxy=service.proxy)
    edge.synthesize(PHRASE, None, 1.0)
    edge.close()


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://one:1", "ALL_PROXY": "http://two:2"}, "http://one:1"),
        ({"https_proxy": "http://small:1"}, "http://small:1"),
        ({"ALL_PROXY": "two:2"}, "http://two:2"),
        ({"HTTP_PROXY": "http://other:1"}, None),
        ({"HTTPS_PROXY": "http://one:1", "NO_PROXY": "localhost,.bing.com"}, None),
        ({"HTTPS_PROXY": "http://one:1", "NO_PROXY": "*"}, None),
        ({"HTTPS_PROXY": "http://one:1", "NO_PROXY": "example.com"}, "http://one:1"),
    ],
)
def test_the_environment_names_the_proxy(
    service: Service, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], proxy: str | None
) -> None:
    for name in service.environment:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_of_environment() == proxy


@pytest.mark.parametrize(
    ("proxy", "told"),
    [
        ("socks5://me:secret@127.0.0.1:9", "socks5://127.0.0.1:9"),
        ("http://me:secret@:9", "http://:9"),
        ("http://127.0.0.1:port", "http://127.0.0.1:port"),
        ("http://[", "http://["),
    ],
)
def test_a_proxy_of_another_kind_is_refused_at_once(
    service: Service, monkeypatch: pytest.MonkeyPatch, proxy: str, told: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(EngineUnavailable) as caught:
        Edge().synthesize(PHRASE, None, 1.0)
    assert caught.value.message == f"the proxy {told} is of a kind that edge cannot use"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("status", "kind"), [(407, EngineUnavailable), (403, EngineUnavailable), (502, ServiceFailed), (504, ServiceFailed)]
)
def test_a_proxy_that_refuses_is_named_without_its_password(
    service: Service, monkeypatch: pytest.MonkeyPatch, status: int, kind: type[Exception]
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", service.proxy.replace("http://", "http://me:secret@"))
    service.tunnel.status = status
    edge = Edge()
    for ask in (edge.voices, lambda: edge.synthesize(PHRASE, None, 1.0)):
        with pytest.raises(kind, match=rf"the proxy {service.proxy} does not let edge through .*\({status} ") as caught:
            ask()
        assert "secret" not in str(caught.value)
    edge.close()


def test_a_proxy_that_is_not_there(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    edge = Edge()
    with pytest.raises(EngineUnavailable, match=r"the proxy http://127\.0\.0\.1:9 cannot be reached") as caught:
        edge.synthesize(PHRASE, None, 1.0)
    assert "HTTPS_PROXY" in caught.value.hint
    edge.close()


@pytest.mark.parametrize("name", ["nowhere.invalid", "never" * 20 + ".invalid"])
def test_a_name_that_is_not_found(service: Service, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{name}:3128")
    edge = Edge()
    with pytest.raises(EngineUnavailable, match=rf"there is no network: {name} cannot be found") as caught:
        edge.synthesize(PHRASE, None, 1.0)
    assert "offline" in caught.value.hint
    edge.close()
