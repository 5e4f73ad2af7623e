from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from engines.times import FakeClock
from mathspeak.engines.chain.breaker import FAILURES, LONGEST_REST, Breaker
from mathspeak.engines.chain.rests import Rests


def opened(clock: FakeClock, rest: float = 10.0) -> Breaker:
    breaker = Breaker(clock)
    breaker.fail("down", rest=rest, opens=True)
    return breaker


def test_some_failures_in_a_row_open_it() -> None:
    breaker = Breaker(FakeClock())
    for _ in range(FAILURES):
        assert breaker.enter() is False
        breaker.fail("down", rest=10, opens=False)
    assert breaker.enter() is None
    assert breaker.resting() == 10


def test_a_success_between_them_does_not() -> None:
    breaker = Breaker(FakeClock())
    for _ in range(FAILURES * 3):
        breaker.fail("down", rest=10, opens=False)
        breaker.succeed()
    assert breaker.enter() is False


def test_after_the_rest_one_is_let_through_and_no_other() -> None:
    clock = FakeClock()
    breaker = opened(clock)
    clock.move(9.9)
    assert breaker.enter() is None
    clock.move(0.2)
    assert [breaker.enter() for _ in range(3)] == [True, None, None]
    breaker.leave(probe=True)
    assert breaker.enter() is True
    breaker.succeed()
    assert [breaker.enter() for _ in range(3)] == [False] * 3


def test_a_rest_that_did_not_help_is_followed_by_a_longer_one() -> None:
    clock = FakeClock()
    breaker = opened(clock)
    rests = []
    for _ in range(12):
        rests.append(breaker.resting())
        clock.move(breaker.resting())
        assert breaker.enter() is True
        breaker.fail("down", rest=10, opens=False, probe=True)
    assert rests[:4] == [10, 20, 40, 80]
    assert rests[-1] == LONGEST_REST
    breaker.succeed()
    breaker.fail("down", rest=10, opens=True)
    assert breaker.resting() == 10


def test_what_was_asked_before_the_rest_does_not_lengthen_it() -> None:
    clock = FakeClock()
    breaker = opened(clock)
    for _ in range(5):
        breaker.fail("down as well", rest=10, opens=True)
    assert breaker.resting() == 10


@pytest.mark.parametrize("rest", [1.9033457872036763, 1.7331768264714782, 0.1, 1234.5678])
def test_a_rest_begins_at_once_however_its_length_is_rounded(rest: float) -> None:
    breaker = opened(FakeClock(), rest)
    assert breaker.resting() == pytest.approx(rest, abs=1e-6)
    assert breaker.enter() is None


def test_a_clock_that_jumps_ends_the_rest_and_never_lengthens_it() -> None:
    for jump in (-5e8, -11, 11, 5e8):
        clock = FakeClock()
        breaker = opened(clock)
        clock.set_wall(clock.wall() + jump)
        assert breaker.resting() == 0
        assert breaker.enter() is True


class Machine(RuleBasedStateMachine):
    """Whatever happens in whatever order: at most one probe, no rest without end, a success opens the way."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock()
        self.breaker = Breaker(self.clock)
        self.asking = 0
        self.probing = False

    @rule()
    def enter(self) -> None:
        rested = self.breaker.resting() > 0
        probe = self.breaker.enter()
        if probe is None:
            assert rested or self.probing
            return
        assert not rested
        if probe:
            assert not self.probing
            self.probing = True
        else:
            self.asking += 1

    @rule(opens=st.booleans(), rest=st.floats(0.1, 500))
    def fail(self, opens: bool, rest: float) -> None:
        if self.asking:
            self.asking -= 1
            self.breaker.fail("down", rest=rest, opens=opens)

    @rule(rest=st.floats(0.1, 500))
    def probe_fails(self, rest: float) -> None:
        if self.probing:
            self.probing = False
            self.breaker.fail("still down", rest=rest, opens=False, probe=True)
            assert self.breaker.resting() > 0

    @rule()
    def probe_leaves(self) -> None:
        if self.probing:
            self.probing = False
            self.breaker.leave(probe=True)

    @rule()
    def succeed(self) -> None:
        if self.asking or self.probing:
            self.asking = max(0, self.asking - 1)
            self.probing = False
            self.breaker.succeed()
            assert self.breaker.enter() is False
            self.breaker.leave(probe=False)

    @rule(seconds=st.floats(-5000, 5000))
    def move(self, seconds: float) -> None:
        self.clock.move(seconds)

    @rule()
    def another_process(self) -> None:
        if not self.asking and not self.probing:
            state = self.breaker.state()
            self.breaker = Breaker(self.clock)
            self.breaker.restore(state or {})
            assert self.breaker.state() == state

    @invariant()
    def rests_end(self) -> None:
        assert 0 <= self.breaker.resting() <= LONGEST_REST


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"cause": "x"},
        {"cause": 1, "failures": 1, "rests": 1, "rest": 5, "until": 1_700_000_003},
        {"cause": "x", "failures": -1, "rests": 1, "rest": 5, "until": 1_700_000_003},
        {"cause": "x", "failures": 1, "rests": 1, "rest": float("nan"), "until": 1_700_000_003},
        {"cause": "x", "failures": 1, "rests": 1, "rest": 5, "until": float("inf")},
        {"cause": "x", "failures": True, "rests": 1, "rest": 5, "until": "soon"},
    ],
)
def test_a_state_that_makes_no_sense_is_left_aside(state: dict[str, Any]) -> None:
    breaker = Breaker(FakeClock())
    breaker.restore(state)
    assert breaker.enter() is False
    assert breaker.state() is None


def test_a_remembered_rest_is_never_longer_than_the_longest() -> None:
    clock = FakeClock()
    breaker = Breaker(clock)
    breaker.restore({"cause": "x" * 9999, "failures": 1, "rests": 1, "rest": 1e11, "until": clock.wall() + 1e10})
    assert breaker.resting() == 0
    assert len(breaker.cause) < 1000


def test_what_is_known_already_is_not_forgotten_for_what_was_written() -> None:
    clock = FakeClock()
    breaker = opened(clock)
    breaker.restore({"cause": "old", "failures": 1, "rests": 1, "rest": 500, "until": clock.wall() + 400})
    assert (breaker.cause, breaker.resting()) == ("down", 10)


def test_of_many_threads_one_gets_through() -> None:
    clock = FakeClock()
    breaker = opened(clock)
    clock.move(11)
    gate = threading.Barrier(16)
    got: list[bool | None] = []

    def ask() -> None:
        gate.wait()
        got.append(breaker.enter())

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got.count(True) == 1
    assert got.count(None) == 15


def test_states_are_kept_by_name(tmp_path: Path) -> None:
    rests = Rests(tmp_path / "deep" / "down" / "rests.json")
    assert rests.read() == {}
    rests.write("edge", {"cause": "down"})
    rests.write("other", {"cause": "gone"})
    assert Rests(rests.path).read() == {"edge": {"cause": "down"}, "other": {"cause": "gone"}}
    rests.write("edge", None)
    assert rests.read() == {"other": {"cause": "gone"}}
    assert [path.name for path in rests.path.parent.iterdir()] == ["rests.json"]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"null", b"[1]", b'{"edge": 3}', b"\xff\xfe\0", b"[" * 100_000, b'{"edge": {"until": 1e999}}']
)
def test_a_damaged_file_says_nothing_and_is_mended(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "rests.json"
    path.write_bytes(damage)
    breaker = Breaker(FakeClock())
    breaker.restore(Rests(path).read().get("edge", {}))
    assert breaker.state() is None
    Rests(path).write("edge", {"cause": "down"})
    assert Rests(path).read()["edge"] == {"cause": "down"}


def test_a_file_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    rests = Rests(tmp_path / "file" / "rests.json")
    rests.write("edge", {"cause": "down"})
    assert rests.read() == {}
    folder = Rests(tmp_path)
    folder.write("edge", {"cause": "down"})
    assert folder.read() == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


@settings(deadline=None)
@given(
    st.dictionaries(st.text(max_size=5), st.dictionaries(st.text(max_size=5), st.integers() | st.text(), max_size=3))
)
def test_any_states_come_back_as_they_were(table: dict[str, dict[str, Any]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        rests = Rests(Path(folder) / "rests.json")
        for name, state in table.items():
            rests.write(name, state)
        assert rests.read() == table


def test_threads_that_write_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    rests = Rests(tmp_path / "rests.json")

    def write(number: int) -> None:
        for turn in range(20):
            rests.write(f"engine{number}", {"cause": "x" * 5000, "turn": turn})
            states = rests.read()
            assert states
            assert all("cause" in state for state in states.values())

    threads = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in tmp_path.iterdir()] == ["rests.json"]
