"""What checks before a deployment share: what they are given, and what they say."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """What is wrong, and what to do about it."""


class NotChecked(Exception):
    """Why it could not be checked here."""


class Given:
    """What the operator told, and the settings: those of the environment, and of the file beside compose.yaml."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.deploy = Path(given.deploy)
        file = Path(given.env_file or self.deploy / ".env")
        self.env_file = file if file.exists() else None
        self.environ = {**(assigned(file) if self.env_file else {}), **os.environ}

    def settings(self) -> Any:
        from mathspeak import config
        from mathspeak.cache.folders import config_folder

        return config.load(self.environ, os.path.join(config_folder(self.environ), "config.toml"))


def assigned(file: Path) -> dict[str, str]:
    """The values of a file of NAME=VALUE lines."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, value in pairs}


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        raise NotChecked(f"{name} is not installed here")
    return found


def ran(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def output(*command: str) -> str:
    done = ran(*command)
    if done.returncode and not done.stdout:
        raise Failed(f"{' '.join(command[:2])} says: {done.stderr.strip()[-200:]}")
    return done.stdout
