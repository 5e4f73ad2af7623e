"""Tests that talk to programs of the system stand in tests/services, and run only where that folder is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

SERVICES = Path(__file__).parent / "services"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if SERVICES not in (collection_path, *collection_path.parents):
        return None
    asked = (config.invocation_params.dir / argument.partition("::")[0] for argument in config.args)
    return None if any(SERVICES in (path.resolve(), *path.resolve().parents) for path in asked) else True
