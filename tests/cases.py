"""Cases kept as text: a title, a full stop, what goes in, a full stop, what comes out, a full stop."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FIXTURES = Path(__file__).parent / "fixtures"
CASE = re.compile(r"(.+)\n\.\n((?:.|\n)*?)\n\.\n((?:.|\n)*?)\n\.(?:\n|\Z)")


class Case(NamedTuple):
    """One case of a file."""

    file: str
    title: str
    latex: str
    expected: str

    @property
    def name(self) -> str:
        return f"{self.file}: {self.title}"


def cases_in(path: Path) -> list[Case]:
    """The cases of a file, or of all files of a folder; a file with anything else in it is an error."""
    if path.is_dir():
        return [case for file in sorted(path.glob("*.txt")) for case in cases_in(file)]
    text = path.read_text(encoding="utf-8")
    rest = CASE.sub("", text).strip()
    if rest:
        raise ValueError(f"{path} has something that is no case: {rest[:80]}")
    return [Case(path.stem, *match.groups()) for match in CASE.finditer(text)]


def words(reading: str) -> str:
    """A reading without its pauses: what a listener has who misses them all."""
    return " ".join(re.sub(r"[,.;:](?= |$)", "", reading).split())


class Line(NamedTuple):
    """One line of a file of readings; the preferences are those in brackets above it."""

    file: str
    latex: str
    preferences: str
    expected: str

    @property
    def name(self) -> str:
        return f"{self.file}: {self.latex} {self.preferences}".strip()


def lines_in(folder: Path) -> list[Line]:
    """The lines ``formula → reading`` of the files of a folder."""
    found: list[Line] = []
    for file in sorted(folder.glob("*.txt")):
        preferences = ""
        for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
            if " → " in line:
                latex, expected = line.split(" → ")
                found.append(Line(file.stem, latex, preferences, expected))
            else:
                preferences = line.removeprefix("[").removesuffix("]")
    return found
