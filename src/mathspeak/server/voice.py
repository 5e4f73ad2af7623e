"""The one place where the server meets the speaker: words and a voice in, encoded audio out, piece by piece."""

from __future__ import annotations

import math
import os
import re
import threading
import time
from contextlib import suppress

from mathspeak.cache.folders import engines_file
from mathspeak.errors import CacheError, QueueError
from mathspeak.speaker import Speaker

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import Iterator, Mapping

    from mathspeak.cache.cache import Cache
    from mathspeak.config import Settings
    from mathspeak.narration.backlog import Backlog
    from mathspeak.server.metrics import Metrics
    from mathspeak.server.requests import Voicing
    from mathspeak.speaker import Speakable

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")
_LONGEST = 300
_SHOWN = ("id", "name", "language", "gender", "engine")
MEDIA_TYPES = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "opus": "audio/ogg",
    "m4a": "audio/mp4",
}


class Voices:
    """What speaks here: one speaker a request, all over the same engines and the same cache.

    Its methods block: they are for a thread.
    """

    def __init__(self, settings: Settings, metrics: Metrics, logger: logging.Logger) -> None:
        self._settings = settings
        self._metrics = metrics
        self._logger = logger
        self._listed: list[dict[str, str]] = []
        self._cache = _opened(settings, logger) if settings.cache_enabled else None
        self._backlog = _backlog(settings)
        self._watched: Speaker | None = None
        for result in ("hit", "miss") if self._cache is not None else ():
            metrics.cache.labels(result)

    def warm(self) -> str:
        """Start what speaks, and say what it is."""
        self._watched = self._speaker(None, None)
        self._metrics.expect(engines=self._watched.recorder.resting())
        return self._watched.recorder.first.about()

    def listed(self) -> list[dict[str, str]]:
        """Every voice, as clients see it."""
        if not self._listed:
            voices = self._speaker(None, None).voices()
            self._listed = [{name: str(getattr(voice, name)) for name in _SHOWN} for voice in voices]
        return self._listed

    def identity(self) -> bytes:
        """What must change for the audio of the same words to change."""
        engine, settings = self._speaker(None, None).recorder.first, self._settings
        sound = (settings.voice, settings.rate, settings.pause, settings.volume, settings.pitch)
        return f"{engine.name} {engine.version} {sound} {_words(settings.lexicon)}".encode()

    def stream(self, text: Speakable, format: str, request: Voicing, language: str) -> Stream:
        """The audio of words, ready to be pulled."""
        speaker = self._speaker(request, language)
        return Stream(speaker.stream(text, format), speaker, format, self._metrics)

    def look(self) -> None:
        """Take down which engines rest in this process. Does not block."""
        if self._watched is not None:
            for engine, rests in self._watched.recorder.resting().items():
                self._metrics.breaker_open.labels(engine).set(rests)

    def measure(self) -> None:
        """Take down how much the cache holds, how many documents wait for workers, and whether both can be used."""
        metrics = self._metrics
        if self._cache is not None:
            works = False
            # A store that does not answer was told of when it was to be used.
            with suppress(CacheError):
                metrics.cache_bytes.set(self._cache.store.stats().bytes)
                works = not self._cache.rests
            metrics.store_up.labels("cache").set(works)
        if self._backlog is not None:
            jobs: Mapping[str, float] = {"waiting": math.nan, "taken": math.nan}
            with suppress(QueueError):
                jobs = self._backlog.jobs()
            for state, number in jobs.items():
                metrics.batch_jobs.labels(state).set(number)
            metrics.store_up.labels("queue").set(not math.isnan(jobs["waiting"]))

    def close(self) -> None:
        """Let go of the cache."""
        if self._cache is not None:
            self._cache.close()

    def _speaker(self, request: Voicing | None, language: str | None) -> Speaker:
        settings = self._settings

        def chosen(name: str) -> float:
            value: float | None = getattr(request, name, None)
            return getattr(settings, name) if value is None else value

        return Speaker(
            settings.engine,
            (request and request.voice) or settings.voice,
            chosen("rate"),
            pause=chosen("pause"),
            volume=chosen("volume"),
            pitch=settings.pitch,
            language=language or settings.language,
            lexicon=settings.lexicon,
            cache=self._cache,
            notify=self._tell,
            memory=engines_file(settings.cache_dir),
            watch=self._metrics,
        )

    def _tell(self, message: str) -> None:
        # Engines quote the words that they could not say.
        told = message if self._settings.log_formulas else _QUOTED.sub("'…'", message)
        self._logger.warning("another voice", extra={"fields": {"detail": told[:_LONGEST]}})


def _backlog(settings: Settings) -> Backlog | None:
    if settings.queue_url is None:
        return None
    from mathspeak.narration.backlog import Backlog

    return Backlog(settings.queue_url)


def _words(lexicon: str | None) -> str:
    """When the file with words of one's own was last changed."""
    return f"{lexicon} {os.stat(lexicon).st_mtime_ns}" if lexicon and os.path.exists(lexicon) else ""


def _opened(settings: Settings, logger: logging.Logger) -> Cache:
    from mathspeak.cache.cache import open_cache

    return open_cache(
        settings.cache_url,
        settings.cache_dir,
        settings.cache_max_bytes,
        notify=logger.warning,
        connections=settings.connection_pool_size,
    )


class Stream:
    """Pieces of audio, pulled one at a time from whatever thread is free, and closed from any."""

    def __init__(self, pieces: Iterator[bytes], speaker: Speaker, format: str, metrics: Metrics) -> None:
        self._pieces = pieces
        self._recorder = speaker.recorder
        self._metrics = metrics
        self._sent = metrics.audio_bytes.labels(format)
        self._lock = threading.Lock()
        self._caches = speaker.cache is not None
        self._counted = {"hit": 0, "miss": 0}
        self._begun = 0.0
        self._closed = False

    @property
    def stood_in(self) -> bool:
        """Whether another engine than the first has spoken so far."""
        return self._recorder.stood_in

    @property
    def is_new(self) -> bool:
        """Whether some of what has been said had to be made, here or by another who was at it."""
        return bool(self._recorder.made or self._recorder.waited)

    def pull(self) -> bytes | None:
        """The next piece; None after the last one."""
        with self._lock:
            if self._closed:
                return None
            first, self._begun = not self._begun, self._begun or time.perf_counter()
            try:
                piece = next(self._pieces, None)
            finally:
                self._count()
            if first:
                self._metrics.speech_seconds.labels(self._recorder.spoke).observe(time.perf_counter() - self._begun)
            self._sent.inc(len(piece or b""))
            return piece

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if hasattr(self._pieces, "close"):
                self._pieces.close()
            self._count()

    def _count(self) -> None:
        """Count the recordings that came since this was done last, if there is a cache that they could come from."""
        for result, count in (("hit", self._recorder.found), ("miss", self._recorder.made)):
            if self._caches:
                self._metrics.cache.labels(result).inc(count - self._counted[result])
            self._counted[result] = count
