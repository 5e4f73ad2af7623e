"""A user's own pronunciations: what is written, and what a voice says instead. The transcript keeps the first."""

from __future__ import annotations

import re

from mathspeak.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_FIELDS = ("word", "spoken", "engine", "language")


class Entry:
    """``word``, one or several, is said as ``spoken``; by one ``engine`` or in one ``language`` alone, if given."""

    __slots__ = _FIELDS

    def __init__(self, word: str, spoken: str, engine: str = "", language: str = "") -> None:
        self.word = word
        self.spoken = spoken
        self.engine = engine
        self.language = language

    def serves(self, engine: str, language: str) -> bool:
        # "en" serves "en-gb" as well.
        return self.engine in ("", engine) and (not self.language or f"{language}-".startswith(f"{self.language}-"))


class Lexicon:
    """Entries that are laid over what a voice is given; of two for one word the one that says more about where wins.

    Words are found whole, in small letters or capitals, several before one. What an entry says is not looked up again.

    >>> lexicon = Lexicon([Entry("Euler", "oiler"), Entry("z", "zed", language="en-gb")])
    >>> lexicon.said("by Euler", "espeak", "en"), lexicon.said("z", "espeak", "en-gb")
    ('by oiler', 'zed')
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        # A later one replaces an earlier one, so the general ones come first.
        self.entries = sorted(entries, key=lambda entry: bool(entry.engine) + bool(entry.language))
        self._tables: dict[tuple[str, str], tuple[re.Pattern[str], dict[str, str]] | None] = {}

    def __bool__(self) -> bool:
        return bool(self.entries)

    def said(self, text: str, engine: str, language: str) -> str:
        """The text as this engine is to say it."""
        table = self._table(engine, language.lower())
        if table is None:
            return text
        pattern, spoken = table
        return pattern.sub(lambda found: spoken[found.group().lower()], text)

    def _table(self, engine: str, language: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
        if (engine, language) not in self._tables:
            spoken = {entry.word.lower(): entry.spoken for entry in self.entries if entry.serves(engine, language)}
            words = sorted(map(re.escape, spoken), key=len, reverse=True)
            pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None
            self._tables[engine, language] = (pattern, spoken) if pattern else None
        return self._tables[engine, language]


NO_WORDS = Lexicon()


def read_lexicon(path: str) -> Lexicon:
    """The lexicon in a TOML file: ``word = "spoken"`` for every voice, ``[[entry]]`` tables for some.

    An entry has ``word`` and ``spoken``, and perhaps ``engine`` and ``language``. Raises ConfigError, which names the
    file and what is wrong in it.
    """
    import tomllib

    try:
        with open(path, "rb") as stream:
            table = tomllib.load(stream)
    except OSError as error:
        raise ConfigError(f"the lexicon {path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"the lexicon {path} is not TOML: {error}", hint='write lines such as Euler = "oiler"'
        ) from None
    entries = []
    for word, value in table.items():
        if word == "entry" and isinstance(value, list):
            entries += [_entry(fields, path) for fields in value]
        else:
            entries.append(_entry({"word": word, "spoken": value}, path))
    return Lexicon(entries)


def _entry(fields: Mapping[str, Any], path: str) -> Entry:
    known = isinstance(fields, dict) and {"word", "spoken"} <= fields.keys() <= set(_FIELDS)
    if not known or not all(isinstance(value, str) and value.strip() for value in fields.values()):
        raise ConfigError(
            f"the lexicon {path} has an entry that cannot be used: {dict(fields) if known else fields!r}",
            hint="an entry has word and spoken, and perhaps engine and language, each a text that is not empty",
        )
    return Entry(fields["word"].strip(), fields["spoken"], fields.get("engine", ""), fields.get("language", "").lower())
