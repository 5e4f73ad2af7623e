"""What an inference is, and the walk that applies a list of them to a tree, from the leaves up."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mathspeak.latex.nodes import (
    Accent,
    Binomial,
    Enclosure,
    Fence,
    Fraction,
    Letter,
    Name,
    Node,
    Number,
    Root,
    Row,
    Script,
    Spoken,
    Stack,
    Symbol,
    Table,
    Tagged,
    Text,
    Unknown,
)
from mathspeak.meaning.context import Context

OnNode = Callable[[Node, Context], Node]
OnRow = Callable[[list[Node], Context], list[Node]]
LEAVES = frozenset([Letter, Number, Symbol, Name])


class Inference:
    """A named inference: on nodes of certain classes, on rows, or both.

    A row is looked at only if it holds a class or a symbol key of ``needs``; what is not sure is left as it was.
    """

    __slots__ = ("name", "needs", "on_node", "on_row")

    def __init__(
        self,
        name: str,
        *,
        on_row: OnRow | None = None,
        needs: Iterable[type[Node] | str] = (),
        on_node: dict[type[Node], OnNode] | None = None,
    ) -> None:
        self.name = name
        self.on_row = on_row
        self.needs = frozenset(needs)
        self.on_node = on_node or {}


class Walk:
    """Applies chosen inferences; made once for a choice, used for every formula."""

    __slots__ = ("nodes", "rows")

    def __init__(self, inferences: Iterable[Inference]) -> None:
        self.rows: list[tuple[frozenset[type[Node] | str], OnRow]] = []
        self.nodes: dict[type[Node], list[OnNode]] = {}
        for inference in inferences:
            if inference.on_row is not None:
                self.rows.append((inference.needs, inference.on_row))
            for cls, infer in inference.on_node.items():
                self.nodes.setdefault(cls, []).append(infer)

    def understand(self, node: Node, context: Context) -> Node:
        """The tree with its certain meaning explicit; parts without any are the same nodes as before."""
        cls = node.__class__
        if cls in LEAVES:
            return node
        if cls is Row:
            return self.row(node, context)  # type: ignore[arg-type]
        alone = self.node(node, context)
        if alone.__class__ is Fence or alone.__class__ is Table:
            # A row of one thing is that thing; row inferences look at it all the same.
            (alone,) = self.infer([alone], context)
        return alone

    def node(self, node: Node, context: Context) -> Node:
        cls = node.__class__
        rebuild = REBUILD.get(cls)
        if rebuild is not None:
            node = rebuild(self, node, context)
        for infer in self.nodes.get(cls, ()):
            node = infer(node, context)
            if node.__class__ is not cls:
                break
        return node

    def row(self, row: Row, context: Context) -> Node:
        items = [item if item.__class__ in LEAVES else self.inside(item, context) for item in row.items]
        items = self.infer(items, context)
        if len(items) == 1:
            return items[0]
        return Row(items, row.start, row.end)

    def inside(self, item: Node, context: Context) -> Node:
        return self.row(item, context) if item.__class__ is Row else self.node(item, context)

    def infer(self, items: list[Node], context: Context) -> list[Node]:
        seen: set[type[Node] | str] = set()
        for item in items:
            cls = item.__class__
            seen.add(cls)
            if cls is Symbol:
                seen.add(item.key)  # type: ignore[attr-defined]
        for needs, infer in self.rows:
            if not needs.isdisjoint(seen):
                items = infer(items, context)
        return items

    def optional(self, node: Node | None, context: Context) -> Node | None:
        return None if node is None else self.understand(node, context)

    def body(self, row: Row, context: Context) -> Row:
        """What a fence holds stays a row; a list of plain numbers is left alone, since its commas part them."""
        if all(item.__class__ is Number or (item.__class__ is Symbol and item.key == "comma") for item in row.items):
            if not any(item.__class__ is Number and item.text.startswith("0") for item in row.items[1:]):
                return row
        understood = self.row(row, context)
        return understood if isinstance(understood, Row) else Row([understood], row.start, row.end)


def _accent(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Accent)
    return Accent(node.mark, walk.understand(node.body, context), node.wide, node.start, node.end, node.font)


def _binomial(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Binomial)
    top, bottom = walk.understand(node.top, context), walk.understand(node.bottom, context)
    return Binomial(top, bottom, node.start, node.end)


def _enclosure(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Enclosure)
    other = walk.optional(node.other, context)
    return Enclosure(node.kind, walk.understand(node.body, context), other, node.start, node.end)


def _fence(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Fence)
    return Fence(node.open, node.close, walk.body(node.body, context), node.start, node.end, node.fonts)


def _fraction(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Fraction)
    numerator = walk.understand(node.numerator, context)
    return Fraction(numerator, walk.understand(node.denominator, context), node.kind, node.start, node.end)


def _root(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Root)
    return Root(walk.understand(node.body, context), walk.optional(node.index, context), node.start, node.end)


def _script(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Script)
    base = node.base
    if base is not None and base.__class__ not in LEAVES:
        base = walk.inside(base, context)
    return Script(
        base,
        walk.optional(node.sub, context),
        walk.optional(node.sup, context),
        node.primes,
        node.start,
        node.end,
        walk.optional(node.pre_sub, context),
        walk.optional(node.pre_sup, context),
        node.limits,
    )


def _spoken(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Spoken)
    runs = [run if isinstance(run, str) else walk.understand(run, context) for run in node.runs]
    return Spoken(runs, node.start, node.end)


def _stack(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Stack)
    over, under = walk.optional(node.over, context), walk.optional(node.under, context)
    return Stack(walk.understand(node.base, context), over, under, node.start, node.end)


def _table(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Table)
    rows = [[walk.understand(cell, context) for cell in cells] for cells in node.rows]
    return Table(node.kind, rows, node.open, node.close, node.tags, node.start, node.end, node.rules)


def _tagged(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Tagged)
    return Tagged(walk.understand(node.body, context), node.tag, node.start, node.end)


def _text(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Text)
    runs = [run if isinstance(run, str) else walk.understand(run, context) for run in node.runs]
    return Text(runs, node.font, node.start, node.end)


def _unknown(walk: Walk, node: Node, context: Context) -> Node:
    assert isinstance(node, Unknown)
    arguments = [walk.understand(argument, context) for argument in node.arguments]
    return Unknown(node.name, arguments, node.start, node.end)


REBUILD: dict[type[Node], Callable[[Walk, Node, Context], Node]] = {
    Accent: _accent,
    Binomial: _binomial,
    Enclosure: _enclosure,
    Fence: _fence,
    Fraction: _fraction,
    Root: _root,
    Script: _script,
    Spoken: _spoken,
    Stack: _stack,
    Table: _table,
    Tagged: _tagged,
    Text: _text,
    Unknown: _unknown,
}
