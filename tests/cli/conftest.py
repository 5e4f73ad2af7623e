from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from mathspeak.cli.group import run
from running import Ms, Result


@pytest.fixture
def ms(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ms:
    """Runs ``ms`` in this process, away from the settings of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("MS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MS_CACHE_DIR", str(tmp_path / "cache"))
    # click asks one of these for the user's folder, according to the platform.
    for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "settings"))

    def ms(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Result(int(code), captured.out, captured.err)

    return ms
