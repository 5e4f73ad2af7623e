"""Mathematics in a page: MathML, what MathJax and KaTeX leave there, pictures with LaTeX beside them."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Formula
from mathspeak.documents.html.tokens import Token
from mathspeak.documents.html.tree import Element

_TEX_ENCODINGS = frozenset(["application/x-tex", "application/x-latex", "text/x-tex", "text/x-latex", "tex", "latex"])
# Attributes that hold the LaTeX of what an element shows.
_SOURCES = ("data-latex", "data-tex", "data-katex", "data-formula", "data-math", "data-original-tex")
_WRAPPER = re.compile(r"\{\\(display|text|script)style\s+(.*)\}", re.DOTALL)
_STYLE = re.compile(r"\\(display|text)style(?![A-Za-z])\s*")
_DELIMITED = re.compile(r"\s*(?:\\\((.*)\\\)|\\\[(.*)\\\]|\$\$(.*)\$\$|\$(.*)\$)\s*", re.DOTALL)
_PICTURE = re.compile(r"latex|mathjax|/math/|math/render|codecogs|equation|\btex\b|mimetex|formula", re.IGNORECASE)
_TEX = re.compile(r"[\\^_{}]")
MATHJAX = frozenset(
    ["MathJax", "MathJax_CHTML", "MathJax_SVG", "MathJax_PHTML", "MathJax_Display", "MathJax_SVG_Display", "mjx-chtml"]
)
_DISPLAY = frozenset(["display", "math-display", "katex-display", "mathjax-display", "displaymath", "block"])


def formula_in(element: Element, source: str) -> Formula | None:
    """The formula that an element is; none where it is anything else."""
    reader = _BY_TAG.get(element.tag)
    if reader is not None:
        return reader(element, source)
    if not element.token or not element.token.source:
        return None
    names = element.classes()
    for name in names:
        by_class = _BY_CLASS.get(name)
        if by_class is not None and (found := by_class(element, source)) is not None:
            return found
    for name in _SOURCES:
        if latex := element.get(name).strip():
            return _formula(latex, element, bool(_DISPLAY & set(names)) or element.tag == "div")
    return None


def _formula(latex: str, element: Element, display: bool) -> Formula:
    latex = latex.strip()
    if wrapped := _WRAPPER.fullmatch(latex):
        display = display or (wrapped[1] == "display" and element.get("class").endswith("display"))
        latex = wrapped[2].strip()
    if delimited := _DELIMITED.fullmatch(latex):
        latex = next(group for group in delimited.groups() if group is not None).strip()
        display = display or delimited[2] is not None or delimited[3] is not None
    return Formula(
        _STYLE.sub("", latex, count=1) if _STYLE.match(latex) else latex, display, element.start, element.end
    )


def math(element: Element, source: str) -> Formula | None:
    """A `math` element: by its LaTeX where it carries it, else as MathML."""
    display = element.get("display") == "block" or element.get("mode") == "display"
    for inner in element.walk():
        if inner.tag == "annotation" and inner.get("encoding").lower() in _TEX_ENCODINGS:
            if latex := inner.content().strip():
                return _formula(latex, element, display)
    latex = element.get("alttext").strip() or element.get("data-latex").strip()
    if latex and not latex.startswith("<"):
        return _formula(latex, element, display)
    if not any(isinstance(child, Element) for child in element.children):
        return None
    return Formula("", display, element.start, element.end, mathml=source[element.start : element.end])


def _script(element: Element, source: str) -> Formula | None:
    kind = element.get("type").lower().replace(" ", "")
    if kind.startswith("math/tex"):
        return _formula(element.content(), element, "mode=display" in kind)
    if kind.startswith("math/mml"):
        return Formula("", "mode=display" in kind, element.start, element.end, mathml=element.content().strip())
    return None


def _first_math(element: Element, source: str, display: bool) -> Formula | None:
    for inner in element.walk():
        if inner.tag == "math" and (found := math(inner, source)) is not None:
            return _placed(found, element, display or found.display)
    return None


def _placed(formula: Formula, element: Element, display: bool) -> Formula:
    return Formula(formula.latex, display, element.start, element.end, mathml=formula.mathml)


def _katex(element: Element, source: str) -> Formula | None:
    return _first_math(element, source, "katex-display" in element.classes())


def _container(element: Element, source: str) -> Formula | None:
    """MathJax 3 and 4."""
    display = element.get("display").lower() in ("true", "block")
    found = _first_math(element, source, display)
    if found is not None:
        return found
    latex = max((inner.get("data-latex") for inner in element.walk()), key=len)
    return _formula(latex, element, display) if latex else None


def _mathjax2(element: Element, source: str) -> Formula | None:
    """What MathJax 2 shows; its own source stands in a script after it, or in an attribute."""
    for inner in element.walk():
        if mathml := inner.get("data-mathml").strip():
            return Formula("", "display" in element.get("class").lower(), element.start, element.end, mathml=mathml)
    return None


def _wikipedia(element: Element, source: str) -> Formula | None:
    names = " ".join(inner.get("class") for inner in element.walk())
    display = "-display" in names
    found = _first_math(element, source, display)
    if found is not None:
        return found
    for inner in element.walk():
        if inner.tag == "img" and (latex := inner.get("alt").strip()):
            return _formula(latex, element, display)
    return None


def _span(element: Element, source: str) -> Formula | None:
    """Pandoc, Sphinx and others: LaTeX as the text of an element, between delimiters or bare."""
    if any(child.tag not in ("br", "a", "span") for child in element.elements()):
        return None
    names = set(element.classes())
    if any(formula_in(child, source) is not None for child in element.elements()):
        return None
    text = "".join(child.text for child in element.children if isinstance(child, Token)).strip()
    if not text or not (_DELIMITED.fullmatch(text) or "inline" in names or "display" in names):
        return None
    return _formula(text, element, bool(names & _DISPLAY) or element.tag == "div")


def _picture(element: Element, source: str) -> Formula | None:
    alt = element.get("alt").strip()
    names = element.get("class")
    if not alt or not (
        "math" in names or "tex" in names.split() or "latex" in names or _PICTURE.search(element.get("src"))
    ):
        return None
    if not (_TEX.search(alt) or _DELIMITED.fullmatch(alt) or len(alt) == 1 or "mwe-math" in names):
        return None
    return _formula(alt, element, "display" in names)


def _field(element: Element, source: str) -> Formula | None:
    latex = element.content().strip() or element.get("value")
    return _formula(latex, element, False) if latex else None


def _quill(element: Element, source: str) -> Formula | None:
    latex = element.get("data-value")
    return _formula(latex, element, False) if latex else None


_BY_TAG = {
    "math": math,
    "script": _script,
    "mjx-container": _container,
    "img": _picture,
    "math-field": _field,
    "tex-math": _field,
    "la-tex": _field,
}
_BY_CLASS = {
    "katex": _katex,
    "katex-display": _katex,
    "mwe-math-element": _wikipedia,
    "mwe-math-element-inline": _wikipedia,
    "mwe-math-element-block": _wikipedia,
    "math": _span,
    "ql-formula": _quill,
    **dict.fromkeys(MATHJAX, _mathjax2),
}
