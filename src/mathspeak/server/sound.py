"""Audio for handlers: the first piece before an answer begins, so that what fails early fails with a status."""

from __future__ import annotations

from mathspeak.errors import AudioError, LimitExceeded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from mathspeak.expression import Words
    from mathspeak.server.requests import Voicing
    from mathspeak.server.service import Service
    from mathspeak.server.voice import Stream


class Sound:
    """Audio of which the first piece is there. Whoever iterates over it gets that and the others.

    ``stood_in`` tells whether another engine than the first had to speak.
    """

    def __init__(self, service: Service, stream: Stream, first: bytes) -> None:
        self._service = service
        self._stream = stream
        self._first = first
        self.stood_in = stream.stood_in

    @property
    def kind(self) -> str:
        """Whether all of it so far was there already, or some of it had to be made."""
        return "new" if self._stream.is_new else "cached"

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        pool, seconds = self._service.speech_pool, self._service.settings.server.request_seconds
        piece: bytes | None = self._first
        try:
            while piece is not None:
                yield piece
                # Of a client that reads slowly nothing waits for a thread meanwhile.
                piece = await pool.run(self._stream.pull, seconds, admitted=True)
        finally:
            self.close()

    def close(self) -> None:
        self._service.speech_pool.later(self._stream.close)


async def sound(service: Service, words: Words, format: str, request: Voicing, language: str) -> Sound:
    """Begin to speak; raises what the speaker raises, and Problem 503 where too much waits already."""
    most = service.settings.server.max_speech
    if len(words.text) > most:
        raise LimitExceeded(
            "max_speech", f"{len(words.text):,} characters are too many to speak at once", hint=f"at most {most:,}"
        )

    def begin() -> tuple[Stream, bytes | None]:
        stream = service.voices.stream(words.speakable(), format, request, language)
        return stream, stream.pull()

    stream, first = await service.speech_pool.run(begin, service.settings.server.request_seconds)
    if first is None:
        raise AudioError("there is nothing to say", hint="give some words")
    return Sound(service, stream, first)
