"""Which engines rest, in a small file: the next process need not find out again."""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_LARGEST_BYTES = 1 << 16


class Rests:
    """What is known of each engine by its name. A file that is damaged, foreign or cannot be written is no trouble:
    what it would have said is found out again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, dict[str, Any]]:
        try:
            with open(self.path, "rb") as file:
                table = json.loads(file.read(_LARGEST_BYTES))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(table, dict):
            return {}
        return {name: state for name, state in table.items() if isinstance(state, dict)}

    def write(self, name: str, state: dict[str, Any] | None) -> None:
        """Take down the state of an engine, or strike it out. Two processes that write at once may lose one of two
        states, never the file.
        """
        table = self.read()
        if table.get(name) == state:
            return
        table.pop(name, None)
        if state is not None:
            table[name] = state
        partial = self.path.with_name(f".{self.path.name}-{secrets.token_hex(4)}")
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                partial.write_text(json.dumps(table), encoding="utf-8")
                os.replace(partial, self.path)
            finally:
                partial.unlink(missing_ok=True)
