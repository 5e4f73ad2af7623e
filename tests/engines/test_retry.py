from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.times import FakeClock
from mathspeak.engines.chain.clock import Clock
from mathspeak.engines.chain.deadline import left, within
from mathspeak.engines.chain.retry import Retry, reworded
from mathspeak.errors import AudioCutShort, EngineFailed, EngineUnavailable, ServiceFailed, Stopped, UnknownVoice


class Work:
    """Takes some seconds each time and raises what it was told to, then gives its number of calls."""

    def __init__(self, clock: FakeClock, *errors: Exception, takes: float = 0.0) -> None:
        self.clock = clock
        self.errors = list(errors)
        self.takes = takes
        self.calls = 0

    def __call__(self) -> int:
        self.calls += 1
        self.clock.move(self.takes)
        if self.errors:
            raise self.errors.pop(0)
        return self.calls


def transient(message: str = "no answer") -> EngineFailed:
    return EngineFailed(message, transient=True)


def test_what_may_pass_is_tried_again() -> None:
    clock = FakeClock()
    work = Work(clock, transient(), AudioCutShort("half of it"))
    assert Retry().call(work, clock) == 3
    assert len(clock.slept) == 2


@pytest.mark.parametrize(
    "error", [EngineFailed("it will not"), EngineUnavailable("not here"), UnknownVoice("who?"), KeyError("a fault")]
)
def test_what_will_not_pass_is_not_tried_again(error: Exception) -> None:
    clock = FakeClock()
    work = Work(clock, error)
    with pytest.raises(type(error)) as caught:
        Retry().call(work, clock)
    assert caught.value is error
    assert work.calls == 1


def test_the_last_error_tells_of_all() -> None:
    clock = FakeClock()
    work = Work(clock, transient("a"), transient("b"), ServiceFailed("c", hint="do it"))
    with pytest.raises(ServiceFailed) as caught:
        Retry(tries=3).call(work, clock)
    assert caught.value.message == str(caught.value) == "c (after 3 tries; before that: a; b)"
    assert caught.value.hint == "do it"
    assert caught.value.transient


def test_a_permanent_failure_ends_the_tries() -> None:
    clock = FakeClock()
    work = Work(clock, transient("a"), EngineFailed("refused"))
    with pytest.raises(EngineFailed, match=r"^refused \(after 2 tries; before that: a\)$") as caught:
        Retry(tries=5).call(work, clock)
    assert not caught.value.transient


def test_an_error_of_another_package_can_be_reworded() -> None:
    class Odd(EngineFailed):
        def __init__(self, number: int, *, unit: str) -> None:
            super().__init__(f"{number} {unit}", transient=True)
            self.number = number

    other = reworded(Odd(3, unit="volts"), "three volts")
    assert (str(other), other.number, other.transient) == ("three volts", 3, True)


@settings(deadline=None)
@given(
    tries=st.integers(1, 12),
    base=st.floats(0.01, 5),
    cap=st.floats(0.01, 20),
    seconds=st.floats(0.1, 100),
    takes=st.floats(0, 30),
    failures=st.integers(0, 20),
)
def test_tries_waits_and_time_are_bounded(
    tries: int, base: float, cap: float, seconds: float, takes: float, failures: int
) -> None:
    clock = FakeClock()
    began = clock.steady()
    work = Work(clock, *[transient()] * failures, takes=takes)
    retry = Retry(tries, base, cap, seconds)
    try:
        assert retry.call(work, clock) == failures + 1
    except EngineFailed:
        assert work.calls <= min(tries, failures)
    assert work.calls <= tries
    assert len(clock.slept) == work.calls - 1
    for number, wait in enumerate(clock.slept):
        assert 0 <= wait <= min(cap, base * 2**number)
    # No try is begun after the end.
    assert clock.steady() - began - takes <= seconds + 1e-6


def test_waits_are_spread_over_their_whole_range() -> None:
    waits = [Retry(base=1, cap=8).wait(4) for _ in range(400)]
    assert min(waits) < 2 < 6 < max(waits) <= 8


def test_work_is_told_how_long_it_may_take() -> None:
    clock = FakeClock()
    assert left() == float("inf")
    seen: list[float] = []

    def work() -> None:
        seen.append(left())
        clock.move(4)
        raise transient()

    with pytest.raises(EngineFailed):
        Retry(tries=3, base=0.001, seconds=10).call(work, clock)
    for expected, told in zip([10, 6, 2], seen, strict=True):
        assert expected - 1 < told <= expected
    assert left() == float("inf")


def test_an_outer_bound_stays() -> None:
    with within(1), within(10):
        assert left() <= 1
    with within(-3):
        assert left() == 0.0


def test_a_bound_is_of_its_own_thread() -> None:
    seen: list[float] = []
    with within(5):
        thread = threading.Thread(target=lambda: seen.append(left()))
        thread.start()
        thread.join()
    assert seen == [float("inf")]


def test_stopping_ends_the_waits_of_other_threads() -> None:
    clock = Clock()
    ended: list[BaseException] = []

    def wait() -> None:
        try:
            clock.sleep(1000)
        except Stopped as error:
            ended.append(error)

    threads = [threading.Thread(target=wait) for _ in range(3)]
    for thread in threads:
        thread.start()
    clock.stop()
    for thread in threads:
        thread.join(20)
    assert len(ended) == 3
    with pytest.raises(Stopped):
        clock.sleep(0)


def test_a_wait_is_as_long_as_it_should_be() -> None:
    began = time.monotonic()
    Clock().sleep(0.25)
    assert time.monotonic() - began >= 0.25


INTERRUPTED = """
import signal, threading
from mathspeak.engines.chain.clock import Clock
from mathspeak.engines.chain.retry import Retry
from mathspeak.errors import EngineFailed

def work():
    threading.Timer(0.2, signal.raise_signal, [signal.SIGINT]).start()
    raise EngineFailed("no answer", transient=True)

try:
    Retry(base=2000, cap=2000, seconds=9999).call(work, Clock())
except KeyboardInterrupt:
    print("interrupted")
"""


def test_ctrl_c_ends_a_wait_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout == "interrupted\n"
