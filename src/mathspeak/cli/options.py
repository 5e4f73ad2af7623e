"""The options that say how a formula is read and how it sounds, and the translator and the speaker they ask for."""

from __future__ import annotations

import os

import click

from mathspeak import config
from mathspeak.cli.console import say
from mathspeak.cli.expression import require_utf8
from mathspeak.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from mathspeak.cache.cache import Cache
    from mathspeak.speaker import Speaker
    from mathspeak.speech.lexicon import Lexicon
    from mathspeak.translator import Translator

    Options = Mapping[str, Any]

_STYLE_OPTIONS = (
    click.option("--style", type=click.Choice(config.STYLES), help="The style of the reading."),
    click.option("--verbosity", type=click.Choice(config.VERBOSITIES), help="How many words the style may spend."),
    click.option("--pref", metavar="NAME=VALUE", multiple=True, help="A preference of the style; may be repeated."),
    click.option("--language", type=click.Choice(config.LANGUAGES), help="The language of the words."),
    click.option("--macros", metavar="FILE|LATEX", help="Definitions of commands, or a file of them."),
)
_FORMULA_OPTIONS = (
    click.option("--display/--inline", default=None, help="On a line of its own, or within a line."),
    click.option("--strict", is_flag=True, help="Treat every warning as an error."),
)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a formula is read."""
    for option in reversed(_STYLE_OPTIONS + _FORMULA_OPTIONS):
        command = option(command)
    return command


def style_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how all the formulas of a document are read."""
    for option in reversed(_STYLE_OPTIONS):
        command = option(command)
    return command


_SOUND_OPTIONS = (
    click.option("--engine", metavar="NAME", help="What speaks: an engine or a chain; ms doctor names them."),
    click.option("--voice", metavar="NAME", help="A voice that ms voices lists, or a language."),
    click.option(
        "--rate", type=click.FloatRange(config.SLOWEST, config.FASTEST), help="The pace; 1 is about 170 words a minute."
    ),
    click.option(
        "--pause", type=click.FloatRange(0, config.LONGEST_PAUSE), help="How long pauses are; 1 is the usual length."
    ),
    click.option(
        "--volume", type=click.FloatRange(config.QUIETEST, config.LOUDEST), help="How loud; 1 is the voice's own."
    ),
    click.option(
        "--pitch", type=click.Choice(config.PITCHES), help="What is heard by pitch as well, where a voice can."
    ),
    click.option("--lexicon", metavar="FILE", help="A TOML file of words and how they are said."),
    click.option("--offline", is_flag=True, help="Use nothing that needs a network."),
    click.option("--cache/--no-cache", "use_cache", default=None, help="Keep what is made, and use what was kept."),
)


def sound_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how words sound."""
    for option in reversed(_SOUND_OPTIONS):
        command = option(command)
    return command


def settings() -> config.Settings:
    """The settings from the user's file and the environment."""
    return config.load(os.environ, config_file())


def config_file() -> str:
    """Where the user's settings are kept."""
    return os.path.join(click.get_app_dir("mathspeak"), "config.toml")


def sound_settings(given: config.Settings, options: Options) -> config.Settings:
    """The settings with the options of sound laid over them; where the engine is from is in ``sources``."""
    from copy import copy

    chosen = copy(given)
    chosen.sources = dict(given.sources)
    if options.get("engine") is not None:
        chosen.engine, chosen.sources["engine"] = options["engine"], "--engine"
    elif options.get("offline"):
        chosen.engine = "offline"
        chosen.sources.pop("engine", None)
    for name in ("voice", "language", "lexicon"):
        setattr(chosen, name, options.get(name) or getattr(given, name))
    for name in ("rate", "pause", "volume", "pitch"):
        # 0 is a pause that somebody may want.
        setattr(chosen, name, getattr(given, name) if options.get(name) is None else options[name])
    return chosen


def speaker(given: config.Settings, options: Options, lexicon: Lexicon | None = None) -> Speaker:
    """What speaks, under the settings with the options of the command laid over them."""
    from mathspeak.cache.folders import engines_file
    from mathspeak.speaker import Speaker

    chosen = sound_settings(given, options)
    source = chosen.sources.get("engine", "")
    try:
        made = Speaker(
            engine=chosen.engine,
            voice=chosen.voice,
            rate=chosen.rate,
            pause=chosen.pause,
            volume=chosen.volume,
            pitch=chosen.pitch,
            language=chosen.language,
            lexicon=lexicon or chosen.lexicon,
            cache=cache(given, options),
            notify=say,
            memory=engines_file(given.cache_dir),
        )
        needs_network = not made.offline
    except ConfigError as error:
        if "engine" not in error.message:
            raise
        raise ConfigError(f"{source}: {error.message}" if source else error.message, hint=error.hint) from None
    if options.get("offline") and needs_network:
        raise click.UsageError(f"--offline: {chosen.engine} needs a network")
    return made


def cache(given: config.Settings, options: Options) -> Cache | None:
    """What keeps recordings, or none where the settings or the options switch it off."""
    wanted = options.get("use_cache")
    if not (given.cache_enabled if wanted is None else wanted):
        return None
    from mathspeak.cache.cache import open_cache

    return open_cache(
        given.cache_url,
        given.cache_dir,
        given.cache_max_bytes,
        notify=lambda message: say(f"Warning: {message}"),
        connections=given.connection_pool_size,
    )


class ReadingSettings:
    """What one reading follows: the settings with the options of the command laid over them."""

    __slots__ = ("language", "limits", "macros", "memo", "prefs", "speak", "style", "verbosity")

    def __init__(self, given: config.Settings, options: Options) -> None:
        self.style: str = options["style"] or given.style
        self.verbosity: str = options["verbosity"] or given.verbosity
        self.language: str = options["language"] or given.language
        self.prefs = dict(given.prefs)
        for pair in options["pref"]:
            self.prefs.update(_preferences(pair))
        self.macros = "\n".join(filter(None, (given.macros, _definitions(options["macros"]))))
        self.speak = given.speak
        self.limits = given.limits
        self.memo = given.memo

    def as_arguments(self) -> dict[str, Any]:
        """The settings as arguments of a translator."""
        return {name: getattr(self, name) for name in self.__slots__}

    def translator(self, **changes: Any) -> Translator:
        """A translator under these settings, some of them changed."""
        from mathspeak.translator import Translator

        return Translator(**{**self.as_arguments(), **changes})


def _preferences(text: str) -> dict[str, str]:
    """``NAME=VALUE``, or several as one text."""
    if "=" not in text and "_" in text:
        return config.serialised_preferences(text)
    name, equals, value = text.partition("=")
    if not (name.strip() and equals and value.strip()):
        raise click.BadParameter(f"{text!r} is not of the form NAME=VALUE", param_hint="'--pref'")
    return {name.strip(): value.strip()}


def _definitions(argument: str | None) -> str:
    if not argument:
        return ""
    if os.path.isfile(argument):
        with open(argument, encoding="utf-8-sig", errors="replace") as stream:
            return stream.read()
    require_utf8(argument, "--macros")
    if "\\" not in argument:
        raise click.BadParameter(f"{argument!r} is no file, and no LaTeX either", param_hint="'--macros'")
    return argument
