"""The options that say how a formula is read, and the translator they ask for."""

from __future__ import annotations

import os

import click

from mathspeak import config
from mathspeak.cli.expression import require_utf8
from mathspeak.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from mathspeak.speaker import Speaker
    from mathspeak.translator import Translator

    Options = Mapping[str, Any]

_READING_OPTIONS = (
    click.option("--style", type=click.Choice(config.STYLES), help="The style of the reading."),
    click.option("--verbosity", type=click.Choice(config.VERBOSITIES), help="How many words the style may spend."),
    click.option("--pref", metavar="NAME=VALUE", multiple=True, help="A preference of the style; may be repeated."),
    click.option("--language", type=click.Choice(config.LANGUAGES), help="The language of the words."),
    click.option("--macros", metavar="FILE|LATEX", help="Definitions of commands, or a file of them."),
    click.option("--display/--inline", default=None, help="On a line of its own, or within a line."),
    click.option("--strict", is_flag=True, help="Treat every warning as an error."),
)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a formula is read."""
    for option in reversed(_READING_OPTIONS):
        command = option(command)
    return command


def settings() -> config.Settings:
    """The settings from the user's file and the environment."""
    return config.load(os.environ, config_file())


def config_file() -> str:
    """Where the user's settings are kept."""
    return os.path.join(click.get_app_dir("mathspeak"), "config.toml")


def speaker(given: config.Settings, options: Options) -> Speaker:
    """What speaks, under the settings with the options of the command laid over them."""
    from mathspeak.speaker import Speaker

    offline = options.get("offline", False)
    engine, source = options["engine"], "--engine"
    if engine is None:
        engine, source = ("offline", "") if offline else (given.engine, given.sources.get("engine", ""))
    language = options.get("language") or given.language
    # English is what the engines' own voices speak; a voice of another language is found by its tag.
    voice = options.get("voice") or given.voice or (None if language == "en" else language)
    made = Speaker(engine=engine, voice=voice, rate=options.get("rate") or given.rate)
    try:
        needs_network = not made.engine.capabilities.offline
    except ConfigError as error:
        raise ConfigError(f"{source}: {error.message}" if source else error.message, hint=error.hint) from None
    if offline and needs_network:
        raise click.UsageError(f"--offline: {engine} needs a network")
    return made


class ReadingSettings:
    """What one reading follows: the settings with the options of the command laid over them."""

    __slots__ = ("language", "limits", "macros", "prefs", "speak", "style", "verbosity")

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

    def translator(self, **changes: Any) -> Translator:
        """A translator under these settings, some of them changed."""
        from mathspeak.translator import Translator

        arguments = {name: getattr(self, name) for name in self.__slots__}
        return Translator(**{**arguments, **changes})


def _preferences(text: str) -> dict[str, str]:
    """``NAME=VALUE``, or several as one text."""
    if "=" not in text and "_" in text:
        return serialised_preferences(text)
    name, equals, value = text.partition("=")
    if not (name.strip() and equals and value.strip()):
        raise click.BadParameter(f"{text!r} is not of the form NAME=VALUE", param_hint="'--pref'")
    return {name.strip(): value.strip()}


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
