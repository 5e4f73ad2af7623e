"""HTML's tokens to a tree, with the elements closed that authors leave open; nesting is bounded."""

from __future__ import annotations

from collections.abc import Iterator

from mathspeak.documents.html.tokens import CLOSE, EMPTY, TEXT, Token, tokenize

MAX_DEPTH = 100
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr keygen mspace mprescripts".split()
)
# An opening tag -> the elements that it closes, and those beyond which it does not look for them.
_P = (frozenset(["p"]), frozenset("table td th li dd blockquote div section article body button".split()))
_ROWS = frozenset(["tr", "td", "th"])
CLOSED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(
        "p div ul ol dl table pre blockquote h1 h2 h3 h4 h5 h6 section article figure hr form header footer nav main "
        "aside details address center fieldset menu".split(),
        _P,
    ),
    "li": (frozenset(["li", "p"]), frozenset(["ul", "ol", "menu", "table"])),
    "dt": (frozenset(["dt", "dd", "p"]), frozenset(["dl", "table"])),
    "dd": (frozenset(["dt", "dd", "p"]), frozenset(["dl", "table"])),
    "tr": (_ROWS, frozenset(["table"])),
    "td": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    "th": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"), (_ROWS | {"thead", "tbody", "tfoot", "caption", "colgroup"}, frozenset(["table"]))
    ),
    "option": (frozenset(["option"]), frozenset(["select"])),
    "body": (frozenset(["head"]), frozenset(["html"])),
}
# Where the end of an element within a line has no say.
_WALLS = frozenset("td th table caption li dd blockquote section article body figure".split())
_INLINE = frozenset(
    "a abbr b big cite code em font i ins kbd label mark q s samp small span strong sub sup tt u var".split()
)
# Subtrees that are never read: only their place is kept.
OPAQUE = frozenset(
    "style svg canvas audio video object iframe noscript template select textarea button noframes".split()
)


class Element:
    """An element: its tag in lower case, what stands in it, and its place."""

    __slots__ = ("_attributes", "children", "end", "open_end", "start", "tag", "token")

    def __init__(self, tag: str, token: Token | None, start: int, end: int) -> None:
        self.tag = tag
        self.token = token
        self.children: list[Element | Token] = []
        self.start = start
        self.open_end = end
        self.end = end
        self._attributes: dict[str, str] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        if self._attributes is None:
            self._attributes = self.token.attributes() if self.token is not None and self.token.source else {}
        return self._attributes

    def get(self, name: str) -> str:
        return self.attributes.get(name, "") if self.token is not None and self.token.source else ""

    def classes(self) -> list[str]:
        return self.get("class").split()

    def elements(self) -> Iterator[Element]:
        """The elements directly in this one."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """This element and all in it, in the order of the source."""
        pending = [self]
        while pending:
            element = pending.pop()
            yield element
            pending.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def content(self) -> str:
        """All text in this element as it stands."""
        texts: list[str] = []
        pending: list[Element | Token] = [self]
        while pending:
            item = pending.pop()
            if isinstance(item, Element):
                pending.extend(reversed(item.children))
            else:
                texts.append(item.text)
        return "".join(texts)


class _Builder:
    __slots__ = ("counts", "deep", "opaque", "root", "stack")

    def __init__(self, length: int) -> None:
        self.root = Element("", None, 0, length)
        self.stack = [self.root]
        # How many elements of each name are open; how many are, but too deep to stand in the tree.
        self.counts: dict[str, int] = {}
        self.deep: dict[str, int] = {}
        self.opaque = 0

    def open(self, token: Token) -> None:
        tag = token.text.rsplit(":", 1)[-1] if ":" in token.text else token.text
        if self.opaque:
            self.opaque += tag == self.stack[-1].tag and token.kind != EMPTY
            return
        rule = CLOSED.get(tag)
        if rule is not None:
            self.close_before(*rule)
        element = Element(tag, token, token.start, token.end)
        self.stack[-1].children.append(element)
        if tag in VOID or token.kind == EMPTY:
            return
        if len(self.stack) > MAX_DEPTH and tag not in OPAQUE:
            self.stack[-1].children.pop()
            self.deep[tag] = self.deep.get(tag, 0) + 1
            return
        self.stack.append(element)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag in OPAQUE:
            self.opaque = 1

    def close_before(self, closed: frozenset[str], walls: frozenset[str]) -> None:
        lowest = 0
        for level in range(len(self.stack) - 1, 0, -1):
            tag = self.stack[level].tag
            if tag in closed:
                lowest = level
            elif tag in walls:
                break
        if lowest:
            self.pop_to(lowest, self.stack[-1].end)

    def close(self, token: Token) -> None:
        tag = token.text.rsplit(":", 1)[-1] if ":" in token.text else token.text
        if self.opaque:
            self.opaque -= tag == self.stack[-1].tag
            if self.opaque:
                return
        elif self.deep.get(tag):
            self.deep[tag] -= 1
            return
        if not self.counts.get(tag):
            return
        for level in range(len(self.stack) - 1, 0, -1):
            name = self.stack[level].tag
            if name == tag:
                self.pop_to(level, token.start)
                self.stack[-1].children[-1].end = token.end
                return
            if tag in _INLINE and name in _WALLS:
                return

    def pop_to(self, level: int, end: int) -> None:
        for element in self.stack[level:]:
            element.end = max(end, element.end)
            self.counts[element.tag] -= 1
        del self.stack[level:]


def parse(source: str) -> Element:
    """The tree of a page or of a piece of one.

    >>> parse("<ul><li>a<li>b</ul>").children[0].children[1].content()
    'b'
    """
    builder = _Builder(len(source))
    for token in tokenize(source):
        if token.kind == TEXT:
            if not builder.opaque:
                builder.stack[-1].children.append(token)
        elif token.kind == CLOSE:
            builder.close(token)
        else:
            builder.open(token)
    builder.pop_to(1, len(source))
    return builder.root
