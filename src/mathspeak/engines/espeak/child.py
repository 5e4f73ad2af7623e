"""The child around espeak-ng itself, which is GPL-3 and so never comes into our own process."""

from __future__ import annotations

import ctypes
import os
from itertools import pairwise

from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Word
from mathspeak.engines.base import Voice
from mathspeak.engines.children.worker import heard, serve
from mathspeak.engines.espeak import library as espeak_library
from mathspeak.engines.espeak.script import Script
from mathspeak.engines.espeak.voices import DEFAULT_VOICE
from mathspeak.errors import EngineFailed, EngineUnavailable, UnknownVoice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mathspeak.engines.children.worker import Run

# From espeak-ng's speak_lib.h.
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_UTF8_PHONEMES_ENDPAUSE = 0x1 | 0x100 | 0x1000
_LIST_ENDS, _WORD, _END = 0, 1, 5
_OK = 0

_GENDERS = ("", "male", "female")


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


def main() -> None:
    serve(EspeakDriver)


class EspeakDriver:
    """espeak-ng in its synchronous mode: it calls back with samples until the text is said."""

    def __init__(self, folder: Path) -> None:
        self._library = espeak_library.find(folder)
        self._samples = bytearray()
        self._events: list[tuple[int, int, int]] = []
        self._callback = _Callback(self._take)
        dll, self._sample_rate = self._fresh()
        self.about = f"espeak-ng {espeak_library.version(dll)} of {self._library.origin}"
        _unload(dll)

    def voices(self) -> tuple[list[Voice], str]:
        dll, _ = self._fresh()
        dll.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        listed = dll.espeak_ListVoices(None)
        found: list[Voice] = []
        while listed[len(found)]:
            voice = listed[len(found)].contents
            # A language comes after a byte that says how well the voice suits it.
            language = voice.languages[1:].decode(errors="replace").lower()
            gender = _GENDERS[voice.gender] if voice.gender < len(_GENDERS) else ""
            found.append(Voice(voice.identifier.decode(), voice.name.decode().strip(), language, gender, "espeak"))
        _unload(dll)
        return found, DEFAULT_VOICE.id

    def speak(self, runs: Sequence[Run], voice: str, rate: float) -> tuple[Audio, list[Word]]:
        english = voice.rpartition("/")[2].startswith("en")
        # Some signs it passes over in silence, and calls others by names in the voice's language.
        for named in (False, True):
            script = Script(runs, english=english, named=named)
            audio = self._said(script.text, voice, rate)
            starts = self._starts(script)
            unsaid = [word for at, word in enumerate(script.words) if at not in starts and not _has_letters(word)]
            if starts and not unsaid:
                return audio, self._words(script.words, starts, audio)
        word = (unsaid or script.words)[0]
        raise EngineFailed(f"espeak has no reading for {word!r} with the voice {voice}", hint="try another voice")

    def _said(self, text: str, voice: str, rate: float) -> Audio:
        self._samples.clear()
        self._events.clear()
        encoded = text.encode()
        dll, _ = self._fresh()
        try:
            if dll.espeak_SetVoiceByName(voice.encode()) != _OK:
                raise UnknownVoice(f"espeak has no voice {voice!r}", hint="ms voices lists them")
            number, gap = espeak_library.pace(rate)
            dll.espeak_SetParameter(espeak_library.RATE, number, 0)
            dll.espeak_SetParameter(espeak_library.WORD_GAP, gap, 0)
            size = ctypes.c_size_t(len(encoded) + 1)
            said = dll.espeak_Synth(encoded, size, 0, 1, 0, _UTF8_PHONEMES_ENDPAUSE, None, None)
            if said != _OK:
                raise EngineFailed(f"espeak-ng failed with status {said}", transient=True)
        finally:
            _unload(dll)
        return Audio(bytes(self._samples), self._sample_rate)

    def _fresh(self) -> tuple[ctypes.CDLL, int]:
        """The library as it is when it has said nothing yet, and its sample rate.

        It keeps the wavering of its pitch from one text to the next, and nothing but loading it anew puts that back;
        only so is the same text the same samples. It takes a third of a millisecond.
        """
        dll = self._library.load()
        rate = dll.espeak_Initialize(_SYNCHRONOUS, 0, self._library.data.encode() or None, _DO_NOT_EXIT)
        if rate <= 0:
            raise EngineUnavailable("espeak-ng does not find its data", hint="pip install espeakng-loader")
        dll.espeak_SetSynthCallback(self._callback)
        return dll, rate

    def _take(self, samples: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]) -> int:
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, 2 * count)
        at = 0
        while events and events[at].type != _LIST_ENDS:
            event = events[at]
            self._events.append((event.type, event.text_position, event.sample))
            at += 1
        return 0

    def _starts(self, script: Script) -> dict[int, int]:
        """The samples at which words begin, by their place among the words."""
        starts: dict[int, int] = {}
        for kind, position, sample in self._events:
            if kind == _WORD:
                starts.setdefault(max(script.word_at(position), 0), sample)
        return starts

    def _words(self, words: Sequence[str], starts: dict[int, int], audio: Audio) -> list[Word]:
        pauses = {sample for kind, _, sample in self._events if kind == _END} | {audio.frames}
        first = min(starts)
        found: list[Word] = []
        told = [*sorted(starts), len(words)]
        for at, following in pairwise(told):
            start, end = starts[at], starts.get(following, audio.frames)
            if end in pauses:
                # A clause ends with quiet that is no part of its last word.
                end = start + heard(audio.part(start, end))[1]
            group = words[at if at > first else 0 : following]
            found += _shared(group, start / audio.rate, end / audio.rate)
        return found


def _has_letters(word: str) -> bool:
    return any(c.isalnum() for c in word)


def _shared(words: Sequence[str], start: float, end: float) -> list[Word]:
    """Words that espeak says as one, as it does with "of the", each with a part of the time by its length."""
    letters = sum(map(len, words))
    found: list[Word] = []
    for word in words:
        until = start + (end - start) * len(word) / letters
        found.append(Word(word, start, until))
        letters, start = letters - len(word), until
    return found


def _unload(dll: ctypes.CDLL) -> None:
    import _ctypes

    dll.espeak_Terminate()
    if os.name != "nt":
        _ctypes.dlclose(dll._handle)


if __name__ == "__main__":
    main()
