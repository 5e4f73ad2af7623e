"""Audio to and from files: the suffix says which format, and a file is either whole or not there."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from mathspeak.audio import aiff, mp3, wav
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from mathspeak.audio.pcm import Audio

WRITERS: dict[str, Callable[[Audio, BinaryIO], None]] = {".wav": wav.write, ".mp3": mp3.write}

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def check_target(path: str | os.PathLike[str]) -> Path:
    """The file that will be written; AudioError now rather than after the speech is made.

    >>> check_target("formula.ogg")
    Traceback (most recent call last):
    ...
    mathspeak.errors.AudioError: formula.ogg: audio is written as .wav or .mp3, not as .ogg
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in WRITERS:
        names = " or ".join(WRITERS)
        asked = suffix or "a file without a suffix"
        raise AudioError(f"{path}: audio is written as {names}, not as {asked}", hint=f"end the file's name in {names}")
    try:
        # A link is followed, so that it goes on pointing to the file that is written.
        target = target.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise AudioError(f"{path!r} cannot be a file's name: {error}") from error
    if not target.parent.is_dir():
        raise AudioError(f"{path}: the folder {target.parent} does not exist", hint="create it first")
    if target.exists() and not target.is_file():
        raise AudioError(f"{path} is not a file", hint="choose another name")
    return target


def save(audio: Audio, path: str | os.PathLike[str]) -> Path:
    """Write the audio to ``path`` in the format of its suffix, and return the file's full path.

    It is written under a temporary name and renamed, so an old file stays until the new one is whole.
    """
    target = check_target(path)
    write = WRITERS[target.suffix.lower()]
    partial = target.with_name(f".mathspeak-{secrets.token_hex(8)}.part")
    try:
        with open(partial, "xb") as file:
            write(audio, file)
        partial.replace(target)
    except OSError as error:
        raise AudioError(f"{path} cannot be written: {_reason(error)}") from error
    finally:
        with suppress(OSError):
            partial.unlink()
    return target


def read(path: str | os.PathLike[str]) -> Audio:
    """The audio of a file that an engine wrote, WAV or AIFF by its content."""
    try:
        with open(path, "rb") as file:
            is_aiff = file.read(4) == b"FORM"
            file.seek(0)
            return aiff.read(file) if is_aiff else wav.read(file)
    except OSError as error:
        raise AudioError(f"{path} cannot be read: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    if error.errno in NO_ROOM:
        return "there is no room left for it"
    return error.strerror or str(error)
