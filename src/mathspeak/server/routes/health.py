"""Whether the process is alive, whether it is ready, and what it has counted."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from mathspeak.server import metrics
from mathspeak.server.problems import Problem
from mathspeak.server.routes.common import NO_STORE, ServiceOf

router = APIRouter(tags=["running"])
_SECONDS = 10.0


@router.get("/healthz", summary="Whether the process does its work")
async def health(service: ServiceOf) -> Response:
    """200 while it does, 503 when it hangs and should be started again."""
    if service.stuck:
        raise Problem(503, "stuck", "reading hangs")
    return _said("alive")


@router.get("/readyz", summary="Whether requests should be sent here")
async def ready(service: ServiceOf) -> Response:
    """200 when what the first request needs is loaded, and until somebody asks the process to stop."""
    if service.draining or not service.warm:
        raise Problem(503, "stopping" if service.draining else "starting", "not ready", retry=1)
    return _said("ready")


@router.get("/metrics", summary="What has been counted, for Prometheus", response_class=Response)
async def counted(request: Request, service: ServiceOf) -> Response:
    """For whoever watches the server: a proxy in front should not pass it on."""

    def page() -> bytes:
        service.voices.look()
        service.voices.measure()
        return service.metrics.page()

    content = await service.text_pool.run(page, _SECONDS, admitted=True)
    return Response(content, media_type=metrics.MEDIA_TYPE, headers=NO_STORE)


def _said(state: str) -> Response:
    return Response(f'{{"status": "{state}"}}', media_type="application/json", headers=NO_STORE)
