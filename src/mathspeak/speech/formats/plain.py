"""An utterance as plain text; pauses show as punctuation."""

from __future__ import annotations

from mathspeak.speech.utterance import LONG, MEDIUM, SHORT, Utterance


def plain(utterance: Utterance) -> str:
    """The words with single spaces, a comma, semicolon or full stop where there is a pause.

    >>> plain(Utterance(["x equals 1", SHORT, "y equals 2"], []))
    'x equals 1, y equals 2'
    """
    text = " ".join(utterance.words)
    if "\ue000" <= max(text, default="") <= "\ue00f":
        text = text.replace(f" {SHORT}", ",").replace(f" {MEDIUM}", ";").replace(f" {LONG}", ".")
    return text
