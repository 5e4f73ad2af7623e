"""``ms text --jsonl``: one JSON object in, one out, in order and at constant memory."""

from __future__ import annotations

import json
import signal
import sys

from mathspeak.cli.console import say
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.expression import require_utf8
from mathspeak.cli.options import ReadingSettings
from mathspeak.config import serialised_preferences
from mathspeak.errors import MathspeakError
from mathspeak.expression import strict_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Any, BinaryIO

    from mathspeak.translator import Translator

_LONGEST_LINE = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_REMEMBERED = 64
_TEXTS = ("latex", "style", "verbosity", "language", "macros")
_TRANSLATOR_KEYS = ("style", "verbosity", "language", "prefs")


class LineError(MathspeakError):
    """A line that is no request at all."""

    code = "invalid-line"


class Answers:
    """Answers one line at a time; the translators that lines have asked for are kept, the last few of them."""

    def __init__(self, settings: ReadingSettings, display: bool | None, strict: bool) -> None:
        self._settings = settings
        self._display = display
        self._strict = strict
        self._default = settings.translator()
        # The same for all translators, since it is one for a process.
        self.memo = self._default.memo
        self._others: dict[tuple[object, ...], Translator] = {}
        self._decode = json.JSONDecoder(parse_constant=_no_such_number).decode
        self._encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(", ", ": ")).encode
        self.errors = 0

    def answer(self, line: bytes | None, number: int) -> bytes:
        """The answer to a line, ready to write; None stands for a line that was too long to keep."""
        request: dict[str, Any] = {}
        try:
            request = self._request(line)
            self._read(request)
        except MathspeakError as error:
            self._refuse(request, error, number)
        except RecursionError:
            self._refuse(request, LineError("the line is nested too deep"), number)
        except Exception as error:
            self._refuse(request, MathspeakError(f"a fault in mathspeak ({type(error).__name__}: {error})"), number)
        try:
            return self._encode(request).encode() + b"\n"
        except UnicodeEncodeError:
            # A lone surrogate can only be written as the escape that it was read from.
            return json.dumps(request).encode() + b"\n"
        except (ValueError, RecursionError):
            # A number beyond every float, or a nesting that is too deep, among the keys that pass through.
            self.errors += "error" not in request
            refused = {**LineError("the line holds what JSON cannot carry").as_dict(), "line": number}
            return self._encode({"error": refused}).encode() + b"\n"

    def _request(self, line: bytes | None) -> dict[str, Any]:
        if line is None:
            raise LineError(f"the line is longer than {_LONGEST_LINE} bytes")
        try:
            request = self._decode(line.decode())
        except UnicodeDecodeError as error:
            raise LineError(f"the line is not UTF-8 at byte {error.start + 1}") from None
        except ValueError as error:
            raise LineError(f"the line is not JSON: {error}") from None
        if not isinstance(request, dict):
            raise LineError("the line is JSON but no object")
        return request

    def _read(self, request: dict[str, Any]) -> None:
        latex = request.get("latex")
        if latex is None:
            raise LineError("the object has no latex")
        for key in _TEXTS:
            if key in request and not isinstance(request[key], str) and request[key] is not None:
                raise LineError(f"{key} is no text")
        require_utf8(latex, "latex")
        display = request.get("display")
        if display not in (None, True, False):
            raise LineError("display is neither true nor false")
        reading = self._translator(request).read(
            latex, display=self._display if display is None else display, macros=request.get("macros")
        )
        if self._strict and reading.warnings:
            raise strict_error(reading.warnings)
        request.pop("error", None)
        request["speech"] = reading.text
        request["warnings"] = [warning.as_dict() for warning in reading.warnings]

    def _translator(self, request: dict[str, Any]) -> Translator:
        changes = {key: request[key] for key in _TRANSLATOR_KEYS if request.get(key) is not None}
        if not changes:
            return self._default
        if "prefs" in changes:
            changes["prefs"] = {**self._settings.prefs, **_preferences(changes["prefs"])}
        key = tuple(
            tuple(sorted(value.items())) if isinstance(value, dict) else value
            for value in map(changes.get, _TRANSLATOR_KEYS)
        )
        translator = self._others.pop(key, None) or self._settings.translator(**changes)
        self._others[key] = translator
        if len(self._others) > _REMEMBERED:
            del self._others[next(iter(self._others))]
        return translator

    def _refuse(self, request: dict[str, Any], error: MathspeakError, number: int) -> None:
        self.errors += 1
        for key in ("speech", "warnings"):
            request.pop(key, None)
        request["error"] = error.as_dict()
        if isinstance(error, LineError):
            request["error"]["line"] = number


def _preferences(value: object) -> dict[str, str]:
    if isinstance(value, str):
        return serialised_preferences(value)
    if isinstance(value, dict) and all(isinstance(content, str) for content in value.values()):
        return value
    raise LineError("prefs is neither an object of texts nor NAME_VALUE:NAME_VALUE")


def _no_such_number(name: str) -> object:
    raise ValueError(f"{name} is no number in JSON")


def answer_lines(settings: ReadingSettings, display: bool | None, strict: bool, stats: bool = False) -> int:
    """Answer every line of standard input on standard output; with ``strict`` a line with an error fails the run.

    With ``stats`` it is said at the end how many formulas were read.
    """
    answers = Answers(settings, display, strict)
    with _Output(sys.stdout.buffer) as output:
        for number, line in enumerate(lines(sys.stdin.buffer, _LONGEST_LINE, output.flush), start=1):
            if line is None or not line.isspace():
                output.add(answers.answer(line, number))
    if stats:
        say(f"formulas: {answers.memo}")
    return ExitCode.INPUT if strict and answers.errors else ExitCode.OK


def lines(stream: Any, longest: int, before_waiting: Callable[[], None]) -> Iterator[bytes | None]:
    """The lines of a stream, None for each that is longer than ``longest`` bytes.

    ``before_waiting`` is called before each read, so that whoever waits for answers has all there are.
    """
    pieces: list[bytes] = []
    size = 0
    first = True
    while True:
        before_waiting()
        chunk: bytes = stream.read1(_CHUNK)
        if not chunk:
            break
        if first:
            chunk = chunk.removeprefix(b"\xef\xbb\xbf")
            first = False
        *ended, rest = chunk.split(b"\n")
        for end in ended:
            pieces.append(end)
            yield b"".join(pieces) + b"\n" if size + len(end) <= longest else None
            pieces, size = [], 0
        size += len(rest)
        if size <= longest:
            pieces.append(rest)
        else:
            pieces.clear()
    if size > longest:
        yield None
    elif size:
        yield b"".join(pieces)


class _Output:
    """Whole lines out: an interrupt is held back while they are being written, a second one is not."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: list[bytes] = []
        self._size = 0
        self._writing = False
        self._interrupted = False
        self._before = signal.getsignal(signal.SIGINT)

    def __enter__(self) -> _Output:
        # Whoever started the process to outlive an interrupt has told Python to ignore it.
        if self._before is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None or kind is KeyboardInterrupt:
                self.flush()
        finally:
            signal.signal(signal.SIGINT, self._before)

    def add(self, line: bytes) -> None:
        self._waiting.append(line)
        self._size += len(line)
        if self._size >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        if not self._waiting:
            return
        block = b"".join(self._waiting)
        self._waiting.clear()
        self._size = 0
        self._writing = True
        try:
            self._stream.write(block)
            self._stream.flush()
        finally:
            self._writing = False
        if self._interrupted:
            raise KeyboardInterrupt

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._writing and not self._interrupted:
            self._interrupted = True
        else:
            raise KeyboardInterrupt
