"""OpenAI's speech API, so that clients written for it work here: chat programs, readers, and its own library."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from mathspeak.config import FASTEST, SLOWEST, STYLES
from mathspeak.expression import is_prose
from mathspeak.server.problems import Problem
from mathspeak.server.requests import Reading, SpeechRequest, Voicing
from mathspeak.server.routes.common import BINARY, NO_STORE, SPEAKING_PROBLEMS, ServiceOf, note
from mathspeak.server.sound import Sound, sound
from mathspeak.server.voice import MEDIA_TYPES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

router = APIRouter(prefix="/v1/audio", tags=["OpenAI"])

# The names of voices that only OpenAI has, which its clients send without being asked.
_THEIR_VOICES = frozenset("alloy ash ballad cedar coral echo fable juniper marin nova onyx sage shimmer verse".split())
_COMMAND = re.compile(r"\\[A-Za-z]")
_WORD = re.compile(r"(?<![\\\w^{])[^\W\d_]{2,}")
_SIGN = re.compile(r"[\^_=+*/<>{}|]")
_EVENTS = "text/event-stream"
_AUDIO: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Audio, or events that carry it",
        "content": dict.fromkeys(MEDIA_TYPES.values(), BINARY) | {_EVENTS: {}},
    }
}


@router.post("/speech", summary="OpenAI's speech API", response_class=Response, responses=_AUDIO | SPEAKING_PROBLEMS)
async def speech(body: SpeechRequest, request: Request, service: ServiceOf) -> Response:
    """`input` with `$…$` or another delimiter is prose with formulas. Without one it is prose if it has words and no
    command, and a formula otherwise. `model` may name a style; `voice` may be a voice of `/v1/voices`.
    """
    note(request, body.input, "input")
    reading, voicing = _asked(body)
    words = await service.reader.words(reading, looks_like_prose(body.input))
    audio = await sound(service, words, body.response_format, voicing, service.settings.language)
    request.scope["state"]["audio"] = audio
    if body.stream_format == "sse":
        return StreamingResponse(_events(audio, len(words.text)), headers=NO_STORE, media_type=_EVENTS)
    return StreamingResponse(aiter(audio), headers=NO_STORE, media_type=MEDIA_TYPES[body.response_format])


def _asked(body: SpeechRequest) -> tuple[Reading, Voicing]:
    if body.response_format not in MEDIA_TYPES:
        known = ", ".join(MEDIA_TYPES)
        raise Problem(
            422,
            "invalid-request",
            f"response_format: {body.response_format} is none of {known}",
            field="response_format",
        )
    if not SLOWEST <= body.speed <= FASTEST:
        raise Problem(422, "invalid-request", f"speed: it goes from {SLOWEST:g} to {FASTEST:g} here", field="speed")
    voice = body.voice.get("id") if isinstance(body.voice, dict) else body.voice
    if not voice or voice in _THEIR_VOICES:
        voice = None
    elif len(voice) > 200:
        raise Problem(422, "invalid-request", "voice: it is too long", field="voice")
    style = body.model if body.model in STYLES else None
    return Reading.model_validate({"latex": body.input, "style": style}), Voicing(voice=voice, rate=body.speed)


def looks_like_prose(text: str) -> bool:
    """Whether a text is prose, with or without formulas in it, rather than one formula.

    >>> [looks_like_prose(text) for text in ("It costs $5 to go.", "Let $x$ be it.", "Hello", "Hello there!")]
    [True, True, True, True]
    >>> [looks_like_prose(text) for text in ("x", "x+1", "E=mc^2", r"\\frac{a}{b}", r"\\text{if } x \\text{ so}", "42")]
    [False, False, False, False, False, False]
    """
    if is_prose(text):
        return True
    if _COMMAND.search(text):
        return False
    words = len(_WORD.findall(text))
    return words > 1 or (words == 1 and not _SIGN.search(text))


async def _events(audio: Sound, characters: int) -> AsyncIterator[bytes]:
    sent = 0
    async for piece in audio:
        sent += len(piece)
        yield _event({"type": "speech.audio.delta", "audio": base64.b64encode(piece).decode()})
    usage = {"input_tokens": characters, "output_tokens": sent, "total_tokens": characters + sent}
    yield _event({"type": "speech.audio.done", "usage": usage})


def _event(fields: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(fields)}\n\n".encode()
