"""Which delimiter belongs to which: brackets, intervals of two shapes, bars whose side nothing tells, bras and kets."""

from __future__ import annotations

from mathspeak.latex.bars import before_odd, with_bars
from mathspeak.latex.brackets import BARS, HORIZON, Brackets, begins_operand, delimiter, ends_operand, is_sign
from mathspeak.latex.in_turn import is_unclear, mixes_bars_and_angles, pair_in_turn
from mathspeak.latex.nodes import Node, Symbol


def pair(items: list[Node], max_depth: int, as_printed: bool = False) -> list[Node]:
    """The items with matched delimiters made into fences; a delimiter without a partner stays a symbol."""
    if as_printed:
        items = with_bars(items)
    if as_printed and mixes_bars_and_angles(items):
        return pair_in_turn(items, max_depth)
    paired = _Pairing(items, max_depth).run()
    if as_printed and is_unclear(paired, items):
        return pair_in_turn(items, max_depth)
    return paired


class _Pairing(Brackets):
    __slots__ = ("before_odd",)

    def __init__(self, items: list[Node], max_depth: int) -> None:
        super().__init__(items, max_depth)
        # Found when it is first asked for.
        self.before_odd: frozenset[int] | None = None

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
            elif item is sign and sign.key == "lvert" and self.is_ket():
                self.push(item, "vert")
                self.close_ket()
            elif item is sign:
                self.open_or_close(item, sign)
            else:
                self.out.append(item)
            self.at += 1
        return self.out

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

    def another_pair(self, after: int = 2) -> bool:
        """Whether a second ``||`` follows the one at hand, to close it."""
        previous = None
        for item in self.items[self.at + after : self.at + HORIZON]:
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
            if opening == key or (BARS.get(opening) == key and not self.closer_ahead(key)):
                return level
            if opening not in ("vert", "Vert"):
                return None
        return None

    def closer_ahead(self, key: str) -> bool:
        """Whether a bar that can only close, such as ``\\rvert``, follows inside the same brackets."""
        brackets = bars = 0
        items = self.items
        for i in range(self.at + 1, min(len(items), self.at + HORIZON)):
            sign = delimiter(items[i])
            if sign is None:
                continue
            if sign.cls == "fence":
                # A bar that something can only begin after takes the next closing one.
                bars += sign.key == key and not ends_operand(items[i - 1])
            elif sign.cls == "open":
                brackets += 1
            elif brackets:
                brackets -= 1
            elif BARS.get(sign.key) == key and bars:
                bars -= 1
            else:
                return BARS.get(sign.key) == key
        return False

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
        typed_as_two = key == "Vert" and item.__class__ is Symbol and item.key == "vert"
        left, right = ends_operand(self.preceding()), item.__class__ is Symbol and begins_operand(self.following())
        if not right and level is None and item.__class__ is Symbol:
            # A sign after a bar that cannot close belongs to what the bar opens.
            right = is_sign(self.following())
        if level is not None and (left or not right):
            self.join(level, item, key)
        elif (
            item.__class__ is Symbol
            and right
            and (not left or (self.another_pair(1) if typed_as_two else self.pairs_up() or self.partner_ahead(key)))
        ):
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
                    return BARS.get(sign.key) == key and not any(BARS.get(opening) == key for _, opening in self.stack)
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

    def pairs_up(self) -> bool:
        """Whether the bar at hand, between two terms, has a partner too: an odd number of bars follows in this term.

        A bar that relates stands alone in its term, or parts a set from its condition.
        """
        bracket = self.top_bracket()
        if bracket is not None and self.stack[bracket][1] == "lbrace":
            return False
        if self.before_odd is None:
            self.before_odd = before_odd(self.items)
        return self.at in self.before_odd

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
