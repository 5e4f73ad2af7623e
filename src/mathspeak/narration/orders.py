"""What a batch asks of other machines, as plain data, and what of it a worker agrees to.

Whoever can write to the queue can order anything that an order can say, and no more than that: files are read and
written below the worker's own folders, an engine is one that is installed there, and limits are the worker's.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from mathspeak import config
from mathspeak.errors import DocumentError
from mathspeak.narration.plan import Job

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Data = dict[str, Any]

_READING = ("style", "verbosity", "language", "prefs", "macros", "speak")
_SOUND = ("audio", "embed", "engine", "voice", "rate", "pause", "volume", "pitch", "language", "lexicon")
_MADE = (".txt", ".md", ".vtt", ".srt", ".html")
_LONGEST_TEXT = 1_000_000
_LONGEST_PATH = 4_096


class Order:
    """How the documents of one run are made: all of it is plain data, and ``sound`` is none for transcripts alone."""

    __slots__ = ("language", "output", "policies", "reading", "sound")

    def __init__(
        self,
        output: Path,
        *,
        reading: Mapping[str, Any],
        policies: Mapping[str, str],
        language: str | None,
        sound: Mapping[str, Any] | None,
    ) -> None:
        self.output = output
        self.reading = {name: reading[name] for name in _READING}
        self.policies = dict(policies)
        self.language = language
        self.sound = sound and {name: sound[name] for name in _SOUND}

    def as_data(self) -> Data:
        return {**{name: getattr(self, name) for name in self.__slots__}, "output": str(self.output.resolve())}


def job_as_data(job: Job) -> Data:
    named = {"source": str(job.source), "name": job.name, "title": job.title}
    return {**named, "folder": str(job.folder) if job.folder else None}


def read_order(data: Any, folders: Sequence[Path]) -> Order:
    """The order that data from outside makes; DocumentError where it is not what a batch sends, or asks too much."""
    fields = _fields(data, Order.__slots__)
    reading = _fields(fields["reading"], _READING)
    for name in ("style", "verbosity", "language", "macros"):
        _text(reading[name], name)
    for name in ("prefs", "speak"):
        _texts(reading[name], name)
    for name, choice in _texts(fields["policies"], "policies").items():
        _among(choice, name, config.POLICIES.get(name, ()))
    if fields["language"] is not None:
        _among(fields["language"], "language", config.LANGUAGES)
    sound = None if fields["sound"] is None else _sound(fields["sound"])
    return Order(
        _below(fields["output"], folders),
        reading=reading,
        policies=fields["policies"],
        language=fields["language"],
        sound=sound,
    )


def read_job(data: Any, order: Order, folders: Sequence[Path]) -> Job:
    """The job that data from outside makes; DocumentError where it would read or write out of bounds."""
    fields = _fields(data, Job.__slots__)
    name, title = _text(fields["name"], "name", _LONGEST_PATH), _text(fields["title"], "title", _LONGEST_PATH)
    folder = None if fields["folder"] is None else _below(fields["folder"], folders)
    resolved = _below(fields["source"], folders)
    place = PurePosixPath(name)
    if not name or place.is_absolute() or ".." in place.parts:
        raise _refused(f"the name {name!r} is no path below a folder")
    for suffix in (*_MADE, f".{order.sound['audio']}" if order.sound else ".txt"):
        # A link is followed when sound is written.
        target = _resolved(order.output / f"{name}{suffix}")
        if not target.is_relative_to(order.output) or target == resolved:
            raise _refused(f"{name}{suffix} would not be written into {order.output}")
    return Job(Path(fields["source"]), name, title, folder)


def _sound(data: Any) -> Data:
    sound = _fields(data, _SOUND)
    _among(sound["audio"], "audio", config.AUDIO_FORMATS)
    _among(sound["pitch"], "pitch", config.PITCHES)
    _among(sound["embed"], "embed", (True, False))
    _among(sound["language"], "language", config.LANGUAGES)
    _text(sound["engine"], "engine")
    if sound["voice"] is not None:
        _text(sound["voice"], "voice")
    bounds = {"rate": (config.SLOWEST, config.FASTEST), "pause": (0, config.LONGEST_PAUSE)}
    for name, (least, most) in {**bounds, "volume": (0, config.LOUDEST)}.items():
        if not isinstance(sound[name], int | float) or not least <= sound[name] <= most:
            raise _refused(f"{name} is {sound[name]!r}")
    for entry in sound["lexicon"] if isinstance(sound["lexicon"], list) else [None]:
        if not (isinstance(entry, list) and len(entry) == 4 and all(isinstance(part, str) for part in entry)):
            raise _refused("the lexicon is no list of entries")
    return sound


def _below(path: Any, folders: Sequence[Path]) -> Path:
    text = _text(path, "path", _LONGEST_PATH)
    resolved = _resolved(Path(text))
    if not Path(text).is_absolute() or not any(resolved.is_relative_to(folder) for folder in folders):
        raise _refused(f"{text} is in none of the folders of this worker")
    return resolved


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise _refused(f"{str(path)!r} is no path") from error


def _fields(data: Any, names: Sequence[str]) -> Data:
    if not isinstance(data, dict) or set(data) != set(names):
        raise _refused("it is not what a batch of this version sends")
    return data


def _text(value: Any, name: str, longest: int = _LONGEST_TEXT) -> str:
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise _refused(f"{name} is no text, or too long")
    return value


def _texts(value: Any, name: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _refused(f"{name} is no table")
    for key, content in value.items():
        _text(key, name)
        _text(content, name)
    return value


def _among(value: Any, name: str, choices: Sequence[Any]) -> None:
    if value not in choices:
        raise _refused(f"{name} is {value!r}")


def _refused(reason: str) -> DocumentError:
    return DocumentError(
        f"a worker refused the job: {reason}", hint="start workers with the --folder that documents and output are in"
    )
