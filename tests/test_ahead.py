from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from mathspeak.ahead import ahead


def test_results_keep_the_order_of_the_items_whatever_each_takes() -> None:
    def work(seconds: float) -> float:
        time.sleep(seconds)
        return seconds

    items = [0.05, 0.0, 0.03, 0.0, 0.01]
    assert list(ahead(items, work, 3)) == items


def test_several_are_worked_at_together() -> None:
    together = threading.Barrier(3, timeout=10)
    assert list(ahead(range(3), lambda item: together.wait() >= 0, 3)) == [True] * 3


def test_no_more_is_taken_than_can_be_held() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(1000):
            taken += 1
            yield item

    results = ahead(items(), lambda item: item, 2)
    assert [next(results) for _ in range(10)] == list(range(10))
    assert taken < 20
    results.close()


def test_a_lone_item_needs_no_thread() -> None:
    assert list(ahead([1], lambda item: threading.current_thread(), 4)) == [threading.main_thread()]


def test_an_error_reaches_the_caller_in_its_turn_and_nothing_new_is_begun() -> None:
    begun: list[int] = []

    def work(item: int) -> int:
        begun.append(item)
        return 1 // (item - 2)

    results = ahead(range(100), work, 2)
    assert next(results) == -1
    assert next(results) == -1
    with pytest.raises(ZeroDivisionError):
        next(results)
    time.sleep(0.05)
    assert len(begun) < 10
