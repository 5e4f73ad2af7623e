"""Formulas to audio, sent while it is made."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from mathspeak import __version__
from mathspeak.server.reading import tag
from mathspeak.server.requests import SpeakQuery, SpeakRequest
from mathspeak.server.routes.common import (
    BINARY,
    GET_PROBLEMS,
    NO_STORE,
    SPEAKING_PROBLEMS,
    ServiceOf,
    cached,
    note,
    problems,
    unchanged,
)
from mathspeak.server.sound import sound
from mathspeak.server.voice import MEDIA_TYPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from mathspeak.expression import Words
    from mathspeak.server.service import Service

router = APIRouter(prefix="/v1", tags=["audio"])
_AUDIO: dict[int | str, dict[str, Any]] = {
    200: {"description": "Audio", "content": dict.fromkeys(MEDIA_TYPES.values(), BINARY)}
}


class Voice(BaseModel):
    id: str
    name: str
    language: str
    gender: str
    engine: str


class VoicesAnswer(BaseModel):
    voices: list[Voice]


@router.post("/speak", summary="The audio of a formula", response_class=Response, responses=_AUDIO | SPEAKING_PROBLEMS)
async def speak(body: SpeakRequest, request: Request, service: ServiceOf) -> Response:
    """The answer begins with the first words, while the others are still being made."""
    note(request, body.latex)
    return await _spoken(await service.reader.words(body), body, request, service, NO_STORE)


@router.get(
    "/speak",
    summary="The audio of a formula, cacheable",
    response_class=Response,
    responses=_AUDIO | GET_PROBLEMS | problems(502),
)
async def speak_query(query: Annotated[SpeakQuery, Query()], request: Request, service: ServiceOf) -> Response:
    """The tag is known before the audio is made, so that asking again costs nothing where nothing has changed."""
    note(request, query.latex)
    words = await service.reader.words(query)
    speaks = await service.speech_pool.run(service.voices.identity, service.settings.server.request_seconds)
    mark = tag(__version__.encode(), speaks, words.text.encode(), query.model_dump_json().encode())
    headers = cached(service, mark)
    if unchanged(request, mark):
        return Response(status_code=304, headers=headers)
    if request.scope["state"].get("head"):
        # Without a length, which only the audio itself would tell.
        return StreamingResponse(iter(()), headers=headers, media_type=MEDIA_TYPES[query.format])
    return await _spoken(words, query, request, service, headers)


async def _spoken(
    words: Words, body: SpeakRequest, request: Request, service: Service, headers: Mapping[str, str]
) -> Response:
    language = body.language or service.settings.language
    audio = await sound(service, words, body.format, body, language)
    request.scope["state"]["audio"] = audio
    if audio.stood_in:
        # The tag is that of the voice that should have spoken, and will when it can again.
        headers = NO_STORE
    return StreamingResponse(aiter(audio), headers=headers, media_type=MEDIA_TYPES[body.format])


@router.get("/voices", summary="What can speak here", response_model=VoicesAnswer, responses=GET_PROBLEMS)
async def voices(request: Request, service: ServiceOf) -> Response:
    found = await service.speech_pool.run(service.voices.listed, service.settings.server.request_seconds)
    body = json.dumps({"voices": found}, ensure_ascii=False).encode()
    headers = cached(service, tag(body))
    if unchanged(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
