"""Who never imports whom, and what must not be loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "mathspeak"
PARTS = sorted(
    {path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in SOURCE.rglob("*.py")} - {"__init__", "__main__"}
)
FOUNDATION = {"errors", "limits", "config"}

# What each part may import of the others; a part that is not here may import only the foundation.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "limits": set(),
    "config": {"errors", "limits"},
    "latex": {"errors", "limits"},
    "meaning": {"errors", "limits", "latex"},
    "speech": {"errors", "limits", "latex", "meaning"},
    "mathml": {"errors", "limits", "latex", "speech"},
    "expression": FOUNDATION | {"translator", "speaker", "documents"},
    "memo": set(),
    "translator": {"errors", "limits", "latex", "meaning", "speech", "mathml", "memo"},
    "audio": FOUNDATION,
    "cache": FOUNDATION,
    "documents": FOUNDATION | {"latex"},
    "engines": FOUNDATION | {"audio"},
    "ahead": set(),
    "recorder": FOUNDATION | {"speech", "engines", "audio", "cache"},
    "speaker": FOUNDATION | {"ahead", "recorder", "speech", "engines", "audio", "cache"},
    "narration": FOUNDATION | {"translator", "speaker", "documents", "audio", "latex", "speech", "mathml"},
    "explore": {"errors", "latex", "meaning", "speech", "translator"},
    "utils": FOUNDATION | {"cache"},
    "cli": FOUNDATION
    | {
        "translator",
        "speaker",
        "documents",
        "narration",
        "explore",
        "cache",
        "ahead",
        "audio",
        "expression",
        "server",
        "speech",
    },
    "server": FOUNDATION | {"memo", "translator", "speaker", "narration", "explore", "expression", "cache"},
}
# The one part that may import each of these packages.
THIRD_PARTY = {
    "aiohttp": {"engines"},
    "av": {"audio"},
    "click": {"cli"},
    "diskcache": {"cache"},
    "dramatiq": {"narration"},
    "edge_tts": {"engines"},
    "espeakng_loader": {"engines"},
    "fastapi": {"server"},
    "h11": {"server"},
    "hibari": {"engines"},
    "lameenc": {"audio"},
    "markdown_it": {"documents"},
    "mdit_py_plugins": {"documents"},
    "miniaudio": {"audio"},
    "mutagen": set(),
    "nbformat": {"documents"},
    "numpy": {"engines"},
    "onnxruntime": {"engines"},
    "prometheus_client": {"server"},
    "pydantic": {"server"},
    "pylatexenc": {"documents"},
    "pyttsx3": {"engines"},
    "redis": {"cache", "narration"},
    "rich": {"cli"},
    "starlette": {"server"},
    "throttled": {"server"},
    "uvicorn": {"server"},
    "yaml": {"documents"},
}
HEAVY = (*(name for name in THIRD_PARTY if name != "click"), "asyncio", "logging", "dataclasses", "json", "tomllib")


def imports(path: Path) -> set[str]:
    """The modules that a file imports anywhere in it, as written from the root."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            found.add(node.module or "")
            if node.module == "mathspeak":
                found |= {f"mathspeak.{alias.name}" for alias in node.names}
    return found


def files(part: str) -> list[Path]:
    folder = SOURCE / part
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [SOURCE / f"{part}.py"]


@pytest.mark.parametrize("part", PARTS)
def test_parts_import_only_what_they_may(part: str) -> None:
    allowed = MAY_IMPORT.get(part, FOUNDATION) | {part, "__version__"}
    for path in files(part):
        parts = {name.split(".")[1] for name in imports(path) if name.startswith("mathspeak.")}
        assert parts <= allowed, f"{path.relative_to(SOURCE)} imports {sorted(parts - allowed)}"


@pytest.mark.parametrize("part", PARTS)
def test_packages_are_imported_only_by_what_wraps_them(part: str) -> None:
    for path in files(part):
        packages = {name.split(".")[0] for name in imports(path)}
        for package in packages & THIRD_PARTY.keys():
            assert part in THIRD_PARTY[package], f"{path.relative_to(SOURCE)} imports {package}"


def test_a_walk_knows_trees_and_utterances_and_meets_the_rest_through_the_translator() -> None:
    material = {"mathspeak.latex", "mathspeak.latex.nodes", "mathspeak.meaning", "mathspeak.meaning.terms"}
    material |= {"mathspeak.speech.utterance", "mathspeak.translator", "mathspeak.errors"}
    for path in files("explore"):
        met = {name for name in imports(path) if name.startswith("mathspeak.")}
        assert {name for name in met if not name.startswith("mathspeak.explore")} <= material, path


def test_nothing_imports_the_callers() -> None:
    for path in SOURCE.rglob("*.py"):
        part = path.relative_to(SOURCE).parts[0]
        callers = {name for name in imports(path) if name.startswith(("mathspeak.cli", "mathspeak.server"))}
        assert not callers or part in ("cli", "server", "__main__.py"), f"{path} imports {callers}"


def loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rsplit("|", 1)[1].strip() for line in lines}


@pytest.mark.parametrize(
    "arguments",
    [
        ("-c", "import mathspeak"),
        ("-m", "mathspeak", "text", r"\frac{a}{b}"),
        ("-m", "mathspeak", "text", "Let $x$ be it."),
        ("-m", "mathspeak", "--help"),
    ],
)
def test_reading_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(*arguments)
    assert "mathspeak" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_a_cache_loads_its_packages_when_it_is_opened() -> None:
    loaded = loaded_by("-c", "import mathspeak.cache.cache, mathspeak.cache.key, mathspeak.cache.folders")
    assert "mathspeak.cache.cache" in loaded
    assert [name for name in (*HEAVY, "sqlite3") if name in loaded] == []


def test_importing_the_package_loads_none_of_its_parts() -> None:
    assert {name for name in loaded_by("-c", "import mathspeak") if name.startswith("mathspeak.")} == set()
