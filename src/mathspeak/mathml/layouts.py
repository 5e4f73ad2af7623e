"""Fractions, roots, frames and spaces."""

from __future__ import annotations

import re
from collections.abc import Callable

from mathspeak.mathml.leaves import printed, prose
from mathspeak.mathml.tree import Element

Write = Callable[[Element], str]
STRIKES = {
    "updiagonalstrike": "\\cancel",
    "downdiagonalstrike": "\\bcancel",
    "box": "\\boxed",
    "roundedbox": "\\boxed",
    "circle": "\\circled",
    "radical": "\\sqrt",
    "top": "\\overline",
    "bottom": "\\underline",
}


def two(element: Element, write: Write) -> tuple[str, str]:
    children = [*element.children, Element("none", {}), Element("none", {})]
    return write(children[0]), write(children[1])


def is_bare(fraction: Element) -> bool:
    """Whether a fraction is drawn without its line."""
    thickness = fraction.get("linethickness")
    return re.fullmatch(r"0*\.?0*[a-z%]*", thickness) is not None if thickness else False


def fraction(element: Element, write: Write) -> str:
    top, bottom = two(element, write)
    if is_bare(element):
        return f"{{{{{top}}} \\atop {{{bottom}}}}}"
    if element.get("bevelled") == "true":
        return f"\\sfrac{{{top}}}{{{bottom}}}"
    return f"\\frac{{{top}}}{{{bottom}}}"


def root(element: Element, write: Write) -> str:
    body, index = two(element, write)
    return f"\\sqrt[{{{index}}}]{{{body}}}" if index else f"\\sqrt{{{body}}}"


def enclosure(element: Element, body: str) -> str:
    notations = element.get("notation").split() or ["longdiv"]
    if {"updiagonalstrike", "downdiagonalstrike"} <= set(notations):
        return f"\\xcancel{{{body}}}"
    for notation in notations:
        name = STRIKES.get(notation)
        body = f"{name}{{{body}}}" if name else f"\\enclose{{{notation}}}{{{body}}}"
    return body


def string(element: Element) -> str:
    quotes = element.attributes.get("lquote", "“"), element.attributes.get("rquote", "”")
    return prose(f"{quotes[0]}{printed(element)}{quotes[1]}")


def space(element: Element) -> str:
    width = element.get("width").removesuffix("em")
    return "\\quad" if width.replace(".", "", 1).isdigit() and float(width) >= 1 else ""
