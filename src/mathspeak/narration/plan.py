"""Which documents a batch has, in which order, and what the files that are made of them are called."""

from __future__ import annotations

import glob
import os
import re
from collections import defaultdict
from pathlib import Path, PurePosixPath

from mathspeak.config import AUDIO_FORMATS
from mathspeak.documents.reading import SUFFIXES
from mathspeak.errors import DocumentError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    # Below the folder that was given, as people are told of it, and that folder.
    _Place = tuple[PurePosixPath, str, Path | None]

_DIGITS = re.compile(r"(\d+)")
# What makes a LaTeX file a document, rather than a part of one.
_WHOLE = re.compile(r"^[^%\n]*\\(?:documentclass|begin\s*\{document\})", re.MULTILINE)
_PART = re.compile(r"^[^%\n]*\\documentclass\s*(?:\[[^\]]*\]\s*)?\{\s*subfiles\s*\}", re.MULTILINE)
_LOOKED_AT = 256 * 1024


# What may be made of a document, by its suffix.
MADE = (".txt", ".md", ".html", ".vtt", ".srt", *(f".{name}" for name in AUDIO_FORMATS))


class Job:
    """A document, and the name of what is made of it: a path below the output folder, without a suffix.

    ``title`` is how people are told of it: the path as they gave it, or below the folder that they gave. What was found
    in a folder stays in it: ``folder`` is the one that a link may not lead out of.
    """

    __slots__ = ("folder", "name", "source", "title")

    def __init__(self, source: Path, name: str, title: str, folder: Path | None = None) -> None:
        self.source = source
        self.name = name
        self.title = title
        self.folder = folder

    @property
    def leads_out(self) -> bool:
        """Whether it is a link that leads out of the folder."""
        return self.folder is not None and not self.source.resolve().is_relative_to(self.folder)

    def check(self) -> None:
        """Raise DocumentError for a link that leads out of the folder."""
        if self.leads_out:
            raise DocumentError(
                f"{self.title} is a link that leads out of the folder",
                hint="give the file that it leads to by its path",
            )

    def __repr__(self) -> str:
        return f"Job({self.title!r} -> {self.name!r})"


def plan(paths: Iterable[str], output: Path, *, made: Collection[str] = ()) -> list[Job]:
    """The documents of files, folders and patterns, each once, with names that no two of them share.

    Of a folder, what is hidden is left out, and the ``output`` folder, and LaTeX files that are parts of others;
    ``made`` are files, by their full paths, that an earlier run made. Raises DocumentError for a path that is not there
    or has no documents, and where a file that would be made is one of the documents.
    """
    found: dict[Path, _Place] = {}
    for given in paths:
        before = len(found)
        for source, place in _documents(given, output.resolve()):
            if str(source) not in made:
                found.setdefault(source, place)
        if len(found) == before and not any(Path(match).exists() for match in _matches(given)):
            raise DocumentError(f"{given} is not there", hint="give a file, a folder or a pattern such as 'week*.md'")
    if not found:
        raise DocumentError("there are no documents here", hint=f"documents are files in {', '.join(sorted(SUFFIXES))}")
    jobs = _named(found)
    _refuse_to_overwrite(jobs, output.resolve())
    return jobs


def natural(text: str) -> list[tuple[int, int | str]]:
    """A key that puts week 2 before week 10.

    >>> sorted(["week10", "week2", "Week1"], key=natural)
    ['Week1', 'week2', 'week10']
    """
    return [(0, int(part)) if part.isdecimal() else (1, part.casefold()) for part in _DIGITS.split(text) if part]


def _matches(given: str) -> list[str]:
    if os.path.lexists(given) or not glob.has_magic(given):
        return [given]
    return sorted(glob.glob(given, recursive=True), key=natural)


def _documents(given: str, output: Path) -> Iterator[tuple[Path, _Place]]:
    """The documents that a path stands for: each with its place below the folder that was given, and its title."""
    for match in _matches(given):
        path = Path(match)
        if path.is_dir():
            root = path.resolve()
            for source in _below(root, output):
                place = PurePosixPath(source.relative_to(root).as_posix())
                yield source, (place, (PurePosixPath(path.as_posix()) / place).as_posix(), root)
        elif path.is_file() and (match == given or path.suffix.lower() in SUFFIXES):
            yield path.resolve(), (PurePosixPath(path.name), path.as_posix(), None)


def _below(root: Path, output: Path) -> list[Path]:
    files: list[Path] = []
    for folder, inner, names in os.walk(root):
        here = Path(folder)
        inner[:] = [name for name in inner if name[0] != "." and (here / name).resolve() != output]
        files += [here / name for name in names if name[0] != "." and Path(name).suffix.lower() in SUFFIXES]
    # Devices and pipes are no documents; a link to nothing is told of when it cannot be read.
    files = [path for path in files if path.is_file() or not path.exists()]
    # Links that lead out of the folder keep their own path, and nobody looks at what is there.
    files = [resolved if (resolved := path.resolve()).is_relative_to(root) else path for path in files]
    sources = [path for path in files if path.suffix.lower() == ".tex" and not path.is_symlink()]
    whole = {path for path in sources if _is_whole(path)}
    if whole:
        files = [path for path in files if path in whole or path not in sources]
    return sorted(files, key=lambda path: natural(path.relative_to(root).as_posix()))


def _is_whole(path: Path) -> bool:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read(_LOOKED_AT)
    except OSError:
        return True
    return _WHOLE.search(text) is not None and not _PART.search(text)


def _named(found: dict[Path, _Place]) -> list[Job]:
    """The jobs with names of their own: documents that differ in their suffix alone keep it, others get a number."""
    stems: dict[str, int] = defaultdict(int)
    for place, _, _ in found.values():
        stems[str(place.with_suffix("")).casefold()] += 1
    taken: set[str] = set()
    jobs: list[Job] = []
    for source, (place, title, folder) in found.items():
        name = str(place.with_suffix(""))
        if stems[name.casefold()] > 1:
            name = str(place)
        unique, number = name, 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{name}-{number}"
        taken.add(unique.casefold())
        jobs.append(Job(source, unique, title, folder))
    return jobs


def _refuse_to_overwrite(jobs: list[Job], output: Path) -> None:
    sources = {str(job.source).casefold(): job for job in jobs}
    for job in jobs:
        for suffix in MADE:
            overwritten = sources.get(str(output / f"{job.name}{suffix}").casefold())
            if overwritten is not None:
                raise DocumentError(
                    f"what is made of {job.title} would overwrite {overwritten.title}", hint="choose another folder"
                )
