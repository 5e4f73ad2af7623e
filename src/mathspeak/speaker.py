"""From words to sound: the joint between segments, engines, the cache and audio."""

from __future__ import annotations

from collections.abc import Sequence

from mathspeak.audio.recording import PCM
from mathspeak.engines.base import Segment, check_rate
from mathspeak.errors import AudioError, ConfigError, EngineUnavailable, UnknownVoice
from mathspeak.speech.formats.segments import segments
from mathspeak.speech.lexicon import NO_WORDS, read_lexicon
from mathspeak.speech.utterance import Utterance

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mathspeak.audio.pcm import Audio
    from mathspeak.audio.tags import Chapter, Tags
    from mathspeak.audio.timeline import Cue, Item
    from mathspeak.cache.cache import Cache
    from mathspeak.engines.base import Engine, Voice
    from mathspeak.engines.chain.watch import Watch
    from mathspeak.recorder import Recorder
    from mathspeak.speech.lexicon import Lexicon

    # Words, what a translator read, words with the seconds of silence that follow them, or several of these.
    Piece = str | Utterance | Segment | tuple[str, float]
    Speakable = str | Utterance | Segment | Iterable[Piece]
    # The same with the seconds of silence after it and what its cues are to be known by.
    Labelled = tuple[Speakable, float, object]

# What --pitch and the setting of that name take, and what of it is heard.
_PITCH = {"none": (), "capitals": ("capitals",), "nesting": ("nesting",), "both": ("capitals", "nesting")}
QUIETEST, LOUDEST = 0.01, 4.0


class Speaker:
    """Says words with an engine: its name, the name of a chain such as ``offline``, an engine itself, or several that
    stand in for one another.

    ``voice`` is the id or name of a voice, or a language; without it the voice is the engine's own for ``language``.
    ``rate`` is 0.5 to 3; 1.0 is about 170 words a minute. ``pause`` makes all pauses so many times as long, ``volume``
    all that is said so many times as loud, ``pitch`` tells ``capitals``, ``nesting`` or ``both`` by pitch where the
    engine can. ``lexicon`` is a user's pronunciations, or the file of them. What ``cache`` holds is not made again.
    ``notify`` is told in a sentence when another engine has to speak; ``memory`` is a file that remembers which ones
    could not; ``watch`` is told of each try of an engine. Engines are looked up when they are first needed.

    >>> Speaker().synthesize("x plus y").seconds > 0.4
    True

    A translator's utterance is said better than its text, in which "a" may be the article:

    >>> from mathspeak.translator import Translator
    >>> Speaker().synthesize(Translator().read(r"\\frac{a}{b}").utterance).seconds > 0.4
    True
    """

    def __init__(
        self,
        engine: str | Engine | Sequence[Engine] = "offline",
        voice: str | None = None,
        rate: float = 1.0,
        *,
        pause: float = 1.0,
        volume: float = 1.0,
        pitch: str = "none",
        language: str = "en",
        lexicon: str | Lexicon | None = None,
        cache: Cache | None = None,
        notify: Callable[[str], None] | None = None,
        memory: Path | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.voice = voice
        self.rate = check_rate(rate)
        self.pause = pause
        self.volume = _check_volume(volume)
        self.language = language
        self._pitch = _heard_by_pitch(pitch)
        self._lexicon = read_lexicon(lexicon) if isinstance(lexicon, str) else lexicon or NO_WORDS
        self.cache = cache
        self._notify = notify
        self._memory = memory
        self._watch = watch
        self._engine = engine if isinstance(engine, str) else _several(engine)
        self._recorder: Recorder | None = None

    @property
    def recorder(self) -> Recorder:
        """What makes recordings or has them from the cache; it counts them, and knows who speaks.

        Raises ConfigError for an engine that nobody knows, UnknownVoice when none has the voice.
        """
        if self._recorder is None:
            from mathspeak.engines.chain import Chain
            from mathspeak.recorder import Recorder

            chain = Chain(self._suitable(), notify=self._notify, memory=self._memory, watch=self._watch)
            self._recorder = Recorder(
                chain,
                # English is what the engines' own voices speak; a voice of another language is found by its tag.
                self.voice or (None if self.language == "en" else self.language),
                rate=self.rate,
                volume=self.volume,
                lexicon=self._lexicon,
                cache=self.cache,
            )
        return self._recorder

    @property
    def offline(self) -> bool:
        """Whether nothing that may speak needs a network."""
        return all(engine.capabilities.offline for engine in self._members())

    @property
    def parallel(self) -> int:
        """How many passages the first engine makes at the same time."""
        return self.recorder.first.capabilities.parallel

    def voices(self) -> list[Voice]:
        """The voices of every engine that may speak and works here."""
        found: list[Voice] = []
        errors: list[EngineUnavailable] = []
        for engine in self._members():
            try:
                found += engine.voices()
            except EngineUnavailable as error:
                errors.append(error)
        if not found and errors:
            raise errors[0]
        return found

    def synthesize(self, text: Speakable) -> Audio:
        """The words as audio; AudioError where there is nothing to say.

        The silence after a segment has exactly its length, because the quiet that an engine adds of its own is taken
        away there.
        """
        from mathspeak.audio.pcm import join
        from mathspeak.audio.timeline import samples

        return join(audio for audio, _ in samples(self._items([(text, 0.0, None)])))

    def save(self, text: Speakable, path: str | os.PathLike[str], tags: Tags | None = None) -> Path:
        """Write the words as audio in the format of the path's suffix, and return the full path."""
        from mathspeak.audio import formats

        self.record([(text, 0.0, None)], path, tags)
        return formats.check_target(path)

    def record(
        self,
        parts: Iterable[Labelled],
        path: str | os.PathLike[str],
        tags: Tags | None = None,
        chapters: Callable[[Sequence[Cue]], Sequence[Chapter]] | None = None,
    ) -> list[Cue]:
        """Write several parts as one file and tell when each is heard: a cue for each passage, with the part's label.

        The file is there once it is whole. ``chapters`` is asked for the chapters when all cues are known.
        """
        from mathspeak.audio import formats, timeline

        formats.check_target(path)
        with formats.saving(path, tags) as writer:
            cues = list(timeline.write(self._items(parts, formats.coding(path)), writer))
            if chapters:
                writer.close(chapters(cues))
        return cues

    def stream(self, text: Speakable, format: str = "wav", tags: Tags | None = None) -> Iterator[bytes]:
        """The words as a file of the format, piece by piece, each as soon as its words are made."""
        from mathspeak.audio import formats, timeline
        from mathspeak.audio.writing import open_writer

        pipe = _Pipe()
        suffix = f".{format}"
        writer = open_writer(pipe, suffix, tags)  # type: ignore[arg-type]
        for _ in timeline.write(self._items([(text, 0.0, None)], formats.coding(suffix)), writer):
            if made := pipe.taken():
                yield made
        writer.close()
        yield pipe.taken()

    def play(self, text: Speakable) -> None:
        """Say the words on the loudspeaker and return at their end; NoSoundDevice where there is none.

        The first are heard while the next are made.
        """
        from mathspeak.audio import playback
        from mathspeak.audio.timeline import samples

        playback.play(audio for audio, _ in samples(self._items([(text, 0.0, None)])))

    def keep(self, text: Speakable, format: str = "wav") -> float:
        """Have the words made and kept in the cache, one after the other, and return how many seconds they last."""
        from mathspeak.audio import formats

        items = self._items([(text, 0.0, None)], formats.coding(f".{format}"), workers=1)
        return sum(item.pause + (item.recording.heard_seconds if item.recording else 0.0) for item in items)

    def is_kept(self, text: Speakable, format: str = "wav") -> bool:
        """Whether all of the words are in the cache, for a file of the format; nothing is made."""
        from mathspeak.audio import formats
        from mathspeak.engines.phrases import passages

        coding = formats.coding(f".{format}")
        said = passages(self._segments([(text, 0.0, None)]))
        return all(self.recorder.is_kept(passage, coding) for passage in said)

    def _members(self) -> Sequence[Engine]:
        if not isinstance(self._engine, str):
            return self._engine
        from mathspeak.engines import registry

        return registry.members(self._engine)

    def _suitable(self) -> list[Engine]:
        """The engines that have the voice; who asks for none gets those that speak the language."""
        members = self._members()
        if len(members) == 1:
            return list(members)
        found: list[Engine] = []
        unknown: list[UnknownVoice] = []
        for engine in members:
            if self.voice is None:
                languages = engine.capabilities.languages
                if not languages or self.language in languages:
                    found.append(engine)
                continue
            try:
                engine.voice(self.voice)
                found.append(engine)
            except UnknownVoice as error:
                unknown.append(error)
            except EngineUnavailable:
                continue
        if not found and unknown:
            raise UnknownVoice("; ".join(error.message for error in unknown), hint=unknown[-1].hint)
        return found or list(members)

    def _items(self, parts: Iterable[Labelled], coding: str = PCM, workers: int | None = None) -> Iterator[Item]:
        """What is said, and the silences, in order; a few passages are made ahead of the one that is waited for."""
        from mathspeak.ahead import ahead
        from mathspeak.engines.phrases import passages

        said = False
        record = self.recorder.record
        said_by_one = passages(self._segments(parts))
        for items in ahead(said_by_one, lambda passage: record(passage, coding), workers or self.parallel):
            said = said or any(item.recording for item in items)
            yield from items
        if not said:
            raise AudioError("there is nothing to say", hint="give some words")

    def _segments(self, parts: Iterable[Labelled]) -> Iterator[tuple[Segment, object]]:
        for text, pause, label in parts:
            for piece in [text] if isinstance(text, str | Utterance | Segment) else text:
                for segment in self._runs(piece):
                    yield segment, label
            if pause:
                yield Segment("", pause=pause * self.pause / self.rate), label

    def _runs(self, piece: Piece) -> Iterator[Segment]:
        if isinstance(piece, Segment):
            yield piece
        elif isinstance(piece, Utterance):
            first = self.recorder.first.capabilities
            # Each pause is one more request, and a voice from afar has a sense of phrases of its own.
            pitch = self._pitch if first.pitch else ()
            runs = segments(piece, self.pause / self.rate, breaths=first.offline, pitch=pitch)
            for words, letter, height, seconds in runs:
                yield Segment(words, letter=letter, pitch=height, pause=seconds)
        elif isinstance(piece, str):
            yield Segment(piece)
        else:
            yield Segment(piece[0], pause=piece[1])


def _several(engine: Engine | Sequence[Engine]) -> Sequence[Engine]:
    return list(engine) if isinstance(engine, Sequence) else [engine]


class _Pipe:
    """A file that hands on what was written to it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _check_volume(volume: float) -> float:
    # Said this way round, not-a-number is refused too.
    if not QUIETEST <= volume <= LOUDEST:
        raise ConfigError(f"the volume is a number from {QUIETEST:g} to {LOUDEST:g}, not {volume:g}")
    return volume


def _heard_by_pitch(pitch: str) -> tuple[str, ...]:
    if pitch not in _PITCH:
        raise ConfigError(f"there is no {pitch!r} to be heard by pitch", hint=f"there are: {', '.join(_PITCH)}")
    return _PITCH[pitch]


def report() -> list[tuple[str, bool, str, str]]:
    """Of each engine and of the loudspeaker: its name, whether it works, what it is, and what to do if it does not."""
    from mathspeak.audio import playback
    from mathspeak.engines import registry

    return [*registry.report(), playback.report()]
