from __future__ import annotations

import threading

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.times import FakeClock
from mathspeak.engines.chain.pace import Pace


def test_a_burst_then_a_steady_rate() -> None:
    pace = Pace(rate=4, burst=3, clock=FakeClock())
    assert [pace.reserve() for _ in range(6)] == [0, 0, 0, 0.25, 0.5, 0.75]


def test_a_rest_fills_the_bucket_and_no_more() -> None:
    clock = FakeClock()
    pace = Pace(rate=4, burst=3, clock=clock)
    for _ in range(3):
        pace.reserve()
    clock.move(1000)
    assert [pace.reserve() for _ in range(4)] == [0, 0, 0, 0.25]


def test_who_would_wait_too_long_takes_nothing() -> None:
    pace = Pace(rate=1, burst=1, clock=FakeClock())
    assert pace.reserve() == 0
    assert [pace.reserve(patience=0.5) for _ in range(5)] == [None] * 5
    assert pace.reserve(patience=1) == 1


@settings(deadline=None)
@given(rate=st.floats(0.1, 50), burst=st.integers(1, 20), gaps=st.lists(st.floats(0, 5), min_size=1, max_size=60))
def test_never_more_in_any_stretch_of_time_than_the_bucket_allows(rate: float, burst: int, gaps: list[float]) -> None:
    clock = FakeClock()
    pace = Pace(rate, burst, clock)
    asked: list[float] = []
    for gap in gaps:
        clock.move(gap)
        wait = pace.reserve()
        assert wait is not None
        asked.append(clock.steady() + wait)
    assert asked == sorted(asked)
    for first in range(len(asked)):
        for last in range(first, len(asked)):
            assert last - first + 1 <= burst + (asked[last] - asked[first]) * rate + 1e-6


def test_threads_share_one_bucket() -> None:
    pace = Pace(rate=10, burst=10, clock=FakeClock())
    waits: list[float | None] = []

    def ask() -> None:
        for _ in range(25):
            waits.append(pace.reserve())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = [max(0.0, (number - 9) / 10) for number in range(200)]
    assert [round(wait or 0, 6) for wait in sorted(waits, key=lambda wait: wait or 0)] == [
        round(w, 6) for w in expected
    ]
