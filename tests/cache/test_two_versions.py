"""Two versions of the program at the same time in one cache: one is a copy that writes its entries another way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mathspeak
from mathspeak.cache import entry

SOURCE = Path(mathspeak.__file__).parent
FORMULAS = [f"x^{{{number}}}" for number in range(2, 8)]


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """Where the other version is: its entries say that they are of another version, and so do its keys."""
    folder = tmp_path / "newer"
    shutil.copytree(SOURCE, folder / "mathspeak", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("entry.py", "key.py"):
        path = folder / "mathspeak" / "cache" / name
        text = path.read_text(encoding="utf-8")
        changed = text.replace(f"VERSION = {entry.VERSION}\n", f"VERSION = {entry.VERSION + 1}\n")
        path.write_text(changed, encoding="utf-8")
    assert f"VERSION = {entry.VERSION + 1}" in (folder / "mathspeak" / "cache" / "entry.py").read_text(encoding="utf-8")
    return folder


def start(code: Path, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
    environment |= {"PYTHONPATH": str(code), "HOME": str(folder), "MS_CACHE_DIR": str(folder / "cache")}
    command = [sys.executable, "-m", "mathspeak", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True)


def ms(code: Path, folder: Path, *arguments: str, status: int = 0) -> str:
    process = start(code, folder, *arguments)
    out, err = process.communicate(timeout=50)
    assert process.returncode == status, err
    return out + err


def stats(code: Path, folder: Path) -> dict[str, int]:
    return json.loads(ms(code, folder, "cache", "stats", "--json"))  # type: ignore[no-any-return]


def test_two_versions_at_once_keep_their_own_and_harm_nothing(tmp_path: Path, newer: Path) -> None:
    old = SOURCE.parent
    (tmp_path / "warm.txt").write_text("\n".join(FORMULAS), encoding="utf-8")
    both = [start(code, tmp_path, "cache", "warm", "warm.txt", "--engine", "espeak") for code in (old, newer)]
    for process in both:
        _, said = process.communicate(timeout=50)
        assert process.returncode == 0 and "6 of 6 expressions" in said
    # Each finds its own, and what each says of it is the same sound.
    for number, code in enumerate((old, newer)):
        hits = stats(code, tmp_path)["hits"]
        ms(code, tmp_path, "speak", "--no-play", "-o", f"{number}.wav", "--engine", "espeak", FORMULAS[0])
        assert stats(code, tmp_path)["hits"] > hits
    assert (tmp_path / "0.wav").read_bytes() == (tmp_path / "1.wav").read_bytes()


def test_a_backup_of_another_version_is_refused_and_changes_nothing(tmp_path: Path, newer: Path) -> None:
    old = SOURCE.parent
    for code, name in ((old, "old.tar"), (newer, "new.tar")):
        ms(code, tmp_path, "speak", "--no-play", "-o", "a.wav", "--engine", "espeak", "x")
        ms(code, tmp_path, "cache", "backup", name)
    entries = stats(old, tmp_path)["entries"]
    said = ms(old, tmp_path, "cache", "restore", "new.tar", status=7)
    assert "whose entries have no use here" in said
    assert stats(old, tmp_path)["entries"] == entries
