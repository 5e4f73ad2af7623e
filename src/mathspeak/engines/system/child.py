"""The child around pyttsx3: the system's own voices, espeak-ng on Linux, SAPI on Windows, NSSpeech on macOS."""

from __future__ import annotations

import sys

from mathspeak.audio import formats
from mathspeak.engines.base import WORDS_PER_MINUTE, Voice, without_angles
from mathspeak.engines.children.worker import serve
from mathspeak.engines.espeak import library as espeak_library
from mathspeak.errors import AudioError, EngineFailed, EngineUnavailable, UnknownVoice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from mathspeak.audio.pcm import Audio
    from mathspeak.audio.recording import Word
    from mathspeak.engines.children.worker import Run

# The spelling that each driver's English voices say as the letter; espeak says "ay" as in "my".
_LETTER_A = {"espeak": "eh"}
_LETTER_A_ELSEWHERE = "ay"
_HINTS = {
    "linux": "pip install espeakng-loader, or install espeak-ng with the system's tools",
    "darwin": "pip install pyttsx3 (it brings pyobjc)",
    "win32": "pip install pyttsx3 (it brings pywin32 and comtypes)",
}


def main() -> None:
    serve(Pyttsx3Driver)


class Pyttsx3Driver:
    """pyttsx3 with its silences turned into errors."""

    def __init__(self, folder: Path) -> None:
        library = espeak_library.find(folder) if sys.platform.startswith("linux") else None
        dll = library.load(shared=True) if library else None
        self._path = folder / "said"
        try:
            engine = _new_engine()
            # The voices, too, because SAPI finds out only here that there are none.
            self._voices = [_voice(voice) for voice in engine.getProperty("voices")]
            current = engine.getProperty("voice")
        except Exception as error:
            hint = _HINTS.get(sys.platform, "")
            raise EngineUnavailable(f"pyttsx3 finds no speech driver: {error}", hint=hint) from error
        if not self._voices:
            raise EngineUnavailable("the system has no voices", hint="install a voice in the system's speech settings")
        self._default = _default_voice(self._voices, current)
        self._letter_a = _LETTER_A.get(str(engine), _LETTER_A_ELSEWHERE)
        self.about = f"{engine} by pyttsx3"
        if library and dll:
            self.about = f"espeak-ng {espeak_library.version(dll)} of {library.origin}, by pyttsx3"

    def voices(self) -> tuple[list[Voice], str]:
        return self._voices, self._default.id

    def speak(self, runs: Sequence[Run], voice: str, rate: float) -> tuple[Audio, list[Word]]:
        wanted = next((known for known in self._voices if known.id == voice), self._default)
        text = " ".join(self._spelled(text, wanted) if letter else text for text, letter, _ in runs)
        engine = _new_engine()
        errors: list[Exception] = []
        engine.connect("error", lambda name, exception: errors.append(exception))
        if str(engine) == "espeak":
            _release(engine)
        engine.setProperty("voice", wanted.id)
        _set_rate(engine, rate)
        engine.save_to_file(_plain(text), str(self._path))
        engine.runAndWait()
        if errors:
            raise EngineFailed(f"pyttsx3 failed: {errors[0]}")
        # A voice that it does not like is ignored without a word.
        if engine.getProperty("voice") != wanted.id:
            raise UnknownVoice(f"pyttsx3 does not take the voice {wanted.id!r}", hint="ms voices lists them")
        return self._audio(), []

    def _audio(self) -> Audio:
        try:
            return formats.read(self._path)
        except AudioError as error:
            raise EngineFailed(f"pyttsx3 gave no audio: {error}", transient=True) from error
        finally:
            self._path.unlink(missing_ok=True)

    def _spelled(self, letters: str, voice: Voice) -> str:
        a = self._letter_a if voice.language.startswith("en") else "a"
        return " ".join(a if letter in "aA" else letter for letter in letters if not letter.isspace())


def _new_engine() -> Any:
    """A new engine for each job: what a used one still has in its queue differs from driver to driver.

    pyttsx3 gives the same object again as long as anybody holds it.
    """
    import pyttsx3

    return pyttsx3.init()


def _release(engine: Any) -> None:
    """A new engine keeps its jobs until its loop runs; with espeak that loop then ends before a longer text does."""
    engine.proxy.setBusy(False)


def _set_rate(engine: Any, rate: float) -> None:
    if str(engine) != "espeak":
        engine.setProperty("rate", round(WORDS_PER_MINUTE * rate))
        return
    from pyttsx3.drivers import _espeak

    number, gap = espeak_library.pace(rate)
    engine.setProperty("rate", number)
    _espeak.SetParameter(espeak_library.WORD_GAP, gap, 0)
    # It takes settings in a thread of its own; without waiting, one text in fifty is said at another rate.
    _espeak.Synchronize()


def _default_voice(voices: Sequence[Voice], current: str) -> Voice:
    """The user's own choice if it speaks English, or else the first voice that does."""
    own = next((voice for voice in voices if voice.id == current), voices[0])
    return next((voice for voice in (own, *voices) if voice.language.startswith("en")), own)


def _voice(voice: Any) -> Voice:
    tag = str((voice.languages or [""])[0]).lower().replace("_", "-")
    gender = str(voice.gender or "").lower().removeprefix("voicegender")
    return Voice(voice.id, voice.name, tag, gender, "pyttsx3")


def _plain(text: str) -> str:
    """Without what NSSpeech takes for a command and SAPI for markup."""
    return without_angles(text).replace("[[", "[ [")


if __name__ == "__main__":
    main()
