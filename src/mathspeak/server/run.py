"""Running the application: one process, or a supervisor and its workers, until somebody says stop."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from functools import partial

from mathspeak.errors import ConfigError, MathspeakError
from mathspeak.server import log
from mathspeak.server.keys import Keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp
    from uvicorn import Config

    from mathspeak.config import Settings

_HEAD_BYTES = 16_384
_KEEP_ALIVE_SECONDS = 30
_BACKLOG = 2_048
_MESSAGE_BYTES = 131_072
_SPARE_SECONDS = 5.0
_INTERRUPTED = 130
# What uvicorn's supervisor takes for a reason not to start the worker again.
_CANNOT_START = 3


def serve(settings: Settings, announce: Callable[[str], None]) -> int:
    """Serve until a signal says stop, and return the exit status: 0 after SIGTERM.

    Raises ConfigError where the settings cannot be followed. ``announce`` is told where the server listens.
    """
    server = settings.server
    # The first process of a container hears of no signal that it does not ask for.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if server.keys_file:
        Keys(server.keys_file, announce)
    listener = _bind(server.host, server.port)
    host, port = listener.getsockname()[:2]
    run = _with_workers if server.workers > 1 else _alone
    log.begin(settings)
    logger = logging.getLogger(log.LOGGER)
    logger.info("listening", extra={"fields": {"host": host, "port": port, "workers": server.workers}})
    if not (server.keys_file or server.rate or _is_loopback(host)):
        logger.warning("anybody may ask, as often as they like: set server.keys_file or server.rate")
    announce(f"listening on http://{f'[{host}]' if ':' in host else host}:{port}")
    try:
        return run(settings, listener)
    finally:
        logging.shutdown()


def _bind(host: str, port: int) -> socket.socket:
    # asyncio sends small pieces at once, and not 40 ms later, only where the protocol is told.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise ConfigError(
            f"{host} port {port} cannot be listened on: {error}", hint="--host and --port choose"
        ) from None
    listener.set_inheritable(True)
    return listener


def _is_loopback(host: str) -> bool:
    return host == "::1" or host.startswith("127.")


def _alone(settings: Settings, listener: socket.socket) -> int:
    from uvicorn import Server

    server = Server(_config(settings))

    def stop(*_: object) -> None:
        # uvicorn raises the signal that stopped it once more when it is done, and that must not end the process.
        if not server.started:
            sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        server.run([listener])
        status = 0 if server.started else 1
    except KeyboardInterrupt:
        status = _INTERRUPTED
    _end_within(_SPARE_SECONDS, status)
    return status


def _end_within(seconds: float, status: int) -> None:
    """Python waits for its threads at the end, and one of them may be waiting for something that never comes."""
    last = threading.Timer(seconds, os._exit, (status,))
    last.daemon = True
    last.start()


def _with_workers(settings: Settings, listener: socket.socket) -> int:
    from mathspeak.server import processes
    from mathspeak.server.supervisor import Supervisor

    seconds = settings.server.drain_seconds + settings.server.grace_seconds + _SPARE_SECONDS
    folder = tempfile.mkdtemp(prefix="mathspeak-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    processes.take_down(folder)
    try:
        supervisor = Supervisor(_config(settings), [listener], seconds)
        supervisor.run()
        return supervisor.status
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _config(settings: Settings) -> Config:
    from uvicorn import Config

    server = settings.server
    return Config(
        partial(application, settings),
        factory=True,
        workers=server.workers,
        http="mathspeak.server.protocol:ImpatientProtocol",
        loop="asyncio",
        ws="mathspeak.server.protocol:ImpatientSocket",
        ws_max_size=_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        h11_max_incomplete_event_size=_HEAD_BYTES,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=round(server.grace_seconds),
        backlog=_BACKLOG,
        proxy_headers=server.proxy_headers,
        forwarded_allow_ips=server.forwarded_allow_ips,
        server_header=False,
        access_log=False,
        log_config=None,
    )


def application(settings: Settings) -> ASGIApp:
    """The application, made in the process that serves it."""
    from mathspeak.server.app import create
    from mathspeak.server.protocol import Patience
    from mathspeak.server.service import Service

    if settings.server.workers > 1:
        log.begin(settings)
    try:
        service = Service(settings)
    except MathspeakError as error:
        logging.getLogger(log.LOGGER).critical("cannot start", extra={"fields": error.as_dict()})
        sys.exit(_CANNOT_START)
    server = settings.server
    Patience.head_seconds, Patience.stall_seconds = server.header_seconds, server.stall_seconds
    Patience.most, Patience.gauge = server.max_connections, service.metrics.connections
    Patience.refused = service.metrics.refused.labels("connections")
    return create(service)
