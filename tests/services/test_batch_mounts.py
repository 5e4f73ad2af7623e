"""``ms batch`` into a folder that is full, which only root can make."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from lectures import markdown
from mathspeak.cli.exit_codes import ExitCode

ROOM = 8 << 20


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[Path]:
    """A file system of eight megabytes."""
    folder = tmp_path / "spoken"
    folder.mkdir()
    assert os.getuid() == 0, "only root can mount a file system: run this as root"
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Three weeks of notes, which have room as WAV."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for week in (1, 2, 3):
        (folder / f"week{week}.md").write_text(markdown(5, seed=week), encoding="utf-8")
    return folder


def batch(notes: Path) -> subprocess.CompletedProcess[str]:
    folder = notes.parent
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
    paths = os.pathsep.join(map(os.path.abspath, sys.path))
    return subprocess.run(
        [sys.executable, "-m", "mathspeak", *"batch notes -o spoken --engine espeak --audio wav".split()],
        cwd=folder,
        env={**plain, "PYTHONPATH": paths, "MS_CACHE_DIR": str(folder / "cache"), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in ("rest", "ballast")}


def fill(folder: Path) -> None:
    with open(folder / "rest", "wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass


def test_a_document_for_which_there_is_no_room_stops_no_other_and_is_made_later(notes: Path, spoken: Path) -> None:
    assert batch(notes).returncode == ExitCode.OK
    whole = content(spoken)
    for path in spoken.iterdir():
        path.unlink()
    needed = sum(map(len, whole.values()))
    (spoken / "ballast").write_bytes(bytes(ROOM - needed + len(whole["week3.wav"]) // 2))
    full = batch(notes)
    assert full.returncode == ExitCode.INPUT, full.stderr
    assert "spoken/week3.wav cannot be written: there is no room left for it" in full.stderr
    assert "2 of 3 documents made" in full.stderr
    states = [entry["state"] for entry in json.loads((spoken / "manifest.json").read_bytes())["documents"]]
    assert states == ["done", "done", "failed"]
    there = content(spoken)
    assert {name: whole[name] for name in there if name not in ("manifest.json", "playlist.m3u8")} == {
        name: data for name, data in there.items() if name not in ("manifest.json", "playlist.m3u8")
    }
    (spoken / "ballast").unlink()
    assert batch(notes).returncode == ExitCode.OK
    assert content(spoken) == whole


def test_what_was_made_stays_where_not_even_the_manifest_has_room(notes: Path, spoken: Path) -> None:
    assert batch(notes).returncode == ExitCode.OK
    whole = content(spoken)
    (notes / "week2.md").write_text(markdown(6, seed=9), encoding="utf-8")
    fill(spoken)
    full = batch(notes)
    assert full.returncode == ExitCode.FILE, full.stderr
    assert "Traceback" not in full.stderr
    assert "spoken/week2.txt: No space left on device" in full.stderr
    assert full.stderr.endswith("Error: spoken/manifest.json: No space left on device\n")
    assert content(spoken) == whole
