"""Theorems, proofs and notes set apart, told by their classes and by the titles that they begin with."""

from __future__ import annotations

from mathspeak.documents import blocks as b
from mathspeak.documents.html.inline import read_into
from mathspeak.documents.html.tree import Element
from mathspeak.documents.line import Line
from mathspeak.documents.statements import THEOREMS, printed_title

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.html.blocks import Reader

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Titles that only name the kind of note.
NAMES = frozenset(["note", "tip", "warning", "important", "caution", "hint", "see also"])


def read(reader: Reader, element: Element, found: list[b.Block]) -> bool:
    """A theorem, a proof, a note set apart: told by its class and by the title that it begins with."""
    names = " ".join(element.classes()).lower()
    title = _title_of(element)
    if title is None or title is element:
        return False
    text = " ".join(title.content().split())
    parts = printed_title(text)
    key = parts[0].lower() if parts else ""
    of_class = next((name for name in element.classes() if name in THEOREMS), "")
    kind, name, number, said = "remark", "", "", text
    if parts and key in THEOREMS:
        kind, (name, number, said) = THEOREMS[key][0], parts
    elif parts and ("theorem" in names or of_class) and "admonition" not in names:
        kind, (name, number, said) = THEOREMS.get(of_class, ("theorem",))[0], parts
    elif of_class:
        kind, name = THEOREMS[of_class]
    elif text.lower().rstrip(".:") in NAMES:
        name, said = text.rstrip(".:"), ""
    line = Line()
    read_into(line, title, reader.page)
    runs = line.finish()
    title.children = []
    shown = [run for run in runs if not isinstance(run, b.Words)]
    if said and not shown:
        runs = [b.Words(said, title.start, title.end)]
    elif not said:
        runs = []
    found.append(b.Statement(kind, name, number, runs, reader.blocks(element), element.start, element.end))
    return True


def _title_of(element: Element) -> Element | None:
    for inner in element.walk():
        names = inner.classes()
        if any(
            name.endswith(("title", "title_theorem", "title_proof", "theorem-title", "proof-title")) for name in names
        ):
            return inner
        if inner.tag in ("summary",) or (inner is not element and inner.tag in HEADINGS):
            return inner if "callout" in element.get("class") or "ltx_theorem" in element.get("class") else None
    return None
