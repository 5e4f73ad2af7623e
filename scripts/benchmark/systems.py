"""What is measured: mathspeak's styles and the peers that are installed here, each a command behind one protocol."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
STYLES = ("natural", "mathspeak", "clearspeak")
NODE_PACKAGES = ("speech-rule-engine", "mathjax-full", "mathlive", "katex")
INSTALL = """\
  npm install --prefix "$PEERS_DIR" speech-rule-engine@4.1.5 mathjax-full@3.2.2 mathlive@0.111.1 katex@0.19.1
  python3 -m venv "$PEERS_DIR/venv" && "$PEERS_DIR/venv/bin/pip" install mathra==1.5.0"""


class System(NamedTuple):
    """``name`` and ``style`` as people call them, ``command`` before the task, ``start`` what says one formula."""

    key: str
    name: str
    style: str
    command: list[str]
    start: list[str]


# Key, name, style, and the Node packages that it needs; mathra is a Python package.
PEERS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("sre-mathspeak", "Speech Rule Engine", "MathSpeak", ("speech-rule-engine", "mathjax-full")),
    ("sre-clearspeak", "Speech Rule Engine", "ClearSpeak", ("speech-rule-engine", "mathjax-full")),
    ("mathlive", "MathLive", "its own", ("mathlive",)),
    ("katex", "KaTeX", "its own", ("katex",)),
    ("mathra", "mathra", "its own, with SVG and braille", ()),
)
FORMULA = r"\frac{a}{b}"


def peers_folder() -> Path:
    return Path(os.environ.get("PEERS_DIR", "peers-env")).resolve()


def ours() -> list[System]:
    names = {"natural": "natural", "mathspeak": "MathSpeak", "clearspeak": "ClearSpeak"}
    command = [sys.executable, str(HERE / "peers" / "speak.py")]
    start = [sys.executable, "-m", "mathspeak", "text"]
    return [
        System(style, "mathspeak", names[style], [*command, style], [*start, "--style", style, FORMULA])
        for style in STYLES
    ]


def peers() -> tuple[list[System], list[str]]:
    """The peers that are installed, and what is missing of the others."""
    folder = peers_folder()
    node = shutil.which("node")
    python = folder / "venv" / "bin" / "python"
    found: list[System] = []
    missing: dict[str, None] = {}
    for key, name, style, packages in PEERS:
        lacking = [] if node or not packages else ["node"]
        lacking += [package for package in packages if not (folder / "node_modules" / package).is_dir()]
        if not packages and not python.exists():
            lacking.append("mathra")
        missing.update(dict.fromkeys(lacking))
        if not lacking:
            program = (
                [str(node), str(HERE / "peers" / "speak.mjs")]
                if packages
                else [str(python), str(HERE / "peers" / "speak.py")]
            )
            found.append(System(key, name, style, [*program, key], [*program, key, "once", FORMULA]))
    return found, list(missing)


def environment() -> dict[str, str]:
    """What every command runs in. An installed package has its bytecode; a checkout gets it in the first run."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PEERS_DIR": str(peers_folder())}


def versions() -> dict[str, str]:
    """The versions of all that was measured, and of what ran it."""
    from mathspeak import __version__

    found = {"mathspeak": __version__, "Python": sys.version.split()[0]}
    if shutil.which("node"):
        found["Node"] = _said(["node", "--version"]).removeprefix("v")
    for package in NODE_PACKAGES:
        about = peers_folder() / "node_modules" / package / "package.json"
        if about.exists():
            found[package] = json.loads(about.read_text(encoding="utf-8"))["version"]
    python = peers_folder() / "venv" / "bin" / "python"
    if python.exists():
        found["mathra"] = _said([str(python), "-c", "from importlib.metadata import version; print(version('mathra'))"])
    return found


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
