"""Numbers and labels of one document, and the references that are filled in when all of it is read."""

from __future__ import annotations

from mathspeak.documents.blocks import Reference


class Target:
    """What a label stands for: its kind, its printed number if it has one, and its title."""

    __slots__ = ("kind", "number", "title")

    def __init__(self, kind: str, number: str, title: str = "") -> None:
        self.kind = kind
        self.number = number
        self.title = title


class Labels:
    """Counts what is numbered, one by one in the order of the document.

    >>> labels = Labels()
    >>> reference = labels.refer(Reference("", "", "eq-a", 0, 5))
    >>> labels.define("eq-a", "equation", labels.number("equation"))
    >>> labels.resolve()
    >>> reference.kind, reference.number
    ('equation', '1')
    """

    __slots__ = ("counts", "targets", "waiting")

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.targets: dict[str, Target] = {}
        self.waiting: list[Reference] = []

    def number(self, kind: str) -> str:
        """The next number of a kind."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return str(self.counts[kind])

    def define(self, label: str, kind: str, number: str, title: str = "") -> None:
        """Remember a label; of two definitions the first counts."""
        self.targets.setdefault(label, Target(kind, number, title))

    def refer(self, reference: Reference) -> Reference:
        """A reference that is to be filled in."""
        self.waiting.append(reference)
        return reference

    def resolve(self) -> None:
        """Fill in all references whose labels are known by now."""
        for reference in self.waiting:
            target = self.targets.get(reference.label)
            if target is not None:
                reference.number = target.number
                reference.kind = target.kind or reference.kind
                reference.text = reference.text or ("" if target.number else target.title)
        self.waiting.clear()
