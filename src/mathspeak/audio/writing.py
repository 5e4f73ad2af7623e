"""Writers, one for each format, behind one protocol."""

from __future__ import annotations

import importlib.util
from typing import Protocol

from mathspeak.audio.tags import Tags
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

    from mathspeak.audio.pcm import Audio
    from mathspeak.audio.tags import Chapter


class Writer(Protocol):
    """Takes audio piece by piece, all of one rate and with as many channels; keeps next to nothing of it."""

    def write(self, audio: Audio) -> None: ...

    def close(self, chapters: Sequence[Chapter] = ()) -> None:
        """Write what is left; the file itself stays open. Formats without chapters leave them out."""
        ...


def open_writer(file: BinaryIO, format: str, tags: Tags | None = None, *, seekable: bool = False) -> Writer:
    """A writer of the format, a suffix such as ``.mp3``, to anything that has a `write` for bytes.

    A file that the caller opened for reading and writing, at its start, may be ``seekable``: it then gets at its end
    what can only be known there, its length among it. A stream is complete without.

    >>> import io
    >>> from mathspeak.audio.pcm import silence
    >>> file = io.BytesIO()
    >>> writer = open_writer(file, ".wav")
    >>> writer.write(silence(1, 8000))
    >>> writer.close()
    >>> file.getvalue()[:4]
    b'RIFF'
    """
    return _FORMATS[check_format_name(format)](file, tags or Tags(), seekable)


def check_format_name(format: str) -> str:
    """The format, a suffix in lower case; AudioError when it is none that can be written here.

    >>> check_format_name(".aif")
    Traceback (most recent call last):
    ...
    mathspeak.errors.AudioError: audio is written as .wav, .mp3, .flac, .opus, .ogg, .m4a or .m4b, not as .aif
    """
    suffix = format.lower()
    if suffix not in _FORMATS:
        *others, last = _FORMATS
        names = f"{', '.join(others)} or {last}"
        asked = suffix or "a file without a suffix"
        raise AudioError(f"audio is written as {names}, not as {asked}", hint=f"end the file's name in {names}")
    if suffix not in _OWN and importlib.util.find_spec("av") is None:
        from mathspeak.audio.container import MISSING_HINT

        raise AudioError(f"{suffix} cannot be written: PyAV is missing", hint=f"{MISSING_HINT}, or use .mp3 or .wav")
    return suffix


def formats() -> tuple[str, ...]:
    """The suffixes of the formats that can be written with everything installed."""
    return tuple(_FORMATS)


def _wav(file: BinaryIO, tags: Tags, seekable: bool) -> Writer:
    from mathspeak.audio.wav import WavWriter

    return WavWriter(file, tags, seekable=seekable)


def _mp3(file: BinaryIO, tags: Tags, seekable: bool) -> Writer:
    from mathspeak.audio.mp3 import Mp3Writer

    return Mp3Writer(file, tags, seekable=seekable)


def _contained(name: str) -> Callable[[BinaryIO, Tags, bool], Writer]:
    def writer(file: BinaryIO, tags: Tags, seekable: bool) -> Writer:
        from mathspeak.audio import container

        return container.ContainerWriter(file, tags, seekable=seekable, kind=getattr(container, name))

    return writer


_FORMATS: dict[str, Callable[[BinaryIO, Tags, bool], Writer]] = {
    ".wav": _wav,
    ".mp3": _mp3,
    ".flac": _contained("FLAC"),
    ".opus": _contained("OPUS"),
    ".ogg": _contained("OPUS"),
    ".m4a": _contained("M4A"),
    ".m4b": _contained("M4B"),
}
_OWN = frozenset({".wav", ".mp3"})
