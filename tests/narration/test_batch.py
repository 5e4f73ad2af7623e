"""A batch: what is written, what the manifest tells, and that one bad document stops no other."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from mathspeak.errors import ConfigError, UnknownPreference
from mathspeak.narration import files
from mathspeak.narration.batch import Making, make, make_all
from mathspeak.narration.manifest import NAME, Manifest, playlist
from mathspeak.narration.plan import plan
from narration.building import read_notes


def notes(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def making(output: Path, **changes: object) -> Making:
    return Making(output, reads=read_notes, **changes)  # type: ignore[arg-type]


def run(folder: Path, output: Path, workers: int = 1, **changes: object) -> Manifest:
    manifest = Manifest(output)
    jobs = plan([str(folder)], output, made=manifest.made())
    for entry in make_all(jobs, making(output, **changes), workers):
        manifest.add(entry)
    manifest.save()
    return manifest


def states(manifest: Manifest) -> list[tuple[str, str]]:
    return [(name, entry["state"]) for name, entry in manifest.entries.items()]


def test_transcripts_and_the_manifest(tmp_path: Path) -> None:
    notes(tmp_path / "in", one="# One\n\nLet $x^2$ be.\n\n```\ny\n```\n\nWith $\\foo$.")
    run(tmp_path / "in", tmp_path / "out", policies={"code": "skip"})
    assert (tmp_path / "out" / "one.txt").read_bytes() == b"One.\n\nLet x squared be.\n\nWith command foo.\n"
    assert "> Let x squared be." in (tmp_path / "out" / "one.md").read_text(encoding="utf-8")
    data = json.loads((tmp_path / "out" / NAME).read_text(encoding="utf-8"))
    (entry,) = data["documents"]
    assert entry["sha256"] == hashlib.sha256((tmp_path / "in" / "one.txt").read_bytes()).hexdigest()
    assert (entry["sentences"], entry["formulas"], entry["skipped"], entry["seconds"]) == (3, 2, {"code": 1}, None)
    assert [warning["code"] for warning in entry["warnings"]] == ["unknown-command"]
    assert (entry["policy"]["code"], entry["title"], entry["files"]) == ("skip", "one", ["one.txt", "one.md"])
    assert data["totals"] == {"documents": 1, "failed": 0, "sentences": 3, "words": 8, "formulas": 2}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_document_stops_no_other_and_all_come_in_order(tmp_path: Path, workers: int) -> None:
    notes(tmp_path / "in", a="A.", b="error", c="C.", d="D.", e="E.")
    manifest = run(tmp_path / "in", tmp_path / "out", workers)
    assert states(manifest) == [("a", "done"), ("b", "failed"), ("c", "done"), ("d", "done"), ("e", "done")]
    assert manifest.entries["b"]["error"] == {
        "code": "document",
        "message": "the document is bad",
        "hint": "mend it",
        "start": 0,
        "end": 5,
    }
    assert (tmp_path / "out" / "e.txt").read_text(encoding="utf-8") == "e.\n\nE.\n"


def test_a_fault_of_ours_stops_no_other_document(tmp_path: Path) -> None:
    notes(tmp_path / "in", a="fault", b="B.")
    manifest = run(tmp_path / "in", tmp_path / "out")
    assert states(manifest) == [("a", "failed"), ("b", "done")]
    assert manifest.entries["a"]["error"]["code"] == "internal"
    assert "ZeroDivisionError: by zero" in manifest.entries["a"]["error"]["message"]


def test_a_process_that_ends_takes_only_its_own_document_along(tmp_path: Path) -> None:
    notes(tmp_path / "in", a="A.", b="end the process", c="C.", d="D.")
    manifest = run(tmp_path / "in", tmp_path / "out", 2)
    assert states(manifest) == [("a", "done"), ("b", "failed"), ("c", "done"), ("d", "done")]
    assert "process" in manifest.entries["b"]["error"]["message"]


def test_several_processes_make_the_same_as_one(tmp_path: Path) -> None:
    notes(tmp_path / "in", a="A $x$.", b="B $y$.", c="C.")
    made = [run(tmp_path / "in", tmp_path / str(workers), workers).entries for workers in (1, 3)]
    assert made[0] == made[1]
    for name in ("a.txt", "b.md", NAME):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "3" / name).read_bytes()


def test_a_file_that_cannot_be_read_is_a_failure_that_names_it(tmp_path: Path) -> None:
    notes(tmp_path / "in", a="A.")
    (job,) = plan([str(tmp_path / "in")], tmp_path / "out")
    (tmp_path / "in" / "a.txt").unlink()
    entry = make(job, making(tmp_path / "out"))
    assert (entry["state"], entry["sha256"]) == ("failed", None)
    assert "a.txt: No such file" in entry["error"]["message"]


def test_a_document_nested_too_deep_is_a_failure(tmp_path: Path) -> None:
    notes(tmp_path / "in", a="begin quote\n" * 600 + "\nA.\n\n" + "end\n" * 600)
    manifest = run(tmp_path / "in", tmp_path / "out")
    assert states(manifest) == [("a", "failed")]


def test_a_wrong_option_is_known_before_any_document_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnknownPreference):
        making(tmp_path, options={"style": "baroque"}).translator()
    notes(tmp_path / "in", a="A.")
    (job,) = plan([str(tmp_path / "in")], tmp_path / "out")
    entry = make(job, making(tmp_path, policies={"code": "shout"}))
    assert entry["error"]["code"] == ConfigError.code


def test_the_manifest_keeps_what_an_earlier_run_made_of_other_documents(tmp_path: Path) -> None:
    out = tmp_path / "out"
    notes(tmp_path / "one", a="A.", b="B.")
    notes(tmp_path / "two", c="C.")
    run(tmp_path / "one", out)
    (out / "b.md").unlink()
    assert states(run(tmp_path / "two", out)) == [("a", "done"), ("c", "done")]
    assert Manifest(out).made() == {str((out / name).resolve()) for name in ("a.txt", "a.md", "c.txt", "c.md")}


def test_what_was_made_of_a_document_that_fails_now_is_kept_and_told_of(tmp_path: Path) -> None:
    notes(tmp_path / "in", a="A.", b="B.")
    out = tmp_path / "out"
    run(tmp_path / "in", out)
    notes(tmp_path / "in", b="error")
    for _ in range(2):
        manifest = run(tmp_path / "in", out)
        assert states(manifest) == [("a", "done"), ("b", "failed")]
        assert (manifest.entries["b"]["files"], manifest.outdated("b")) == ([], ["b.txt", "b.md"])
        assert manifest.outdated("a") == manifest.outdated("c") == []
        assert str((out / "b.txt").resolve()) in Manifest(out).made()
    notes(tmp_path / "in", b="B again.")
    assert "outdated" not in run(tmp_path / "in", out).entries["b"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 2, "documents": []}', '{"format": 1, "documents": [3]}'])
def test_a_damaged_manifest_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert Manifest(tmp_path).entries == {}


def test_a_playlist_has_the_documents_that_have_sound() -> None:
    made = [
        {"title": "Week 1\nLimits", "seconds": 61.5, "files": ["a.txt", "a.mp3"]},
        {"title": "Week 2", "seconds": None, "files": ["b.txt"]},
    ]
    assert playlist(made, ".mp3") == "#EXTM3U\n#EXTINF:62,Week 1 Limits\na.mp3\n"


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "deep" / "a.txt"
    files.write(target, "one\nzwö\n")
    assert target.read_bytes() == "one\nzwö\n".encode()
    with pytest.raises(UnicodeEncodeError):
        files.write(target, "bad \ud800")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("no")))
    with pytest.raises(OSError, match="no"):
        files.write(target, "two")
    assert [path.name for path in target.parent.iterdir()] == ["a.txt"]
    assert target.read_bytes() == "one\nzwö\n".encode()
