"""Which delimiter belongs to which: brackets, intervals of two shapes, bars whose side nothing tells, bras and kets."""

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
MIXED = frozenset(["paren", "brack"])
BARS = {"lvert": "vert", "rvert": "vert", "lVert": "Vert", "rVert": "Vert"}


def pair(items: list[Node], max_depth: int) -> list[Node]:
    """The items with matched delimiters made into fences; a delimiter without a partner stays a symbol."""
    return _Pairing(items, max_depth).run()


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


def shape(key: str) -> str:
    """``paren`` for ``lparen`` and ``rparen``; bars have no side."""
    key = BARS.get(key, key)
    return key if key in ("vert", "Vert") else key[1:]


class _Pairing:
    __slots__ = ("at", "items", "max_depth", "out", "stack")

    def __init__(self, items: list[Node], max_depth: int) -> None:
        self.items = items
        self.max_depth = max_depth
        self.out: list[Node] = []
        # Open delimiters: where each stands in ``out``, and its key.
        self.stack: list[tuple[int, str]] = []
        self.at = 0

    def run(self) -> list[Node]:
        items = self.items
        count = len(items)
        while self.at < count:
            item = items[self.at]
            sign = delimiter(item)
            if sign is None:
                self.out.append(item)
            elif sign.cls == "fence":
                self.bar(item, self.doubled(item, sign))
            elif sign.cls == "close":
                self.close(item, sign)
            elif item is sign:
                self.open_or_close(item, sign)
            else:
                self.out.append(item)
            self.at += 1
        return self.out

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
                "max_depth", f"the delimiters are nested more than {most} deep", start=item.start, end=item.end
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
        fence = Fence(BARS.get(opening, opening), BARS.get(key, key), row, first.start, closing.end)
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
        elif sign.key == "rbrack" and not ends_operand(self.preceding()) and self.later_bracket():
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

    # Bars

    def doubled(self, item: Node, sign: Symbol) -> str:
        """Read ``||`` as one double bar unless its first half closes an absolute value."""
        if sign.key != "vert" or item is not sign or self.pending("vert") is not None:
            return sign.key
        following = self.following()
        second = delimiter(following) if following is not None else None
        if second is None or second.key != "vert" or second.start != sign.end:
            return sign.key
        if self.pending("Vert") is None:
            if self.inner_closes():
                return sign.key
            if not ends_operand(self.preceding()) and not self.another_pair():
                return sign.key
        self.at += 1
        return "Vert"

    def another_pair(self) -> bool:
        """Whether a second ``||`` follows the one at hand, to close it."""
        previous = None
        for item in self.items[self.at + 2 : self.at + HORIZON]:
            sign = delimiter(item)
            if sign is not None and sign.key == "vert":
                if previous is not None and previous.end == sign.start:
                    return True
                previous = sign
            else:
                previous = None
        return False

    def inner_closes(self) -> bool:
        """Whether the next single bar closes something: then the two at hand open one inside the other."""
        items = self.items
        brackets = 0
        for i in range(self.at + 2, min(len(items), self.at + HORIZON)):
            sign = delimiter(items[i])
            if sign is None:
                continue
            if sign.key == "vert":
                after = items[i + 1] if i + 1 < len(items) else None
                second = None if after is None else delimiter(after)
                if second is not None and second.key == "vert" and second.start == sign.end:
                    return False
                return after is not None and ends_operand(items[i - 1]) and not begins_operand(after)
            brackets += (sign.cls == "open") - (sign.cls == "close")
            if brackets < 0:
                return False
        return False

    def pending(self, key: str) -> int | None:
        """The level of an open bar of this kind that no other bracket has been opened after."""
        for level in range(len(self.stack) - 1, -1, -1):
            opening = self.stack[level][1]
            if opening == key:
                return level
            if opening not in ("vert", "Vert"):
                return None
        return None

    def bar(self, item: Node, key: str) -> None:
        item = self.items[self.at]
        if key == "vert":
            bracket = self.top_bracket()
            if bracket is not None and self.stack[bracket][1] == "langle" and self.pending("vert") is None:
                if self.ends_bra():
                    self.join(bracket, item, "vert")
                else:
                    self.out.append(item)
                return
            if item.__class__ is Symbol and self.is_ket():
                self.push(item, key)
                self.close_ket()
                return
        level = self.pending(key)
        left, right = ends_operand(self.preceding()), item.__class__ is Symbol and begins_operand(self.following())
        if level is not None and (left or not right):
            self.join(level, item, key)
        elif item.__class__ is Symbol and right and (not left or self.partner_ahead(key)):
            self.push(self.single(item, key), key)
        else:
            self.out.append(self.single(item, key))

    def single(self, item: Node, key: str) -> Node:
        """The bar as one symbol, where it was typed as two."""
        if item.__class__ is Symbol and item.key != key:
            return Symbol(key, "fence", item.start - 1, item.end)
        return item

    def partner_ahead(self, key: str) -> bool:
        """Whether a later bar, inside the same brackets, can only close this one."""
        depth = brackets = 0
        items = self.items
        for i in range(self.at + 1, min(len(items), self.at + HORIZON)):
            sign = delimiter(items[i])
            if sign is None:
                continue
            if sign.cls == "open":
                brackets += 1
            elif sign.cls == "close":
                brackets -= 1
                if brackets < 0:
                    return False
            elif sign.key == key and not brackets:
                left = ends_operand(items[i - 1])
                right = items[i] is sign and begins_operand(items[i + 1] if i + 1 < len(items) else None)
                if not left:
                    depth += 1
                elif depth:
                    depth -= 1
                elif not right:
                    return True
        return False

    # Bras and kets

    def is_ket(self) -> bool:
        """Whether the bar at hand is closed by an angle bracket before any other bar or bracket of its kind."""
        depth = 0
        for item in self.items[self.at + 1 : self.at + HORIZON]:
            sign = delimiter(item)
            if sign is None:
                continue
            if sign.key in ("vert", "Vert", "langle", "rangle"):
                return sign.key == "rangle" and depth == 0
            depth += 1 if sign.cls == "open" else -1
            if depth < 0:
                return False
        return False

    def close_ket(self) -> None:
        """Read up to the angle bracket; what is inside is paired by itself."""
        start = self.at + 1
        end = start
        while (sign := delimiter(self.items[end])) is None or sign.key != "rangle":
            end += 1
        self.out.extend(pair(self.items[start:end], self.max_depth))
        self.join(len(self.stack) - 1, self.items[end], "rangle")
        self.at = end

    def ends_bra(self) -> bool:
        """Inside an open angle bracket: whether this bar ends a bra, rather than parts a bra-ket."""
        bar = None
        for offset, item in enumerate(self.items[self.at + 1 : self.at + HORIZON]):
            sign = delimiter(item)
            if sign is None:
                continue
            if sign.key == "rangle":
                if bar is None:
                    return False
                between = self.items[self.at + 1 : bar]
                return not between or not ends_operand(between[-1]) or not begins_operand(between[0])
            if sign.key == "langle":
                return True
            if sign.key == "vert" and bar is None:
                bar = self.at + 1 + offset
        return True
