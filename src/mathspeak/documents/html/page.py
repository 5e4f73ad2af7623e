"""What is known of a page while it is read."""

from __future__ import annotations

import re

from mathspeak.documents import blocks as b
from mathspeak.documents.html.tokens import Token
from mathspeak.documents.html.tree import Element
from mathspeak.documents.labels import Labels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_REFERRING = frozenset(["footnote-ref", "footnote-reference", "footnoteref"])
_NUMBERED = re.compile(r"autoNumber|tags\s*:\s*['\"](?:ams|all)|\\eqref|\\ref\{")


class Page:
    """The source of a page, its labels and macros, and its notes by the names that point to them."""

    __slots__ = (
        "_by_name",
        "_read_notes",
        "_scripts",
        "blocks",
        "is_ignored",
        "is_numbered",
        "labels",
        "macros",
        "notices",
        "source",
    )

    def __init__(self, source: str, root: Element, blocks: Callable[[Element], list[b.Block]]) -> None:
        self.source = source
        self.labels = Labels()
        self.macros: list[str] = []
        self.notices: list[b.Notice] = []
        # Where no delimiters are looked for.
        self.is_ignored = False
        self.is_numbered = _NUMBERED.search(source) is not None
        self.blocks = blocks
        self._by_name: dict[str, Element] = {}
        self._read_notes: set[int] = set()
        self._scripts: set[int] = set()
        self._survey(root)

    def _survey(self, root: Element) -> None:
        targets: set[str] = set()
        named: dict[str, Element] = {}
        for element in root.walk():
            if element.tag == "a" and _refers(element):
                targets.add(element.get("href")[1:])
            if element.token is not None and "id=" in element.token.source:
                named.setdefault(element.get("id"), element)
            self._before_scripts(element)
        self._by_name = {name: named[name] for name in targets if name in named}

    def _before_scripts(self, parent: Element) -> None:
        """Elements that MathJax 2 has put before the script with their source."""
        previous: list[Element] = []
        for child in parent.children:
            if isinstance(child, Token):
                previous = [] if child.text.strip() else previous
            elif child.tag == "script":
                if child.get("type").startswith("math/"):
                    self._scripts.update(id(element) for element in previous)
                previous = []
            else:
                previous.append(child)

    def follows_script(self, element: Element) -> bool:
        """Whether an element only shows what the script after it says."""
        return id(element) in self._scripts

    def note(self, link: Element) -> Element | None:
        """The note that a link points to."""
        return self._by_name.get(link.get("href")[1:]) if _refers(link) else None

    def is_note(self, element: Element) -> bool:
        """Whether an element is a note, which is read where it is pointed to."""
        name = element.get("id")
        return bool(name) and name in self._by_name

    def note_blocks(self, note: Element) -> list[b.Block]:
        """What a note says, the first time it is asked for."""
        if id(note) in self._read_notes:
            return []
        self._read_notes.add(id(note))
        return self.blocks(note)

    def unread_notes(self) -> list[b.Block]:
        """What was kept for its mark and the mark was never met: it may hold the mark itself."""
        return [block for note in self._by_name.values() for block in self.note_blocks(note)]

    def notice(self, code: str, message: str, start: int, end: int) -> None:
        self.notices.append(b.Notice(code, message, start, end))


def _refers(link: Element) -> bool:
    if not link.get("href").startswith("#"):
        return False
    return (
        link.get("role") == "doc-noteref"
        or link.get("epub:type") == "noteref"
        or not _REFERRING.isdisjoint(link.classes())
    )
