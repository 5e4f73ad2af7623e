"""What stands together in a row and is said as one."""

from __future__ import annotations

from mathspeak.latex.nodes import Node, Symbol


class Applied(Node):
    """A function and its argument: ``kind`` is ``named``, ``letter``, ``limit`` or ``composed``."""

    __slots__ = ("argument", "function", "kind")

    def __init__(self, function: Node, argument: Node, kind: str) -> None:
        self.function = function
        self.argument = argument
        self.kind = kind
        self.start = function.start
        self.end = argument.end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.function, self.argument)


class Combination(Node):
    """``{}_nC_k``: so many out of so many, in order (``p``) or in any (``c``)."""

    __slots__ = ("kind", "out_of", "taken")

    def __init__(self, kind: str, out_of: Node, taken: Node, start: int, end: int) -> None:
        self.kind = kind
        self.out_of = out_of
        self.taken = taken
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.out_of, self.taken)


class Money(Node):
    """An amount with the sign of its currency, ``leading`` where the sign was printed in front."""

    __slots__ = ("amount", "currency", "leading")

    def __init__(self, currency: Symbol, amount: Node, leading: bool) -> None:
        self.currency = currency
        self.amount = amount
        self.leading = leading
        self.start = min(currency.start, amount.start)
        self.end = max(currency.end, amount.end)

    def parts(self) -> tuple[Node | None, ...]:
        return (self.amount,)
