"""What stands one below the other in a page: headings, paragraphs, lists, quotations, code, statements."""

from __future__ import annotations

import re
from collections.abc import Callable

from mathspeak.documents import blocks as b
from mathspeak.documents.html import figures, statements, tables
from mathspeak.documents.html.formulas import MATHJAX, formula_in
from mathspeak.documents.html.inline import add_formula, read_element, read_into, read_text
from mathspeak.documents.html.page import Page
from mathspeak.documents.html.rules import is_skipped
from mathspeak.documents.html.tokens import Token
from mathspeak.documents.html.tree import Element
from mathspeak.documents.line import Line, flowing, paragraph, words_of
from mathspeak.documents.numbering import place_in_alphabet, roman

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BLOCKS = frozenset(
    "address article body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header "
    "hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul blockquote aside form".split()
)
_NUMBER = re.compile(
    r"\s*(?:(?:Chapter|Section|Appendix|Figure|Fig\.|Table)\s+)?([A-Z]|(?:[A-Z]\.)?\d+(?:\.\d+)*)[.:]?\s*"
)
_TAGS = frozenset(["header-section-number", "section-number", "ltx_tag", "sectno", "secno", "caption-number", "number"])
_IGNORED = re.compile(r"\b(?:tex2jax_ignore|mathjax_ignore|no-mathjax)\b")
_LANGUAGE = re.compile(r"(?:language|lang|highlight|brush:|source-|sourceCode)[-\s:]?\s*([\w+#-]+)")
_STATEMENTS = re.compile(r"(?:ltx_theorem|theorem|proof|admonition|callout|remark|definition|lemma|exercise)\b")


class Reader:
    """Reads the blocks of one page."""

    __slots__ = ("page",)

    def __init__(self, source: str, root: Element) -> None:
        self.page = Page(source, root, self.blocks)

    def blocks(self, element: Element) -> list[b.Block]:
        """What stands in an element, as blocks; text that stands in no block of its own is a paragraph."""
        found: list[b.Block] = []
        line = Line()
        ignored = self.page.is_ignored
        if element.token is not None and "ignore" in element.token.source and _IGNORED.search(element.get("class")):
            self.page.is_ignored = True
        for child in element.children:
            if isinstance(child, Token):
                read_text(line, child, self.page)
            elif self.is_block(child):
                line = self.close(line, found)
                self.block(child, found)
            else:
                read_element(line, child, self.page)
        self.close(line, found)
        self.page.is_ignored = ignored
        return flowing(found)

    def is_block(self, element: Element) -> bool:
        """Whether an element stands by itself, or anything in it does."""
        if element.tag in BLOCKS:
            return formula_in(element, self.page.source) is None or element.tag == "div"
        if element.tag in ("math", "mjx-container", "svg", "script", "style") or not element.children:
            return False
        if {"katex", "katex-display", "MathJax", "ltx_note"} & set(element.classes()):
            return False
        return any(inner.tag in BLOCKS for inner in element.walk())

    def close(self, line: Line, found: list[b.Block]) -> Line:
        """End a paragraph; gives the line for the next."""
        runs = line.finish()
        if runs:
            found.append(paragraph(runs))
        return Line()

    def block(self, element: Element, found: list[b.Block]) -> None:
        if is_skipped(element) or self.page.is_note(element):
            return
        if self.page.follows_script(element) and not MATHJAX.isdisjoint(element.classes()):
            return  # the script after it says what it shows
        if _STATEMENTS.search(element.get("class")) and statements.read(self, element, found):
            return
        reader = _READERS.get(element.tag)
        if reader is not None:
            reader(self, element, found)
        else:
            self.division(element, found)

    def division(self, element: Element, found: list[b.Block]) -> None:
        """Something that prints nothing of its own."""
        formula = formula_in(element, self.page.source)
        if formula is not None:
            formula.numbers = formula.numbers or tables.numbers_beside(element)
            line = Line()
            add_formula(line, formula, self.page)
            self.close(line, found)
            return
        language = next((name for name in map(_language, [element.get("class")]) if name), "")
        only = [child for child in element.elements() if not is_skipped(child)]
        if language and len(only) == 1 and only[0].tag == "pre":
            self.code(only[0], found, language)
        else:
            found.extend(self.blocks(element))

    def heading(self, element: Element, found: list[b.Block]) -> None:
        number = self.take_number(element)
        line = Line()
        read_into(line, element, self.page)
        runs = line.finish()
        if runs:
            found.append(b.Heading(HEADINGS[element.tag], runs, element.start, element.end, number))

    def take_number(self, element: Element) -> str:
        """The printed number that an element begins with, which is then no longer part of it."""
        for inner in element.walk():
            if not _TAGS.isdisjoint(inner.classes()):
                found = _NUMBER.fullmatch(inner.content().strip())
                inner.children = []
                return found[1] if found else ""
        return ""

    def listing(self, element: Element, found: list[b.Block]) -> None:
        ordered = element.tag == "ol"
        items: list[list[b.Block]] = []
        labels: list[str] = []
        count = _integer(element.get("start"), 1)
        for child in element.elements():
            if is_skipped(child) or self.page.is_note(child):
                continue
            count = _integer(child.get("value"), count)
            label = _numeral(count, element.get("type")) if ordered else ""
            tag = next((inner for inner in child.elements() if "ltx_tag_item" in inner.classes()), None)
            if tag is not None:
                label, tag.children = tag.content().strip().strip("•–-∗*"), []
            blocks = self.blocks(child)
            if blocks:
                items.append(blocks)
                labels.append(label)
                count += 1
        if items:
            found.append(b.ListBlock(items, labels, element.start, element.end, ordered=ordered))

    def definitions(self, element: Element, found: list[b.Block]) -> None:
        """Terms with what is said of them; what has no term is only set further in."""
        items: list[list[b.Block]] = []
        labels: list[str] = []
        children = [
            inner for child in element.elements() for inner in (child.elements() if child.tag == "div" else [child])
        ]
        if not any(child.tag == "dt" for child in children):
            for child in children:
                found.extend(_displayed(self.blocks(child)))
            return
        for child in children:
            if child.tag == "dt":
                line = Line()
                read_into(line, child, self.page)
                runs = line.finish()
                label = words_of(runs)
                items.append([] if label or not runs else [paragraph(runs)])
                labels.append(label)
            elif items:
                items[-1] += self.blocks(child)
        found.append(b.ListBlock(items, labels, element.start, element.end))

    def code(self, element: Element, found: list[b.Block], language: str = "") -> None:
        inner = next((child for child in element.elements() if child.tag == "code"), None)
        names = f"{element.get('class')} {inner.get('class') if inner is not None else ''}"
        text = element.content().strip("\n")
        if text.strip():
            found.append(b.CodeBlock(f"{text}\n", language or _language(names), element.start, element.end))

    def quote(self, element: Element, found: list[b.Block]) -> None:
        blocks = self.blocks(element)
        if blocks:
            found.append(b.Quote(blocks, element.start, element.end))

    def header(self, element: Element, found: list[b.Block]) -> None:
        """The head of a page is its furniture, but for its headings and what a document says of itself."""
        if any(inner.tag in HEADINGS for inner in element.walk()):
            found.extend(self.blocks(element))


def _displayed(blocks: list[b.Block]) -> list[b.Block]:
    """Blocks that are set further in, where a formula alone is a displayed one."""
    for block in blocks:
        if isinstance(block, b.Paragraph):
            shown = [run for run in block.runs if not (isinstance(run, b.Words) and not run.text.strip(" .,;"))]
            if len(shown) == 1 and isinstance(shown[0], b.Formula):
                shown[0].display = True
    return blocks


def _integer(text: str, default: int) -> int:
    return int(text) if text.strip().isdigit() and len(text) < 10 else default


def _numeral(count: int, kind: str) -> str:
    """The number of an item; what has no letters and no Roman numeral is printed as it is."""
    printed = {"a": place_in_alphabet, "i": roman}.get(kind.lower(), str)(count) or str(count)
    return printed.upper() if kind.isupper() else printed


def _language(names: str) -> str:
    found = _LANGUAGE.search(names)
    if found is None or found[1] in ("default", "none", "text", "plaintext"):
        return ""
    return found[1]


_READERS: dict[str, Callable[[Reader, Element, list[b.Block]], None]] = {
    **dict.fromkeys(HEADINGS, Reader.heading),
    "ul": Reader.listing,
    "ol": Reader.listing,
    "dl": Reader.definitions,
    "pre": Reader.code,
    "blockquote": Reader.quote,
    "figure": figures.read,
    "header": Reader.header,
    "table": tables.read,
    "hr": lambda reader, element, found: None,
}
