"""EXPR: where it comes from, and its words, whether it is one formula or prose with formulas in it."""

from __future__ import annotations

import sys

from mathspeak.errors import LatexError, LimitExceeded, MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mathspeak.cli.console import Notice
    from mathspeak.speaker import Speakable
    from mathspeak.translator import Reading, Translator

_LONGEST_STDIN = 16 * 1024 * 1024


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


def expression(argument: str) -> str:
    """The text of EXPR: the argument itself, or standard input for ``-``."""
    text = _standard_input() if argument == "-" else argument
    require_utf8(text, "the formula")
    if not text.strip():
        raise LatexError("there is nothing to read", hint="give a formula, such as ms '\\frac{a}{b}'")
    return text


def require_utf8(text: str, name: str) -> None:
    """Refuse text in which bytes that are not UTF-8 have been smuggled along as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise LatexError(f"{name} is not UTF-8 at character {error.start + 1}", hint="give it in UTF-8") from None


def _standard_input() -> str:
    data = sys.stdin.buffer.read(_LONGEST_STDIN + 1)
    if len(data) > _LONGEST_STDIN:
        raise LimitExceeded("stdin", f"standard input is longer than {_LONGEST_STDIN} bytes")
    return data.decode("utf-8-sig", "surrogateescape").rstrip("\n")


def read(translator: Translator, text: str, display: bool | None, strict: bool) -> Words:
    """The words of an expression; where there are none, or with ``strict``, its first warning is an error."""
    words = _read_prose(translator, text) if _is_prose(text) else _read_formula(translator, text, display)
    if words.warnings and (strict or not words.text):
        raise _at(strict_error(words.warnings), text, 0)
    return words


def strict_error(warnings: Sequence[Notice]) -> LatexError:
    """The first of some warnings as an error."""
    first = warnings[0]
    error = LatexError(first.message, start=first.start, end=first.end)
    error.code = first.code
    return error


def _is_prose(text: str) -> bool:
    if "$" not in text and "\\(" not in text and "\\[" not in text:
        return False
    from mathspeak.documents.math_spans import has_delimiters

    return has_delimiters(text)


def _read_formula(translator: Translator, text: str, display: bool | None) -> Words:
    try:
        reading = translator.read(text, display=display)
    except MathspeakError as error:
        raise _at(error, text, 0) from None
    return Words([(0, reading)], list(reading.warnings))


def _read_prose(translator: Translator, text: str) -> Words:
    from mathspeak.documents.math_spans import math_spans

    pieces: list[tuple[int, str | Reading]] = []
    warnings: list[Notice] = []
    position = 0
    for span in math_spans(text):
        offset = span.inner_start
        try:
            reading = translator.read(text[offset : span.inner_end], display=span.display)
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
