"""Names of files that are not whole yet, and what becomes of those that a process left when it was killed."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_BEGINNING, _END = ".mathspeak-", ".part"


def partial(target: Path) -> Path:
    """A new name beside the target to write it under: it tells of the target, and is short whatever that is called."""
    return target.with_name(f"{_BEGINNING}{_mark(target.stem)}-{secrets.token_hex(8)}{_END}")


def sweep(targets: Iterable[Path]) -> None:
    """Remove what is left of targets that were not finished, whatever their suffix; nobody may be writing them."""
    marks: dict[Path, set[str]] = {}
    for target in targets:
        marks.setdefault(target.parent, set()).add(_mark(target.stem))
    for folder, known in marks.items():
        with suppress(OSError):
            for entry in os.scandir(folder):
                mark, dash, _ = entry.name.removeprefix(_BEGINNING).partition("-")
                if entry.name.startswith(_BEGINNING) and entry.name.endswith(_END) and dash and mark in known:
                    with suppress(OSError):
                        os.unlink(entry.path)


def _mark(stem: str) -> str:
    return hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()[:16]
