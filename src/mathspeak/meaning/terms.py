"""Meaning made explicit: what stands in a formula's tree where an inference was sure of it."""

from __future__ import annotations

from mathspeak.latex.nodes import Fence, Node


class Call(Node):
    """A function applied to what its delimiters hold; the fence is kept, since it was printed."""

    __slots__ = ("argument", "function")

    def __init__(self, function: Node, argument: Fence, start: int, end: int) -> None:
        self.function = function
        self.argument = argument
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.function, self.argument)


class Derivative(Node):
    """``d^n f by d x^n``: ``sign`` is ``d``, ``partial`` or ``delta``; ``function`` is none for a bare operator.

    ``variables`` pairs each variable with the order it is taken to, none for the first.
    """

    __slots__ = ("function", "order", "sign", "variables")

    def __init__(
        self,
        sign: Node,
        order: Node | None,
        function: Node | None,
        variables: list[tuple[Node, Node | None]],
        start: int,
        end: int,
    ) -> None:
        self.sign = sign
        self.order = order
        self.function = function
        self.variables = variables
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        by: list[Node | None] = []
        for variable, order in self.variables:
            by += [variable, order]
        return (self.order, self.function, *by)


class Differential(Node):
    """``dx`` as one thing."""

    __slots__ = ("sign", "variable")

    def __init__(self, sign: Node, variable: Node, start: int, end: int) -> None:
        self.sign = sign
        self.variable = variable
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.sign, self.variable)


class Sided(Node):
    """A value approached from one side, ``right`` or ``left``."""

    __slots__ = ("side", "value")

    def __init__(self, value: Node, side: str, start: int, end: int) -> None:
        self.value = value
        self.side = side
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.value,)


class Magnitude(Node):
    """What a pair of bars means: ``absolute``, ``norm``, ``determinant`` or ``size``, or a floor or a ceiling.

    ``index`` is a norm's subscript.
    """

    __slots__ = ("body", "index", "kind")

    def __init__(self, kind: str, body: Node, index: Node | None, start: int, end: int) -> None:
        self.kind = kind
        self.body = body
        self.index = index
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.body, self.index)


class Interval(Node):
    """An interval; ``left`` and ``right`` tell whether that end belongs to it. ``fence`` is what was printed."""

    __slots__ = ("fence", "high", "left", "low", "right")

    def __init__(self, low: Node, high: Node, left: bool, right: bool, fence: Fence) -> None:
        self.low = low
        self.high = high
        self.left = left
        self.right = right
        self.fence = fence
        self.start = fence.start
        self.end = fence.end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.low, self.high)


class SetOf(Node):
    """A set by its elements, or, where ``condition`` is given, of those for which it holds; ``bar`` parted the two."""

    __slots__ = ("bar", "condition", "elements")

    def __init__(self, elements: Node, condition: Node | None, bar: str, start: int, end: int) -> None:
        self.elements = elements
        self.condition = condition
        self.bar = bar
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.elements, self.condition)


class Sequence(Node):
    """A sequence or family by its general term and the range of its index; ``braces`` tells what was printed."""

    __slots__ = ("body", "braces", "sub", "sup")

    def __init__(self, body: Node, braces: bool, sub: Node, sup: Node | None, start: int, end: int) -> None:
        self.body = body
        self.braces = braces
        self.sub = sub
        self.sup = sup
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.body, self.sub, self.sup)


class Evaluated(Node):
    """An expression at a value, or between two; ``explicit`` says that its extent was printed."""

    __slots__ = ("at", "body", "to")

    def __init__(self, body: Node, at: Node | None, to: Node | None, start: int, end: int) -> None:
        self.body = body
        self.at = at
        self.to = to
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.body, self.at, self.to)


class Braket(Node):
    """``bra``, ``ket``, or both in one (``braket``), with what stands between the bars."""

    __slots__ = ("kind", "states")

    def __init__(self, kind: str, states: list[Node], start: int, end: int) -> None:
        self.kind = kind
        self.states = states
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return tuple(self.states)


class MixedNumber(Node):
    """A whole number and a fraction of one."""

    __slots__ = ("fraction", "whole")

    def __init__(self, whole: Node, fraction: Node, start: int, end: int) -> None:
        self.whole = whole
        self.fraction = fraction
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.whole, self.fraction)


class Vector(Node):
    """A matrix of one row or one column, with its delimiters."""

    __slots__ = ("close", "column", "entries", "open")

    def __init__(self, column: bool, entries: list[Node], open: str, close: str, start: int, end: int) -> None:
        self.column = column
        self.entries = entries
        self.open = open
        self.close = close
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return tuple(self.entries)


class Recurring(Node):
    """A decimal whose last digits recur: ``whole`` before the point, then the ``fixed`` and the recurring ones."""

    __slots__ = ("digits", "fixed", "whole")

    def __init__(self, whole: str, fixed: str, digits: str, start: int, end: int) -> None:
        self.whole = whole
        self.fixed = fixed
        self.digits = digits
        self.start = start
        self.end = end


class Ordinal(Node):
    """``n^{th}``: a number or letter with the ending of an ordinal."""

    __slots__ = ("ending", "value")

    def __init__(self, value: Node, ending: str, start: int, end: int) -> None:
        self.value = value
        self.ending = ending
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.value,)
