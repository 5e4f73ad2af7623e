"""What a formula is made of, as it was written.

Nodes are slotted and nobody changes one after it is made: a stage that sees more makes new nodes.
``start`` and ``end`` are offsets into the source, in characters.
"""

from __future__ import annotations


class Node:
    """One piece of a formula and where it stands in the source."""

    __slots__ = ("end", "start")
    start: int
    end: int

    def parts(self) -> tuple[Node | None, ...]:
        """The nodes inside this one, in the order in which they are read."""
        return ()


class Row(Node):
    """Things side by side; an empty row is an empty group."""

    __slots__ = ("items",)

    def __init__(self, items: list[Node], start: int, end: int) -> None:
        self.items = items
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return tuple(self.items)


class Letter(Node):
    """A letter: ``name`` is ``x`` or ``alpha``, in lower case; ``font`` is empty for mathematical italic."""

    __slots__ = ("capital", "font", "name")

    def __init__(self, name: str, capital: bool, font: str, start: int, end: int) -> None:
        self.name = name
        self.capital = capital
        self.font = font
        self.start = start
        self.end = end

    def key(self) -> str:
        """The letter as one word, by which a document's functions are known: ``f``, ``F``, ``psi``, ``Psi``."""
        name = self.name.capitalize() if self.capital else self.name
        return f"{self.font} {name}" if self.font else name


class Number(Node):
    """Digits with their decimal point and separators as printed: ``3.14``, ``1,000``."""

    __slots__ = ("font", "text")

    def __init__(self, text: str, font: str, start: int, end: int) -> None:
        self.text = text
        self.font = font
        self.start = start
        self.end = end


class Symbol(Node):
    """A sign by the key of the symbol table, with its class (``bin``, ``rel``, ``open`` …)."""

    __slots__ = ("cls", "font", "key")

    def __init__(self, key: str, cls: str, start: int, end: int, font: str = "") -> None:
        self.key = key
        self.cls = cls
        self.font = font
        self.start = start
        self.end = end


class Name(Node):
    """A word set as one name: an operator or a word in upright type; ``operator`` is true for ``\\operatorname``."""

    __slots__ = ("font", "operator", "text")

    def __init__(self, text: str, font: str, operator: bool, start: int, end: int) -> None:
        self.text = text
        self.font = font
        self.operator = operator
        self.start = start
        self.end = end


class Text(Node):
    """Prose in a formula: strings, and nodes where mathematics stands inside it."""

    __slots__ = ("font", "runs")

    def __init__(self, runs: list[str | Node], font: str, start: int, end: int) -> None:
        self.runs = runs
        self.font = font
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return tuple(run for run in self.runs if not isinstance(run, str))


class Fraction(Node):
    """One thing over another; ``kind`` is ``bar``, ``slash`` (a slanted one), ``continued`` or ``none`` (no line)."""

    __slots__ = ("denominator", "kind", "numerator")

    def __init__(self, numerator: Node, denominator: Node, kind: str, start: int, end: int) -> None:
        self.numerator = numerator
        self.denominator = denominator
        self.kind = kind
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.numerator, self.denominator)


class Binomial(Node):
    """A binomial coefficient, written as one (``\\binom``, ``\\choose``)."""

    __slots__ = ("bottom", "top")

    def __init__(self, top: Node, bottom: Node, start: int, end: int) -> None:
        self.top = top
        self.bottom = bottom
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.top, self.bottom)


class Root(Node):
    """A root; ``index`` is none for a square root."""

    __slots__ = ("body", "index")

    def __init__(self, body: Node, index: Node | None, start: int, end: int) -> None:
        self.body = body
        self.index = index
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.index, self.body)


class Script(Node):
    """A base with what stands around it; ``primes`` counts them, ``pre_sub`` and ``pre_sup`` stand in front.

    ``limits`` is true after ``\\limits``, false after ``\\nolimits``, none where the source leaves it open.
    """

    __slots__ = ("base", "limits", "pre_sub", "pre_sup", "primes", "sub", "sup")

    def __init__(
        self,
        base: Node | None,
        sub: Node | None,
        sup: Node | None,
        primes: int,
        start: int,
        end: int,
        pre_sub: Node | None = None,
        pre_sup: Node | None = None,
        limits: bool | None = None,
    ) -> None:
        self.limits = limits
        self.base = base
        self.sub = sub
        self.sup = sup
        self.primes = primes
        self.pre_sub = pre_sub
        self.pre_sup = pre_sup
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.pre_sub, self.pre_sup, self.base, self.sub, self.sup)


class Stack(Node):
    """A base with something written above or below it, in small print (``\\overset``, ``\\xrightarrow``)."""

    __slots__ = ("base", "over", "under")

    def __init__(self, base: Node, over: Node | None, under: Node | None, start: int, end: int) -> None:
        self.base = base
        self.over = over
        self.under = under
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.base, self.under, self.over)


class Accent(Node):
    """A mark on a base: ``hat``, ``bar``, ``vec``, ``underline``, ``overbrace`` … ``wide`` marks span their base.

    ``font`` is the alphabet that the mark itself stands in.
    """

    __slots__ = ("body", "font", "mark", "wide")

    def __init__(self, mark: str, body: Node, wide: bool, start: int, end: int, font: str = "") -> None:
        self.font = font
        self.mark = mark
        self.body = body
        self.wide = wide
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.body,)


class Fence(Node):
    """A pair of delimiters, by their keys, and what is between them; an empty key is an invisible delimiter.

    ``fonts`` are the alphabets that the two stand in.
    """

    __slots__ = ("body", "close", "fonts", "open")

    def __init__(
        self, open: str, close: str, body: Row, start: int, end: int, fonts: tuple[str, str] = ("", "")
    ) -> None:
        self.fonts = fonts
        self.open = open
        self.close = close
        self.body = body
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.body,)


class Table(Node):
    """Cells in rows; ``kind`` is ``matrix``, ``array``, ``cases``, ``lines`` or ``stack``.

    ``tags`` holds a row's number or none; ``rules`` the columns and the rows after which a line is drawn, from 1.
    """

    __slots__ = ("close", "kind", "open", "rows", "rules", "tags")

    def __init__(
        self,
        kind: str,
        rows: list[list[Node]],
        open: str,
        close: str,
        tags: list[Node | None],
        start: int,
        end: int,
        rules: tuple[tuple[int, ...], tuple[int, ...]] = ((), ()),
    ) -> None:
        self.rules = rules
        self.kind = kind
        self.rows = rows
        self.open = open
        self.close = close
        self.tags = tags
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        inside: list[Node | None] = []
        for cells, tag in zip(self.rows, self.tags, strict=True):
            inside.append(tag)
            inside.extend(cells)
        return tuple(inside)


class Enclosure(Node):
    """Something boxed or struck out; ``other`` is what it is struck out for (``\\cancelto``)."""

    __slots__ = ("body", "kind", "other")

    def __init__(self, kind: str, body: Node, other: Node | None, start: int, end: int) -> None:
        self.kind = kind
        self.body = body
        self.other = other
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.body, self.other)


class Tagged(Node):
    """A formula with an equation number."""

    __slots__ = ("body", "tag")

    def __init__(self, body: Node, tag: Node, start: int, end: int) -> None:
        self.body = body
        self.tag = tag
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.body, self.tag)


class Quantity(Node):
    """A number, if any, and a unit: rows of (prefix, unit, power), the unit divided by where power is negative."""

    __slots__ = ("number", "units")

    def __init__(self, number: Node | None, units: list[tuple[str, str, str]], start: int, end: int) -> None:
        self.number = number
        self.units = units
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.number,)


class Chemical(Node):
    """What ``\\ce`` writes: its items are nodes in which digits after an element are subscripts."""

    __slots__ = ("body",)

    def __init__(self, body: Row, start: int, end: int) -> None:
        self.body = body
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return (self.body,)


class Spoken(Node):
    """A macro for which words were given: strings, and nodes where an argument is read."""

    __slots__ = ("runs",)

    def __init__(self, runs: list[str | Node], start: int, end: int) -> None:
        self.runs = runs
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return tuple(run for run in self.runs if not isinstance(run, str))


class Unknown(Node):
    """A command that nobody knows, without its backslash, and the groups that followed it."""

    __slots__ = ("arguments", "name")

    def __init__(self, name: str, arguments: list[Node], start: int, end: int) -> None:
        self.name = name
        self.arguments = arguments
        self.start = start
        self.end = end

    def parts(self) -> tuple[Node | None, ...]:
        return tuple(self.arguments)
