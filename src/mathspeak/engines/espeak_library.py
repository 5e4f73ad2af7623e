"""Where espeak-ng is: the system's own, or the one that the wheel espeakng-loader carries. For child processes only.

espeak-ng is GPL-3; it is loaded in a process of its own and never into ours.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from mathspeak.errors import EngineUnavailable

SYSTEM_LIBRARY = "libespeak-ng.so.1"
# espeak-ng keeps the path of its data in 160 bytes and ends the process when it does not fit.
_LONGEST_DATA_PATH = 140


class EspeakLibrary:
    """A loaded espeak-ng; ``data`` is the folder of its data, or empty where the library knows it."""

    __slots__ = ("data", "dll", "origin")

    def __init__(self, dll: ctypes.CDLL, data: str, origin: str) -> None:
        self.dll = dll
        self.data = data
        self.origin = origin


def load(folder: Path) -> EspeakLibrary:
    """Load espeak-ng, the system's first; ``folder`` takes a link if the data's path is too long."""
    try:
        return EspeakLibrary(ctypes.CDLL(SYSTEM_LIBRARY), "", "the system")
    except OSError:
        pass
    try:
        import espeakng_loader
    except ImportError as error:
        raise EngineUnavailable(
            "espeak-ng is not installed",
            hint="pip install espeakng-loader, or install espeak-ng with the system's tools",
        ) from error
    try:
        # Once it is in the process under its soname, whoever asks the linker for that name gets this one.
        dll = ctypes.CDLL(espeakng_loader.get_library_path(), mode=getattr(ctypes, "RTLD_GLOBAL", 0))
        data = _short(Path(espeakng_loader.get_data_path()), folder)
    except (OSError, RuntimeError) as error:
        raise EngineUnavailable(
            f"espeakng-loader does not work here: {error}", hint="install espeak-ng with the system's tools"
        ) from error
    # Without this espeak looks where it was built, and ends the process.
    os.environ["ESPEAK_DATA_PATH"] = data
    return EspeakLibrary(dll, data, "espeakng-loader")


def version(library: EspeakLibrary) -> str:
    """The library's own version, asked after it was initialised."""
    library.dll.espeak_Info.restype = ctypes.c_char_p
    said = library.dll.espeak_Info(None) or b""
    return str(said.decode(errors="replace")).split()[0] if said else ""


def _short(data: Path, folder: Path) -> str:
    if len(os.fsencode(data)) <= _LONGEST_DATA_PATH or os.name == "nt":
        return str(data)
    link = folder / "espeak-ng-data"
    link.symlink_to(data)
    return str(link)
