"""HTML within the lines of Markdown, which hands its tags over one by one."""

from __future__ import annotations

import re

from mathspeak.documents import blocks as b
from mathspeak.documents.html.formulas import formula_in
from mathspeak.documents.html.tree import parse
from mathspeak.documents.line import Line, plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.markdown.runs import Inline

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_SILENT = frozenset(["script", "style", "template", "textarea", "select", "button"])
_SPACED = frozenset(["br", "p", "div", "li", "td", "tr", "hr", "summary", "details"])


def read_tag(inline: Inline, source: str, at: int, end: int) -> None:
    tag = _TAG.match(source)
    if tag is None:
        return
    closing, name = tag[1] == "/", tag[2].lower()
    start, stop = inline.span(at, end)
    if inline.hidden:
        if closing and name == inline.hidden:
            inline.hidden = ""
    elif name in _SILENT and not closing:
        inline.hidden = name
    elif name in ("sup", "sub"):
        if closing:
            end_script(inline, end)
        elif inline.script is None:
            inline.script = (inline.line, "^" if name == "sup" else "_", start)
            inline.line = Line()
    elif name == "img":
        _picture(inline, source, start, stop)
    elif name in _SPACED:
        inline.line.text(" ", start, stop)


def _picture(inline: Inline, source: str, start: int, stop: int) -> None:
    """A picture, unless its author says that it tells nothing; some are formulas."""
    source = inline.state.covered.uncover(source)
    element = next(parse(source).elements(), None)
    if element is None:
        return
    formula = formula_in(element, source)
    if formula is not None:
        formula.start, formula.end = start, stop
        inline.line.add(formula)
        return
    alt, address = plain_text(element.get("alt")), element.get("src")
    if alt or "alt" not in element.attributes:
        inline.line.add(b.Image(alt, "" if address.startswith("data:") else address, start, stop))


def end_script(inline: Inline, end: int) -> None:
    if inline.script is None:
        return
    outer, sign, start = inline.script
    runs, inline.line, inline.script = inline.line.finish(), outer, None
    if all(isinstance(run, b.Words) for run in runs):
        text = "".join(run.text for run in runs if isinstance(run, b.Words))
        outer.script(text, sign, start, inline.places(max(end - 1, 0)) + 1)
    else:
        for run in runs:
            outer.add(run)
