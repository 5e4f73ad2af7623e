"""Audio to and from files: the suffix says which format, and a file is either whole or not there."""

from __future__ import annotations

import errno
import io
import os
from contextlib import contextmanager, suppress
from pathlib import Path

from mathspeak.audio import aiff, partials, wav
from mathspeak.audio.recording import MP3, PCM
from mathspeak.audio.writing import check_format_name, open_writer
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mathspeak.audio.pcm import Audio
    from mathspeak.audio.tags import Tags
    from mathspeak.audio.writing import Writer

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def check_target(path: str | os.PathLike[str]) -> Path:
    """The file that will be written; AudioError now rather than after the speech is made.

    >>> check_target("a.x")
    Traceback (most recent call last):
    ...
    mathspeak.errors.AudioError: a.x: audio is written as .wav, .mp3, .flac, .opus, .ogg, .m4a or .m4b, not as .x
    """
    target = Path(path)
    try:
        check_format_name(target.suffix)
    except AudioError as error:
        raise AudioError(f"{path}: {error}", hint=error.hint) from None
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


def coding(path: str | os.PathLike[str]) -> str:
    """In which coding recordings go into a file of that name, or of that suffix alone, as they are.

    >>> coding("notes.mp3"), coding("notes.flac"), coding(".mp3")
    ('mp3', 'pcm', 'mp3')
    """
    return MP3 if os.fspath(path).lower().endswith(".mp3") else PCM


@contextmanager
def saving(path: str | os.PathLike[str], tags: Tags | None = None) -> Iterator[Writer]:
    """A writer of the file in the format of its suffix, which is there once the ``with`` block ends.

    The writer is closed then, unless that was done with chapters. Everything is written under a temporary name and
    renamed: an old file stays until the new one is whole, and what an error or Ctrl-C interrupts leaves nothing.
    """
    target = check_target(path)
    partial = partials.partial(target)
    try:
        with _create(partial, path) as file:
            writer = open_writer(file, target.suffix, tags, seekable=True)
            yield writer
            writer.close()
        try:
            partial.replace(target)
        except OSError as error:
            raise _cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            partial.unlink()


def save(audio: Audio, path: str | os.PathLike[str], tags: Tags | None = None) -> Path:
    """Write the audio to ``path`` in the format of its suffix, and return the file's full path."""
    with saving(path, tags) as writer:
        writer.write(audio)
    return Path(path).resolve()


def read(path: str | os.PathLike[str]) -> Audio:
    """The audio of a file that an engine wrote, WAV or AIFF by its content."""
    try:
        with open(path, "rb") as file:
            is_aiff = file.read(4) == b"FORM"
            file.seek(0)
            return aiff.read(file) if is_aiff else wav.read(file)
    except OSError as error:
        raise AudioError(f"{path} cannot be read: {_reason(error)}") from error


class _File(io.FileIO):
    """A new file whose failures name the file that it is to become, so that nobody else's are taken for its own."""

    def __init__(self, partial: Path, path: str | os.PathLike[str]) -> None:
        self._path = path
        super().__init__(partial, "x+")

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise _cannot_write(self._path, error) from error


def _create(partial: Path, path: str | os.PathLike[str]) -> io.BufferedRandom:
    try:
        return io.BufferedRandom(_File(partial, path))
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: str | os.PathLike[str], error: OSError) -> AudioError:
    return AudioError(f"{path} cannot be written: {_reason(error)}")


def _reason(error: OSError) -> str:
    if error.errno in NO_ROOM:
        return "there is no room left for it"
    return error.strerror or str(error)
