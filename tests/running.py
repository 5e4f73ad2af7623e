"""What a run of ``ms`` within a test leaves behind."""

from __future__ import annotations

from collections.abc import Callable


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


Ms = Callable[..., Result]
