"""The system's own voices, by pyttsx3."""

from __future__ import annotations

import sys
from functools import cached_property

from mathspeak.audio.spawn import python_command
from mathspeak.engines.base import Capabilities
from mathspeak.engines.children.engine import ChildEngine

_ADAPTER = 2
_NAME = "pyttsx3"
_PACKAGES = ("pyttsx3", "espeakng-loader") if sys.platform.startswith("linux") else ("pyttsx3",)


class SystemVoices(ChildEngine):
    """One at a time: pyttsx3 has one engine in a process, and the voices of a system are made for one speaker."""

    def __init__(self) -> None:
        # pyttsx3 copies all audio so far with every new piece, so long texts take it ever longer.
        abilities = Capabilities(max_chars=600, offline=True)
        super().__init__(_NAME, python_command("mathspeak.engines.system.child"), capabilities=abilities)

    @cached_property
    def version(self) -> str:
        import platform
        from importlib.metadata import PackageNotFoundError, version

        try:
            library = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
        except PackageNotFoundError:
            library = self.about()
        return f"{_NAME} {_ADAPTER}, {library}, {platform.system()} {platform.release()}"


def pyttsx3() -> SystemVoices:
    return SystemVoices()
