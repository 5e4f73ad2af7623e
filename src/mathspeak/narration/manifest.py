"""What a batch made of which document, as data that the next run and other programs can read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from mathspeak import __version__
from mathspeak.narration.files import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from mathspeak.errors import MathspeakError
    from mathspeak.narration.plan import Job
    from mathspeak.narration.script import Problem, Script

    Entry = dict[str, Any]

NAME = "manifest.json"
_FORMAT = 1
# Problems of one document that are listed; there is a count of all of them.
_MOST_PROBLEMS = 200
DONE, FAILED = "done", "failed"


class Manifest:
    """The entries of a folder's documents by their names, in the order in which they were made.

    What an earlier run wrote is kept for documents that this run does not have, as long as their files are there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries: dict[str, Entry] = {}
        for entry in _earlier(folder / NAME):
            if all((folder / file).is_file() for file in entry["files"]):
                self.entries[entry["name"]] = entry

    def made(self) -> set[str]:
        """The full paths of all files that the entries say were made."""
        files = (file for entry in self.entries.values() for file in (*entry["files"], *entry.get("outdated", ())))
        return {str((self.folder / file).resolve()) for file in files}

    def add(self, entry: Entry) -> None:
        """Put in what became of a document, in place of what is known of an earlier run.

        What that made of a document that failed now is kept and listed as ``outdated``: it may have taken hours.
        """
        earlier = self.entries.pop(entry["name"], None)
        if earlier is not None and entry["state"] == FAILED:
            files = (*earlier["files"], *earlier.get("outdated", ()))
            entry["outdated"] = [file for file in files if (self.folder / file).is_file()]
        self.entries[entry["name"]] = entry

    def outdated(self, name: str) -> list[str]:
        """The files that an earlier run made of a document that can no longer be read."""
        return list(self.entries[name].get("outdated", ())) if name in self.entries else []

    def save(self) -> Path:
        """Write the manifest and return its path."""
        entries = list(self.entries.values())
        totals = {
            "documents": len(entries),
            "failed": sum(entry["state"] == FAILED for entry in entries),
            **{key: sum(entry[key] or 0 for entry in entries) for key in ("sentences", "words", "formulas")},
        }
        data = {"format": _FORMAT, "mathspeak": __version__, "totals": totals, "documents": entries}
        path = self.folder / NAME
        write(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return path


def entry(job: Job, script: Script, files: Iterable[str], policy: dict[str, str], style: str) -> Entry:
    """What became of a document that was read; ``seconds`` of sound are for who makes it to fill in."""
    counts = script.counts()
    skipped: dict[str, int] = {}
    for left in script.skipped:
        skipped[left.kind] = skipped.get(left.kind, 0) + 1
    return {
        **_about(job, DONE),
        "title": script.title,
        "language": script.language,
        "style": style,
        "policy": policy,
        "sentences": counts["sentences"],
        "words": counts["words"],
        "formulas": counts["formulas"],
        "seconds": None,
        "skipped": skipped,
        "problems": counts["problems"],
        "warnings": [_as_data(problem) for problem in script.problems[:_MOST_PROBLEMS]],
        "error": None,
        "files": list(files),
    }


def failure(job: Job, error: MathspeakError) -> Entry:
    """What became of a document that could not be read."""
    return _failed(_about(job, FAILED), error)


def refusal(job: dict[str, Any], error: MathspeakError) -> Entry:
    """What became of a document that nobody may look at; ``job`` is plain data."""
    named = {"name": str(job.get("name", "")), "source": str(job.get("title", "")), "sha256": None, "state": FAILED}
    return _failed(named, error)


def _failed(about: Entry, error: MathspeakError) -> Entry:
    nothing: Entry = {
        "sentences": 0,
        "words": 0,
        "formulas": 0,
        "seconds": None,
        "skipped": {},
        "problems": 0,
        "warnings": [],
    }
    return {**about, **nothing, "error": error.as_dict(), "files": []}


def _about(job: Job, state: str) -> Entry:
    return {
        "name": job.name,
        "source": job.title,
        "sha256": None if job.leads_out else _sha256(job.source),
        "state": state,
    }


def _sha256(path: Path) -> str | None:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _as_data(problem: Problem) -> Entry:
    data: Entry = {"code": problem.code, "message": problem.message, "start": problem.start, "end": problem.end}
    return {**data, "file": problem.file} if problem.file else data


def _earlier(path: Path) -> list[Entry]:
    """The entries of a manifest; none where it is missing, damaged, or of another format."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            return []
        return [found for found in data["documents"] if _is_entry(found)]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _is_entry(found: Any) -> bool:
    lists = (found["files"], found.get("outdated", []))
    return isinstance(found["name"], str) and all(isinstance(file, str) for files in lists for file in files)


def playlist(entries: Iterable[Entry], suffix: str) -> str:
    """An M3U playlist of the sound of some documents; those without sound are left out.

    >>> print(playlist([{"name": "one", "title": "First", "seconds": 61.4, "files": ["one.mp3"]}], ".mp3"), end="")
    #EXTM3U
    #EXTINF:61,First
    one.mp3
    """
    lines = ["#EXTM3U"]
    for found in entries:
        for file in found["files"]:
            if file.endswith(suffix) and found["seconds"]:
                lines += [f"#EXTINF:{round(found['seconds'])},{' '.join(found['title'].split())}", file]
    return "\n".join(lines) + "\n"
