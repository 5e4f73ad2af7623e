"""Two-dimensional parts of a formula tree: fractions, roots, accents, brackets, tables."""

from __future__ import annotations

from .formulas import Atom, Node, Row, Writer, glue
from .glyphs import ACCENT_TEX

DELIMITER_TEX = {
    "|": (r"\lvert", r"\rvert", "|"),
    "‖": (r"\lVert", r"\rVert", r"\|"),
    "{": (r"\{", r"\{", r"\{"),
    "}": (r"\}", r"\}", r"\}"),
}


class Frac(Node):
    __slots__ = ("den", "num")

    def __init__(self, num: Node, den: Node) -> None:
        self.num = num
        self.den = den

    def latex(self, w: Writer) -> str:
        return w.command(w.pick((r"\frac", r"\dfrac", r"\tfrac")), self.num, self.den)

    def atoms(self) -> list[Atom]:
        return [(f"frac({self.num.key()} ; {self.den.key()})", "", "")]


class Binom(Node):
    __slots__ = ("lower", "upper")

    def __init__(self, upper: Node, lower: Node) -> None:
        self.upper = upper
        self.lower = lower

    def latex(self, w: Writer) -> str:
        return w.command(r"\binom", self.upper, self.lower)

    def atoms(self) -> list[Atom]:
        return [(f"binom({self.upper.key()} ; {self.lower.key()})", "", "")]


class Root(Node):
    __slots__ = ("body", "index")

    def __init__(self, body: Node, index: Node | None = None) -> None:
        self.body = body
        self.index = index

    def latex(self, w: Writer) -> str:
        if self.index is None:
            return w.command(r"\sqrt", self.body)
        index = self.index.latex(w)
        if "]" in index:
            index = "{" + index + "}"
        return rf"\sqrt[{index}]" + w.argument(self.body)

    def atoms(self) -> list[Atom]:
        index = self.index.key() if self.index is not None else ""
        return [(f"root[{index}]({self.body.key()})", "", "")]


class Accent(Node):
    __slots__ = ("body", "kind")

    def __init__(self, kind: str, body: Node) -> None:
        self.kind = kind
        self.body = body

    def latex(self, w: Writer) -> str:
        wide = ACCENT_TEX.get(self.kind)
        narrow = "\\" + self.kind
        if wide is None:
            return w.command(narrow, self.body)
        several = len(self.body.atoms()) > 1
        return w.command(wide if several != w.chance() else narrow, self.body)

    def atoms(self) -> list[Atom]:
        return [(f"{self.kind}({self.body.key()})", "", "")]


class Fence(Node):
    """Brackets around a body; on paper they are signs on the line, so an interval may mix their shapes."""

    __slots__ = ("body", "left", "right")

    def __init__(self, left: str, body: Node, right: str) -> None:
        self.left = left
        self.body = body
        self.right = right

    def latex(self, w: Writer) -> str:
        grow = w.chance() or self.left == "."
        left = self.delimiter(self.left, 0, grow, w)
        right = self.delimiter(self.right, 1, grow, w)
        if grow:
            left, right = r"\left" + left, r"\right" + right
        return glue(glue(left, self.body.latex(w)), right)

    @staticmethod
    def delimiter(name: str, side: int, grow: bool, w: Writer) -> str:
        spellings = DELIMITER_TEX.get(name)
        if spellings is None:
            return name
        if name in "{}":
            return spellings[0]
        return spellings[2] if grow or w.chance() else spellings[side]

    def atoms(self) -> list[Atom]:
        opening = [] if self.left == "." else [(self.left, "", "")]
        return [*opening, *self.body.atoms(), (self.right, "", "")]


class Table(Node):
    """A matrix, cases, or aligned lines (whose alignment points are not heard and not counted)."""

    __slots__ = ("kind", "rows")

    def __init__(self, kind: str, rows: list[list[Node]]) -> None:
        self.kind = kind
        self.rows = rows

    def latex(self, w: Writer) -> str:
        lines = [" & ".join(cell.latex(w) for cell in row) for row in self.rows]
        # A bracket after a line's end would be the space to the next line.
        first = 0 if self.kind == "aligned" else 1
        lines[first:] = ["{}" + line if line.startswith("[") else line for line in lines[first:]]
        return rf"\begin{{{self.kind}}}" + r" \\ ".join(lines) + rf"\end{{{self.kind}}}"

    def atoms(self) -> list[Atom]:
        if self.kind == "aligned" and len(self.rows) == 1:
            return Row(*self.rows[0]).atoms()
        if self.kind == "aligned":
            body = " \\ ".join(Row(*row).key() for row in self.rows)
        else:
            body = " \\ ".join(" & ".join(cell.key() for cell in row) for row in self.rows)
        return [(f"{self.kind}({body})", "", "")]


class Overset(Node):
    """A note over or under a sign (`overset`, `underset`)."""

    __slots__ = ("base", "kind", "note", "role")

    def __init__(self, note: Node, base: Node, role: str = "op", kind: str = "overset") -> None:
        self.note = note
        self.base = base
        self.role = role
        self.kind = kind

    def latex(self, w: Writer) -> str:
        return w.command("\\" + self.kind, self.note, self.base)

    def atoms(self) -> list[Atom]:
        return [(f"{self.kind}({self.note.key()} ; {self.base.key()})", "", "")]


class Arrow(Node):
    """An arrow as long as the note over it, and perhaps one under it."""

    __slots__ = ("name", "note", "under")
    role = "rel"

    def __init__(self, name: str, note: Node, under: Node | None = None) -> None:
        self.name = name
        self.note = note
        self.under = under

    def latex(self, w: Writer) -> str:
        under = "" if self.under is None else f"[{{{self.under.latex(w)}}}]"
        return f"{self.name}{under}{{{self.note.latex(w)}}}"

    def atoms(self) -> list[Atom]:
        return [(f"{self.name}({self.note.key()} ; {self.under.key() if self.under else ''})", "", "")]


class Enclosed(Node):
    """A box round something, or a stroke through it."""

    __slots__ = ("body", "kind")

    def __init__(self, kind: str, body: Node) -> None:
        self.kind = kind
        self.body = body

    def latex(self, w: Writer) -> str:
        return f"\\{self.kind}{{{self.body.latex(w)}}}"

    def atoms(self) -> list[Atom]:
        return [(f"{self.kind}({self.body.key()})", "", "")]


class Brace(Node):
    """A horizontal brace below or above, with its note."""

    __slots__ = ("body", "kind", "note")

    def __init__(self, kind: str, body: Node, note: Node) -> None:
        self.kind = kind
        self.body = body
        self.note = note

    def takes_scripts(self) -> bool:
        return True

    def latex(self, w: Writer) -> str:
        return w.command("\\" + self.kind, self.body) + w.command("_" if self.kind == "underbrace" else "^", self.note)

    def atoms(self) -> list[Atom]:
        return [(f"{self.kind}({self.body.key()} ; {self.note.key()})", "", "")]
