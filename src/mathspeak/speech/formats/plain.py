"""An utterance as plain text; pauses show as punctuation."""

from __future__ import annotations

from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, SHORT, Utterance


def plain(utterance: Utterance) -> str:
    """The words with single spaces, a comma, semicolon or full stop where there is a pause; none for a breath.

    >>> plain(Utterance(["x equals 1", SHORT, "y equals 2"], []))
    'x equals 1, y equals 2'
    """
    text = " ".join(utterance.words)
    if not text.isascii():
        text = text.replace(f" {BREATH}", "")
        text = text.replace(f" {SHORT}", ",").replace(f" {MEDIUM}", ";").replace(f" {LONG}", ".")
    return text
