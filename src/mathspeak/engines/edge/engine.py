"""Microsoft's online voices, by the package edge-tts."""

from __future__ import annotations

import os
import threading
import time

from mathspeak.audio.recording import MP3, Recording
from mathspeak.engines.base import Capabilities, Voice, check_rate, find_voice, is_speakable
from mathspeak.engines.chain.retry import reworded
from mathspeak.engines.checks import check_speech
from mathspeak.engines.edge.voices import DEFAULTS, NAME, is_id, known, voice_of
from mathspeak.engines.edge.words import Script, shortfall
from mathspeak.errors import AudioCutShort, AudioError, EngineFailed, EngineUnavailable, MathspeakError, UnknownVoice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mathspeak.engines.base import Engine, Segment
    from mathspeak.engines.edge.service import Answer, Bounds, Service

# In markup a character is five bytes at the most, a spelled-out letter eight; a request holds 4096.
MAX_CHARS = 500
# How many phrases of one text are asked for at the same time, of the connections that there may be.
PARALLEL = 4
# Changes when the audio of a text does: with the spellings of letters, or the format. The service says nothing of its
# voices' versions.
_VERSION = "edge 1"
_LIST_SECONDS = 30.0


class Edge:
    """The online voices. Nothing is sent before a phrase is to be said or the voices are to be listed.

    ``pool_size``, the most connections at the same time, is MS_CONNECTION_POOL_SIZE where it is not given, and
    ``proxy`` what the environment names; both may be set until the first request.
    """

    name = NAME
    version = _VERSION

    def __init__(self, *, pool_size: int | None = None, proxy: str | None = None, bounds: Bounds | None = None) -> None:
        self.pool_size = pool_size
        self.proxy = proxy
        self._bounds = bounds
        self._lock = threading.Lock()
        self._service: Service | None = None
        self._voices: list[Voice] = []
        self._no_list: tuple[float, MathspeakError] | None = None

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            max_chars=MAX_CHARS,
            offline=False,
            languages=tuple(DEFAULTS),
            coding=MP3,
            words=True,
            parallel=min(PARALLEL, self._connections()),
        )

    def about(self) -> str:
        from importlib.metadata import PackageNotFoundError, version

        try:
            return f"edge-tts {version('edge-tts')}, voices of an online service"
        except PackageNotFoundError as error:
            raise EngineUnavailable("edge-tts is missing", hint="pip install edge-tts") from error

    def voices(self) -> list[Voice]:
        """The voices that the service lists. It is asked once, and after a failure not again for half a minute."""
        if self._no_list and time.monotonic() - self._no_list[0] < _LIST_SECONDS:
            raise reworded(self._no_list[1], self._no_list[1].message)
        if not self._voices:
            try:
                found = self._asked().voices()
            except MathspeakError as error:
                self._no_list = (time.monotonic(), error)
                raise
            self._voices = [
                voice_of(entry["ShortName"], str(entry.get("Gender", "")).lower())
                for entry in found
                if is_id(str(entry.get("ShortName")))
            ]
        return self._voices

    def voice(self, wanted: str | None) -> Voice:
        """The service is asked only for what is neither the full id of a voice nor one of the usual languages."""
        voice = known(wanted)
        if voice is not None:
            return voice
        voices, key = self.voices(), str(wanted).strip().casefold()
        try:
            return find_voice(voices, key)
        except UnknownVoice:
            for voice in voices:
                if voice.language.casefold().startswith(f"{key}-"):
                    return voice
            raise

    def synthesize(self, phrase: Sequence[Segment], voice: str | None, rate: float) -> Recording:
        check_rate(rate)
        speaker = self.voice(voice)
        script = Script(phrase, speaker.language)
        if not is_speakable(script.text):
            raise AudioError("there is nothing to say", hint="give some words")
        answer = self._asked().speak(script.text, speaker.id, rate)
        if not answer.audio:
            raise self._why_silent(speaker)
        return _recorded(answer, script, rate)

    def close(self) -> None:
        """Let go of all connections; the next request opens others."""
        with self._lock:
            service, self._service = self._service, None
        if service is not None:
            service.close()

    def _why_silent(self, voice: Voice) -> MathspeakError:
        """The service says nothing at all of a voice that it does not have, nor of its own troubles."""
        try:
            ids = {other.id for other in self.voices()}
        except MathspeakError:
            ids = set()
        if ids and voice.id not in ids:
            return UnknownVoice(f"edge has no voice {voice.id!r}", hint="ms voices --engine edge lists them")
        return EngineFailed("edge's service sent no audio", transient=True, hint="it does so at times; try again")

    def _asked(self) -> Service:
        with self._lock:
            if self._service is None:
                try:
                    from mathspeak.engines.edge.service import Service
                except ImportError as error:
                    raise EngineUnavailable(f"edge-tts is missing ({error})", hint="pip install edge-tts") from error
                from mathspeak.engines.edge.proxy import checked, proxy_of_environment

                proxy = checked(self.proxy) if self.proxy else proxy_of_environment()
                self._service = Service(pool_size=self._connections(), proxy=proxy, bounds=self._bounds)
            return self._service

    def _connections(self) -> int:
        if self.pool_size is None:
            from mathspeak import config

            self.pool_size = config.load(os.environ).connection_pool_size
        return self.pool_size


def edge() -> Engine:
    """Microsoft's online voices."""
    return Edge()


def _recorded(answer: Answer, script: Script, rate: float) -> Recording:
    """The answer as a recording; EngineFailed or AudioCutShort where it is not all of the text, or no speech."""
    if answer.ended is False:
        raise AudioCutShort("the connection to edge's service ended in the middle of the audio")
    recording = _measured(bytes(answer.audio), script.text, rate)
    missing = script.missing(answer.boundaries)
    problem = shortfall(script, answer.boundaries, recording, rate)
    if answer.ended is None and missing:
        problem = problem or "not all of its words are told"
    if problem:
        raise AudioCutShort(f"edge's service sent audio that is cut short: {problem}")
    if not missing:
        recording.words = tuple(script.words(answer.boundaries))
    return recording


def _measured(data: bytes, text: str, rate: float) -> Recording:
    try:
        recording = Recording.of_mp3(data)
    except AudioError as error:
        raise EngineFailed(f"edge's service sent audio that is damaged: {error}", transient=True) from error
    check_speech(recording, text, rate, NAME)
    return recording
