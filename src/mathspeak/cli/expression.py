"""EXPR: where it comes from; what it says is for `mathspeak.expression`."""

from __future__ import annotations

import sys

from mathspeak.errors import LatexError, LimitExceeded

_LONGEST_STDIN = 16 * 1024 * 1024


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
