"""Settings: built-in values, then the user's config.toml, then MS_* variables. A command's options come after these."""

from __future__ import annotations

import os
import re

from mathspeak.errors import ConfigError
from mathspeak.limits import MEMO_BYTES, Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

STYLES = ("natural", "clearspeak", "mathspeak")
VERBOSITIES = ("verbose", "brief", "superbrief")
LANGUAGES = ("en", "de")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
# What can be done with each kind of thing in a document.
POLICIES: dict[str, tuple[str, ...]] = {
    "heading": ("announce", "speak", "skip"),
    "numbers": ("before", "after", "off"),
    "lines": ("speak", "announce"),
    "code": ("speak", "summarise", "announce", "skip"),
    "inline": ("speak", "skip"),
    "table": ("speak", "summarise", "announce", "skip"),
    "figure": ("speak", "announce", "skip"),
    "citation": ("speak", "skip"),
    "footnote": ("speak", "end", "skip"),
    "statement": ("speak", "announce", "skip"),
    "proof": ("speak", "announce", "skip"),
    "exercise": ("speak", "announce", "skip"),
    "quote": ("speak", "announce", "skip"),
    "output": ("speak", "announce", "skip"),
    "unread": ("announce", "skip"),
}
SLOWEST, FASTEST = 0.5, 3.0
LONGEST_PAUSE = 10.0
QUIETEST, LOUDEST = 0.01, 4.0
PITCHES = ("none", "capitals", "nesting", "both")
AUDIO_FORMATS = ("wav", "mp3", "flac", "opus", "m4a", "m4b")
CACHE_BYTES = 2 << 30
_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")


class ServerSettings:
    """What ``ms serve`` follows, the ``[server]`` section of the settings file; times are in seconds.

    ``rate`` bounds the requests of an address and ``key_rate`` those of a key, such as ``10/s burst 40``; nothing
    does where they are empty. ``memo`` is how many answers in words are kept, 0 for none. ``max_speech`` counts
    characters of words, ``request_seconds`` the time until an answer begins.
    """

    def __init__(self) -> None:
        self.host = "127.0.0.1"
        self.port = 8000
        self.workers = 1
        self.keys_file: str | None = None
        self.rate = ""
        self.key_rate = ""
        self.cors_origins: list[str] = []
        self.proxy_headers = False
        self.forwarded_allow_ips: list[str] = ["127.0.0.1", "::1"]
        self.max_body = 262_144
        self.max_batch = 100
        self.max_speech = 10_000
        self.max_connections = 2_000
        self.max_sockets = 200
        self.header_seconds = 10.0
        self.body_seconds = 10.0
        self.request_seconds = 60.0
        self.stall_seconds = 20.0
        self.socket_seconds = 600.0
        self.text_threads = 2
        self.text_queue = 64
        self.speech_threads = 2
        self.speech_queue = 32
        self.memo = 2_048
        self.max_age = 3_600
        self.drain_seconds = 1.0
        self.grace_seconds = 20.0


class Settings:
    """One value for every setting, and ``sources``: where each value that is not built in came from.

    Whether an engine and a voice exist is for the engines to say, because other packages may bring their own.

    >>> load({"MS_STYLE": "natural", "MS_CONNECTION_POOL_SIZE": "4"}).connection_pool_size
    4
    """

    @property
    def memo(self) -> int:
        """How many bytes the readings may take that are kept for formulas that come again; 0 for none."""
        return self.memo_max_bytes if self.memo_enabled else 0

    def __init__(self) -> None:
        self.engine = "offline"
        self.voice: str | None = None
        self.rate = 1.0
        self.pause = 1.0
        self.volume = 1.0
        self.pitch = "none"
        self.lexicon: str | None = None
        self.style = "natural"
        self.verbosity = "verbose"
        self.language = "en"
        self.prefs: dict[str, str] = {}
        self.macros = ""
        self.speak: dict[str, str] = {}
        self.documents: dict[str, str] = {}
        self.limits = Limits()
        self.memo_enabled = True
        self.memo_max_bytes = MEMO_BYTES
        self.log_level = "WARNING"
        self.log_dir: str | None = None
        self.log_formulas = False
        self.cache_enabled = True
        self.cache_dir: str | None = None
        self.cache_url: str | None = None
        self.cache_max_bytes = CACHE_BYTES
        self.queue_url: str | None = None
        self.connection_pool_size = 10
        self.server = ServerSettings()
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
    group, _, inner = name.partition(".")
    if group == "limits":
        bounds = {slot: getattr(settings.limits, slot) for slot in Limits.__slots__}
        settings.limits = Limits(**{**bounds, inner: value})
    elif group == "server":
        setattr(settings.server, inner, value)
    elif group == "documents":
        settings.documents[inner] = str(value)
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


def serialised_preferences(text: str) -> dict[str, str]:
    """Preferences written as one text.

    >>> serialised_preferences("Fraction_Over:Roots_RootEnd")
    {'Fraction': 'Over', 'Roots': 'RootEnd'}
    """
    prefs = {}
    for pair in filter(None, text.split(":")):
        name, underscore, value = pair.partition("_")
        if not (name and underscore and value):
            raise ConfigError(f"{pair!r} is not of the form NAME_VALUE", hint="write Fraction_Over:Roots_RootEnd")
        prefs[name] = value
    return prefs


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


def _whole(value: Any, source: str, least: int = 1) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise _wrong(source, value, f"a whole number from {least} up")
    return value


def size(value: Any, source: str) -> int:
    """A number of bytes, written as one or with a unit; kB, MB, … count in thousands, KiB, MiB, … in 1024s.

    >>> size("2 GiB", "--to"), size("1.5MB", "--to"), size(4096, "--to")
    (2147483648, 1500000, 4096)
    """
    import re

    found = re.fullmatch(r"(\d{1,15}(?:\.\d{1,6})?)\s*([kmgt]?)(i?)b?", str(value).strip(), re.IGNORECASE | re.ASCII)
    if isinstance(value, bool) or found is None or ((found[3] or "." in found[1]) and not found[2]):
        raise _wrong(source, value, "a number of bytes from 1 up, such as 500 MB or 2 GiB")
    power = "kmgt".index(found[2].lower()) + 1 if found[2] else 0
    return _whole(int(float(found[1]) * (1024 if found[3] else 1000) ** power), source)


def _whole_or_none(value: Any, source: str) -> int:
    return _whole(value, source, least=0)


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
        # It may have been meant to hold a password.
        shown = re.sub(r"//.*@", "//…@", str(value))
        raise _wrong(source, shown, "an address that begins with redis://, rediss:// or unix://")
    return value


def _quota(value: Any, source: str) -> str:
    if not isinstance(value, str) or not (value == "" or _QUOTA.fullmatch(value)):
        raise _wrong(source, value, "a rate such as 10/s, 10/s burst 40, 300/m or 5000/h, or nothing")
    return value


def _list(value: Any, source: str) -> list[str]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
        raise _wrong(source, value, "a list of texts")
    return [item.strip() for item in items]


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


_QUOTA = re.compile(r"[1-9]\d{0,8}/[smh]( burst [1-9]\d{0,8})?")
_style, _level = _one_of(*STYLES), _one_of(*LOG_LEVELS)

_VARIABLES: dict[str, tuple[str, Callable[[Any, str], object]]] = {
    "MS_ENGINE": ("engine", _text),
    "MS_VOICE": ("voice", _text),
    "MS_LEXICON": ("lexicon", _text),
    "MS_STYLE": ("style", _style),
    "MS_SECURITY_ENABLED": ("limits.security", _flag),
    "MS_MEMO_ENABLED": ("memo_enabled", _flag),
    "MS_LOG_LEVEL": ("log_level", _level),
    "MS_LOG_DIR": ("log_dir", _text),
    "MS_CACHE_ENABLED": ("cache_enabled", _flag),
    "MS_CACHE_DIR": ("cache_dir", _text),
    "MS_CACHE_URL": ("cache_url", _redis_url),
    "MS_CACHE_MAX_BYTES": ("cache_max_bytes", size),
    "MS_QUEUE_URL": ("queue_url", _redis_url),
    "MS_CONNECTION_POOL_SIZE": ("connection_pool_size", _whole),
    "MS_API_KEYS_FILE": ("server.keys_file", _text),
}

_SECTIONS = ("limits", "memo", "log", "cache", "queue", "server", "documents")
_KEYS: dict[str, tuple[str, Callable[[Any, str], object]]] = {
    "engine": ("engine", _text),
    "voice": ("voice", _text),
    "rate": ("rate", _number(SLOWEST, FASTEST)),
    "pause": ("pause", _number(0, LONGEST_PAUSE)),
    "volume": ("volume", _number(QUIETEST, LOUDEST)),
    "pitch": ("pitch", _one_of(*PITCHES)),
    "lexicon": ("lexicon", _text),
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
    "memo.enabled": ("memo_enabled", _flag),
    "memo.max_bytes": ("memo_max_bytes", size),
    "log.level": ("log_level", _level),
    "log.dir": ("log_dir", _text),
    "log.formulas": ("log_formulas", _flag),
    "cache.enabled": ("cache_enabled", _flag),
    "cache.dir": ("cache_dir", _text),
    "cache.url": ("cache_url", _redis_url),
    "cache.max_bytes": ("cache_max_bytes", size),
    "queue.url": ("queue_url", _redis_url),
    "connection_pool_size": ("connection_pool_size", _whole),
    **{f"documents.{name}": (f"documents.{name}", _one_of(*values)) for name, values in POLICIES.items()},
}
_SERVER_KEYS: dict[str, Callable[[Any, str], object]] = {
    "host": _text,
    "port": _whole_or_none,
    "workers": _whole,
    "keys_file": _text,
    "rate": _quota,
    "key_rate": _quota,
    "cors_origins": _list,
    "proxy_headers": _flag,
    "forwarded_allow_ips": _list,
    "max_body": _whole,
    "max_batch": _whole,
    "max_speech": _whole,
    "max_connections": _whole,
    "max_sockets": _whole,
    "header_seconds": _number(0.1, 3600),
    "body_seconds": _number(0.1, 3600),
    "request_seconds": _number(0.1, 3600),
    "stall_seconds": _number(0.1, 3600),
    "socket_seconds": _number(0.1, 86_400),
    "text_threads": _whole,
    "text_queue": _whole_or_none,
    "speech_threads": _whole,
    "speech_queue": _whole_or_none,
    "memo": _whole_or_none,
    "max_age": _whole_or_none,
    "drain_seconds": _number(0, 3600),
    "grace_seconds": _number(0, 3600),
}
_KEYS |= {f"server.{name}": (f"server.{name}", check) for name, check in _SERVER_KEYS.items()}
