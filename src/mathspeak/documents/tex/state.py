"""What reading keeps in mind: things that are open, and what labels point to."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.blocks import Citation, Formula, Heading, Reference, Run, Words


class Open:
    """An environment whose end is to come; a group in braces has no name.

    ``close`` is called at its end. ``code`` is read before, for an environment that the document defines itself.
    ``holder`` is what items, cells or captions in it belong to, and ``contexts`` how many things that blocks stand in
    were open when it began. One that is ``needed`` has opened such a thing, and must close it.
    """

    __slots__ = ("close", "code", "contexts", "holder", "name", "needed", "start")

    def __init__(
        self,
        name: str,
        start: int,
        close: Callable[[], None] | None = None,
        *,
        code: str = "",
        holder: object = None,
        needed: bool = False,
    ) -> None:
        self.name = name
        self.start = start
        self.close = close
        self.code = code
        self.holder = holder
        self.needed = needed
        self.contexts = 0


class Target:
    """What a label points to: a kind, a number as printed, and the words of its heading."""

    __slots__ = ("kind", "number", "title")

    def __init__(self, kind: str, number: str, title: list[Run]) -> None:
        self.kind = kind
        self.number = number
        self.title = title


class Pending:
    """What can only be known at the end: the numbers of references, the levels of headings."""

    __slots__ = ("citations", "formulas", "headings", "names", "references", "with_references")

    def __init__(self) -> None:
        # Those that stand in one command are one list, so that its kind is said once.
        self.references: list[list[Reference]] = []
        self.names: list[tuple[Words, str]] = []
        self.citations: list[tuple[Citation, str, str]] = []
        self.formulas: list[Formula] = []
        self.with_references: list[Formula] = []
        self.headings: list[tuple[Heading, int]] = []
