"""What handlers share: the service, answers that can be cached, and the problems that the documentation lists."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from mathspeak.server.problems import MEDIA_TYPE
from mathspeak.server.service import Service


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceOf = Annotated[Service, Depends(_service)]

_EXAMPLE = {
    "type": "urn:mathspeak:problem:latex",
    "title": "Unprocessable Content",
    "status": 422,
    "detail": "the formula cannot be read",
    "code": "latex",
    "field": "latex",
    "start": 0,
    "end": 5,
    "request_id": "4f1c8a2b9d3e7f60",
}
_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "A stable name for programs."},
        "hint": {"type": "string", "description": "What to do about it."},
        "field": {"type": "string", "description": "The part of the request that it is about."},
        "start": {"type": "integer", "description": "Where in that part it begins, in characters."},
        "end": {"type": "integer"},
        "limit": {"type": "string", "description": "The limit that was exceeded."},
        "errors": {"type": "array", "items": {"type": "object"}},
        "request_id": {"type": "string"},
    },
}
_MEANINGS = {
    400: "The body is no JSON, or ended too soon",
    401: "A key is needed",
    408: "The body took too long",
    413: "The body is too long",
    415: "The body is of another type",
    422: "The formula or a field cannot be followed",
    429: "Too many requests",
    500: "A fault in mathspeak",
    502: "What speaks has failed",
    503: "Too much to do, or nothing can speak",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of the problems that a route may answer with."""
    content = {MEDIA_TYPE: {"schema": _SCHEMA, "example": _EXAMPLE}}
    return {status: {"description": _MEANINGS[status], "content": content} for status in statuses}


READING_PROBLEMS = problems(400, 401, 408, 413, 415, 422, 429, 500, 503)
GET_PROBLEMS = problems(401, 422, 429, 500, 503)
BINARY = {"schema": {"type": "string", "format": "binary"}}
NO_STORE = {"cache-control": "no-store"}
SPEAKING_PROBLEMS = READING_PROBLEMS | problems(502)


def cached(service: Service, tag: str) -> dict[str, str]:
    """The headers of an answer that may be kept until its tag changes; by everybody, unless it took a key to get it."""
    age = service.settings.server.max_age
    scope = "private" if service.keys is not None else "public"
    control = f"{scope}, max-age={age}" if age else "no-cache"
    return {"etag": tag, "cache-control": control}


def unchanged(request: Request, tag: str) -> bool:
    """Whether the client, or a proxy, already has the content with this tag."""
    known = request.headers.get("if-none-match", "")
    opaque = tag.removeprefix("W/")
    return any(given.strip().removeprefix("W/") in (opaque, "*") for given in known.split(","))


def note(request: Request, formula: str, field: str = "latex") -> None:
    """Remember the formula and its field for problems; the log holds it only if the settings ask for that."""
    request.scope["state"] |= {"formula": formula, "source": field}
