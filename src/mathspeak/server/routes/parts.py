"""The parts of a formula, for stepping through it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from mathspeak.server.requests import PartsQuery, PartsRequest
from mathspeak.server.routes.common import (
    GET_PROBLEMS,
    NO_STORE,
    READING_PROBLEMS,
    ServiceOf,
    cached,
    note,
    unchanged,
)
from mathspeak.server.routes.text import Notice

router = APIRouter(prefix="/v1", tags=["words"])
_JSON = "application/json"


class PartAnswer(BaseModel):
    """One part: what is heard there, where that is, and where it stands in ``latex``, in characters."""

    number: int = Field(description="Counts the parts, each before its own.", examples=[2])
    heard: str = Field(examples=["numerator: a plus b"])
    where: str = Field(examples=["numerator of the fraction"])
    kind: str = Field(examples=["sum"])
    role: str = Field(examples=["numerator"])
    start: int = Field(examples=[6])
    end: int = Field(examples=[9])
    row: int = Field(description="Of a cell of a table; 0 elsewhere.", examples=[0])
    column: int = Field(examples=[0])
    parts: list[dict[str, Any]] = Field(description="What is inside it, in the same shape.", examples=[[]])


class PartsAnswer(BaseModel):
    speech: str = Field(examples=["the fraction a plus b over c end fraction"])
    warnings: list[Notice] = Field(examples=[[]])
    mathml: str = Field(
        description="The formula as it is written. An id `f6-9` is of what stands there in the formula itself."
    )
    offset: int = Field(description="Where the formula begins in `latex`, behind its delimiter.", examples=[0])
    whole: PartAnswer


@router.post("/parts", summary="The parts of a formula", response_model=PartsAnswer, responses=READING_PROBLEMS)
async def parts(body: PartsRequest, request: Request, service: ServiceOf) -> Response:
    note(request, body.latex)
    answer = await service.reader.parts(body)
    return Response(answer.body, media_type=_JSON, headers=NO_STORE)


@router.get("/parts", summary="The parts of a formula, cacheable", response_model=PartsAnswer, responses=GET_PROBLEMS)
async def parts_of_query(query: Annotated[PartsQuery, Query()], request: Request, service: ServiceOf) -> Response:
    note(request, query.latex)
    answer = await service.reader.parts(query)
    headers = cached(service, answer.tag)
    if unchanged(request, answer.tag):
        return Response(status_code=304, headers=headers)
    return Response(answer.body, media_type=_JSON, headers=headers)
