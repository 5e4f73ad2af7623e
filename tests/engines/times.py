"""A clock that stands still until somebody waits or moves it."""

from __future__ import annotations

from mathspeak.engines.chain.clock import Clock


class FakeClock(Clock):
    def __init__(self, wall: float = 1_700_000_000.0) -> None:
        super().__init__()
        self._steady = 100.0
        self._wall = wall
        self.slept: list[float] = []

    def steady(self) -> float:
        return self._steady

    def wall(self) -> float:
        return self._wall

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.move(seconds)

    def move(self, seconds: float) -> None:
        self._steady += seconds
        self._wall += seconds

    def set_wall(self, wall: float) -> None:
        """What a person or a time server does to a clock."""
        self._wall = wall
