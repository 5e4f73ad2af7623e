"""Formulas to words."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field, ValidationError

from mathspeak import config
from mathspeak.errors import MathspeakError
from mathspeak.server.gate import JSON_LINES
from mathspeak.server.problems import Problem, of_error, of_validation
from mathspeak.server.reading import tag
from mathspeak.server.requests import EXAMPLE, TextQuery, TextRequest
from mathspeak.server.routes.common import (
    GET_PROBLEMS,
    NO_STORE,
    READING_PROBLEMS,
    ServiceOf,
    cached,
    note,
    unchanged,
)
from mathspeak.server.service import Service
from mathspeak.translator import preferences

router = APIRouter(prefix="/v1", tags=["words"])
_JSON = "application/json"


class Notice(BaseModel):
    """Something about the source that its author may want to know; ``start`` and ``end`` count its characters."""

    code: str
    message: str
    start: int | None
    end: int | None
    hint: str = ""


class TextAnswer(BaseModel):
    speech: str = Field(examples=["the fraction a plus b over c"])
    warnings: list[Notice] = Field(examples=[[]])


@router.post("/text", summary="The words of a formula", response_model=TextAnswer, responses=READING_PROBLEMS)
async def text(body: TextRequest, request: Request, service: ServiceOf) -> Response:
    note(request, body.latex)
    answer = await service.reader.text(body)
    return Response(answer.body, media_type=_JSON, headers={**NO_STORE, "etag": answer.tag})


@router.get("/text", summary="The words of a formula, cacheable", response_model=TextAnswer, responses=GET_PROBLEMS)
async def text_of_query(query: Annotated[TextQuery, Query()], request: Request, service: ServiceOf) -> Response:
    note(request, query.latex)
    answer = await service.reader.text(query)
    headers = cached(service, answer.tag)
    if unchanged(request, answer.tag):
        return Response(status_code=304, headers=headers)
    return Response(answer.body, media_type=_JSON, headers=headers)


class StyleAnswer(BaseModel):
    name: str = Field(examples=["clearspeak"])
    preferences: dict[str, list[str]] = Field(
        description="Each with the values that it takes, the default first.", examples=[{"Caps": ["Auto", "SayCaps"]}]
    )


class StylesAnswer(BaseModel):
    """What `style`, `verbosity`, `language` and `prefs` may be, and what is taken where they are left out."""

    styles: list[StyleAnswer]
    verbosities: list[str]
    languages: list[str]
    defaults: dict[str, str]


@router.get("/styles", summary="How formulas can be read", response_model=StylesAnswer, responses=GET_PROBLEMS)
async def styles(request: Request, service: ServiceOf) -> Response:
    settings = service.settings
    body = json.dumps(
        {
            "styles": [{"name": name, "preferences": preferences(name)} for name in config.STYLES],
            "verbosities": config.VERBOSITIES,
            "languages": config.LANGUAGES,
            "defaults": {name: getattr(settings, name) for name in ("style", "verbosity", "language")},
        }
    ).encode()
    headers = cached(service, tag(body))
    if unchanged(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_JSON, headers=headers)


_BATCH: Any = {
    "requestBody": {
        "required": True,
        "content": {
            _JSON: {
                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/TextRequest"}},
                "example": [{"latex": EXAMPLE}, {"latex": "x^2", "style": "clearspeak"}],
            },
            JSON_LINES[0]: {"schema": {"type": "string"}, "example": '{"latex": "x^2"}\n{"latex": "y"}\n'},
        },
    }
}


@router.post(
    "/text/batch",
    summary="The words of several formulas",
    responses=READING_PROBLEMS | {200: {"content": {JSON_LINES[0]: {"schema": {"type": "string"}}}}},
    response_model=list[TextAnswer | dict[str, Any]],
    openapi_extra=_BATCH,
)
async def batch(request: Request, service: ServiceOf) -> Response:
    """A list of requests, or one a line; the answers come in the same shape and order.

    One that cannot be answered has `error`, a problem, in its place; the others are not affected.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    items = _items(await request.body(), in_lines=kind in JSON_LINES)
    most = service.settings.server.max_batch
    if len(items) > most:
        raise Problem(
            422, "batch-too-long", f"a batch has at most {most} formulas, not {len(items)}", limit="max_batch"
        )
    await request.scope["state"]["charge"](len(items) - 1)
    answers = []
    for item in items:
        answers.append(await _answer(item, service))
        # Small ones are read at once: others must have their turn between them.
        await asyncio.sleep(0)
    if kind in JSON_LINES:
        return Response(b"\n".join([*answers, b""]), media_type=JSON_LINES[0], headers=NO_STORE)
    return Response(b"[" + b", ".join(answers) + b"]", media_type=_JSON, headers=NO_STORE)


async def _answer(item: object, service: Service) -> bytes:
    try:
        return (await service.reader.text(TextRequest.model_validate(item))).body
    except ValidationError as error:
        problem = of_validation([{**found, "loc": ("body", *found["loc"])} for found in error.errors()])
    except MathspeakError as error:
        problem = of_error(error)
    except Problem as error:
        problem = error
    return b'{"error": ' + problem.body() + b"}"


def _items(body: bytes, *, in_lines: bool) -> list[Any]:
    try:
        if in_lines:
            return [json.loads(line) for line in body.split(b"\n") if line.strip()]
        items = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "invalid-json", f"the body is not JSON: {error}") from None
    if not isinstance(items, list):
        raise Problem(422, "invalid-request", "a batch is a list of requests")
    return items
