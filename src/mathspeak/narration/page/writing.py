"""Writes the page: one file that asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files

from mathspeak.narration.page.text import Text
from mathspeak.speech.words import words_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from mathspeak.narration.script import Script

_TYPES = {
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}
_SPEEDS = (0.5, 0.75, 1, 1.25, 1.5, 2)


def page(
    script: Script,
    times: Sequence[tuple[float, float]] = (),
    *,
    sound: str = "",
    embedded: bytes | None = None,
    macros: str = "",
) -> str:
    """The page of a script.

    ``times`` are the seconds at which each sentence begins and ends in the ``sound``, which is an address beside the
    page; with ``embedded`` the sound is in the page, and the suffix of ``sound`` tells what it is. Without sound the
    page is text alone. ``macros`` are definitions beside the document's own.
    """
    say = words_for(script.language, "documents").say
    text = Text(script, say, macros)
    source = _source(sound, embedded)
    styles, program = _resource("page.css"), _resource("page.js")
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(script.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(styles, program)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(script.title or sound)}</title>",
        f"<style>{styles}</style>",
        "</head>",
        "<body>",
        f'<a class="skip" href="#text">{escape(say.PAGE["skip"])}</a>',
        _player(say, source),
        text.title(),
        text.contents(),
        f'<main id="text" tabindex="-1">\n{text.blocks(listening=bool(source))}\n</main>',
        f'<script type="application/json" id="times">{_times(times)}</script>',
        f"<script>{program}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(filter(None, parts)) + "\n"


def _source(sound: str, embedded: bytes | None) -> str:
    if embedded is None:
        return sound
    suffix = sound[sound.rfind(".") :].lower()
    return f"data:{_TYPES.get(suffix, 'audio/mpeg')};base64,{base64.b64encode(embedded).decode()}"


def _resource(name: str) -> str:
    return (files("mathspeak.narration.page") / name).read_text(encoding="utf-8")


def _policy(styles: str, program: str) -> str:
    """What the page may load: its own style and program by their content, and sound from where it is itself."""
    rules = (
        "default-src 'none'",
        f"style-src '{_digest(styles)}'",
        f"script-src '{_digest(program)}'",
        "media-src 'self' file: data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _player(say: Any, source: str) -> str:
    words = {name: escape(said) for name, said in say.PAGE.items()}
    check = '<label><input type="checkbox" id="{0}"{2}> {1}</label>'
    controls = [check.format("words", words["words"], "")]
    if source:
        speeds = "".join(f'<option value="{s:g}"{" selected" if s == 1 else ""}>{s:g} ×</option>' for s in _SPEEDS)
        controls = [
            f'<audio id="sound" controls preload="metadata" aria-label="{words["sound"]}" '
            f'src="{escape(source)}"></audio>',
            f'<button type="button" id="previous" aria-label="{words["previous"]}">←</button>',
            f'<button type="button" id="next" aria-label="{words["next"]}">→</button>',
            f'<label>{words["speed"]} <select id="speed">{speeds}</select></label>',
            *controls,
            check.format("follow", words["follow"], " checked"),
        ]
    inside = "\n".join(controls)
    return f'<div class="player" role="region" aria-label="{words["player"]}">\n{inside}\n</div>'


def _times(times: Sequence[tuple[float, float]]) -> str:
    # As subtitles are rounded: half a millisecond is a sample's time at many rates.
    rounded = [[round(start * 1000) / 1000, round(end * 1000) / 1000] for start, end in times]
    return json.dumps(rounded, separators=(",", ":"))
