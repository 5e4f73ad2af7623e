"""How deep fractions stand in fractions and roots in roots; both are said in front of the outermost."""

from __future__ import annotations

from mathspeak.latex.nodes import (
    Accent,
    Binomial,
    Fraction,
    Letter,
    Name,
    Node,
    Number,
    Root,
    Row,
    Script,
    Stack,
    Symbol,
    Table,
)
from mathspeak.speech.styles.mathspeak.shapes import (
    INTEGRALS,
    dots_in,
    has_limits,
    is_said_as_words,
    symbol_in,
)
from mathspeak.speech.styles.mathspeak.speaking import items_of

# Depth of fractions, depth of roots.
Pair = tuple[int, int]
NONE: Pair = (0, 0)
LEAVES = frozenset([Letter, Name, Number, Symbol])
# Beyond these the count begins again.
BARRIERS = frozenset([Table, Binomial, Accent, Stack])
ENDS_INTEGRAND = frozenset(["rel", "arrow", "punct"])


class Depths:
    """The depths of a formula's fractions and roots, and which fractions go on for ever, each found once."""

    __slots__ = ("continuing", "known")

    def __init__(self) -> None:
        self.known: dict[int, Pair] = {}
        self.continuing: dict[int, bool] = {}

    def fraction(self, node: Fraction) -> int:
        """How many fractions stand in one another here, this one counted."""
        return self.of(node)[0]

    def is_continued(self, node: Fraction) -> bool:
        """Whether a fraction goes on for ever: its denominator ends in dots, or in a fraction that does."""
        # Counting looks at all of it, so the end is looked at first.
        return self.ends_in_dots(node) and dots_in(node.denominator) == 1

    def ends_in_dots(self, node: Fraction) -> bool:
        found = self.continuing.get(id(node))
        if found is None:
            items = items_of(node.denominator)
            last = items[-1] if items else None
            if isinstance(last, Symbol):
                found = last.cls == "dots" and len(items) > 1
            else:
                found = isinstance(last, Fraction) and self.ends_in_dots(last)
            self.continuing[id(node)] = found
        return found

    def root(self, node: Root) -> int:
        found = self.known.get(-id(node))
        if found is None:
            index = NONE if node.index is None else self.of(node.index)
            self.known[-id(node)] = found = (0, 1 + max(self.of(node.body)[1], index[1]))
        return found[1]

    def of(self, node: Node | None) -> Pair:
        """The deepest chains of fractions and of roots that begin in this node."""
        cls = node.__class__
        if node is None or cls in LEAVES or cls in BARRIERS:
            return NONE
        found = self.known.get(id(node))
        if found is None:
            self.known[id(node)] = found = self.found(node)
        return found

    def found(self, node: Node) -> Pair:
        cls = node.__class__
        if cls is Root:
            return (0, self.root(node))  # type: ignore[arg-type]
        if cls is Row:
            return self.row(node.items)  # type: ignore[attr-defined]
        if cls is Script and not has_limits(node):  # type: ignore[arg-type]
            return NONE
        fractions = roots = 0
        for part in node.parts():
            one, other = self.of(part)
            fractions, roots = max(fractions, one), max(roots, other)
        if cls is Fraction:
            return (0 if is_said_as_words(node) else fractions + 1, roots)  # type: ignore[arg-type]
        return (fractions, roots)

    def row(self, items: list[Node]) -> Pair:
        """A row's; what is integrated does not count."""
        fractions = roots = 0
        integrand = False
        for item in items:
            symbol = symbol_in(item)
            if symbol is not None:
                if symbol.key in INTEGRALS:
                    integrand = True
                elif symbol.cls in ENDS_INTEGRAND:
                    integrand = False
            if not integrand:
                one, other = self.of(item)
                fractions, roots = max(fractions, one), max(roots, other)
        return (fractions, roots)
