"""From words to sound: the joint between segments, engines and audio."""

from __future__ import annotations

from mathspeak.engines.base import Segment, check_rate
from mathspeak.errors import AudioError
from mathspeak.speech.formats.segments import segments
from mathspeak.speech.utterance import Utterance

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mathspeak.audio.pcm import Audio
    from mathspeak.engines.base import Engine, Voice
    from mathspeak.engines.phrases import Phrase

    # Words, what a translator read, words with the seconds of silence that follow them, or several of these.
    Piece = str | Utterance | Segment | tuple[str, float]
    Speakable = str | Utterance | Iterable[Piece]


class Speaker:
    """Says words with an engine: its name, the name of a chain such as ``offline``, or an engine itself.

    ``rate`` is 0.5 to 3; 1.0 is about 170 words a minute. The engine is looked up when it is first needed.

    >>> Speaker().synthesize("x plus y").seconds > 0.4
    True

    A translator's utterance is said better than its text, in which "a" may be the article:

    >>> from mathspeak.translator import Translator
    >>> Speaker().synthesize(Translator().read(r"\\frac{a}{b}").utterance).seconds > 0.4
    True
    """

    def __init__(self, engine: str | Engine = "offline", voice: str | None = None, rate: float = 1.0) -> None:
        self.voice = voice
        self.rate = check_rate(rate)
        self._engine = engine

    @property
    def engine(self) -> Engine:
        """What speaks; EngineUnavailable, with what to install, when it cannot work here."""
        if isinstance(self._engine, str):
            from mathspeak.engines import registry

            self._engine = registry.get(self._engine)
        return self._engine

    def voices(self) -> list[Voice]:
        """The voices of the engine."""
        return self.engine.voices()

    def synthesize(self, text: Speakable) -> Audio:
        """The words as audio.

        A text too long for the engine is cut where a sentence or a clause ends. The silence after a segment has exactly
        its length, because the quiet that an engine adds of its own is taken away there.
        """
        from mathspeak.audio.pcm import join

        parts = list(self._parts(self._segments(text)))
        if not any(part.peak for part in parts):
            raise AudioError("there is nothing to say", hint="give some words")
        return join(parts)

    def save(self, text: Speakable, path: str | os.PathLike[str]) -> Path:
        """Write the words as audio in the format of the path's suffix, .wav or .mp3, and return the full path."""
        from mathspeak.audio import formats

        formats.check_target(path)
        return formats.save(self.synthesize(text), path)

    def play(self, text: Speakable) -> None:
        """Say the words on the loudspeaker and return at their end; NoSoundDevice where there is none."""
        from mathspeak.audio import playback

        playback.play(self.synthesize(text))

    def _parts(self, segments: Iterable[Segment]) -> Iterator[Audio]:
        from mathspeak.audio.pcm import silence
        from mathspeak.engines.phrases import phrases

        waiting = 0.0
        after_pause = False
        rate = channels = 0
        for phrase in phrases(segments, self.engine.capabilities.max_chars):
            if phrase.segments:
                audio = self._said(phrase, after_pause=after_pause)
                rate, channels = audio.rate, audio.channels
                if waiting:
                    yield silence(waiting, rate, channels)
                yield audio
                waiting = 0.0
            waiting += phrase.pause
            after_pause = bool(phrase.pause)
        if waiting and rate:
            yield silence(waiting, rate, channels)

    def _segments(self, text: Speakable) -> Iterator[Segment]:
        for piece in [text] if isinstance(text, str | Utterance) else text:
            if isinstance(piece, Segment):
                yield piece
            elif isinstance(piece, Utterance):
                # Each pause is one more request, and a voice from afar has a sense of phrases of its own.
                near = self.engine.capabilities.offline
                for words, letter, seconds in segments(piece, 1 / self.rate, breaths=near):
                    yield Segment(words, letter=letter, pause=seconds)
            elif isinstance(piece, str):
                yield Segment(piece)
            else:
                yield Segment(piece[0], pause=piece[1])

    def _said(self, phrase: Phrase, *, after_pause: bool) -> Audio:
        audio = self.engine.synthesize(phrase.segments, self.voice, self.rate)
        return audio.trimmed(start=after_pause, end=phrase.pause > 0)


def report() -> list[tuple[str, bool, str, str]]:
    """Of each engine and of the loudspeaker: its name, whether it works, what it is, and what to do if it does not."""
    from mathspeak.audio import playback
    from mathspeak.engines import registry

    return [*registry.report(), playback.report()]
