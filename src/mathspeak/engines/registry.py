"""Engines by name: our own and those that other packages bring, through one door."""

from __future__ import annotations

import sys
import threading

from mathspeak.errors import ConfigError, EngineUnavailable, MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import EntryPoint

    from mathspeak.engines.base import Engine

# A package adds an engine by an entry point of this group: a name, and "module:function" that makes the engine.
GROUP = "mathspeak.engines"
# Whose names nobody else takes.
OWNER = "mathspeak"

_LOCAL = ("neural", "espeak", "pyttsx3") if sys.platform.startswith("linux") else ("neural", "pyttsx3", "espeak")
# The first that is installed and works speaks.
CHAINS = {"offline": _LOCAL, "auto": ("edge", *_LOCAL)}
# What comes with an extra: in a chain it is not missed.
_EXTRAS = {"neural": "hibari"}

_made: dict[str, Engine] = {}
_lock = threading.Lock()


def get(name: str) -> Engine:
    """The engine of that name, or the first of a chain that works here; one of each in a process.

    Raises ConfigError for a name that nobody knows, EngineUnavailable when none of the chain works.

    >>> get("gramophone")
    Traceback (most recent call last):
    ...
    mathspeak.errors.ConfigError: there is no speech engine 'gramophone'
    """
    if name not in CHAINS:
        return _engine(name)
    reasons: list[str] = []
    hint = ""
    for engine in members(name):
        try:
            engine.about()
        except EngineUnavailable as error:
            reasons.append(f"{engine.name}: {error}")
            hint = hint or error.hint
        else:
            return engine
    raise EngineUnavailable(f"no speech engine works here ({'; '.join(reasons)})", hint=hint or "ms doctor says more")


def members(name: str) -> list[Engine]:
    """The engines of a chain that are installed, in the order in which they are asked; an engine by itself is one.

    None of them is started. Raises ConfigError for a name that nobody knows.

    >>> [engine.name for engine in members("espeak")]
    ['espeak']
    """
    if name not in CHAINS:
        return [_engine(name)]
    found: list[Engine] = []
    failed: list[EngineUnavailable] = []
    for member in CHAINS[name]:
        try:
            if _is_there(member):
                found.append(_engine(member))
        except EngineUnavailable as error:
            failed.append(error)
    if failed and not found:
        raise failed[0]
    return found


def names() -> list[str]:
    """All names that :func:`get` takes, our own first and chains last."""
    own, others = _entries()
    return [*own, *others, *CHAINS]


def report() -> list[tuple[str, bool, str, str]]:
    """Of each engine its name, whether it works, what it can do or why it does not, and what to do: for ``ms doctor``.

    Nothing is asked of a service on the network.
    """
    own, others = _entries()
    lines = [_line(name) for name in (*own, *others)]
    for entry in _impostors():
        owner = _owner(entry)
        problem = f"{owner} brings an engine of this name, which is not used"
        lines.append((entry.name, False, problem, f"pip uninstall {owner}, unless it brings something else you want"))
    return lines


def close() -> None:
    """End all engines that were made; the next use makes them again."""
    with _lock:
        for engine in _made.values():
            engine.close()
        _made.clear()


def _engine(name: str) -> Engine:
    with _lock:
        if name not in _made:
            _made[name] = _new(name)
        return _made[name]


def _new(name: str) -> Engine:
    # The others are looked for only where it is none of ours: that is a search through all that is installed.
    entry = _own().get(name) or _others().get(name)
    if entry is None:
        raise ConfigError(f"there is no speech engine {name!r}", hint=f"engines here: {', '.join(names())}")
    try:
        engine: Engine = entry.load()()
    except EngineUnavailable:
        raise
    except Exception as error:
        raise EngineUnavailable(
            f"the speech engine {name!r} cannot be loaded: {error}", hint=f"it comes from {_owner(entry)}"
        ) from error
    return engine


def _is_there(name: str) -> bool:
    from importlib.util import find_spec

    return name not in _EXTRAS or find_spec(_EXTRAS[name]) is not None


def _line(name: str) -> tuple[str, bool, str, str]:
    try:
        engine = _engine(name)
        return (name, True, f"{engine.about()}: {'; '.join(_abilities(engine))}", "")
    except MathspeakError as error:
        return (name, False, error.message, error.hint)
    except Exception as error:
        return (name, False, f"it fails: {error!r}", "")


def _abilities(engine: Engine) -> Iterable[str]:
    can = engine.capabilities
    if can.offline:
        voices = engine.voices()
        languages = len({voice.language for voice in voices})
        yield _count(len(voices), "voice") + (f" in {languages} languages" if languages > 1 else "")
    else:
        yield "needs the network"
    told = (("pitch", can.pitch), ("times of words", can.words), ("SSML", can.ssml))
    yield ", ".join(["rate", *(what for what, has in told if has)])
    yield f"{_count(can.parallel, 'phrase')} at a time"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("s" if number != 1 else "")


def _entries() -> tuple[dict[str, EntryPoint], dict[str, EntryPoint]]:
    return _own(), _others()


def _own() -> dict[str, EntryPoint]:
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        entries = distribution(OWNER).entry_points.select(group=GROUP)
    except PackageNotFoundError as error:
        raise EngineUnavailable("mathspeak runs without being installed", hint="pip install mathspeak") from error
    found = {entry.name: entry for entry in entries}
    return {name: found[name] for name in sorted(found, key=lambda name: (*CHAINS["offline"], name).index(name))}


def _others() -> dict[str, EntryPoint]:
    taken = {*_own(), *CHAINS}
    return {entry.name: entry for entry in _of_others() if entry.name not in taken}


def _impostors() -> list[EntryPoint]:
    taken = {*_own(), *CHAINS}
    return [entry for entry in _of_others() if entry.name in taken]


def _of_others() -> list[EntryPoint]:
    from importlib.metadata import entry_points

    return [entry for entry in entry_points(group=GROUP) if _owner(entry).lower() != OWNER]


def _owner(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else "a package without a name"
