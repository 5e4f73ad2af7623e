"""The sound of a document beside its transcripts: audio, subtitles and the page to read along."""

from __future__ import annotations

from mathspeak.narration.files import write
from mathspeak.narration.narrate import narrate
from mathspeak.narration.subtitles import subrip, webvtt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mathspeak.narration.script import Script
    from mathspeak.speaker import Speaker


class Sound:
    """How documents sound: a ``format`` of audio, and a speaker for the ``language`` that a document turns out to have.

    With ``embed`` the page has the audio in it, and is whole without any other file. ``made`` and ``found`` count the
    recordings that were made so far and those that were in the cache.
    """

    __slots__ = ("embed", "format", "found", "made", "speaker")

    def __init__(self, speaker: Callable[[str], Speaker], format: str = "mp3", *, embed: bool = False) -> None:
        self.speaker = speaker
        self.format = format
        self.embed = embed
        self.made = self.found = 0

    def kept(self, script: Script) -> int:
        """How many in a hundred of the sentences are in the cache."""
        speaker = self.speaker(script.language)
        kept = [speaker.is_kept(sentence.speakable(), self.format) for sentence in script.sentences]
        return 100 * sum(kept) // max(1, len(kept))

    def make(self, script: Script, name: str, output: Path, macros: str = "") -> tuple[float, list[str]]:
        """Write the audio of a script and what goes with it; the seconds it lasts, and the names of the files."""
        target = output / f"{name}.{self.format}"
        target.parent.mkdir(parents=True, exist_ok=True)
        speaker = self.speaker(script.language)
        made, found = speaker.recorder.made, speaker.recorder.found
        try:
            narration = narrate(script, speaker, target)
        finally:
            self.made += speaker.recorder.made - made
            self.found += speaker.recorder.found - found
        texts = {
            f"{name}.vtt": webvtt(narration.subtitles()),
            f"{name}.srt": subrip(narration.subtitles()),
            f"{name}.html": narration.page(embed=self.embed, macros=macros),
        }
        for file, text in texts.items():
            write(output / file, text)
        return narration.seconds, [f"{name}.{self.format}", *texts]
