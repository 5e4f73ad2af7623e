"""Everything mathspeak raises on purpose: what happened, where, and what to do about it."""

from __future__ import annotations


class MathspeakError(Exception):
    """The base of every error that mathspeak raises on purpose.

    ``start`` and ``end`` count characters of the text that was given, which ``source`` holds where it is known;
    ``code`` is a stable name for programs.

    >>> error = MathspeakError("nothing to read", hint="give a formula", start=0, end=0)
    >>> error.as_dict()
    {'code': 'error', 'message': 'nothing to read', 'hint': 'give a formula', 'start': 0, 'end': 0}
    """

    code = "error"

    def __init__(self, message: str, *, hint: str = "", start: int | None = None, end: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.start = start
        self.end = end
        self.source: str | None = None

    def __str__(self) -> str:
        return self.message

    def as_dict(self) -> dict[str, str | int | None]:
        """The error as plain data, the shape that ``ms text --jsonl`` writes."""
        fields: dict[str, str | int | None] = {"code": self.code, "message": self.message}
        if self.hint:
            fields["hint"] = self.hint
        fields["start"] = self.start
        fields["end"] = self.end
        return fields


class LatexError(MathspeakError):
    """The formula cannot be read as it stands."""

    code = "latex"


class ForbiddenCommand(LatexError):
    """The formula uses a command that reaches for files, the shell or TeX's own rules."""

    code = "forbidden-command"


class LimitExceeded(MathspeakError):
    """The input goes beyond one of the limits; ``limit`` is its name in :class:`mathspeak.limits.Limits`.

    >>> LimitExceeded("max_depth", "groups are nested more than 100 deep").limit
    'max_depth'
    """

    code = "limit-exceeded"

    def __init__(
        self, limit: str, message: str, *, hint: str = "", start: int | None = None, end: int | None = None
    ) -> None:
        super().__init__(message, hint=hint, start=start, end=end)
        self.limit = limit


class ConfigError(MathspeakError):
    """A setting has a value that it cannot take."""

    code = "config"


class UnknownPreference(ConfigError):
    """A style, a preference or one of its values is not known."""

    code = "unknown-preference"


class EngineUnavailable(MathspeakError):
    """A speech engine cannot work here: its library, its service or its voices are missing."""

    code = "engine-unavailable"


class EngineFailed(MathspeakError):
    """A speech engine was there and did not answer as it should; a ``transient`` failure is worth another try."""

    code = "engine-failed"

    def __init__(
        self,
        message: str,
        *,
        transient: bool = False,
        hint: str = "",
        start: int | None = None,
        end: int | None = None,
    ) -> None:
        super().__init__(message, hint=hint, start=start, end=end)
        self.transient = transient


class AudioCutShort(EngineFailed):
    """A speech engine gave less audio than its text takes: worth another try, and never to be kept."""

    code = "audio-cut-short"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message, transient=True, hint=hint)


class ServiceFailed(EngineFailed):
    """The service behind a speech engine, or the way to it, failed, whatever the text: worth another try, later."""

    code = "service-failed"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message, transient=True, hint=hint)


class Stopped(MathspeakError):
    """What was waited for is no longer wanted."""

    code = "stopped"


class UnknownVoice(MathspeakError):
    """The engine has no voice of that name."""

    code = "unknown-voice"


class AudioError(MathspeakError):
    """Audio cannot be written or played."""

    code = "audio"


class CacheError(MathspeakError):
    """The cache cannot be read or written, or an archive of it is damaged or foreign."""

    code = "cache"


class DocumentError(MathspeakError):
    """A document cannot be read as what its name says it is."""

    code = "document"


class QueueError(MathspeakError):
    """The queue for other machines cannot be used."""

    code = "queue"
