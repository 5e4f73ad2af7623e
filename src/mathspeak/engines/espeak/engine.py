"""espeak-ng itself: every installation on Linux has it, and it speaks a hundred languages."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import Path

from mathspeak.audio.spawn import python_command
from mathspeak.engines.base import Capabilities, Voice
from mathspeak.engines.children.engine import ChildEngine
from mathspeak.engines.children.room import children_at_once
from mathspeak.engines.espeak.voices import DEFAULT_VOICE, NAME, read_voices

# What must be counted up when the same text is to sound otherwise.
_ADAPTER = 2
_WHEEL, _PACKAGE, _DATA = "espeakng-loader", "espeakng_loader", "espeak-ng-data"


class Espeak(ChildEngine):
    """With the wheel espeakng-loader its version and its voices are known without starting it."""

    def __init__(self) -> None:
        abilities = Capabilities(max_chars=2000, offline=True, pitch=True, words=True, parallel=children_at_once())
        super().__init__(NAME, python_command("mathspeak.engines.espeak.child"), capabilities=abilities)

    @cached_property
    def version(self) -> str:
        from importlib.metadata import PackageNotFoundError, version

        try:
            library = f"{_WHEEL} {version(_WHEEL)}"
        except PackageNotFoundError:
            library = self.about()
        return f"{NAME} {_ADAPTER}, {library}"

    def voices(self) -> list[Voice]:
        if not self._voices and (data := _wheel_data()):
            with suppress(OSError, UnicodeDecodeError):
                self._voices = read_voices(data)
        return super().voices()

    def voice(self, wanted: str | None) -> Voice:
        return super().voice(wanted) if wanted else DEFAULT_VOICE


def _wheel_data() -> Path | None:
    from importlib.util import find_spec

    spec = find_spec(_PACKAGE)
    for folder in (spec and spec.submodule_search_locations) or []:
        data = Path(folder) / _DATA
        if data.is_dir():
            return data
    return None


def espeak() -> Espeak:
    return Espeak()
