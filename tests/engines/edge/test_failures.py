"""What can go wrong between here and the service: the real client, real connections, and a service that fails."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.edge.service import SCENARIOS, Service
from engines.hearing import alike
from mathspeak.audio.recording import MP3, PCM, Recording
from mathspeak.engines.base import Engine, Segment
from mathspeak.engines.chain import Chain
from mathspeak.engines.chain.deadline import within
from mathspeak.engines.chain.retry import Retry
from mathspeak.engines.edge.engine import Edge
from mathspeak.engines.edge.service import Bounds
from mathspeak.engines.espeak.engine import espeak
from mathspeak.errors import (
    AudioCutShort,
    EngineFailed,
    EngineUnavailable,
    MathspeakError,
    ServiceFailed,
    UnknownVoice,
)

PHRASE = [Segment("the fraction x over"), Segment("a", letter=True), Segment("plus the square root of b, end root")]
WORDS = "the fraction x over a plus the square root of b end root".split()

# What it is told as; whether another try may help; what the message says.
FAILURES: dict[str, tuple[type[MathspeakError], bool, str]] = {
    "no-audio": (EngineFailed, True, "sent no audio"),
    "drop": (AudioCutShort, True, "ended in the middle"),
    "drop-early": (EngineFailed, True, "sent no audio"),
    "abort": (AudioCutShort, True, "ended in the middle"),
    "close-without-end": (AudioCutShort, True, "ended in the middle"),
    "half-then-close": (AudioCutShort, True, "ended in the middle"),
    "silence-without-end": (ServiceFailed, True, "stopped in the middle for 1 seconds"),
    "hang-midway": (ServiceFailed, True, "stopped in the middle for 1 seconds"),
    "hang-early": (ServiceFailed, True, "did not answer within 1 seconds"),
    "trickle": (ServiceFailed, True, "was not done within 2 seconds"),
    "endless": (EngineFailed, True, "does not stop sending audio"),
    "half-with-end": (AudioCutShort, True, "it ends before 'the square root of b, end root'"),
    "half-audio": (AudioCutShort, True, r"its words take \d\.\d seconds and its sound \d\.\d"),
    "broken-metadata": (EngineFailed, True, "makes no sense"),
    "strange-metadata": (EngineFailed, True, "makes no sense"),
    "odd-times": (EngineFailed, True, "words at times that make no sense"),
    "long-header": (EngineFailed, True, "makes no sense"),
    "no-header": (EngineFailed, True, "makes no sense"),
    "wrong-path": (EngineFailed, True, "makes no sense"),
    "wrong-kind": (EngineFailed, True, "makes no sense"),
    "unknown-path": (EngineFailed, True, "makes no sense"),
    "garbage-text": (EngineFailed, True, "makes no sense"),
    "garbage-frame": (EngineFailed, True, "makes no sense"),
    "not-mp3": (EngineFailed, True, "damaged: at byte 0 of the MP3 there is no frame"),
    "part-of-a-frame": (EngineFailed, True, "damaged: the MP3 is cut short"),
    "silent": (EngineFailed, True, "it is silent"),
    "refused": (EngineFailed, False, r"refuses this client \(403\)$"),
    "dateless": (EngineFailed, False, r"refuses \(403\) and tells no time"),
    "unavailable": (ServiceFailed, True, r"out of order \(503\)"),
    "too-many": (ServiceFailed, True, r"asked too often \(429\)"),
    "gone": (EngineFailed, False, r"no longer knows this client \(404\)"),
    "portal": (EngineUnavailable, False, "something else answers in place of edge's service"),
}
# What is odd and no failure, and whether its words have times.
FINE = {"normal": True, "end-and-hang": True, "skewed": True, "half-metadata": False, "no-metadata": False}
# Short where they are what ends it, and long everywhere else: the machine may be busy.
PATIENT = Bounds(first=50, gap=50, total=55)
BOUNDS = {
    "hang-early": Bounds(first=1),
    "trickle": Bounds(total=2, total_per_character=0),
    "silence-without-end": Bounds(first=50, gap=1),
    "hang-midway": Bounds(first=50, gap=1),
    "end-and-hang": Bounds(first=50, gap=1),
}


@pytest.fixture(scope="module")
def stand_in() -> Iterator[Engine]:
    engine = espeak()
    yield engine
    engine.close()


@pytest.fixture
def edge(service: Service, request: pytest.FixtureRequest) -> Iterator[Edge]:
    """The engine, with the bounds for the scenario of the test."""
    scenario = request.node.callspec.params.get("scenario") if hasattr(request.node, "callspec") else None
    engine = Edge(bounds=BOUNDS.get(scenario, PATIENT))
    yield engine
    engine.close()


def say(chain: Chain) -> Recording:
    return chain.first(lambda engine: chain.attempt(engine, lambda: engine.synthesize(PHRASE, None, 1.0)))


def test_there_is_an_outcome_for_every_scenario() -> None:
    assert sorted([*FAILURES, *FINE]) == sorted(SCENARIOS)


@pytest.mark.parametrize("scenario", FAILURES)
def test_a_failure_is_told_for_what_it_is_within_its_time(edge: Edge, service: Service, scenario: str) -> None:
    kind, transient, message = FAILURES[scenario]
    service.scenario = scenario
    with pytest.raises(kind, match=message) as caught:
        edge.synthesize(PHRASE, None, 1.0)
    assert type(caught.value) is kind
    assert getattr(caught.value, "transient", False) is transient
    if not transient:
        assert caught.value.hint
    service.scenario = "normal"
    assert [word.text for word in Edge(bounds=PATIENT).synthesize(PHRASE, None, 1.0).words] == WORDS


@pytest.mark.parametrize("scenario", FINE)
def test_what_is_odd_and_whole_is_taken(edge: Edge, service: Service, scenario: str) -> None:
    service.scenario = scenario
    recording = edge.synthesize(PHRASE, None, 1.0)
    assert recording.coding == MP3
    assert [word.text for word in recording.words] == (WORDS if FINE[scenario] else [])


@pytest.mark.parametrize("scenario", FAILURES)
def test_in_a_chain_another_speaks_the_whole_phrase(
    edge: Edge, service: Service, stand_in: Engine, tmp_path: Path, scenario: str
) -> None:
    service.scenario = scenario
    news: list[str] = []
    memory = tmp_path / "rests.json"
    chain = Chain([edge, stand_in], notify=news.append, memory=memory, retry=Retry(base=0.01))
    recording = say(chain)
    assert recording.coding == PCM
    alone = stand_in.synthesize(PHRASE, None, 1.0)
    assert alike(recording, alone)
    assert len(news) == 1
    assert news[0].startswith("edge cannot speak now (")
    assert news[0].endswith("): espeak speaks instead")
    assert "edge" in memory.read_text()


def test_who_cannot_wait_is_not_kept_waiting(edge: Edge, service: Service) -> None:
    service.scenario = "hang-early"
    with pytest.raises(ServiceFailed, match="did not answer within 1 seconds"), within(1):
        edge.synthesize(PHRASE, None, 1.0)
    with pytest.raises(ServiceFailed, match="did not list its voices within 1 seconds"), within(1):
        service.voices_scenario = "hang-early"
        edge.voices()


def test_a_failure_that_passes_is_not_noticed(edge: Edge, service: Service, stand_in: Engine) -> None:
    news: list[str] = []
    chain = Chain([edge, stand_in], notify=news.append)
    service.plan = ["drop", "unavailable"]
    assert [word.text for word in say(chain).words] == WORDS
    assert (service.upgrades, news) == (3, [])


def test_after_its_rest_the_service_is_asked_again(edge: Edge, service: Service, stand_in: Engine) -> None:
    from engines.times import FakeClock

    news: list[str] = []
    clock = FakeClock()
    chain = Chain([edge, stand_in], notify=news.append, clock=clock)
    service.scenario = "refused"
    assert say(chain).coding == PCM
    asked = service.upgrades
    service.scenario = "normal"
    assert say(chain).coding == PCM
    assert service.upgrades == asked
    clock.move(1000)
    assert say(chain).coding == MP3
    assert news[-1] == "edge speaks again"


def test_alone_the_last_error_tells_of_all_tries(edge: Edge, service: Service) -> None:
    service.plan = ["drop", "unavailable", "no-audio"]
    with pytest.raises(EngineFailed) as caught:
        say(Chain([edge]))
    assert caught.value.message == (
        "edge's service sent no audio (after 3 tries; before that: "
        "the connection to edge's service ended in the middle of the audio; edge's service is out of order (503))"
    )


def test_a_voice_that_the_service_does_not_have(edge: Edge, service: Service) -> None:
    with pytest.raises(UnknownVoice, match="edge has no voice 'en-US-NobodyNeural'") as caught:
        edge.synthesize(PHRASE, "en-US-NobodyNeural", 1.0)
    assert caught.value.hint
    assert (service.upgrades, service.lists) == (1, 1)


def test_where_the_voices_cannot_be_listed_no_voice_is_blamed(edge: Edge, service: Service) -> None:
    service.voices_scenario = "unavailable"
    for _ in range(3):
        with pytest.raises(EngineFailed, match="sent no audio"):
            edge.synthesize(PHRASE, "en-US-NobodyNeural", 1.0)
    assert (service.upgrades, service.lists) == (3, 1)


@pytest.mark.parametrize(
    ("scenario", "kind", "message"),
    [
        ("refused", EngineFailed, "refuses this client"),
        ("unavailable", ServiceFailed, "503"),
        ("too-many", ServiceFailed, "429"),
        ("portal", EngineUnavailable, "something else answers"),
        ("hang-early", ServiceFailed, "did not list its voices within 1 seconds"),
    ],
)
def test_a_list_of_voices_that_fails(
    edge: Edge, service: Service, scenario: str, kind: type[MathspeakError], message: str
) -> None:
    service.voices_scenario = scenario
    with pytest.raises(kind, match=message):
        edge.voices()


def test_a_clock_that_is_wrong_and_a_service_that_refuses_all_the_same(
    edge: Edge, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_now", lambda: time.time() - 7200)
    service.scenario = "refused"
    with pytest.raises(EngineFailed, match=r"refuses \(403\), and the clock here is 120 minutes fast") as caught:
        edge.synthesize(PHRASE, None, 1.0)
    assert caught.value.hint.startswith("set the clock")
    assert service.upgrades == 2
