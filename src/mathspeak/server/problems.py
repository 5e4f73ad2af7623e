"""Errors as clients get them: problem details (RFC 9457) that name the field and the place, and never a traceback."""

from __future__ import annotations

import json
from http import HTTPStatus

from mathspeak import errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

MEDIA_TYPE = "application/problem+json"
_KIND = "urn:mathspeak:problem:"
# What a request may say of itself in an answer; longer texts of clients are not sent back to them.
_LONGEST = 500
_RETRY_SECONDS = 1
_OPENAI = "/v1/audio/"

_STATUS: tuple[tuple[type[errors.MathspeakError], int], ...] = (
    (errors.EngineUnavailable, 503),
    (errors.EngineFailed, 502),
    (errors.CacheError, 503),
    # What a client asks for and what it sends are its own; everything else of ours is the server's.
    (errors.LatexError, 422),
    (errors.LimitExceeded, 422),
    (errors.ConfigError, 422),
    (errors.UnknownVoice, 422),
    (errors.AudioError, 422),
)


class Problem(Exception):
    """An answer that is not what was asked for: its status, a stable ``code``, and what to do about it.

    >>> Problem(503, "busy", "too much waits already", retry=2).headers
    {'retry-after': '2'}
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        retry: int | None = None,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.more = {name: value for name, value in more.items() if value not in (None, "")}
        self.headers = dict(headers or {})
        if retry is not None:
            self.headers["retry-after"] = str(retry)

    def body(self, request_id: str = "", path: str = "") -> bytes:
        """The problem as JSON; for clients of OpenAI's API with what they look for as well."""
        fields: dict[str, object] = {
            "type": _KIND + self.code,
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail[:_LONGEST],
            "code": self.code,
            **self.more,
        }
        if request_id:
            fields["request_id"] = request_id
        if path.startswith(_OPENAI):
            kind = "invalid_request_error" if self.status < 500 else "server_error"
            error = {"message": fields["detail"], "type": kind, "param": self.more.get("field"), "code": self.code}
            fields["error"] = error
        return json.dumps(fields).encode()


def of_error(error: errors.MathspeakError, source: str = "latex") -> Problem:
    """The problem that an error of the core is for a client; ``source`` is the field that held the formula.

    >>> problem = of_error(errors.LatexError("no such thing", start=3, end=5))
    >>> problem.status, problem.code, problem.more
    (422, 'latex', {'field': 'latex', 'start': 3, 'end': 5})
    """
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    about = _FIELDS.get(type(error)) or ("latex" if error.start is not None else None)
    return Problem(
        status,
        error.code,
        error.message,
        retry=_RETRY_SECONDS if status in (502, 503) else None,
        hint=error.hint[:_LONGEST],
        field=source if about == "latex" else about,
        start=error.start,
        end=error.end,
        limit=error.limit if isinstance(error, errors.LimitExceeded) else None,
    )


_FIELDS: dict[type[errors.MathspeakError], str] = {
    errors.LatexError: "latex",
    errors.ForbiddenCommand: "latex",
    errors.LimitExceeded: "latex",
    errors.UnknownPreference: "prefs",
    errors.UnknownVoice: "voice",
}


def of_validation(found: Sequence[Mapping[str, Any]], status: int = 422) -> Problem:
    """The problem for what a model refused, with each field and what it takes.

    >>> of_validation([{"loc": ("body", "rate"), "msg": "Input should be a number", "type": "float"}]).more["field"]
    'rate'
    """
    fields = [
        {"field": ".".join(str(part) for part in error["loc"][1:])[:_LONGEST], "message": str(error["msg"])[:_LONGEST]}
        for error in found
    ]
    first = fields[0]
    where = f"{first['field']}: " if first["field"] else ""
    return Problem(status, "invalid-request", where + first["message"], field=first["field"], errors=fields[:20])
