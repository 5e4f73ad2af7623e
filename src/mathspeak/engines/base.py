"""What an engine is given, what it gives, and what it says about itself."""

from __future__ import annotations

import unicodedata
from typing import Protocol

from mathspeak.audio.recording import PCM
from mathspeak.errors import ConfigError, UnknownVoice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mathspeak.audio.recording import Recording

MIN_RATE = 0.5
MAX_RATE = 3.0
LOWEST_PITCH, HIGHEST_PITCH = -0.5, 1.0
# What a rate of 1.0 means with every engine.
WORDS_PER_MINUTE = 170


class Segment:
    """Words said in one breath, and the silence after them in seconds.

    With ``letter`` the text is letters to be said by their names: "a" is then never the article. ``pitch`` raises or
    lowers the voice by a part of its own height, 0.2 by a fifth, where the engine can; from -0.5, an octave down, to 1.

    >>> Segment("a", letter=True), Segment("over", pause=0.25)
    (Segment('a', letter=True), Segment('over', pause=0.25))
    """

    __slots__ = ("letter", "pause", "pitch", "text")

    def __init__(self, text: str, *, letter: bool = False, pause: float = 0.0, pitch: float = 0.0) -> None:
        self.text = text
        self.letter = letter
        self.pause = pause
        self.pitch = pitch

    def __repr__(self) -> str:
        letter = ", letter=True" if self.letter else ""
        pitch = f", pitch={self.pitch}" if self.pitch else ""
        pause = f", pause={self.pause}" if self.pause else ""
        return f"Segment({self.text!r}{letter}{pitch}{pause})"


class Voice:
    """A voice of an engine; ``id`` is what the engine knows it by, ``language`` a tag such as ``en-gb``."""

    __slots__ = ("engine", "gender", "id", "language", "name")

    def __init__(self, id: str, name: str, language: str, gender: str, engine: str) -> None:
        self.id = id
        self.name = name
        self.language = language
        self.gender = gender
        self.engine = engine

    def __repr__(self) -> str:
        return f"Voice({self.id!r}, {self.name!r}, {self.language!r})"


class Capabilities:
    """What an engine can do.

    ``max_chars`` is the longest phrase in characters; ``offline`` that it works without a network.
    ``languages`` are the tags it speaks, empty where its voices alone tell. ``coding`` is what its recordings are,
    ``pitch`` whether it heeds the pitch of a segment, ``words`` whether it tells when each word is said, ``ssml``
    whether it takes SSML itself. ``parallel`` is how many phrases it makes at the same time.
    """

    __slots__ = ("coding", "languages", "max_chars", "offline", "parallel", "pitch", "ssml", "words")

    def __init__(
        self,
        *,
        max_chars: int,
        offline: bool,
        languages: Sequence[str] = (),
        coding: str = PCM,
        pitch: bool = False,
        words: bool = False,
        ssml: bool = False,
        parallel: int = 1,
    ) -> None:
        self.max_chars = max_chars
        self.offline = offline
        self.languages = tuple(languages)
        self.coding = coding
        self.pitch = pitch
        self.words = words
        self.ssml = ssml
        self.parallel = parallel


class Engine(Protocol):
    """A speech engine. All of its methods may be called from several threads at once.

    What makes an engine is a function without arguments, named by an entry point of the group ``mathspeak.engines``. It
    must be cheap: libraries are loaded, and children started, when the engine is first asked for something.
    """

    @property
    def name(self) -> str: ...

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def version(self) -> str:
        """What must change for its audio to change: the adapter, the library and the voice data, as one text."""
        ...

    def about(self) -> str:
        """What speaks and which version, for people; EngineUnavailable, with a hint, when it cannot work here."""
        ...

    def voices(self) -> list[Voice]: ...

    def voice(self, wanted: str | None) -> Voice:
        """The voice that will speak: its id, its name or a language tag; UnknownVoice where there is none."""
        ...

    def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
        """The segments said as one phrase; their pauses are somebody else's business.

        Raises UnknownVoice, EngineUnavailable, or EngineFailed when what came out is no speech, AudioCutShort when it
        is not all of it.
        """
        ...

    def close(self) -> None: ...


def clean(text: str) -> str:
    """The text without what no voice can say: control characters, lone surrogates, runs of blanks.

    >>> clean("a\\x00 over\\n b")
    'a over b'
    """
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text).split())


def without_angles(text: str) -> str:
    """The signs that start markup, as words; espeak-ng also passes over them in silence.

    >>> without_angles("x<y")
    'x less than y'
    """
    return text.replace("<", " less than ").replace(">", " greater than ")


def is_speakable(text: str) -> bool:
    """Whether a voice has anything to say: a letter, a digit or a symbol.

    >>> is_speakable("x"), is_speakable("+"), is_speakable("... --")
    (True, True, False)
    """
    return any(c.isalnum() or unicodedata.category(c).startswith("S") for c in text)


def check_rate(rate: float) -> float:
    """The rate itself; ConfigError when it is out of bounds.

    >>> check_rate(4)
    Traceback (most recent call last):
    ...
    mathspeak.errors.ConfigError: the rate is a number from 0.5 to 3, not 4
    """
    # Said this way round, not-a-number is refused too.
    if not MIN_RATE <= rate <= MAX_RATE:
        raise ConfigError(
            f"the rate is a number from {MIN_RATE:g} to {MAX_RATE:g}, not {rate:g}",
            hint=f"1 is about {WORDS_PER_MINUTE} words a minute",
        )
    return rate


def find_voice(voices: Sequence[Voice], wanted: str) -> Voice:
    """The voice with that id, name, language tag or language, in this order; UnknownVoice names the nearest ones.

    >>> voices = [Voice("gmw/en-us", "English (America)", "en-us", "male", "espeak")]
    >>> find_voice(voices, "en-US").name
    'English (America)'
    """
    key = wanted.casefold().strip().replace("_", "-")
    for names in _NAMES:
        for voice in voices:
            if key in (name.casefold() for name in names(voice)):
                return voice
    engine = voices[0].engine if voices else "the engine"
    near = _nearest(voices, key)
    raise UnknownVoice(
        f"{engine} has no voice {wanted!r}" + (f"; near to it: {', '.join(near)}" if near else ""),
        hint="ms voices lists them",
    )


_NAMES = (
    lambda voice: (voice.id,),
    lambda voice: (voice.name,),
    lambda voice: (voice.language, voice.id.rpartition("/")[2]),
    lambda voice: (voice.language.partition("-")[0],),
)


def _nearest(voices: Sequence[Voice], key: str) -> list[str]:
    import difflib

    of_name = {name.casefold(): voice.id for voice in voices for names in _NAMES for name in names(voice)}
    containing = sorted((name for name in of_name if key in name), key=lambda name: not name.startswith(key))
    near = difflib.get_close_matches(key, of_name, n=6, cutoff=0.6)
    return list(dict.fromkeys(of_name[name] for name in (*containing, *near)))[:3]
