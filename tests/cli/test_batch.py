"""``ms batch``: what it writes, what it says, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import mathspeak
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.documents import reading
from narration.building import read_notes
from running import Ms

TESTS = Path(__file__).parent.parent
# Where this package and the tests are, whatever folder a process starts in.
PATHS = (Path(mathspeak.__file__).parent.parent, TESTS)


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents in the notation of the tests, and the folder around it to work in."""
    monkeypatch.setattr(reading, "read", read_notes)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "week1.txt").write_text("Let $x^2$ be `y`.\n\n```\nz\n```", encoding="utf-8")
    (folder / "week2.txt").write_text("With $\\foo$.", encoding="utf-8")
    return folder


def test_documents_become_transcripts(ms: Ms, notes: Path) -> None:
    result = ms("batch", "notes", "-o", "spoken", "--text-only", "--jobs", "1")
    assert (result.code, result.out) == (ExitCode.OK, "")
    assert result.err.splitlines() == [
        "[1/2] notes/week1.txt: 3 sentences, 1 formula",
        "[2/2] notes/week2.txt: 2 sentences, 1 formula, 1 warning",
        "  Warning: unknown command \\foo",
        "2 of 2 documents made; what became of each is in spoken/manifest.json",
    ]
    assert sorted(path.name for path in Path("spoken").iterdir()) == [
        "manifest.json",
        "week1.md",
        "week1.txt",
        "week2.md",
        "week2.txt",
    ]
    assert Path("spoken/week1.txt").read_text(encoding="utf-8").startswith("week 1".replace(" ", "") + ".\n")


def test_a_dry_run_tells_what_would_be_made_and_makes_nothing(ms: Ms, notes: Path) -> None:
    result = ms("batch", "notes", "-o", "spoken", "--dry-run", "--engine", "espeak")
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert result.out == "notes/week1.txt\t3\t1\t1\t0 %\nnotes/week2.txt\t2\t1\t1\t0 %\n"
    assert not Path("spoken").exists()
    ms("batch", "notes/week2.txt", "-o", "spoken", "--engine", "espeak")
    again = ms("batch", "notes", "-o", "spoken", "--dry-run", "--engine", "espeak").out.splitlines()
    assert again[1].endswith("100 %")
    assert ms("batch", "notes", "-o", "spoken", "--dry-run", "--text-only").out.splitlines()[0].endswith("\t1\t")


def test_documents_become_sound_with_all_that_goes_with_it(ms: Ms, notes: Path) -> None:
    result = ms("batch", "notes", "-o", "spoken", "--engine", "espeak")
    assert result.code == ExitCode.OK
    assert result.err.splitlines()[-2].endswith(" recordings made, 0 from the cache")
    made = {path.name for path in Path("spoken").iterdir()}
    files = {f"{name}.{kind}" for name in ("week1", "week2") for kind in ("mp3", "txt", "md", "vtt", "srt", "html")}
    assert made == files | {"manifest.json", "playlist.m3u8"}
    first, _ = json.loads(Path("spoken/manifest.json").read_bytes())["documents"]
    assert first["seconds"] > 2 and set(first["files"]) == {name for name in files if name.startswith("week1")}
    assert Path("spoken/playlist.m3u8").read_text(encoding="utf-8").count(".mp3") == 2
    transcript = Path("spoken/week1.txt").read_text(encoding="utf-8").split()
    subtitles = Path("spoken/week1.srt").read_text(encoding="utf-8")
    assert [word for word in transcript if word not in subtitles] == []


def test_only_a_sentence_that_changed_is_made_anew(ms: Ms, notes: Path) -> None:
    (notes / "week2.txt").write_text("Let it be. Then it was. So it is.", encoding="utf-8")
    arguments = ("batch", "notes/week2.txt", "-o", "spoken", "--engine", "espeak")
    assert "4 recordings made, 0 from the cache" in ms(*arguments).err
    (notes / "week2.txt").write_text("Let it be. Then it is not. So it is.", encoding="utf-8")
    assert "1 recording made, 3 from the cache" in ms(*arguments).err


def test_policies_come_from_the_settings_and_the_options_win(
    ms: Ms, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("settings.toml").write_text('[documents]\ncode = "skip"\ninline = "skip"', encoding="utf-8")
    monkeypatch.setenv("MS_CONFIG", "settings.toml")
    ms("batch", "notes/week1.txt", "-o", "spoken", "--text-only", "--policy", "inline=speak")
    assert Path("spoken/week1.txt").read_text(encoding="utf-8") == "week1.\n\nLet x squared be y.\n"


def test_options_of_reading_reach_every_document(ms: Ms, notes: Path) -> None:
    ms("batch", "notes", "-o", "spoken", "--text-only", "--language", "de", "--jobs", "1", "--macros", r"\def\foo{x}")
    assert "Sei" not in Path("spoken/week1.txt").read_text(encoding="utf-8")
    assert "Let x Quadrat be y." in Path("spoken/week1.txt").read_text(encoding="utf-8")
    assert Path("spoken/week2.txt").read_text(encoding="utf-8").endswith("With x.\n")


def test_a_document_that_cannot_be_read_is_told_of_in_the_exit_status(ms: Ms, notes: Path) -> None:
    (notes / "week0.txt").write_text("error", encoding="utf-8")
    result = ms("batch", "notes", "-o", "spoken", "--text-only", "--jobs", "1")
    assert result.code == ExitCode.INPUT
    assert result.err.startswith("[1/3] notes/week0.txt: Error: the document is bad\n  Hint: mend it\n[2/3]")
    assert "2 of 3 documents made" in result.err
    states = {
        entry["name"]: entry["state"] for entry in json.loads(Path("spoken/manifest.json").read_bytes())["documents"]
    }
    assert states == {"week0": "failed", "week1": "done", "week2": "done"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["notes", "-o", "spoken", "--engine", "gramophone"], ExitCode.CONFIG, "no speech engine 'gramophone'"),
        (["notes", "-o", "spoken", "--voice", "nobody"], ExitCode.ENGINE, "no voice 'nobody'"),
        (["notes"], ExitCode.USAGE, "--output"),
        (["-o", "spoken", "--text-only"], ExitCode.USAGE, "PATH"),
        (["missing", "-o", "spoken", "--text-only"], ExitCode.INPUT, "missing is not there"),
        (["notes", "-o", "spoken", "--text-only", "--policy", "code=shout"], ExitCode.CONFIG, "announce or skip"),
        (["notes", "-o", "spoken", "--text-only", "--style", "clearspeak", "--pref", "A=B"], ExitCode.CONFIG, "“A”"),
        (["notes", "-o", "notes", "--text-only"], ExitCode.INPUT, "would overwrite"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_made(
    ms: Ms, notes: Path, arguments: list[str], code: ExitCode, said: str
) -> None:
    result = ms("batch", *arguments)
    assert result.code == code
    assert said in result.err
    assert not Path("spoken").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX here")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_ends_all_and_leaves_the_manifest_of_what_was_made(notes: Path, workers: str) -> None:
    (notes / "week3.txt").write_text("wait", encoding="utf-8")
    (notes / "week4.txt").write_text("wait", encoding="utf-8")
    script = notes.parent / "run.py"
    script.write_text(
        "from mathspeak.documents import reading\n"
        "from narration.building import read_notes\n"
        "reading.read = read_notes\n"
        "if __name__ == '__main__':\n"
        "    from mathspeak.cli.main import main\n"
        f"    main(['batch', 'notes', '-o', 'spoken', '--text-only', '--jobs', {workers!r}])\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, [*PATHS, *sys.path]))}
    with subprocess.Popen([sys.executable, script], stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        while "[2/4]" not in process.stderr.readline():
            assert process.poll() is None
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in rest
    done = json.loads(Path("spoken/manifest.json").read_bytes())["documents"]
    assert [entry["name"] for entry in done] == ["week1", "week2"]
    assert not list(Path("spoken").glob(".*"))
