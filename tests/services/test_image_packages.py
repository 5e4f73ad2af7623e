"""What the lock installs is what is in the image, and may be passed on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from services.container import ROOT, build, description, packages

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def licences(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """By the name and the version of each package."""
    output: Path = tmp_path_factory.mktemp("bill")
    command = [sys.executable, ROOT / "scripts" / "sbom", "--output", output]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = (output / "licences.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_the_bill_lists_what_is_in_the_image(licences: dict[str, str]) -> None:
    build()
    found = {name for name in packages() if not name.startswith("mathspeak ")}
    assert found == licences.keys()


def test_the_label_names_each_licence(licences: dict[str, str]) -> None:
    build()
    label = set(description()["Labels"]["org.opencontainers.image.licenses"].split(" AND "))
    choices = [part.split(" OR ") for licence in licences.values() for part in licence.split(" AND ")]
    assert [choice for choice in choices if not label & set(choice)] == []
    assert label <= {"MIT"} | {name for choice in choices for name in choice}
