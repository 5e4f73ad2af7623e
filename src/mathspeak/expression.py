"""What an expression says, whether it is one formula or prose with formulas in it."""

from __future__ import annotations

import time

from mathspeak.errors import LatexError, LimitExceeded, MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    from mathspeak.speaker import Speakable
    from mathspeak.translator import Reading, Translator

    class Notice(Protocol):
        """A warning, or an error that is only warned of."""

        @property
        def code(self) -> str: ...
        @property
        def message(self) -> str: ...
        @property
        def start(self) -> int | None: ...
        @property
        def end(self) -> int | None: ...
        def as_dict(self) -> Mapping[str, str | int | None]: ...


class Words:
    """The words of an expression: its prose and the readings of its formulas, each with the offset where it stands."""

    __slots__ = ("pieces", "text", "warnings")

    def __init__(self, pieces: list[tuple[int, str | Reading]], warnings: list[Notice]) -> None:
        self.pieces = pieces
        self.text = _joined([piece if isinstance(piece, str) else piece.text for _, piece in pieces])
        self.warnings = warnings

    def speakable(self) -> Speakable:
        """What a speaker says: the prose, and the utterances of the formulas."""
        return [piece if isinstance(piece, str) else piece.utterance for _, piece in self.pieces]

    def ssml(self, language: str) -> str:
        """The expression as one SSML document, whose marks count from the start of the expression."""
        from mathspeak.translator import ssml

        return ssml(self.pieces, language=language)

    def explain(self) -> list[tuple[str, str, int, int]]:
        """The words of the formulas with their rules, and their places in the expression."""
        return [
            (words, rule, start + offset, end + offset)
            for offset, piece in self.pieces
            if not isinstance(piece, str)
            for words, rule, start, end in piece.explain()
        ]


def read(
    translator: Translator,
    text: str,
    display: bool | None = None,
    strict: bool = False,
    *,
    macros: str | None = None,
    prose: bool | None = None,
    seconds: float | None = None,
) -> Words:
    """The words of an expression; where there are none, or with ``strict``, its first warning is an error.

    Its delimiters tell whether it is ``prose``, unless the caller does. ``seconds`` bounds all of its formulas
    together, where each has the translator's limits anyway.

    >>> from mathspeak.translator import Translator
    >>> read(Translator(), "Let $x^2$ be it.").text
    'Let x squared be it.'
    """
    if is_prose(text) if prose is None else prose:
        words = _read_prose(translator, text, macros, seconds)
    else:
        words = _read_formula(translator, text, display, macros)
    if words.warnings and (strict or not words.text):
        raise _at(strict_error(words.warnings), text, 0)
    return words


def place_of_formula(text: str) -> tuple[int, int]:
    """Where the one formula of an expression begins and ends; LatexError where there are several.

    >>> place_of_formula("x+1"), place_of_formula("Let $x$ be it.")
    ((0, 3), (5, 6))
    """
    if not is_prose(text):
        return 0, len(text)
    from mathspeak.documents.math_spans import math_spans

    spans = list(math_spans(text))
    if len(spans) != 1:
        raise LatexError(f"one formula at a time: there are {len(spans)} here", hint="give one of them")
    return spans[0].inner_start, spans[0].inner_end


def strict_error(warnings: Sequence[Notice]) -> LatexError:
    """The first of some warnings as an error."""
    first = warnings[0]
    error = LatexError(first.message, start=first.start, end=first.end)
    error.code = first.code
    return error


def is_prose(text: str) -> bool:
    """Whether an unescaped delimiter makes it prose with formulas rather than one formula."""
    if "$" not in text and "\\(" not in text and "\\[" not in text:
        return False
    from mathspeak.documents.math_spans import has_delimiters

    return has_delimiters(text)


def _read_formula(translator: Translator, text: str, display: bool | None, macros: str | None) -> Words:
    try:
        reading = translator.read(text, display=display, macros=macros)
    except MathspeakError as error:
        raise _at(error, text, 0) from None
    return Words([(0, reading)], list(reading.warnings))


def _read_prose(translator: Translator, text: str, macros: str | None, seconds: float | None) -> Words:
    from mathspeak.documents.math_spans import math_spans

    pieces: list[tuple[int, str | Reading]] = []
    warnings: list[Notice] = []
    position = 0
    end = None if seconds is None else time.monotonic() + seconds
    for span in math_spans(text):
        offset = span.inner_start
        if end is not None and time.monotonic() > end:
            raise _too_slow(seconds, offset)
        try:
            reading = translator.read(text[offset : span.inner_end], display=span.display, macros=macros)
        except MathspeakError as error:
            raise _at(error, text, offset) from None
        pieces += [(position, _prose(text[position : span.start])), (offset, reading)]
        for warning in reading.warnings:
            warning.start += offset
            warning.end += offset
            warnings.append(warning)
        if not span.closed:
            warnings.append(_unclosed(span.start, offset))
        position = span.end
    pieces.append((position, _prose(text[position:])))
    return Words(pieces, warnings)


def _too_slow(seconds: float | None, at: int) -> LimitExceeded:
    return LimitExceeded(
        "max_seconds", f"reading took longer than {seconds:g} seconds", hint="give less at once", start=at, end=at
    )


def _unclosed(start: int, end: int) -> LatexError:
    error = LatexError("the formula that begins here does not end in its paragraph", start=start, end=end)
    error.code = "unclosed-formula"
    return error


def _prose(text: str) -> str:
    return text.replace("\\$", "$")


def _joined(pieces: list[str]) -> str:
    """The pieces one after the other, with a space where two words would run together."""
    text = ""
    for piece in pieces:
        apart = text[-1:].isalnum() and piece[:1].isalnum()
        text += (" " if apart else "") + piece
    return text.strip()


def _at(error: MathspeakError, source: str, offset: int) -> MathspeakError:
    """The error with its place counted from the start of the expression, and the expression to show it in."""
    if error.start is not None:
        error.start += offset
    if error.end is not None:
        error.end += offset
    error.source = source
    return error
