"""Brackets and their partners: shapes that must agree, and intervals in which they need not."""

from __future__ import annotations

from mathspeak.errors import LimitExceeded
from mathspeak.latex.nodes import Fence, Node, Row, Script, Symbol

# How far a bar looks ahead for its partner; a bound, so that a line of bars stays linear.
HORIZON = 60
DELIMITERS = frozenset(["open", "close", "fence"])
# What stands before a sign that begins something: after these a bar opens.
EXPECTING = frozenset(["bin", "rel", "arrow", "punct", "open", "bigop", "fn", "space"])
# What cannot follow a sign that begins something: before these a bar closes.
CLOSING = frozenset(["bin", "rel", "arrow", "punct", "close", "post", "space"])
PREFIXED = frozenset(["minus", "plus", "pm", "mp", "neg"])
MIXED = frozenset(["paren", "brack"])
BARS = {"lvert": "vert", "rvert": "vert", "lVert": "Vert", "rVert": "Vert"}


def delimiter(item: Node) -> Symbol | None:
    """The delimiter that an item is, or carries scripts on."""
    if item.__class__ is Script:
        item = item.base or item
    if item.__class__ is Symbol and item.cls in DELIMITERS:
        return item
    return None


def ends_operand(item: Node | None) -> bool:
    """Whether something after this item continues a term rather than begins one."""
    if item is None:
        return False
    if item.__class__ is Script:
        base = item.base
        return not (base.__class__ is Symbol and base.cls in ("bigop", "fn"))
    return not (item.__class__ is Symbol and item.cls in EXPECTING)


def begins_operand(item: Node | None) -> bool:
    """Whether this item may begin a term."""
    if item is None:
        return False
    symbol = item.base if item.__class__ is Script else item
    return not (symbol.__class__ is Symbol and symbol.cls in CLOSING)


def is_sign(item: Node | None) -> bool:
    """A plus or minus that may stand in front of a term."""
    return item.__class__ is Symbol and item.key in PREFIXED


def shape(key: str) -> str:
    """``paren`` for ``lparen`` and ``rparen``; bars have no side."""
    key = BARS.get(key, key)
    return key if key in ("vert", "Vert") else key[1:]


class Brackets:
    """A row on its way to being paired: what has been read, and the delimiters that are still open."""

    __slots__ = ("at", "items", "max_depth", "out", "stack")

    def __init__(self, items: list[Node], max_depth: int) -> None:
        self.items = items
        self.max_depth = max_depth
        self.out: list[Node] = []
        # Open delimiters: where each stands in ``out``, and its key.
        self.stack: list[tuple[int, str]] = []
        self.at = 0

    def following(self) -> Node | None:
        return self.items[self.at + 1] if self.at + 1 < len(self.items) else None

    def preceding(self) -> Node | None:
        """The item before this one inside the innermost open delimiter."""
        least = self.stack[-1][0] + 1 if self.stack else 0
        return self.out[-1] if len(self.out) > least else None

    def push(self, item: Node, key: str) -> None:
        if len(self.stack) >= self.max_depth:
            most = self.max_depth
            raise LimitExceeded(
                "max_depth",
                f"the delimiters are nested more than {most} deep",
                hint="split the formula, or raise the limit max_depth",
                start=item.start,
                end=item.end,
            )
        self.stack.append((len(self.out), key))
        self.out.append(item)

    def join(self, level: int, item: Node, key: str) -> None:
        """Make a fence of everything from an open delimiter on; ``item`` closes it and may carry scripts."""
        index, opening = self.stack[level]
        del self.stack[level:]
        first = self.out[index]
        body = self.out[index + 1 :]
        del self.out[index:]
        inside = body[0] if len(body) == 1 and isinstance(body[0], Row) else None
        closing = delimiter(item) or item
        start, end = (body[0].start, body[-1].end) if body else (closing.start, closing.start)
        row = inside or Row(body, start, end)
        fonts = (first.font, closing.font)  # type: ignore[attr-defined]
        fence = Fence(BARS.get(opening, opening), BARS.get(key, key), row, first.start, closing.end, fonts)
        if isinstance(item, Script):
            self.out.append(Script(fence, item.sub, item.sup, item.primes, first.start, item.end, limits=item.limits))
        else:
            self.out.append(fence)

    def open_or_close(self, item: Node, sign: Symbol) -> None:
        # [a,b[ and ]a,b[ end in an opening bracket.
        if sign.key == "lbrack" and self.stack and shape(self.stack[-1][1]) in MIXED:
            expecting = begins_operand(self.following())
            if not expecting and self.has_comma(self.stack[-1][0]):
                self.join(len(self.stack) - 1, item, "lbrack")
                return
        self.push(item, sign.key)

    def close(self, item: Node, sign: Symbol) -> None:
        wanted = shape(sign.key)
        level = self.find(wanted)
        top = self.top_bracket()
        if top is not None and top != level and wanted in MIXED and shape(self.stack[top][1]) in MIXED:
            if self.has_comma(self.stack[top][0]) and (level is None or self.spare_closers(wanted, level)):
                level = top
        if level is not None:
            self.join(level, item, sign.key)
        elif item is sign and sign.key == "rbrack" and not ends_operand(self.preceding()) and self.later_bracket():
            # With scripts it ends something, and ]a,b[ begins with none.
            self.push(item, sign.key)
        else:
            self.out.append(item)

    def find(self, wanted: str) -> int | None:
        for level in range(len(self.stack) - 1, -1, -1):
            key = self.stack[level][1]
            if shape(key) == wanted and key != "rbrack":
                return level
            if key == "rbrack" and wanted == "brack":
                return level
        return None

    def top_bracket(self) -> int | None:
        for level in range(len(self.stack) - 1, -1, -1):
            if shape(self.stack[level][1]) not in ("vert", "Vert"):
                return level
        return None

    def has_comma(self, index: int) -> bool:
        """Whether exactly one comma, with something on both sides, stands after an open delimiter."""
        inside = self.out[index + 1 :]
        commas = [i for i, item in enumerate(inside) if item.__class__ is Symbol and item.key == "comma"]
        return len(commas) == 1 and 0 < commas[0] < len(inside) - 1

    def spare_closers(self, wanted: str, level: int) -> bool:
        """Whether closers of this shape remain for those that are open, if this one is spent on another shape."""
        pending = sum(1 for _, key in self.stack[: level + 1] if shape(key) == wanted)
        later = 0
        for item in self.items[self.at + 1 : self.at + HORIZON]:
            sign = delimiter(item)
            if sign is not None and shape(sign.key) == wanted:
                later += 1 if sign.cls == "close" else -1
        return later >= pending

    def later_bracket(self) -> bool:
        later = self.items[self.at + 1 : self.at + HORIZON]
        return any(item.__class__ is Symbol and item.key in ("lbrack", "rbrack") for item in later)
