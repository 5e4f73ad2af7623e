"""Passages to recordings: each from the cache, or made by the first engine that can, and then kept."""

from __future__ import annotations

import threading

from mathspeak.audio.recording import MP3, PCM, Recording
from mathspeak.audio.timeline import Item
from mathspeak.engines.base import Segment
from mathspeak.engines.phrases import phrases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.cache.cache import Cache
    from mathspeak.engines.base import Engine, Voice
    from mathspeak.engines.chain import Chain
    from mathspeak.engines.phrases import Passage, Phrase
    from mathspeak.speech.lexicon import Lexicon


class Recorder:
    """Has one chain speak, with one voice at one rate. For several threads at once.

    ``spoke`` is the engine that spoke last, or whose recordings were given again, and ``stood_in`` whether another one
    than the first ever did; ``made`` and ``found`` count the phrases that were made here and those that were in the
    cache, by themselves or as part of a passage, ``waited`` how often somebody else was making what was asked for.
    """

    def __init__(
        self, chain: Chain, voice: str | None, *, rate: float, volume: float, lexicon: Lexicon, cache: Cache | None
    ) -> None:
        self.spoke = ""
        self.stood_in = False
        self.made = self.found = self.waited = 0
        self._lock = threading.Lock()
        self._chain = chain
        self._voice = voice
        self._rate = rate
        self._volume = volume
        self._lexicon = lexicon
        self._cache = cache

    @property
    def first(self) -> Engine:
        """The engine that is asked first."""
        return self._chain.engines[0]

    @property
    def voice(self) -> Voice:
        """The voice of the engine that is asked first."""
        return self.first.voice(self._voice)

    def resting(self) -> dict[str, bool]:
        """Of each engine whether it is left alone for a while because it failed."""
        return {engine.name: self._chain.rests(engine) for engine in self._chain.engines}

    def record(self, passage: Passage, coding: str = PCM) -> list[Item]:
        """What is said of the passage and its silences, by one engine from its beginning to its end.

        As ``coding`` MP3 asks, a passage is one recording, or as many as an engine makes that gives MP3 itself.
        """
        return self._chain.first(lambda engine: self._by(engine, passage, coding))

    def is_kept(self, passage: Passage, coding: str = PCM) -> bool:
        """Whether the cache has all of what the first engine would say."""
        take, said = self._planned(self.first, passage)
        if self._is_to_encode(self.first, coding, said):
            said[-1].pause = 0.0
            names = [self._name_encoded(take, said)]
        else:
            names = [take.name(phrase) for phrase in said if phrase.segments]
        return self._cache is not None and all(self._cache.store.peek(name) is not None for name in names)

    def _planned(self, engine: Engine, passage: Passage) -> tuple[_Take, list[Phrase]]:
        take = _Take(engine, engine.voice(self._voice), self._rate)
        spoken = [self._pronounced(segment, take) for segment in passage.segments]
        return take, list(phrases(spoken, engine.capabilities.max_chars))

    def _by(self, engine: Engine, passage: Passage, coding: str) -> list[Item]:
        take, said = self._planned(engine, passage)
        if self._is_to_encode(engine, coding, said):
            # The silence at the end is not part of what is kept: it may be another one next time.
            last = said[-1].pause
            said[-1].pause = 0.0
            items = [Item(self._encoded(take, said), last, passage.label)]
        else:
            items = [Item(self._loud(self._recorded(take, phrase)), phrase.pause, passage.label) for phrase in said]
        self.spoke = engine.name
        self.stood_in = self.stood_in or engine is not self.first
        return items

    def _is_to_encode(self, engine: Engine, coding: str, said: list[Phrase]) -> bool:
        made_so = engine.capabilities.coding == MP3 and self._volume == 1
        return coding == MP3 and not made_so and any(phrase.segments for phrase in said)

    def _pronounced(self, segment: Segment, take: _Take) -> Segment:
        said = self._lexicon.said(segment.text, take.engine.name, take.voice.language)
        if said == segment.text:
            return segment
        # A letter that has a word of its own is that word.
        return Segment(said, letter=segment.letter and len(said) == 1, pause=segment.pause, pitch=segment.pitch)

    def _recorded(self, take: _Take, phrase: Phrase) -> Recording | None:
        if not phrase.segments:
            return None
        name = take.name(phrase)
        recording, made = self._kept(name, lambda: self._chain.attempt(take.engine, lambda: take.of(phrase)))
        self._count(1, made)
        return recording

    def _loud(self, recording: Recording | None) -> Recording | None:
        if recording is None or self._volume == 1:
            return recording
        from mathspeak.audio.decoding import pcm

        return Recording.of(pcm(recording).gain(self._volume), recording.words)

    def _name_encoded(self, take: _Take, said: list[Phrase]) -> str:
        from mathspeak.audio.encoding import encoder_version
        from mathspeak.cache.key import key

        parts = [(take.name(phrase) if phrase.segments else None, phrase.pause) for phrase in said]
        return key(parts=parts, volume=self._volume, coding=MP3, encoder=encoder_version())

    def _encoded(self, take: _Take, said: list[Phrase]) -> Recording:
        from mathspeak.audio.units import encoded_as_one

        recording, made = self._kept(
            self._name_encoded(take, said),
            lambda: encoded_as_one(Item(self._loud(self._recorded(take, phrase)), phrase.pause) for phrase in said),
        )
        if not made:
            self._count(sum(bool(phrase.segments) for phrase in said), made)
        return recording

    def _kept(self, name: str, make: Callable[[], Recording]) -> tuple[Recording, bool]:
        """A recording, and whether it was made now."""
        made: list[Recording] = []

        def made_now() -> bytes:
            made.append(make())
            return made[0].to_bytes()

        if self._cache is None:
            made.append(make())
        else:
            data = self._cache.get_or_make(name, made_now, self._count_wait)
        return (made[0], True) if made else (Recording.from_bytes(data), False)

    def _count(self, phrases: int, made: bool) -> None:
        with self._lock:
            if made:
                self.made += phrases
            else:
                self.found += phrases

    def _count_wait(self) -> None:
        with self._lock:
            self.waited += 1


class _Take:
    """An engine with a voice and a rate: what it says, and the names of that."""

    __slots__ = ("engine", "rate", "voice")

    def __init__(self, engine: Engine, voice: Voice, rate: float) -> None:
        self.engine = engine
        self.voice = voice
        self.rate = rate

    def of(self, phrase: Phrase) -> Recording:
        return self.engine.synthesize(phrase.segments, self.voice.id, self.rate)

    def name(self, phrase: Phrase) -> str:
        """The key of the phrase: everything that decides how it sounds."""
        from mathspeak.cache.key import key

        return key(
            runs=[(segment.text, segment.letter, segment.pitch) for segment in phrase.segments],
            engine=self.engine.name,
            version=self.engine.version,
            voice=self.voice.id,
            rate=self.rate,
            coding=self.engine.capabilities.coding,
        )
