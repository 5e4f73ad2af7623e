"""What tests of ``ms`` share: what a run leaves behind, and an engine that is far away."""

from __future__ import annotations

from collections.abc import Callable

from mathspeak.engines.base import Capabilities


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


Ms = Callable[..., Result]


class Faraway:
    """An engine that says it needs a network, and is never asked for more."""

    name = "faraway"
    capabilities = Capabilities(max_chars=100, offline=False)
