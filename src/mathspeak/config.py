"""Settings: built-in values, then the user's config.toml, then MS_* variables. A command's options come after these."""

from __future__ import annotations

import os

from mathspeak.errors import ConfigError
from mathspeak.limits import Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

STYLES = ("natural", "clearspeak", "mathspeak")
VERBOSITIES = ("verbose", "brief", "superbrief")
LANGUAGES = ("en", "de")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SLOWEST, FASTEST = 0.5, 3.0
_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")


class Settings:
    """One value for every setting, and ``sources``: where each value that is not built in came from.

    Whether an engine and a voice exist is for the engines to say, because other packages may bring their own.

    >>> load({"MS_STYLE": "natural", "MS_CONNECTION_POOL_SIZE": "4"}).connection_pool_size
    4
    """

    def __init__(self) -> None:
        self.engine = "offline"
        self.voice: str | None = None
        self.rate = 1.0
        self.style = "natural"
        self.verbosity = "verbose"
        self.language = "en"
        self.prefs: dict[str, str] = {}
        self.macros = ""
        self.speak: dict[str, str] = {}
        self.limits = Limits()
        self.log_level = "WARNING"
        self.log_dir: str | None = None
        self.cache_enabled = True
        self.cache_dir: str | None = None
        self.cache_url: str | None = None
        self.connection_pool_size = 10
        self.sources: dict[str, str] = {}


def load(environ: Mapping[str, str], file: str | None = None) -> Settings:
    """The settings under the variables ``environ`` and, where it exists, the TOML ``file``.

    Raises ConfigError where a value is wrong: it names the variable, or the key and its file, and what that takes.
    """
    settings = Settings()
    path = environ.get("MS_CONFIG") or file
    if path and os.path.exists(path):
        _take_file(settings, path)
    elif environ.get("MS_CONFIG"):
        raise ConfigError(f"MS_CONFIG names {path!r}, which does not exist", hint="it takes the path of a TOML file")
    for variable, (name, check) in _VARIABLES.items():
        value = environ.get(variable)
        if value:
            _set(settings, name, check(value, variable), variable)
    return settings


def _set(settings: Settings, name: str, value: object, source: str) -> None:
    group, _, limit = name.partition(".")
    if limit:
        bounds = {slot: getattr(settings.limits, slot) for slot in Limits.__slots__}
        settings.limits = Limits(**{**bounds, limit: value})
    else:
        setattr(settings, group, value)
    settings.sources[name] = source


def _take_file(settings: Settings, path: str) -> None:
    import tomllib

    try:
        with open(path, "rb") as stream:
            table = tomllib.load(stream)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML: {error}", hint="mend the file or move it away") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from None
    for key, value in _flattened(table):
        if key not in _KEYS:
            raise ConfigError(f"{path} sets {key}, which is no setting", hint="settings are " + ", ".join(_KEYS))
        name, check = _KEYS[key]
        _set(settings, name, check(value, f"{key} in {path}"), path)


def _flattened(table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict) and key in _SECTIONS:
            flat += [(f"{key}.{inner}", content) for inner, content in value.items()]
        else:
            flat.append((key, value))
    return flat


def _wrong(source: str, value: object, takes: str) -> ConfigError:
    return ConfigError(f"{source} is {value!r}", hint=f"it takes {takes}")


def _one_of(*values: str) -> Callable[[Any, str], str]:
    def check(value: Any, source: str) -> str:
        for known in values:
            if isinstance(value, str) and value.lower() == known.lower():
                return known
        raise _wrong(source, value, listed(values))

    return check


def listed(values: tuple[str, ...]) -> str:
    """The values as a phrase.

    >>> listed(("natural", "clearspeak", "mathspeak"))
    'natural, clearspeak or mathspeak'
    """
    return " or ".join(filter(None, (", ".join(values[:-1]), values[-1])))


def _text(value: Any, source: str) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise _wrong(source, value, "a text")
    return value


def _flag(value: Any, source: str) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _YES + _NO:
        return value.lower() in _YES
    raise _wrong(source, value, listed(("true", "false", "1", "0", "yes", "no", "on", "off")))


def _whole(value: Any, source: str) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _wrong(source, value, "a whole number from 1 up")
    return value


def _number(least: float, most: float) -> Callable[[Any, str], float]:
    def check(value: Any, source: str) -> float:
        try:
            number = float("nan") if isinstance(value, bool) else float(value)
        except (TypeError, ValueError, OverflowError):
            number = float("nan")
        if not least <= number <= most:
            raise _wrong(source, value, f"a number from {least:g} to {most:g}")
        return number

    return check


def _redis_url(value: Any, source: str) -> str:
    if not isinstance(value, str) or not value.startswith(("redis://", "rediss://", "unix://")):
        raise _wrong(source, value, "an address that begins with redis://, rediss:// or unix://")
    return value


def _texts(value: Any, source: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(content, str) for content in value.values()):
        raise _wrong(source, value, "a table of texts")
    return dict(value)


def _templates(value: Any, source: str) -> dict[str, str]:
    return {name.removeprefix("\\"): template for name, template in _texts(value, source).items()}


def _definitions(value: Any, source: str) -> str:
    """A table of commands and what they stand for, as the LaTeX that defines them."""
    lines = []
    for name, body in _texts(value, source).items():
        command = name.removeprefix("\\")
        if not (command.isalpha() or len(command) == 1):
            raise _wrong(f"a name in {source}", name, "letters only, as the name of a command")
        count = max((digit for digit in range(1, 10) if f"#{digit}" in body), default=0)
        parameters = "".join(f"#{digit}" for digit in range(1, count + 1))
        lines.append(f"\\def\\{command}{parameters}{{{body}}}")
    return "\n".join(lines)


_style, _level = _one_of(*STYLES), _one_of(*LOG_LEVELS)

_VARIABLES: dict[str, tuple[str, Callable[[Any, str], object]]] = {
    "MS_ENGINE": ("engine", _text),
    "MS_VOICE": ("voice", _text),
    "MS_STYLE": ("style", _style),
    "MS_SECURITY_ENABLED": ("limits.security", _flag),
    "MS_LOG_LEVEL": ("log_level", _level),
    "MS_LOG_DIR": ("log_dir", _text),
    "MS_CACHE_ENABLED": ("cache_enabled", _flag),
    "MS_CACHE_DIR": ("cache_dir", _text),
    "MS_CACHE_URL": ("cache_url", _redis_url),
    "MS_CONNECTION_POOL_SIZE": ("connection_pool_size", _whole),
}

_SECTIONS = ("limits", "log", "cache")
_KEYS: dict[str, tuple[str, Callable[[Any, str], object]]] = {
    "engine": ("engine", _text),
    "voice": ("voice", _text),
    "rate": ("rate", _number(SLOWEST, FASTEST)),
    "style": ("style", _style),
    "verbosity": ("verbosity", _one_of(*VERBOSITIES)),
    "language": ("language", _one_of(*LANGUAGES)),
    "prefs": ("prefs", _texts),
    "macros": ("macros", _definitions),
    "speak": ("speak", _templates),
    "limits.max_bytes": ("limits.max_bytes", _whole),
    "limits.max_depth": ("limits.max_depth", _whole),
    "limits.max_expansions": ("limits.max_expansions", _whole),
    "limits.max_words": ("limits.max_words", _whole),
    "limits.max_seconds": ("limits.max_seconds", _number(0.001, 3600)),
    "limits.security": ("limits.security", _flag),
    "log.level": ("log_level", _level),
    "log.dir": ("log_dir", _text),
    "cache.enabled": ("cache_enabled", _flag),
    "cache.dir": ("cache_dir", _text),
    "cache.url": ("cache_url", _redis_url),
    "connection_pool_size": ("connection_pool_size", _whole),
}
