"""Words of `latex.symbols.punctuation`."""

from __future__ import annotations

PUNCTUATION: dict[str, str] = {
    "comma": "comma",
    "semicolon": "semicolon",
    "period": "period",
    "cdot": "dot",
    "colon": "colon",
    "question": "question mark",
    "exclamdown": "inverted exclamation mark",
    "questiondown": "inverted question mark",
    "factorial": "factorial",
    "doublefactorial": "double factorial",
    "dots": "dots",
    "ldots": "low dots",
    "cdots": "centered dots",
    "vdots": "vertical dots",
    "ddots": "diagonal dots",
    "iddots": "rising dots",
    "twodots": "short dots",
}
