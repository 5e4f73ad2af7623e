"""Web pages: HTML and XHTML, as they are stored. No script is run and nothing is fetched."""

from __future__ import annotations

from pathlib import Path

from mathspeak.documents import blocks as b
from mathspeak.documents.html.blocks import Reader
from mathspeak.documents.html.macros import macros_in
from mathspeak.documents.html.tree import Element, parse
from mathspeak.documents.line import first_title

_AUTHORS = ("author", "citation_author", "dc.creator", "dcterms.creator")


def read_html(source: str, path: Path) -> b.Document:
    """A page: what stands in its main part, or all of it but its furniture where it has none."""
    root = parse(source)
    document = b.Document(path, [])
    reader = Reader(source, root)
    for element in root.walk():
        if element.tag == "html" and not document.language:
            document.language = element.get("lang") or element.get("xml:lang")
        elif element.tag == "title" and not document.title:
            document.title = " ".join(element.content().split())
        elif element.tag == "meta" and element.get("name").lower() in _AUTHORS:
            names = filter(None, (document.author, element.get("content").strip()))
            document.author = ", ".join(names)
        elif element.tag == "script" and not element.get("type").startswith("math/"):
            reader.page.macros.append(macros_in(element.content()))
    document.blocks = reader.blocks(_main(root)) + reader.page.unread_notes()
    document.title = document.title or first_title(document.blocks)
    reader.page.labels.resolve()
    document.macros = "".join(reader.page.macros)
    document.notices = reader.page.notices
    return document


def _main(root: Element) -> Element:
    """The main part of a page."""
    found = [element for element in root.walk() if element.tag == "main" or element.get("role") == "main"]
    return found[0] if found and found[0].content().strip() else root


def read_fragment(source: str) -> tuple[list[b.Block], str]:
    """The blocks of a piece of HTML, and the macros that it defines; tags that open or close nothing print nothing."""
    root = parse(source)
    reader = Reader(source, root)
    blocks = reader.blocks(root) + reader.page.unread_notes()
    reader.page.labels.resolve()
    return blocks, "".join(reader.page.macros)
