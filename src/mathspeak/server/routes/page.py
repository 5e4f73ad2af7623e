"""The page for people, the description of the API, and what they are made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from mathspeak.server.describe import as_page, description
from mathspeak.server.problems import Problem
from mathspeak.server.reading import tag
from mathspeak.server.routes.common import unchanged

router = APIRouter(include_in_schema=False)
_FOLDER = Path(__file__).parent.parent / "page"
# No script, style, picture, sound or connection from anywhere but here; what is heard may be a blob.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:; "
    "img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_HTML, _SCRIPT, _STYLE = "text/html; charset=utf-8", "text/javascript; charset=utf-8", "text/css; charset=utf-8"
_FILES = {"style.css": _STYLE, "icon.svg": "image/svg+xml"} | dict.fromkeys(
    ("app.js", "reading.js", "sound.js", "walk.js"), _SCRIPT
)


@router.get("/")
async def page(request: Request) -> Response:
    return _file(request, "index.html", _HTML)


@router.get("/page/{name}")
async def part_of_page(name: str, request: Request) -> Response:
    if name not in _FILES:
        raise Problem(404, "not-found", "there is no such file")
    return _file(request, name, _FILES[name])


@router.get("/docs")
async def docs(request: Request) -> Response:
    return _sent(request, as_page(description(request.app)).encode(), _HTML)


def _file(request: Request, name: str, kind: str) -> Response:
    return _sent(request, _content(name), kind)


@cache
def _content(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


def _sent(request: Request, body: bytes, kind: str) -> Response:
    mark = tag(body)
    headers = {"etag": mark, "cache-control": "no-cache", "content-security-policy": _POLICY}
    if unchanged(request, mark):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)
