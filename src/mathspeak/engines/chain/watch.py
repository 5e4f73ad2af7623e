"""Who counts what engines do, from outside: nothing here knows what for."""

from __future__ import annotations

from typing import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.errors import EngineFailed, EngineUnavailable


class Watch(Protocol):
    """Told by whichever thread has an engine speak, so it must be quick and must not fail."""

    def tried(self, engine: str, seconds: float, worked: bool) -> None:
        """An engine was asked for a phrase once, and had it, or failed, after so many seconds."""

    def failed(self, engine: str, error: EngineUnavailable | EngineFailed) -> None:
        """An engine did not say a passage, after all tries or because it rests; the next one may."""
