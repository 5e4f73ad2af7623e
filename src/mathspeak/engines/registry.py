"""Engines by name: our own and those that other packages bring, through one door."""

from __future__ import annotations

import threading

from mathspeak.errors import ConfigError, EngineUnavailable, MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.engines.base import Engine

# Another package adds an engine by an entry point of this group: a name, and "module:function" that makes the engine.
GROUP = "mathspeak.engines"

# The same, for our own: read without a search through all installed packages, and no other package can take one over.
OWN = {
    "pyttsx3": "mathspeak.engines.offline:pyttsx3",
    "espeak": "mathspeak.engines.offline:espeak",
}
# The first that works here is taken.
CHAINS = {"offline": ("pyttsx3", "espeak")}

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
    for member in CHAINS[name]:
        engine = _engine(member)
        try:
            engine.about()
        except EngineUnavailable as error:
            reasons.append(f"{member}: {error}")
            hint = hint or error.hint
        else:
            return engine
    raise EngineUnavailable(f"no speech engine works here ({'; '.join(reasons)})", hint=hint or "ms doctor says more")


def names() -> list[str]:
    """All names that :func:`get` takes, chains last."""
    return [*OWN, *(name for name in _foreign() if name not in OWN), *CHAINS]


def report() -> list[tuple[str, bool, str, str]]:
    """Of each engine its name, whether it works, what it is or why it does not, and what to do: for ``ms doctor``."""
    lines: list[tuple[str, bool, str, str]] = []
    for name in names():
        if name in CHAINS:
            continue
        try:
            engine = _engine(name)
            lines.append((name, True, f"{engine.about()}, {len(engine.voices())} voices", ""))
        except MathspeakError as error:
            lines.append((name, False, error.message, error.hint))
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
            _made[name] = _maker(name)()
        return _made[name]


def _maker(name: str) -> Callable[[], Engine]:
    target = OWN.get(name) or _foreign().get(name)
    if target is None:
        raise ConfigError(f"there is no speech engine {name!r}", hint=f"engines here: {', '.join(names())}")
    module, _, attribute = target.partition(":")
    try:
        maker: Callable[[], Engine] = getattr(__import__(module, fromlist=[attribute]), attribute)
    except Exception as error:
        raise EngineUnavailable(f"the speech engine {name!r} cannot be loaded: {error}") from error
    return maker


def _foreign() -> dict[str, str]:
    from importlib.metadata import entry_points

    return {entry.name: entry.value for entry in entry_points(group=GROUP)}
