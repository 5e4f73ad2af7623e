"""The neural voice: hibari, which comes with its voice in the package and speaks English without a network.

It is new and by one author, so this version of it, with this voice, is spoken with and no other. The library is loaded
in children alone.
"""

from __future__ import annotations

from functools import cached_property

from mathspeak.audio.spawn import python_command
from mathspeak.engines.base import Capabilities, Voice, find_voice
from mathspeak.engines.children.engine import ChildEngine
from mathspeak.engines.children.room import children_at_once
from mathspeak.errors import EngineUnavailable

NAME = "neural"
PACKAGE, VERSION = "hibari-tts", "0.2.1"
MODEL_SHA256 = "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8"
VOICE = Voice("heart", "Heart", "en-us", "female", NAME)
INSTALL = 'pip install "mathspeak[neural]"'
# What must be counted up when the same text is to sound otherwise.
_ADAPTER = 1
# What else has a say in the samples.
_LIBRARIES = ("onnxruntime", "numpy")


class Neural(ChildEngine):
    """All that can be asked before it speaks is known without starting it."""

    def __init__(self) -> None:
        abilities = Capabilities(
            max_chars=1000, offline=True, languages=["en"], pitch=True, words=True, parallel=children_at_once()
        )
        super().__init__(NAME, python_command("mathspeak.engines.neural.child"), capabilities=abilities)
        self._is_installed = False

    def about(self) -> str:
        self._check_installed()
        return super().about()

    @cached_property
    def version(self) -> str:
        from importlib.metadata import PackageNotFoundError, version

        self._check_installed()
        try:
            libraries = ", ".join(f"{package} {version(package)}" for package in _LIBRARIES)
        except PackageNotFoundError as error:
            raise EngineUnavailable(f"the neural voice lacks {error.name}", hint=INSTALL) from error
        return f"{NAME} {_ADAPTER}, {PACKAGE} {VERSION}, {libraries}, {MODEL_SHA256[:12]}"

    def voices(self) -> list[Voice]:
        self._check_installed()
        return [VOICE]

    def voice(self, wanted: str | None) -> Voice:
        return find_voice(self.voices(), wanted or VOICE.id)

    def _check_installed(self) -> None:
        if self._is_installed:
            return
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version(PACKAGE)
        except PackageNotFoundError as error:
            raise EngineUnavailable("the neural voice is not installed", hint=INSTALL) from error
        if found != VERSION:
            raise EngineUnavailable(
                f"{PACKAGE} {found} is installed, and mathspeak knows how {VERSION} speaks", hint=INSTALL
            )
        self._is_installed = True


def neural() -> Neural:
    return Neural()
