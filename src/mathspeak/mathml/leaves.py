"""Letters, numbers, signs and prose of MathML as LaTeX writes them.

The reader of formulas knows Unicode's signs and alphabets, so that a sign is written as it stands.
"""

from __future__ import annotations

import re

from mathspeak.mathml.tree import Element

# What is invisible: applied functions, products, separators, sums that are not printed; and signs of direction.
INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufe0e\ufe0f")
APPLIED = "\u2061"
PRIMES = {"'": 1, "′": 1, "″": 2, "‴": 3, "⁗": 4}
# Signs that LaTeX itself reads as something else.
ESCAPED = {
    "{": "\\{",
    "}": "\\}",
    "\\": "\\backslash ",
    "%": "\\%",
    "#": "\\#",
    "&": "\\&",
    "$": "\\$",
    "_": "\\_",
    "^": "\\wedge ",
    "~": "\\sim ",
    "`": "{‘}",
    "∣": "\\mid ",
}
TYPED = {
    "...": "\\ldots",
    "<=": "\\leq",
    ">=": "\\geq",
    "!=": "\\neq",
    "->": "\\to",
    "=>": "\\Rightarrow",
    "||": "\\|",
    "lim sup": "\\limsup",
    "lim inf": "\\liminf",
    "arg max": "\\argmax",
    "arg min": "\\argmin",
    "inj lim": "\\injlim",
    "proj lim": "\\projlim",
    "mod": "\\bmod",
}
ALPHABETS = {
    "normal": "\\mathrm",
    "bold": "\\mathbf",
    "italic": "\\mathit",
    "bold-italic": "\\boldsymbol",
    "double-struck": "\\mathbb",
    "script": "\\mathcal",
    "bold-script": "\\mathbfcal",
    "fraktur": "\\mathfrak",
    "bold-fraktur": "\\mathbffrak",
    "sans-serif": "\\mathsf",
    "bold-sans-serif": "\\mathsfbf",
    "sans-serif-italic": "\\mathsfit",
    "sans-serif-bold-italic": "\\mathsfit",
    "monospace": "\\mathtt",
}
WORD = re.compile(r"[^\W\d_](?:[\w\- ]*\w)?")
NEGATED = "\u0338"


def printed(element: Element) -> str:
    """The text of a leaf, with single spaces and without what is not seen."""
    text = "".join(char for char in element.text if char not in INVISIBLE)
    return " ".join(text.split())


def variant(element: Element) -> str:
    """The alphabet of a leaf; empty for the one that its content has by itself."""
    name = element.get("mathvariant") or element.get("fontweight")
    text = printed(element)
    if name == "normal" and len(text) == 1 and not text.isascii():
        return ""  # capital Greek and signs are upright in LaTeX too
    if name == "italic" and len(text) == 1:
        return ""
    return name if name in ALPHABETS else ""


def signs(text: str) -> str:
    """Characters as LaTeX reads them one by one."""
    pieces: list[str] = []
    for char in text:
        if char == NEGATED and pieces:
            pieces[-1] = f"\\not{{{pieces[-1]}}}"
        else:
            pieces.append(ESCAPED.get(char, char))
    return "".join(pieces)


def identifier(element: Element, applied: bool = False) -> str:
    """A letter, or a name; ``applied`` where the source says that a function is applied after it."""
    text = printed(element)
    alphabet = ALPHABETS.get(variant(element), "")
    if text in TYPED:
        return TYPED[text]
    if text in ("|", "∣", "∥", "‖"):
        return "|" if text in "|∣" else "\\|"
    if len(text) > 1 and WORD.fullmatch(text):
        if not text.isascii() or " " in text:
            return prose(text)
        if applied and alphabet in ("", "\\mathrm"):
            return f"\\operatorname{{{text}}}"
        return f"{alphabet or ALPHABETS['normal']}{{{text}}}"
    return f"{alphabet}{{{signs(text)}}}" if alphabet and text else signs(text)


def number(element: Element) -> str:
    """Digits with their separators."""
    text = printed(element)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "{,}")
    elif re.fullmatch(r"\d{1,3}(?: \d{3})+", text):
        text = text.replace(" ", "\\,")
    else:
        text = signs(text)
    alphabet = ALPHABETS.get(variant(element), "")
    return f"{alphabet}{{{text}}}" if alphabet and alphabet != "\\mathrm" else text


def operator(element: Element) -> str:
    """A sign, or a word that is set as one."""
    text = printed(element)
    if text in TYPED:
        return TYPED[text]
    if len(text) > 1 and WORD.fullmatch(text):
        return f"\\mathrm{{{text}}}" if text.isascii() and text.isalpha() and not is_conjunction(text) else prose(text)
    if text in PRIMES:
        return "'" * PRIMES[text]
    if text == "|" and _is_spaced(element):
        return "\\mid"
    if text == "∥" and (element.get("data-mjx-texclass") == "ord" or element.get("fence") == "true"):
        return "\\|"
    return signs(text)


def _is_spaced(element: Element) -> bool:
    """Whether a sign stands apart on both sides, as a relation does."""
    return all(element.get(side).strip("0.em") for side in ("lspace", "rspace"))


def is_conjunction(text: str) -> bool:
    return text.lower() in ("and", "or", "if", "for", "when", "where", "otherwise", "iff")


def prose(text: str) -> str:
    r"""Words within a formula; spaces alone print a space, and a lone sign is a sign."""
    words = " ".join("".join(char for char in text if char not in INVISIBLE).split())
    if not words:
        return "\\quad" if text.strip("\n\t ") and len(text.strip("\n\t ")) > 1 else ""
    if len(words) == 1 and not words.isalnum():
        return signs(words)
    return f"\\text{{{''.join(ESCAPED.get(char, char) for char in words)}}}"
