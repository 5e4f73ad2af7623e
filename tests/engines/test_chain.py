from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from engines.times import FakeClock
from mathspeak.engines.base import Capabilities
from mathspeak.engines.chain import ONLINE_BURST, PATIENCE, REST, REST_REFUSED, Chain
from mathspeak.engines.chain.breaker import FAILURES, LONGEST_REST
from mathspeak.engines.chain.clock import Clock
from mathspeak.engines.chain.deadline import left
from mathspeak.engines.chain.retry import Retry
from mathspeak.errors import (
    AudioCutShort,
    AudioError,
    ConfigError,
    EngineFailed,
    EngineUnavailable,
    MathspeakError,
    ServiceFailed,
    Stopped,
    UnknownVoice,
)


class Talker:
    """What a chain knows of an engine; ``trouble`` is raised as long as there is one."""

    def __init__(self, name: str, *, offline: bool = True, clock: FakeClock | None = None, takes: float = 0.0) -> None:
        self.name = name
        self.capabilities = Capabilities(max_chars=100, offline=offline)
        self.trouble: BaseException | None = None
        self.calls = 0
        self._clock = clock
        self._takes = takes

    def speak(self) -> str:
        self.calls += 1
        if self._clock:
            self._clock.move(min(self._takes, left()))
        if self.trouble is not None:
            raise self.trouble
        return f"said by {self.name}"


class Stage:
    """A chain of an online engine and two that stand in, under a clock that stands still."""

    def __init__(self, *, memory: Path | None = None, takes: float = 0.0, alone: bool = False) -> None:
        self.clock = FakeClock()
        self.edge = Talker("edge", offline=False, clock=self.clock, takes=takes)
        self.neural = Talker("neural")
        self.espeak = Talker("espeak")
        self.news: list[str] = []
        members = [self.edge] if alone else [self.edge, self.neural, self.espeak]
        self.chain = Chain(members, notify=self.news.append, memory=memory, clock=self.clock)  # type: ignore[arg-type]

    def say(self) -> str:
        return say(self.chain)


def say(chain: Chain) -> str:
    return chain.first(lambda engine: chain.attempt(engine, engine.speak))  # type: ignore[attr-defined,no-any-return]


def no_service() -> ServiceFailed:
    return ServiceFailed("no answer")


def refusal() -> EngineFailed:
    return EngineFailed("403: it refuses", hint="update it")


class Watching:
    """What a chain tells who counts."""

    def __init__(self) -> None:
        self.tries: list[tuple[str, float, bool]] = []
        self.failures: list[tuple[str, str]] = []

    def tried(self, engine: str, seconds: float, worked: bool) -> None:
        self.tries.append((engine, seconds, worked))

    def failed(self, engine: str, error: EngineUnavailable | EngineFailed) -> None:
        self.failures.append((engine, error.code))


def test_who_counts_hears_of_each_try_and_of_each_passage_that_another_engine_says() -> None:
    stage, watching = Stage(takes=1.5), Watching()
    chain = Chain([stage.edge, stage.espeak], watch=watching, clock=stage.clock)  # type: ignore[list-item]
    say(chain)
    assert watching.tries == [("edge", 1.5, True)] and watching.failures == []
    watching.tries.clear()
    stage.edge.trouble = no_service()
    assert say(chain) == "said by espeak"
    times = len(watching.tries) - 1
    assert times >= 2 and watching.tries == [("edge", 1.5, False)] * times + [("espeak", 0.0, True)]
    assert watching.failures == [("edge", "service-failed")]
    # It rests now: it is not tried, and still it is not what speaks.
    watching.tries.clear()
    say(chain)
    assert watching.tries == [("espeak", 0.0, True)]
    assert watching.failures == [("edge", "service-failed")] * 2


def test_who_counts_does_not_hear_of_what_is_no_engines_fault() -> None:
    clock, watching = FakeClock(), Watching()
    clock.sleep = lambda seconds: None  # type: ignore[method-assign]  # Many wait at the same time.
    edge, espeak = Talker("edge", offline=False), Talker("espeak")
    chain = Chain([edge, espeak], watch=watching, clock=clock)  # type: ignore[list-item]
    assert {say(chain) for _ in range(60)} == {"said by edge", "said by espeak"}
    edge.trouble = espeak.trouble = UnknownVoice("nobody has it")
    clock.move(60)
    with pytest.raises(MathspeakError):
        say(chain)
    assert watching.failures == []


def test_the_first_that_can_speaks() -> None:
    stage = Stage()
    assert stage.say() == "said by edge"
    assert (stage.edge.calls, stage.neural.calls, stage.news) == (1, 0, [])


@pytest.mark.parametrize("trouble", [no_service(), refusal(), AudioCutShort("half"), EngineUnavailable("not here")])
def test_another_speaks_instead_and_it_is_told_once(trouble: MathspeakError) -> None:
    stage = Stage()
    stage.edge.trouble = trouble
    assert [stage.say() for _ in range(5)] == ["said by neural"] * 5
    assert len(stage.news) == 1
    assert stage.news[0].startswith(f"edge cannot speak now ({trouble.message}")
    assert stage.news[0].endswith("): neural speaks instead")


def test_a_voice_that_only_another_has() -> None:
    stage = Stage()

    def work(engine: Talker) -> str:
        if engine.name != "espeak":
            raise UnknownVoice(f"{engine.name} has no voice 'x'")
        return stage.chain.attempt(engine, engine.speak)  # type: ignore[arg-type]

    for _ in range(3):
        assert stage.chain.first(work) == "said by espeak"  # type: ignore[arg-type]
    assert stage.news == [
        "edge cannot speak now (edge has no voice 'x'), nor can neural (neural has no voice 'x'): espeak speaks instead"
    ]
    assert stage.edge.calls == 0


@pytest.mark.parametrize(
    "fault", [AudioError("nothing to say"), ConfigError("rate"), Stopped("x"), KeyError("bug"), KeyboardInterrupt()]
)
def test_what_no_other_engine_would_mend_passes_through(fault: BaseException) -> None:
    stage = Stage()
    stage.edge.trouble = fault
    for _ in range(FAILURES + 2):
        with pytest.raises(type(fault)) as caught:
            stage.say()
        assert caught.value is fault
    assert (stage.edge.calls, stage.neural.calls, stage.news) == (FAILURES + 2, 0, [])
    stage.edge.trouble = None
    assert stage.say() == "said by edge"


def test_what_is_wrong_with_the_service_is_tried_again_and_then_let_rest() -> None:
    stage = Stage()
    stage.edge.trouble = no_service()
    stage.say()
    assert stage.edge.calls == 3
    stage.say()
    assert stage.edge.calls == 3
    stage.clock.move(REST + 0.1)
    stage.say()
    assert stage.edge.calls == 4, "one request shows whether it is back"
    stage.clock.move(REST + 0.1)
    stage.say()
    assert stage.edge.calls == 4, "the second rest is longer"
    stage.clock.move(REST + 0.1)
    stage.edge.trouble = None
    assert stage.say() == "said by edge"
    assert stage.news[-1] == "edge speaks again"
    assert len(stage.news) == 2


def test_what_may_be_the_phrases_fault_is_let_pass_a_few_times() -> None:
    stage = Stage()
    for turn in range(6):
        stage.edge.trouble = AudioCutShort("half") if turn % 2 else None
        stage.say()
    assert stage.edge.calls == 3 + 3 * 3
    for _ in range(FAILURES + 4):
        stage.edge.trouble = AudioCutShort("half")
        stage.say()
    assert stage.edge.calls == 12 + (FAILURES - 1) * 3


def test_a_refusal_is_not_tried_again_and_rests_long() -> None:
    stage = Stage()
    stage.edge.trouble = refusal()
    stage.say()
    assert stage.edge.calls == 1
    stage.clock.move(REST_REFUSED - 1)
    stage.say()
    assert stage.edge.calls == 1
    stage.clock.move(2)
    stage.say()
    assert stage.edge.calls == 2


def test_what_is_not_here_is_not_looked_for_again_at_once() -> None:
    stage = Stage()
    stage.edge.trouble = EngineUnavailable("no network")
    for _ in range(5):
        stage.say()
    assert stage.edge.calls == 1
    stage.clock.move(REST + 1)
    stage.say()
    assert stage.edge.calls == 2


def test_each_change_is_told() -> None:
    stage = Stage()
    for trouble in (refusal(), None, refusal(), None):
        stage.edge.trouble = trouble
        for _ in range(3):
            stage.say()
        stage.clock.move(REST_REFUSED + 1)
    said = "edge cannot speak now (403: it refuses): neural speaks instead"
    assert stage.news == [said, "edge speaks again"] * 2


def test_what_another_can_stand_in_for_is_waited_for_a_short_time_only() -> None:
    stage = Stage(takes=60)
    stage.edge.trouble = no_service()
    began = stage.clock.steady()
    assert stage.say() == "said by neural"
    assert stage.clock.steady() - began <= PATIENCE + 0.1


def test_by_itself_an_engine_is_waited_for_longer_and_all_causes_are_told() -> None:
    stage = Stage(takes=10, alone=True)
    causes = iter([no_service(), ServiceFailed("503"), AudioCutShort("half", hint="ask later")])

    def make() -> str:
        stage.edge.trouble = next(causes)
        return stage.edge.speak()

    began = stage.clock.steady()
    with pytest.raises(AudioCutShort) as caught:
        stage.chain.first(lambda engine: stage.chain.attempt(engine, make))
    assert caught.value.message == "half (after 3 tries; before that: no answer; 503)"
    assert caught.value.hint == "ask later"
    assert stage.clock.steady() - began > 30
    assert stage.news == []


def test_by_itself_an_engine_that_rests_says_why_and_how_long() -> None:
    stage = Stage(alone=True)
    stage.edge.trouble = refusal()
    with pytest.raises(EngineFailed):
        stage.say()
    stage.clock.move(100)
    with pytest.raises(EngineFailed, match=r"^403: it refuses; edge is asked again in 200 seconds$") as caught:
        stage.say()
    assert caught.value.hint == "update it"
    assert stage.edge.calls == 1


def test_by_itself_a_service_that_fails_is_asked_for_a_few_more_phrases() -> None:
    stage = Stage(alone=True)
    stage.edge.trouble = no_service()
    for _ in range(FAILURES + 3):
        with pytest.raises(ServiceFailed):
            stage.say()
    assert stage.edge.calls == FAILURES * 3


def test_when_none_can_speak_all_causes_are_told() -> None:
    stage = Stage()
    stage.edge.trouble = no_service()
    stage.neural.trouble = EngineUnavailable("not installed", hint="pip install it")
    stage.espeak.trouble = EngineUnavailable("not here either", hint="apt install it")
    with pytest.raises(ServiceFailed) as caught:
        stage.say()
    assert caught.value.message == (
        "nothing can speak: edge: no answer (after 3 tries); neural: not installed; espeak: not here either"
    )
    assert caught.value.hint == "pip install it"
    assert stage.news == []


def test_an_engine_that_is_resting_still_gives_what_was_kept() -> None:
    stage = Stage()
    stage.edge.trouble = refusal()
    assert stage.say() == "said by neural"
    assert stage.chain.first(lambda engine: f"kept, of {engine.name}") == "kept, of edge"
    assert stage.say() == "said by neural"
    assert len(stage.news) == 1


def test_chains_share_what_they_know_of_an_engine() -> None:
    stage = Stage()
    stage.edge.trouble = refusal()
    stage.say()
    other = Chain([stage.edge, stage.espeak], clock=stage.clock)  # type: ignore[list-item]
    assert say(other) == "said by espeak"
    assert stage.edge.calls == 1


def test_the_next_process_does_not_wait_again(tmp_path: Path) -> None:
    memory = tmp_path / "rests.json"
    stage = Stage(memory=memory)
    stage.edge.trouble = no_service()
    stage.say()
    later = Stage(memory=memory)
    later.clock.move(stage.clock.steady() - later.clock.steady() + 5)
    assert later.say() == "said by neural"
    assert later.edge.calls == 0
    assert later.news[0].startswith(
        "edge cannot speak now (no answer (after 3 tries); edge is asked again in 10 seconds"
    )
    later.clock.move(REST)
    assert later.say() == "said by edge"
    assert json.loads(memory.read_text()) == {}


def test_an_engine_asked_for_by_itself_is_asked_whatever_was_remembered(tmp_path: Path) -> None:
    memory = tmp_path / "rests.json"
    stage = Stage(memory=memory)
    stage.edge.trouble = refusal()
    stage.say()
    alone = Stage(memory=memory, alone=True)
    assert alone.say() == "said by edge"
    assert json.loads(memory.read_text()) == {}


def test_only_online_engines_are_remembered(tmp_path: Path) -> None:
    memory = tmp_path / "rests.json"
    stage = Stage(memory=memory)
    stage.edge.trouble = stage.neural.trouble = refusal()
    stage.say()
    assert list(json.loads(memory.read_text())) == ["edge"]


@pytest.mark.parametrize("jump", [-1e9, -LONGEST_REST, 1e9])
def test_a_clock_that_jumps_between_two_processes_ends_a_rest(tmp_path: Path, jump: float) -> None:
    memory = tmp_path / "rests.json"
    stage = Stage(memory=memory)
    stage.edge.trouble = refusal()
    stage.say()
    later = Stage(memory=memory)
    later.clock.set_wall(later.clock.wall() + jump)
    assert later.say() == "said by edge"


def test_a_memory_that_cannot_be_used_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("{broken")
    for memory in (tmp_path, tmp_path / "file", tmp_path / "file" / "below"):
        stage = Stage(memory=memory)
        stage.edge.trouble = no_service()
        assert [stage.say() for _ in range(2)] == ["said by neural"] * 2


def test_online_engines_are_asked_at_a_pace() -> None:
    stage = Stage(alone=True)
    for _ in range(ONLINE_BURST + 4):
        stage.say()
    assert [round(wait, 3) for wait in stage.clock.slept] == [0.2] * 4
    for _ in range(50):
        stage.chain.attempt(stage.neural, stage.neural.speak)  # type: ignore[arg-type]
    assert len(stage.clock.slept) == 4


def test_more_than_the_pace_allows_is_spoken_by_another_and_is_no_failure() -> None:
    clock = FakeClock()
    clock.sleep = lambda seconds: None  # type: ignore[method-assign]  # Many wait at the same time.
    edge, espeak = Talker("edge", offline=False), Talker("espeak")
    chain = Chain([edge, espeak], clock=clock)  # type: ignore[list-item]
    said = [say(chain) for _ in range(60)]
    assert said.count("said by edge") == pytest.approx(ONLINE_BURST + PATIENCE * 5, abs=1)
    clock.move(60)
    assert say(chain) == "said by edge"


def test_local_engines_may_take_their_time() -> None:
    seen: list[float] = []
    stage = Stage()
    stage.edge.trouble = refusal()

    def work(engine: Talker) -> str:
        return stage.chain.attempt(engine, lambda: seen.append(left()) or engine.speak())  # type: ignore[arg-type]

    stage.chain.first(work)  # type: ignore[arg-type]
    assert seen[0] <= PATIENCE < 30 < seen[1]


def test_ctrl_c_while_it_is_tried_leaves_the_way_open() -> None:
    stage = Stage()
    stage.edge.trouble = no_service()
    stage.say()
    stage.clock.move(REST + 1)
    stage.edge.trouble = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        stage.say()
    stage.edge.trouble = None
    assert stage.say() == "said by edge"


def test_closing_ends_the_waits_and_is_no_failure_of_the_engine() -> None:
    neural, espeak = Talker("neural"), Talker("espeak")
    neural.trouble = AudioCutShort("half")
    chain = Chain([neural, espeak], retry=Retry(base=4000, cap=4000, seconds=9999), clock=Clock())  # type: ignore[list-item]
    tried = threading.Event()

    def make() -> str:
        tried.set()
        return neural.speak()

    ended: list[BaseException] = []

    def speak() -> None:
        try:
            chain.first(lambda engine: chain.attempt(engine, make))
        except Stopped as error:
            ended.append(error)

    thread = threading.Thread(target=speak)
    thread.start()
    tried.wait(20)
    chain.close()
    thread.join(20)
    assert len(ended) == 1
    assert espeak.calls == 0


def test_many_threads_one_voice_and_one_piece_of_news() -> None:
    stage = Stage()
    stage.edge.trouble = no_service()
    said: list[str] = []

    def speak() -> None:
        for _ in range(20):
            said.append(stage.say())

    run_together(speak, 8)
    assert said == ["said by neural"] * 160
    assert len(stage.news) == 1
    assert stage.edge.calls <= 8 * 3


def test_of_many_threads_one_finds_out_that_it_is_back() -> None:
    stage = Stage()
    stage.edge.trouble = no_service()
    stage.say()
    stage.clock.move(REST + 1)
    calls = stage.edge.calls
    held, inside = threading.Event(), threading.Event()

    def slow() -> str:
        inside.set()
        held.wait(20)
        return "back"

    thread = threading.Thread(target=lambda: stage.chain.attempt(stage.edge, slow))  # type: ignore[arg-type]
    thread.start()
    inside.wait(20)
    assert [stage.say() for _ in range(3)] == ["said by neural"] * 3
    assert stage.edge.calls == calls
    held.set()
    thread.join(20)
    stage.edge.trouble = None
    assert stage.say() == "said by edge"
    assert stage.news[-1] == "edge speaks again"


def test_no_engines_are_no_chain() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Chain([])


def run_together(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
