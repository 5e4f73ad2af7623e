"""What the exit status of ``ms`` means."""

from __future__ import annotations

from enum import IntEnum

from mathspeak import errors


class ExitCode(IntEnum):
    OK = 0
    INTERNAL = 1
    USAGE = 2
    INPUT = 3
    REFUSED = 4
    CONFIG = 5
    ENGINE = 6
    FILE = 7
    INCOMPLETE = 8
    INTERRUPTED = 130
    PIPE_CLOSED = 141


_BY_ERROR: tuple[tuple[type[errors.MathspeakError], ExitCode], ...] = (
    (errors.ForbiddenCommand, ExitCode.REFUSED),
    (errors.LimitExceeded, ExitCode.REFUSED),
    (errors.LatexError, ExitCode.INPUT),
    (errors.ConfigError, ExitCode.CONFIG),
    (errors.EngineUnavailable, ExitCode.ENGINE),
    (errors.EngineFailed, ExitCode.ENGINE),
    (errors.UnknownVoice, ExitCode.ENGINE),
    (errors.AudioError, ExitCode.FILE),
    (errors.CacheError, ExitCode.FILE),
    (errors.QueueError, ExitCode.FILE),
    (errors.DocumentError, ExitCode.INPUT),
)


def exit_code(error: errors.MathspeakError) -> ExitCode:
    """The exit status for an error.

    >>> exit_code(errors.UnknownPreference("no style is called x"))
    <ExitCode.CONFIG: 5>
    """
    for kind, code in _BY_ERROR:
        if isinstance(error, kind):
            return code
    return ExitCode.INTERNAL
