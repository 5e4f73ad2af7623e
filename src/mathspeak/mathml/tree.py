"""The elements of a piece of MathML, read by the tokenizer of HTML: nothing is fetched and no entity is declared."""

from __future__ import annotations

from html.parser import HTMLParser

from mathspeak.errors import LatexError, LimitExceeded

# Elements whose text is printed; in all others text is only the space between elements.
LEAVES = frozenset(["mi", "mn", "mo", "mtext", "ms", "annotation"])
EMPTY = frozenset(["mspace", "mglyph", "mprescripts", "none", "maligngroup", "malignmark", "img", "br"])


class Element:
    """One element: its name without a prefix, its attributes, what stands in it, and its text if it is a leaf."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""

    def get(self, name: str) -> str:
        """An attribute in lower case, without space around it; empty where it is not given."""
        return self.attributes.get(name, "").strip().lower()


class _Builder(HTMLParser):
    def __init__(self, max_depth: int) -> None:
        super().__init__(convert_charrefs=True)
        self.max_depth = max_depth
        self.root = Element("", {})
        self.open = [self.root]
        self.names = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag.rsplit(":", 1)[-1], {name: value or "" for name, value in attrs})
        if self.open[-1].tag in ("mi", "mo", "mn") and element.tag[:1] == "m":
            if self.open[-1].text.strip():  # a leaf that was not closed
                del self.open[-1], self.names[-1]
            else:  # some converters set the class of a sign by a leaf around it
                self.open[-1].tag = "mrow"
        self.open[-1].children.append(element)
        if element.tag in EMPTY:
            return
        if len(self.open) > self.max_depth:
            raise LimitExceeded(
                "max_depth", f"elements are nested more than {self.max_depth} deep", hint="split the formula"
            )
        self.open.append(element)
        self.names.append(element.tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        depth = len(self.open)
        self.handle_starttag(tag, attrs)
        del self.open[depth:], self.names[depth:]

    def handle_endtag(self, tag: str) -> None:
        name = tag.rsplit(":", 1)[-1]
        for level in range(len(self.open) - 1, 0, -1):
            if self.names[level] == name:
                del self.open[level:], self.names[level:]
                return

    def handle_data(self, data: str) -> None:
        # What HTML sets within a leaf, such as a span, prints as the leaf's own text.
        for element in reversed(self.open):
            if element.tag in LEAVES:
                element.text += data
                return


def parse(source: str, max_depth: int) -> Element:
    """The `math` element of a source, or an element around all that stands in it.

    >>> parse("<math><mi>x</mi></math>", 10).children[0].text
    'x'
    """
    builder = _Builder(max_depth)
    builder.feed(source)
    builder.close()
    if not builder.root.children:
        raise LatexError("there is no MathML to read", hint="give an element such as '<math><mi>x</mi></math>'")
    first = builder.root.children[0]
    return first if len(builder.root.children) == 1 and first.tag == "math" else builder.root
