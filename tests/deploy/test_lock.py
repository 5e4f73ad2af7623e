"""The lock of the image holds what pyproject.toml asks for, each file by its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent.parent
IMAGE = ROOT / "deploy" / "image"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
PLATFORM = {"sys_platform": "linux", "platform_machine": "x86_64", "python_version": "3.11", "extra": ""}


def locked(text: str) -> dict[str, Version]:
    return {canonicalize_name(name): Version(version) for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.M)}


def unmet(wanted: list[str], versions: dict[str, Version]) -> list[str]:
    requirements = [Requirement(text) for text in wanted]
    needed = [one for one in requirements if one.marker is None or one.marker.evaluate(PLATFORM)]
    return [
        str(one)
        for one in needed
        if (version := versions.get(canonicalize_name(one.name))) is None or version not in one.specifier
    ]


def asked_for() -> list[str]:
    return PROJECT["project"]["dependencies"] + [one for name in EXTRAS if name != "dev" for one in EXTRAS[name]]


def test_it_has_all_that_is_asked_for() -> None:
    versions = locked((IMAGE / "requirements.txt").read_text(encoding="utf-8"))
    assert unmet(asked_for(), versions) == []
    assert (
        unmet(PROJECT["build-system"]["requires"], locked((IMAGE / "requirements-build.txt").read_text("utf-8"))) == []
    )


def test_a_lock_that_is_behind_is_noticed() -> None:
    versions = locked((IMAGE / "requirements.txt").read_text(encoding="utf-8"))
    assert unmet([*asked_for(), "hibari-tts>=9", "no-such-package"], versions) == ["hibari-tts>=9", "no-such-package"]


def test_every_extra_is_in_the_image() -> None:
    script = (ROOT / "scripts" / "lock").read_text(encoding="utf-8")
    assert set(re.findall(r'"(\w+)"', script.partition("EXTRAS = (")[2].partition(")")[0])) == set(EXTRAS) - {"dev"}


def test_each_file_is_known_by_its_hash_and_none_by_its_address() -> None:
    for name in ("requirements.txt", "requirements-build.txt"):
        text = (IMAGE / name).read_text(encoding="utf-8")
        blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
        assert len(blocks) == len(locked(text)) >= 7
        for block in blocks:
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block
        assert "://" not in text and "index" not in text.replace("--hash", "")


def test_what_installs_is_not_in_the_image() -> None:
    versions = locked((IMAGE / "requirements.txt").read_text(encoding="utf-8"))
    assert not {"pip", "setuptools", "wheel", "hatchling", "pytest"} & versions.keys()
