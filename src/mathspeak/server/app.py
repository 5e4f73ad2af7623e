"""The application: routes, layers around them, and errors as problems."""

from __future__ import annotations

import asyncio
import signal
from contextlib import asynccontextmanager, suppress
from functools import partial

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from mathspeak import __version__
from mathspeak.errors import MathspeakError
from mathspeak.server.describe import description
from mathspeak.server.gate import Gate
from mathspeak.server.problems import MEDIA_TYPE, Problem, of_error, of_validation
from mathspeak.server.routes import ROUTERS
from mathspeak.server.trace import Trace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from types import FrameType

    from starlette.types import ASGIApp

    from mathspeak.server.service import Service

_ABOUT = """Words and audio for mathematics. Errors are problem details (RFC 9457) with a stable `code`; those about a
formula say where in it, in characters."""
_SMALLEST_COMPRESSED = 500
_COMPRESSION = 5


def create(service: Service) -> ASGIApp:
    """The application of one process."""
    origins = service.settings.server.cors_origins
    app = FastAPI(
        title="mathspeak",
        version=__version__,
        description=_ABOUT,
        # Its pages load scripts from elsewhere; ours is in routes/page.py.
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        license_info={"name": "MIT", "identifier": "MIT"},
    )
    app.state.service = service
    app.openapi = partial(description, app)  # type: ignore[method-assign]
    for router in ROUTERS:
        app.include_router(router)
        service.metrics.expect(_routes(router))
    app.add_exception_handler(Exception, _answered)
    for kind in (Problem, MathspeakError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _answered)
    layered: ASGIApp = GZipMiddleware(app, _SMALLEST_COMPRESSED, _COMPRESSION)
    layered = Gate(layered, service)
    if origins:
        layered = CORSMiddleware(
            layered,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type", "x-api-key", "x-request-id"],
            expose_headers=["x-request-id", "retry-after", "etag"],
        )
    return Trace(layered, service)


def _routes(router: APIRouter) -> Iterator[tuple[str, str]]:
    for route in router.routes:
        if isinstance(route, APIRoute):
            for method in route.methods or ():
                yield route.path, method


async def _answered(request: Request, error: Exception) -> Response:
    problem = _problem(error, request.scope["state"].get("source", "latex"))
    request.scope["state"]["problem"] = problem.code
    body = problem.body(request.state.request_id, request.url.path)
    headers = {"cache-control": "no-store", **problem.headers}
    return Response(body, problem.status, headers, media_type=MEDIA_TYPE)


def _problem(error: Exception, source: str) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, MathspeakError):
        return of_error(error, source)
    if isinstance(error, RequestValidationError):
        return of_validation(error.errors())
    if isinstance(error, HTTPException):
        code = {404: "not-found", 405: "method", 400: "invalid-json"}.get(error.status_code, "http")
        return Problem(error.status_code, code, str(error.detail), headers=error.headers)
    return Problem(500, "fault", "a fault in mathspeak")


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    description(app)
    tasks = [asyncio.create_task(service.start()), asyncio.create_task(service.watch())]
    _drain_first(service)
    yield
    service.draining = True
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    service.stop()


def _drain_first(service: Service) -> None:
    """On SIGTERM say that this process is not ready, and stop a little later: who sends requests must hear of it."""
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before):
        return
    loop = asyncio.get_running_loop()

    def stop(number: int, frame: FrameType | None) -> None:
        service.draining = True
        # Not from inside a signal's handler: the loop may be in the middle of anything.
        loop.call_soon_threadsafe(loop.call_later, service.settings.server.drain_seconds, before, number, None)

    signal.signal(signal.SIGTERM, stop)
