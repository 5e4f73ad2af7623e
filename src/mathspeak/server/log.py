"""Logs for machines: a JSON object a line, to a file that rotates or to standard output."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from mathspeak.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from mathspeak.config import Settings

LOGGER = "mathspeak.server"
_FILE_BYTES = 16 * 1024 * 1024
_FILES = 5
_MOST_WORKERS = 256
_LONGEST = 300


class _Lines(logging.Formatter):
    """JSON with everything beyond ASCII escaped, so that no text of a client can end a line or steer a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        fields: dict[str, Any] = {
            "time": f"{stamp}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "event": record.getMessage()[:_LONGEST],
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            fields["error"] = type(record.exc_info[1]).__name__
            fields["where"] = _places(record.exc_info[2])
        return json.dumps(fields, default=str)


def _places(trace: TracebackType | None) -> list[str]:
    """Where an error arose, without its message: that may hold a formula."""
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]


def begin(settings: Settings) -> None:
    """Send what this process logs, and what its server does, to where the settings say."""
    handler = _handler(settings.log_dir)
    handler.setFormatter(_Lines())
    level = "INFO" if settings.log_level == "WARNING" and "log_level" not in settings.sources else settings.log_level
    handler.addFilter(_is_news)
    for name in (LOGGER, "uvicorn.error", "mathspeak"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        # Below that, what WebSockets carry is logged too, formulas and all.
        logger.setLevel("INFO" if level == "DEBUG" and name == "uvicorn.error" else level)
    # Each request has a line of our own, without its query.
    access = logging.getLogger("uvicorn.access")
    access.handlers, access.propagate = [], False


def _is_news(record: logging.LogRecord) -> bool:
    """uvicorn also tells of each WebSocket, with the whole of its address."""
    return record.name != "uvicorn.error" or not ("WebSocket" in str(record.msg) or str(record.msg).startswith("conn"))


def _handler(folder: str | None) -> logging.Handler:
    if folder is None:
        return logging.StreamHandler(sys.stdout)
    try:
        os.makedirs(folder, exist_ok=True)
        return RotatingFileHandler(_own_file(Path(folder)), maxBytes=_FILE_BYTES, backupCount=_FILES, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"no log can be written to {folder}: {error.strerror}", hint="MS_LOG_DIR names a folder"
        ) from None


_locks: list[Any] = []


def _own_file(folder: Path) -> Path:
    """The first file that no other worker writes to: two that rotate one file would lose lines of each other."""
    for number in range(1, _MOST_WORKERS + 1):
        lock = open(folder / f".server-{number}.lock", "w")  # noqa: SIM115 - held as long as the process
        if _is_ours(lock):
            _locks.append(lock)
            return folder / f"server-{number}.log"
        lock.close()
    raise ConfigError(f"{folder} has the logs of {_MOST_WORKERS} workers already")


def _is_ours(lock: Any) -> bool:
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
