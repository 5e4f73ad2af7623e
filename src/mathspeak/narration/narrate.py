"""A script to sound: one recording, and with its times the subtitles, the chapters and the page to read along."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from mathspeak.audio.tags import Chapter, Tags
from mathspeak.narration.page.writing import page
from mathspeak.narration.subtitles import Cue, cues

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mathspeak.audio.recording import Word
    from mathspeak.audio.timeline import Cue as Heard
    from mathspeak.narration.script import Script
    from mathspeak.speaker import Labelled, Speaker

# After the last sentence, so that the file ends where it does and not with the quiet of the engine.
_END_SECONDS = 0.01


class Span:
    """The seconds at which a sentence begins and ends, and its words where the engine tells when each is said."""

    __slots__ = ("end", "start", "words")

    def __init__(self, start: float, end: float, words: tuple[Word, ...] = ()) -> None:
        self.start = start
        self.end = end
        self.words = words


class Narration:
    """A script that was recorded: what can be made of it and of its times."""

    __slots__ = ("script", "seconds", "sound", "spans")

    def __init__(self, script: Script, sound: Path, spans: list[Span]) -> None:
        self.script = script
        self.sound = sound
        self.spans = spans
        self.seconds = spans[-1].end if spans else 0.0

    def subtitles(self, *, written: bool = False) -> Iterator[Cue]:
        """What is said, or what was ``written`` there, while it is said."""
        for sentence, span in zip(self.script.sentences, self.spans, strict=True):
            if written and sentence.written:
                yield from cues(sentence.written, span.start, span.end)
            else:
                yield from cues(sentence.text, span.start, span.end, span.words)

    def chapters(self) -> list[Cue]:
        """The sections by their titles, each up to the next."""
        starts = [(section.title, self.spans[section.first].start) for section in self.script.sections()]
        ends = [start for _, start in starts[1:]] + [self.seconds]
        return [Cue(start, end, title) for (title, start), end in zip(starts, ends, strict=True)]

    def page(self, *, embed: bool = False, macros: str = "") -> str:
        """The page to read along, with the sound beside it, or in it."""
        times = [(span.start, span.end) for span in self.spans]
        embedded = self.sound.read_bytes() if embed else None
        return page(self.script, times, sound=quote(self.sound.name), embedded=embedded, macros=macros)


def narrate(script: Script, speaker: Speaker, target: Path) -> Narration:
    """Record a script as one file, with its title and its chapters.

    AudioError where there is nothing to say; what the speaker raises passes through, and leaves no file.
    """
    count = len(script.sentences)

    def chapters(heard: Iterable[Heard]) -> list[Chapter]:
        spans = spans_of(heard, count)
        return [Chapter(section.title, spans[section.first].start) for section in script.sections()]

    tags = Tags(title=script.title, artist=script.author, language=script.language)
    return Narration(script, target, spans_of(speaker.record(_parts(script), target, tags, chapters), count))


def spans_of(heard: Iterable[Heard], count: int) -> list[Span]:
    """The span of each of ``count`` sentences, whose cues have its number for their label.

    A sentence of which nothing can be heard has the end of the one before for its place.
    """
    found: dict[object, Span] = {}
    for cue in heard:
        span = found.setdefault(cue.label, Span(cue.start, cue.end))
        span.end = cue.end
        span.words += cue.words
    spans: list[Span] = []
    for number in range(count):
        end = spans[-1].end if spans else 0.0
        spans.append(found.get(number) or Span(end, end))
    return spans


def _parts(script: Script) -> Iterator[Labelled]:
    last = len(script.sentences) - 1
    for number, sentence in enumerate(script.sentences):
        yield sentence.speakable(), sentence.pause if number < last else _END_SECONDS, number
