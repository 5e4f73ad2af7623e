"""The pages for contributors against the tree: who imports whom, and places that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from test_imports import FOUNDATION, MAY_IMPORT, PARTS

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")


def test_who_imports_whom_is_what_the_tests_keep() -> None:
    section = ARCHITECTURE.partition("## Who imports whom")[2].partition("\n## ")[0]
    table: dict[str, set[str]] = {}
    for parts, allowed in re.findall(r"^\| (`.*?) \| (.*?) \|$", section, re.MULTILINE):
        for part in re.findall(r"`(\w+)`", parts):
            table[part] = set(re.findall(r"`(\w+)`", allowed)) - FOUNDATION
    assert table == {part: (MAY_IMPORT[part] & set(PARTS)) - FOUNDATION for part in PARTS}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+\.md)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).is_file(), target


def test_the_places_that_contributors_are_sent_to_exist() -> None:
    places = re.findall(r"`((?:src|tests|scripts|docs)/[\w/.-]+)`", ARCHITECTURE + CONTRIBUTING)
    assert len(places) > 15
    assert [place for place in places if "NAME" not in place and not (ROOT / place).exists()] == []


def test_the_names_that_contributors_are_told_of_exist() -> None:
    from mathspeak.latex.commands import COMMANDS, FAMILIES
    from mathspeak.meaning import INFERENCES
    from mathspeak.speech.styles import NAMES
    from mathspeak.speech.words import LANGUAGES
    from mathspeak.speech.words.variants import NOTATIONAL

    assert all([COMMANDS, FAMILIES, INFERENCES, NAMES, LANGUAGES, NOTATIONAL])
    for name in ("COMMANDS", "FAMILIES", "INFERENCES", "NAMES", "LANGUAGES", "NOTATIONAL"):
        assert f"`{name}`" in CONTRIBUTING


def test_the_sample_case_is_read_as_it_says() -> None:
    from cases import CASE
    from mathspeak import translate

    (match,) = CASE.finditer(CONTRIBUTING.partition("```text\n")[2].partition("```")[0])
    assert translate(match[2]) == match[3]
