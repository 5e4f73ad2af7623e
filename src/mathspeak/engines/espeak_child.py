"""The child around espeak-ng itself, which is GPL-3 and so never comes into our own process."""

from __future__ import annotations

import ctypes
from xml.sax.saxutils import escape

from mathspeak.audio import wav
from mathspeak.audio.pcm import Audio
from mathspeak.engines import espeak_library
from mathspeak.engines.base import WORDS_PER_MINUTE, Voice, without_angles
from mathspeak.engines.worker import serve
from mathspeak.errors import EngineFailed, EngineUnavailable, UnknownVoice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# From espeak-ng's speak_lib.h.
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_UTF8_SSML_ENDPAUSE = 0x1 | 0x10 | 0x1000
_RATE = 1
_OK = 0
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

_DEFAULT_VOICE = "gmw/en"
_GENDERS = ("", "male", "female")


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


def main() -> None:
    serve(EspeakDriver)


class EspeakDriver:
    """espeak-ng in its synchronous mode: it calls back with samples until the text is said."""

    def __init__(self, folder: Path) -> None:
        library = espeak_library.load(folder)
        self._dll = library.dll
        data = library.data.encode() or None
        self._sample_rate = self._dll.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT)
        if self._sample_rate <= 0:
            raise EngineUnavailable("espeak-ng does not find its data", hint="pip install espeakng-loader")
        self._samples = bytearray()
        self._callback = _Callback(self._take)
        self._dll.espeak_SetSynthCallback(self._callback)
        self.about = f"espeak-ng {espeak_library.version(library)} of {library.origin}"

    def voices(self) -> list[Voice]:
        self._dll.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        listed = self._dll.espeak_ListVoices(None)
        found: list[Voice] = []
        while listed[len(found)]:
            voice = listed[len(found)].contents
            # A language comes after a byte that says how well the voice suits it.
            language = voice.languages[1:].decode(errors="replace").lower()
            gender = _GENDERS[voice.gender] if voice.gender < len(_GENDERS) else ""
            found.append(Voice(voice.identifier.decode(), voice.name.decode(), language, gender, "espeak"))
        return found

    def speak(self, runs: Sequence[tuple[str, bool]], voice: str | None, rate: float, path: Path) -> None:
        if self._dll.espeak_SetVoiceByName((voice or _DEFAULT_VOICE).encode()) != _OK:
            raise UnknownVoice(f"espeak has no voice {voice!r}", hint="ms voices lists them")
        self._dll.espeak_SetParameter(_RATE, round(WORDS_PER_MINUTE * rate), 0)
        text = f"<speak>{' '.join(_marked(*run) for run in runs)}</speak>".encode()
        self._samples.clear()
        said = self._dll.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 1, 0, _UTF8_SSML_ENDPAUSE, None, None)
        if said != _OK:
            raise EngineFailed(f"espeak-ng failed with status {said}", transient=True)
        with open(path, "wb") as file:
            wav.write(Audio(bytes(self._samples), self._sample_rate), file)

    def _take(self, samples: ctypes._Pointer[ctypes.c_short], count: int, events: int | None) -> int:
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, 2 * count)
        return 0


def _marked(text: str, letter: bool) -> str:
    text = escape(without_angles(text))
    return f'<say-as interpret-as="characters">{text}</say-as>' if letter else text


if __name__ == "__main__":
    main()
