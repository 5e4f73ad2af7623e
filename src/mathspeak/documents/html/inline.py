"""What stands in the lines of a page: words, formulas, code, notes, pictures."""

from __future__ import annotations

import re

from mathspeak.documents import blocks as b
from mathspeak.documents.equations import number_rows, split_definitions
from mathspeak.documents.html.delimiters import Places, pieces, places_of
from mathspeak.documents.html.formulas import MATHJAX, formula_in
from mathspeak.documents.html.rules import is_skipped
from mathspeak.documents.html.tokens import Token
from mathspeak.documents.html.tree import Element
from mathspeak.documents.line import Line, plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.html.page import Page

CODE = frozenset(["code", "kbd", "samp", "tt"])
_POINTER = re.compile(r"\\(eqref|autoref|cref|Cref|ref)\{([^{}]*)\}")
_MARKER = re.compile(r"[\[\]()\s]|↩︎?")


def read_into(line: Line, element: Element, page: Page) -> None:
    """All of an element as part of a line; blocks in it are read as if they were no blocks."""
    for child in element.children:
        if isinstance(child, Token):
            read_text(line, child, page)
        else:
            read_element(line, child, page)


def read_element(line: Line, element: Element, page: Page) -> None:
    if page.follows_script(element) and not MATHJAX.isdisjoint(element.classes()):
        return  # the script after it says what it shows
    formula = formula_in(element, page.source)
    if formula is not None:
        add_formula(line, formula, page)
        return
    if element.tag == "mjx-container" or "katex" in element.classes():
        _unread(line, element, page)
        return
    if is_skipped(element):
        return
    reader = _READERS.get(element.tag)
    if reader is not None:
        reader(line, element, page)
    else:
        _plain(line, element, page)


def _plain(line: Line, element: Element, page: Page) -> None:
    names = element.classes()
    if "ltx_note" in names:
        content = next((inner for inner in element.walk() if "ltx_note_content" in inner.classes()), element)
        line.add(b.Footnote(page.blocks(content), element.start, element.end))
    elif "citation" in names and (keys := element.get("data-cites").split()):
        line.add(b.Citation(keys, _printed(element), element.start, element.end))
    else:
        spaced = element.tag in SPACED
        if spaced:
            line.text(" ", element.start, element.start)
        read_into(line, element, page)
        if spaced:
            line.text(" ", element.end, element.end)


def _printed(element: Element) -> str:
    return " ".join(_MARKER.sub(" ", element.content()).split())


def add_formula(line: Line, formula: b.Formula, page: Page) -> None:
    """A formula without the definitions in it, with its numbers if it is displayed."""
    if formula.latex:
        definitions, formula.latex = split_definitions(formula.latex)
        if definitions:
            page.macros.append(definitions)
    if formula.display and not formula.numbers and (page.is_numbered or "\\tag" in formula.latex):
        formula.latex, formula.numbers = number_rows(formula.latex, page.labels)
    if formula.latex or formula.mathml:
        line.add(formula)


def _unread(line: Line, element: Element, page: Page) -> None:
    """Mathematics that is only drawn: what its author or program says of it for those who do not see it."""
    said = element.get("aria-label") or element.get("alt") or element.get("title")
    if said:
        line.text(said, element.start, element.end)
    else:
        page.notice("unread-formula", "a formula is only drawn: nothing says what it is", element.start, element.end)


def read_text(line: Line, token: Token, page: Page) -> None:
    """Text with the formulas that stand in it between delimiters."""
    text = token.text
    if page.is_ignored or not ("$" in text or "\\" in text):
        line.text(text, token.start, token.end)
        return
    place = places_of(token, page.source)
    at = 0
    for start, end, inner, display in pieces(text):
        _prose(line, text, at, start, place, page)
        formula = b.Formula(text[slice(*inner)].strip(), display, place(start), place(end))
        add_formula(line, formula, page)
        at = end
    _prose(line, text, at, len(text), place, page)


def _prose(line: Line, text: str, at: int, end: int, place: Places, page: Page) -> None:
    for pointer in _POINTER.finditer(text, at, end):
        line.text(text[at : pointer.start()], place(at), place(pointer.start()))
        start, stop = place(pointer.start()), place(pointer.end())
        kind = "equation" if pointer[1] == "eqref" else ""
        named = pointer[1] in ("autoref", "cref", "Cref")
        reference = b.Reference(kind, "", pointer[2], start, stop, named, bracketed=pointer[1] == "eqref")
        line.add(page.labels.refer(reference))
        at = pointer.end()
    line.text(text[at:end], place(at), place(end))


def _break(line: Line, element: Element, page: Page) -> None:
    line.text(" ", element.start, element.end)


def _code(line: Line, element: Element, page: Page) -> None:
    text = " ".join(element.content().split())
    if text:
        line.add(b.Code(text, element.start, element.end))


def _image(line: Line, element: Element, page: Page) -> None:
    attributes = element.attributes
    if "alt" in attributes and not attributes["alt"].strip():
        return  # its author says that it tells nothing
    source = element.get("src")
    line.add(
        b.Image(
            plain_text(element.get("alt")), "" if source.startswith("data:") else source, element.start, element.end
        )
    )


def _script(line: Line, element: Element, page: Page) -> None:
    """Raised or lowered text; a raised mark may point to a note."""
    link = next((inner for inner in element.walk() if inner.tag == "a"), None)
    if "reference" in element.classes() and link is not None:
        key = link.get("href").lstrip("#")
        line.add(b.Citation([key], _printed(element), element.start, element.end))
        return
    if link is not None and page.note(link) is not None:
        _link(line, link, page)
        return
    if any(formula_in(inner, page.source) is not None for inner in element.walk()):
        read_into(line, element, page)
        return
    line.script(element.content(), "^" if element.tag == "sup" else "_", element.start, element.end)


def _link(line: Line, element: Element, page: Page) -> None:
    note = page.note(element)
    if note is not None:
        blocks = page.note_blocks(note)
        if blocks:
            line.add(b.Footnote(blocks, element.start, element.end))
    elif element.get("role") != "doc-backlink":
        read_into(line, element, page)


def _cite(line: Line, element: Element, page: Page) -> None:
    links = [inner.get("href").lstrip("#") for inner in element.walk() if inner.tag == "a"]
    if "ltx_cite" in element.classes() and links:
        line.add(b.Citation(links, _printed(element), element.start, element.end))
    else:
        read_into(line, element, page)


def _ignored(line: Line, element: Element, page: Page) -> None:
    return


SPACED = frozenset("p div li ul ol td th tr table section blockquote dt dd h1 h2 h3 h4 h5 h6 pre figure".split())
_READERS = {
    "br": _break,
    **dict.fromkeys(CODE, _code),
    "img": _image,
    "sup": _script,
    "sub": _script,
    "a": _link,
    "cite": _cite,
    "script": _ignored,
    "title": _ignored,
    "rp": _ignored,
    "rt": _ignored,
    "input": _ignored,
}
